/** Apps: what people of a realm sign in to. */
import { z } from 'zod';
import { appNode, bookmarkAppNode, oidcAppNode } from '../directory-nodes.ts';
import { slug } from '../slug.ts';
import { defineRoute, noBody, pageOf, pageQuery, realmParams } from './admin-route.ts';
import { impact } from './impact.ts';
import { mergePatchOf } from './merge-patch.ts';

const appTypes = ['oidc', 'bookmark'] as const;

const appParams = realmParams.extend({ app: slug });

const info = z.object({
  issuer: z.string().nullable().describe('OIDC issuer that the app is a client of.'),
  clientId: z.string().nullable(),
  hasSecret: z.boolean(),
});

export const app = z.discriminatedUnion('type', [oidcAppNode.extend({ info }), bookmarkAppNode.extend({ info })]);
export type App = z.output<typeof app>;

const secret = z.string().describe('Client secret, shown this once: only its hash is kept.');
const once = { secret: secret.optional() };
export const appWithSecret = z.discriminatedUnion('type', [
  oidcAppNode.extend({ info, ...once }),
  bookmarkAppNode.extend({ info, ...once }),
]);

const list = '/companies/:company/environments/:environment/realms/:realm/apps';
const one = `${list}/:app`;
const read = { kind: 'permission', permission: 'directory.read', at: 'environment' } as const;
const write = { kind: 'permission', permission: 'directory.write', at: 'environment' } as const;

export const listApps = defineRoute({
  id: 'apps.list',
  method: 'GET',
  path: list,
  summary: 'Apps of a realm, by slug',
  access: read,
  change: 'none',
  params: realmParams,
  query: pageQuery,
  response: pageOf(app),
});

export const createApp = defineRoute({
  id: 'apps.create',
  method: 'POST',
  path: list,
  summary: 'Make an app',
  access: write,
  change: 'create',
  params: realmParams,
  body: appNode,
  response: appWithSecret,
});

export const readApp = defineRoute({
  id: 'apps.read',
  method: 'GET',
  path: one,
  summary: 'An app',
  access: read,
  change: 'none',
  params: appParams,
  response: app,
});

export const updateApp = defineRoute({
  id: 'apps.update',
  method: 'PATCH',
  path: one,
  summary: 'Change an app',
  access: write,
  change: 'update',
  params: appParams,
  body: mergePatchOf({ ...bookmarkAppNode.shape, ...oidcAppNode.shape, type: z.enum(appTypes) }),
  response: appWithSecret,
});

export const deleteApp = defineRoute({
  id: 'apps.delete',
  method: 'DELETE',
  path: one,
  summary: 'Delete an app with all that hangs on it',
  access: write,
  change: 'delete',
  params: appParams,
  response: impact,
});

export const readAppImpact = defineRoute({
  id: 'apps.impact',
  method: 'GET',
  path: `${one}/impact`,
  summary: 'What deleting it would take along',
  access: read,
  change: 'none',
  params: appParams,
  response: impact,
});

export const rotateAppSecret = defineRoute({
  id: 'apps.rotateSecret',
  method: 'POST',
  path: `${one}/secret`,
  summary: 'Make a new client secret; the old one ends at once',
  access: write,
  change: 'action',
  params: appParams,
  body: noBody,
  response: z.object({ secret }),
});

export const appRoutes = [listApps, createApp, readApp, updateApp, deleteApp, readAppImpact, rotateAppSecret] as const;
