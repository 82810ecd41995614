/** People of a realm: found, looked at, changed, signed out. */
import { z } from 'zod';
import { userNode } from '../directory-nodes.ts';
import { defineRoute, instant, pageOf, pageQuery, realmParams } from './admin-route.ts';
import { impact } from './impact.ts';
import { mergePatchOf } from './merge-patch.ts';

const userParams = realmParams.extend({ user: z.string().min(1).max(64) });

export const userLink = z.object({
  id: z.string().describe('Names the link in requests.'),
  connection: z.string().nullable().describe('`<service provider>/<connection>`; null when it is gone.'),
  idpEntityId: z.string(),
  format: z.string().describe('NameID format, or `attribute:<name>`.'),
  value: z.string(),
  nameQualifier: z.string(),
  spNameQualifier: z.string(),
});

export const userSession = z.object({
  id: z.string().describe('Names the session in requests; nobody can sign in with it.'),
  method: z.enum(['saml', 'local']).describe('How the person signed in: `local` by user name and password.'),
  connection: z
    .string()
    .nullable()
    .describe('`<service provider>/<connection>`; null when it is gone, and for `local`.'),
  createdAt: instant,
  authenticatedAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
});
export type UserSession = z.output<typeof userSession>;

const info = { id: z.string(), createdAt: instant, updatedAt: instant, linked: z.boolean() };

export const user = userNode.extend({ info: z.object(info) });
export type User = z.output<typeof user>;

export const userDetail = userNode.extend({
  info: z.object({ ...info, links: z.array(userLink), sessions: z.array(userSession) }),
});
export type UserDetail = z.output<typeof userDetail>;

const list = '/companies/:company/environments/:environment/realms/:realm/users';
const one = `${list}/:user`;
const read = { kind: 'permission', permission: 'people.read', at: 'environment' } as const;
const write = { kind: 'permission', permission: 'people.write', at: 'environment' } as const;
const end = { kind: 'permission', permission: 'sessions.end', at: 'environment' } as const;

export const usersQuery = pageQuery.extend({
  search: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('Beginning of a login, e-mail address, display name or last name; letter case does not matter.'),
  linked: z
    .enum(['true', 'false'])
    .optional()
    .describe('Only people whom an identity provider knows by a link, or only the others.'),
});

export const listUsers = defineRoute({
  id: 'users.list',
  method: 'GET',
  path: list,
  summary: 'People of a realm, by login; a page can be short although more follow',
  access: read,
  change: 'none',
  params: realmParams,
  query: usersQuery,
  response: pageOf(user),
});

export const createUser = defineRoute({
  id: 'users.create',
  method: 'POST',
  path: list,
  summary: 'Add a person',
  access: write,
  change: 'create',
  params: realmParams,
  body: userNode,
  response: userDetail,
});

export const readUser = defineRoute({
  id: 'users.read',
  method: 'GET',
  path: one,
  summary: 'A person, with links and live sessions',
  access: read,
  change: 'none',
  params: userParams,
  response: userDetail,
});

export const updateUser = defineRoute({
  id: 'users.update',
  method: 'PATCH',
  path: one,
  summary: 'Change a person; who is disabled is signed out',
  access: write,
  change: 'update',
  params: userParams,
  body: mergePatchOf(userNode.shape),
  response: userDetail,
});

export const deleteUser = defineRoute({
  id: 'users.delete',
  method: 'DELETE',
  path: one,
  summary: 'Delete a person with links and sessions',
  access: write,
  change: 'delete',
  params: userParams,
  response: impact,
});

export const unlinkUser = defineRoute({
  id: 'users.unlink',
  method: 'POST',
  path: `${one}/unlink`,
  summary: 'Forget what an identity provider calls a person, and end the sessions that came of it',
  access: write,
  change: 'action',
  params: userParams,
  body: z.strictObject({ link: z.string().min(1).max(100) }),
  response: userDetail,
});

export const listUserSessions = defineRoute({
  id: 'users.sessions',
  method: 'GET',
  path: `${one}/sessions`,
  summary: 'Live sessions of a person, oldest first',
  access: read,
  change: 'none',
  params: userParams,
  response: z.object({ items: z.array(userSession) }),
});

export const endUserSessions = defineRoute({
  id: 'users.endSessions',
  method: 'POST',
  path: `${one}/sessions/end`,
  summary: 'End one session of a person, or all of them',
  access: end,
  change: 'action',
  params: userParams,
  body: z.strictObject({ session: z.string().min(1).max(100).optional().describe('All of them unless set.') }),
  response: z.object({ ended: z.int().min(0) }),
});

export const userRoutes = [
  listUsers,
  createUser,
  readUser,
  updateUser,
  deleteUser,
  unlinkUser,
  listUserSessions,
  endUserSessions,
] as const;
