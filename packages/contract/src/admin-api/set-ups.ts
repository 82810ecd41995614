/**
 * A set-up of a connection under way: what was entered so far, and which steps are done. It can be left and taken up
 * again, and the identity provider's part of it can be handed to the customer's IT administrator by a link.
 */
import { z } from 'zod';
import { resolvedManualIdentityProvider, resolvedMetadata } from '../resolved-apply-file.ts';
import { slug } from '../slug.ts';
import { connectionSettings, platformProfiles } from '../tenant-settings.ts';
import { defineRoute, instant, realmParams } from './admin-route.ts';
import { serviceProviderValues } from './service-providers.ts';

const serviceProviderParams = realmParams.extend({ serviceProvider: slug });
const setUpParams = serviceProviderParams.extend({ setUp: z.string().min(1).max(100) });
const linkParams = setUpParams.extend({ link: z.string().min(1).max(100) });

const SET_UPS =
  '/companies/:company/environments/:environment/realms/:realm/service-providers/:serviceProvider/set-ups';

/** Metadata of 1 MiB in a JSON string. */
const BODY_LIMIT = 1536 * 1024;

const stepId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

/** What is known of the identity provider so far. A draft may be incomplete. */
export const draftIdentityProvider = z.union([
  resolvedMetadata,
  z.strictObject({ manual: resolvedManualIdentityProvider.partial().describe('Entered by hand, as far as it is.') }),
]);

export const setUpStates = ['open', 'submitted', 'accepted'] as const;

const draft = {
  name: z.string().min(1).max(128).describe('Name of the connection.'),
  order: z.enum(['import', 'by-hand']).describe('Which of the two orders of set-up.'),
  step: stepId.nullable().describe('The step that was open last.'),
  doneSteps: z.array(stepId).max(60).describe('Steps that are done.'),
  identityProvider: draftIdentityProvider.nullable(),
  settings: connectionSettings.partial().describe('Settings of the connection that differ from the defaults.'),
};

export const setUp = z.object({
  id: z.string(),
  connection: slug.describe('Slug of the connection that is set up; it may exist already.'),
  vendor: slug.describe('Identity provider product, such as `okta`.'),
  ...draft,
  state: z.enum(setUpStates).describe('`submitted`: entered through a link, and waits for an administrator.'),
  createdBy: z.string(),
  updatedBy: z.string(),
  createdAt: instant,
  updatedAt: instant,
  submittedAt: instant.nullable(),
});
export type SetUp = z.infer<typeof setUp>;

export const listSetUps = defineRoute({
  id: 'setUps.list',
  method: 'GET',
  path: SET_UPS,
  summary: 'Set-ups of connections that are under way, newest first',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  change: 'none',
  params: serviceProviderParams,
  response: z.object({ items: z.array(setUp) }),
});

export const createSetUp = defineRoute({
  id: 'setUps.create',
  method: 'POST',
  path: SET_UPS,
  summary: 'Begin the set-up of a connection',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'create',
  params: serviceProviderParams,
  body: z.strictObject({
    connection: slug,
    vendor: slug,
    name: draft.name,
    order: draft.order,
    settings: draft.settings.default({}),
  }),
  response: setUp,
});

export const readSetUp = defineRoute({
  id: 'setUps.read',
  method: 'GET',
  path: `${SET_UPS}/:setUp`,
  summary: 'A set-up with what was entered so far',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  change: 'none',
  params: setUpParams,
  response: setUp,
});

export const updateSetUp = defineRoute({
  id: 'setUps.update',
  method: 'PATCH',
  path: `${SET_UPS}/:setUp`,
  summary: 'Save what was entered; fields that are left out stay as they are',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'update',
  params: setUpParams,
  body: z.strictObject(draft).partial(),
  response: setUp,
  bodyLimit: BODY_LIMIT,
});

export const deleteSetUp = defineRoute({
  id: 'setUps.delete',
  method: 'DELETE',
  path: `${SET_UPS}/:setUp`,
  summary: 'Discard a set-up; its links stop working, and the connection stays as it is',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'delete',
  params: setUpParams,
});

export const reopenSetUp = defineRoute({
  id: 'setUps.reopen',
  method: 'POST',
  path: `${SET_UPS}/:setUp/reopen`,
  summary: 'Give what was submitted back for correction',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: setUpParams,
  response: setUp,
});

export const acceptSetUp = defineRoute({
  id: 'setUps.accept',
  method: 'POST',
  path: `${SET_UPS}/:setUp/accept`,
  summary: 'Make the connection from what was entered, or change the one that exists; needs If-Match',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: setUpParams,
  response: z.object({
    setUp,
    outcome: z
      .enum(['created', 'updated', 'staged'])
      .describe(
        '`staged`: the connection exists, and single sign-on is on or the entity ID is another one, so the new description waits until it is accepted like every staged change.',
      ),
    notes: z.array(z.string()).describe('What is accepted and worth knowing.'),
  }),
});

export const setUpLink = z.object({
  id: z.string(),
  recipient: z.string().describe('Whom it is for, in the words of who made it.'),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
});
export type SetUpLink = z.infer<typeof setUpLink>;

export const listSetUpLinks = defineRoute({
  id: 'setUpLinks.list',
  method: 'GET',
  path: `${SET_UPS}/:setUp/links`,
  summary: 'Links that were made for a set-up',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  change: 'none',
  params: setUpParams,
  response: z.object({ items: z.array(setUpLink) }),
});

export const createSetUpLink = defineRoute({
  id: 'setUpLinks.create',
  method: 'POST',
  path: `${SET_UPS}/:setUp/links`,
  summary:
    "Make a link with which the customer's IT administrator does the identity provider's steps, without an account",
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'create',
  params: setUpParams,
  body: z.strictObject({
    recipient: z.string().trim().min(1).max(200),
    days: z.int().min(1).max(14).default(7).describe('Validity in days, 1 to 14.'),
  }),
  response: setUpLink.extend({ url: z.string().describe('Shown once.') }),
});

export const revokeSetUpLink = defineRoute({
  id: 'setUpLinks.revoke',
  method: 'POST',
  path: `${SET_UPS}/:setUp/links/:link/revoke`,
  summary: 'Make a link stop working',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: linkParams,
  response: setUpLink,
});

/** What whoever holds a link sees: one connection, and nothing else of the company. */
export const linkedSetUp = z.object({
  company: z.string(),
  environment: z.string(),
  platform: z.enum(platformProfiles),
  recipient: z.string(),
  createdBy: z.string(),
  expiresAt: instant,
  vendor: slug,
  name: draft.name,
  order: draft.order,
  step: draft.step,
  doneSteps: draft.doneSteps,
  identityProvider: draft.identityProvider,
  wantEncryptedAssertions: z.boolean(),
  state: z.enum(setUpStates),
  updatedAt: instant,
  values: serviceProviderValues,
});
export type LinkedSetUp = z.infer<typeof linkedSetUp>;

export const readLinkedSetUp = defineRoute({
  id: 'linkedSetUp.read',
  method: 'GET',
  path: '/set-up-link',
  summary: 'The set-up that a link is for',
  access: { kind: 'set-up-link' },
  change: 'none',
  response: linkedSetUp,
});

export const updateLinkedSetUp = defineRoute({
  id: 'linkedSetUp.update',
  method: 'PATCH',
  path: '/set-up-link',
  summary: 'Save what was entered through a link',
  access: { kind: 'set-up-link' },
  change: 'update',
  body: z
    .strictObject({ step: draft.step, doneSteps: draft.doneSteps, identityProvider: draft.identityProvider })
    .partial(),
  response: linkedSetUp,
  bodyLimit: BODY_LIMIT,
});

export const submitLinkedSetUp = defineRoute({
  id: 'linkedSetUp.submit',
  method: 'POST',
  path: '/set-up-link/submit',
  summary: 'Hand what was entered over to the administrator, who accepts it or gives it back',
  access: { kind: 'set-up-link' },
  change: 'action',
  response: linkedSetUp,
});
