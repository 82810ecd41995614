/** Environments: the separate set-ups of a company. */
import { z } from 'zod';
import { environmentNode } from '../directory-nodes.ts';
import { companyParams, defineRoute, environmentParams, pageOf, pageQuery } from './admin-route.ts';
import { impact } from './impact.ts';
import { mergePatchOf } from './merge-patch.ts';

export const environment = environmentNode.extend({
  name: z.string(),
  info: z.object({
    url: z.string().describe('Canonical address, without a trailing slash.'),
    realms: z.int().min(0),
  }),
});
export type Environment = z.output<typeof environment>;

const list = '/companies/:company/environments';
const one = `${list}/:environment`;
const read = { kind: 'permission', permission: 'directory.read', at: 'environment' } as const;
const write = { kind: 'permission', permission: 'directory.write', at: 'environment' } as const;

export const listEnvironments = defineRoute({
  id: 'environments.list',
  method: 'GET',
  path: list,
  summary: 'Environments of a company that the caller may see, by slug',
  access: { kind: 'permission', permission: 'directory.read', at: 'company', orBelow: true },
  change: 'none',
  params: companyParams,
  query: pageQuery,
  response: pageOf(environment),
});

export const createEnvironment = defineRoute({
  id: 'environments.create',
  method: 'POST',
  path: list,
  summary: 'Make an environment',
  access: { kind: 'permission', permission: 'company.write', at: 'company' },
  change: 'create',
  params: companyParams,
  body: environmentNode,
  response: environment,
});

export const readEnvironment = defineRoute({
  id: 'environments.read',
  method: 'GET',
  path: one,
  summary: 'An environment',
  access: read,
  change: 'none',
  params: environmentParams,
  response: environment,
});

export const updateEnvironment = defineRoute({
  id: 'environments.update',
  method: 'PATCH',
  path: one,
  summary: 'Change an environment',
  access: write,
  change: 'update',
  params: environmentParams,
  body: mergePatchOf(environmentNode.shape),
  response: environment,
});

export const deleteEnvironment = defineRoute({
  id: 'environments.delete',
  method: 'DELETE',
  path: one,
  summary: 'Delete an environment with all that hangs on it',
  access: { kind: 'permission', permission: 'company.write', at: 'company' },
  change: 'delete',
  params: environmentParams,
  response: impact,
});

export const readEnvironmentImpact = defineRoute({
  id: 'environments.impact',
  method: 'GET',
  path: `${one}/impact`,
  summary: 'What deleting it would take along',
  access: read,
  change: 'none',
  params: environmentParams,
  response: impact,
});

export const environmentRoutes = [
  listEnvironments,
  createEnvironment,
  readEnvironment,
  updateEnvironment,
  deleteEnvironment,
  readEnvironmentImpact,
] as const;
