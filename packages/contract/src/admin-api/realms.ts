/** Realms: who signs in, and the boundary of trust. */
import { z } from 'zod';
import { realmNode } from '../directory-nodes.ts';
import { defineRoute, environmentParams, pageOf, pageQuery, realmParams } from './admin-route.ts';
import { impact } from './impact.ts';
import { mergePatchOf } from './merge-patch.ts';

export const realm = realmNode.extend({
  name: z.string(),
  info: z.object({
    url: z.string().describe('Where people of the realm sign in: the User/Agent URL.'),
    issuer: z.string().describe('OIDC issuer of the apps.'),
    serviceProviders: z.int().min(0),
    connections: z.int().min(0),
    apps: z.int().min(0),
  }),
});
export type Realm = z.output<typeof realm>;

const list = '/companies/:company/environments/:environment/realms';
const one = `${list}/:realm`;
const read = { kind: 'permission', permission: 'directory.read', at: 'environment' } as const;
const write = { kind: 'permission', permission: 'directory.write', at: 'environment' } as const;

export const listRealms = defineRoute({
  id: 'realms.list',
  method: 'GET',
  path: list,
  summary: 'Realms of an environment, by slug',
  access: read,
  change: 'none',
  params: environmentParams,
  query: pageQuery,
  response: pageOf(realm),
});

export const createRealm = defineRoute({
  id: 'realms.create',
  method: 'POST',
  path: list,
  summary: 'Make a realm',
  access: write,
  change: 'create',
  params: environmentParams,
  body: realmNode,
  response: realm,
});

export const readRealm = defineRoute({
  id: 'realms.read',
  method: 'GET',
  path: one,
  summary: 'A realm',
  access: read,
  change: 'none',
  params: realmParams,
  response: realm,
});

export const updateRealm = defineRoute({
  id: 'realms.update',
  method: 'PATCH',
  path: one,
  summary: 'Change a realm',
  access: write,
  change: 'update',
  params: realmParams,
  body: mergePatchOf(realmNode.shape),
  response: realm,
});

export const deleteRealm = defineRoute({
  id: 'realms.delete',
  method: 'DELETE',
  path: one,
  summary: 'Delete a realm with all that hangs on it',
  access: write,
  change: 'delete',
  params: realmParams,
  response: impact,
});

export const readRealmImpact = defineRoute({
  id: 'realms.impact',
  method: 'GET',
  path: `${one}/impact`,
  summary: 'What deleting it would take along',
  access: read,
  change: 'none',
  params: realmParams,
  response: impact,
});

export const realmRoutes = [listRealms, createRealm, readRealm, updateRealm, deleteRealm, readRealmImpact] as const;
