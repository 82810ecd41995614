/**
 * Local sign-in of people by user name and password: who has it, links that set a password, and openings that bridge an
 * outage of an identity provider in mode sso.
 */
import { z } from 'zod';
import { loginName } from '../tenant-settings.ts';
import { defineRoute, instant, pageOf, pageQuery, realmParams } from './admin-route.ts';

const REALM = '/companies/:company/environments/:environment/realms/:realm';
const USER = `${REALM}/users/:user/local-sign-in`;
const OPENINGS = `${REALM}/local-sign-in/openings`;

const identifier = z.string().min(1).max(100);
const userParams = realmParams.extend({ user: identifier });
const openingParams = realmParams.extend({ opening: identifier });

/** An opening lasts so long at most, and begins so long after its request at the latest, in milliseconds. */
export const MAX_OPENING_MS: number = 24 * 60 * 60 * 1000;
export const MAX_OPENING_AHEAD_MS: number = 7 * MAX_OPENING_MS;
/** People of one opening. */
export const MAX_OPENING_USERS = 200;

const localPermission = z.object({
  kind: z
    .enum(['mode', 'user', 'group', 'opening'])
    .describe('What names the person: nothing is needed in mode non-sso.'),
  name: z.string().nullable().describe('The group, or the identifier of the opening.'),
  until: instant.nullable().describe('Null when it has no end.'),
});

const localAccount = z.object({
  user: z.object({ id: z.string(), login: z.string(), displayName: z.string().nullable(), enabled: z.boolean() }),
  state: z
    .enum(['active', 'invited', 'lapsed'])
    .describe('`active` with a password; `invited` while a link to set one is out; `lapsed` when that is over.'),
  allowed: localPermission.nullable().describe('Why the person may sign in so now; null when they may not.'),
  changedAt: instant.describe('When the password was set or the link made.'),
  linkExpiresAt: instant.nullable(),
});
export type LocalAccountView = z.infer<typeof localAccount>;

const localState = localAccount.extend({
  state: z
    .enum([...localAccount.shape.state.options, 'none'])
    .describe('`none` without a password and without a link, and as in the list otherwise.'),
  changedAt: localAccount.shape.changedAt.nullable(),
});
/** Of any user, with a password or without. */
export type LocalStateView = z.infer<typeof localState>;

const passwordLink = z.object({
  url: z.string().describe('Shown this once: hand it to the person. It sets one password, once.'),
  expiresAt: instant,
});

const actor = z.object({ id: z.string(), name: z.string() });

const opening = z.object({
  id: z.string(),
  state: z
    .enum(['requested', 'scheduled', 'open', 'ended', 'closed', 'lapsed'])
    .describe('`lapsed`: nobody approved it in time; `ended`: by itself; `closed`: by somebody.'),
  users: z.array(z.object({ id: z.string(), login: z.string() })),
  reason: z.string(),
  startsAt: instant,
  endsAt: instant,
  requestedBy: actor,
  requestedAt: instant,
  approvedBy: actor.nullable(),
  approvedAt: instant.nullable(),
  closedBy: actor.nullable(),
  closedAt: instant.nullable(),
});
export type LocalOpeningView = z.infer<typeof opening>;

export const listLocalAccounts = defineRoute({
  id: 'localAccounts.list',
  method: 'GET',
  path: `${REALM}/local-sign-in/accounts`,
  summary: 'Who has a password in the realm, or a link to set one',
  access: { kind: 'permission', permission: 'people.read', at: 'environment' },
  change: 'none',
  params: realmParams,
  query: pageQuery,
  response: pageOf(localAccount),
});

export const getLocalAccount = defineRoute({
  id: 'localAccounts.get',
  method: 'GET',
  path: USER,
  summary: 'Whether a user has a password, or a link to set one',
  access: { kind: 'permission', permission: 'people.read', at: 'environment' },
  change: 'none',
  params: userParams,
  response: localState,
});

export const inviteLocalUser = defineRoute({
  id: 'localAccounts.invite',
  method: 'POST',
  path: `${USER}/invitation`,
  summary: 'Make a link with which a user sets their first password',
  access: { kind: 'permission', permission: 'people.write', at: 'environment' },
  change: 'create',
  params: userParams,
  response: passwordLink,
});

export const resetLocalPassword = defineRoute({
  id: 'localAccounts.reset',
  method: 'POST',
  path: `${USER}/reset`,
  summary: 'Stop the password of a user, and make a link with which they set another',
  access: { kind: 'permission', permission: 'people.write', at: 'environment' },
  change: 'action',
  params: userParams,
  response: passwordLink,
});

export const revokeLocalAccount = defineRoute({
  id: 'localAccounts.revoke',
  method: 'DELETE',
  path: USER,
  summary: 'Take the password of a user away, and the link to set one',
  access: { kind: 'permission', permission: 'people.write', at: 'environment' },
  change: 'delete',
  params: userParams,
});

export const listLocalOpenings = defineRoute({
  id: 'localOpenings.list',
  method: 'GET',
  path: OPENINGS,
  summary: 'Openings of local sign-in during outages, newest first',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  change: 'none',
  params: realmParams,
  query: pageQuery,
  response: pageOf(opening),
});

export const requestLocalOpening = defineRoute({
  id: 'localOpenings.request',
  method: 'POST',
  path: OPENINGS,
  summary: 'Ask for local sign-in of named people for a limited time; another administrator has to approve it',
  access: { kind: 'permission', permission: 'company.write', at: 'company' },
  change: 'create',
  params: realmParams,
  body: z.strictObject({
    users: z.array(loginName).min(1).max(MAX_OPENING_USERS).describe('Logins of the people, at most 200.'),
    reason: z.string().trim().min(1).max(500).describe('What is out of order, for whoever approves it.'),
    startsAt: instant.optional().describe('At once unless set; within seven days.'),
    endsAt: instant.describe('At most 24 hours after the start. It ends by itself.'),
  }),
  response: opening,
});

export const approveLocalOpening = defineRoute({
  id: 'localOpenings.approve',
  method: 'POST',
  path: `${OPENINGS}/:opening/approve`,
  summary: 'Approve an opening that another administrator asked for',
  access: { kind: 'permission', permission: 'company.write', at: 'company' },
  change: 'action',
  params: openingParams,
  response: opening,
});

export const closeLocalOpening = defineRoute({
  id: 'localOpenings.close',
  method: 'POST',
  path: `${OPENINGS}/:opening/close`,
  summary: 'Close an opening before its time, or decline one that was asked for',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: openingParams,
  response: opening,
});

export const localSignInRoutes = [
  listLocalAccounts,
  getLocalAccount,
  inviteLocalUser,
  resetLocalPassword,
  revokeLocalAccount,
  listLocalOpenings,
  requestLocalOpening,
  approveLocalOpening,
  closeLocalOpening,
] as const;
