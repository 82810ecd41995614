/** Connections: the identity providers that a service provider trusts. */
import { z } from 'zod';
import { connectionNode } from '../directory-nodes.ts';
import { identityProviderFacts } from '../identity-provider-trust.ts';
import { slug } from '../slug.ts';
import { defineRoute, instant, pageOf, pageQuery } from './admin-route.ts';
import { impact } from './impact.ts';
import { mergePatchOf } from './merge-patch.ts';
import { serviceProviderParams } from './service-providers.ts';

const connectionParams = serviceProviderParams.extend({ connection: slug });

export const connection = connectionNode.extend({
  name: z.string(),
  info: z.object({
    signInUrl: z.string().describe('Link that signs in through this connection.'),
    source: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('url'), url: z.string(), fetchedAt: instant }),
      z.object({ kind: z.literal('file'), sha256: z.string() }),
      z.object({ kind: z.literal('manual') }),
    ]),
    identityProvider: identityProviderFacts,
    notes: z.array(z.string()).optional().describe('What is accepted and worth knowing; only right after a change.'),
  }),
});
export type Connection = z.output<typeof connection>;

const list =
  '/companies/:company/environments/:environment/realms/:realm/service-providers/:serviceProvider/connections';
const one = `${list}/:connection`;
const read = { kind: 'permission', permission: 'directory.read', at: 'environment' } as const;
const write = { kind: 'permission', permission: 'directory.write', at: 'environment' } as const;

export const listConnections = defineRoute({
  id: 'connections.list',
  method: 'GET',
  path: list,
  summary: 'Connections of a service provider, by slug',
  access: read,
  change: 'none',
  params: serviceProviderParams,
  query: pageQuery,
  response: pageOf(connection),
});

export const createConnection = defineRoute({
  id: 'connections.create',
  method: 'POST',
  path: list,
  summary: 'Make a connection',
  access: write,
  change: 'create',
  params: serviceProviderParams,
  body: connectionNode,
  response: connection,
  bodyLimit: 2 * 1024 * 1024,
});

export const readConnection = defineRoute({
  id: 'connections.read',
  method: 'GET',
  path: one,
  summary: 'A connection',
  access: read,
  change: 'none',
  params: connectionParams,
  response: connection,
});

export const updateConnection = defineRoute({
  id: 'connections.update',
  method: 'PATCH',
  path: one,
  summary: 'Change a connection',
  access: write,
  change: 'update',
  params: connectionParams,
  body: mergePatchOf(connectionNode.shape),
  response: connection,
  bodyLimit: 2 * 1024 * 1024,
});

export const deleteConnection = defineRoute({
  id: 'connections.delete',
  method: 'DELETE',
  path: one,
  summary: 'Delete a connection with all that hangs on it',
  access: write,
  change: 'delete',
  params: connectionParams,
  response: impact,
});

export const readConnectionImpact = defineRoute({
  id: 'connections.impact',
  method: 'GET',
  path: `${one}/impact`,
  summary: 'What deleting it would take along',
  access: read,
  change: 'none',
  params: connectionParams,
  response: impact,
});

export const readConnectionMetadata = defineRoute({
  id: 'connections.metadata',
  method: 'GET',
  path: `${one}/metadata`,
  summary: 'The metadata document that the connection was given as text',
  access: read,
  change: 'none',
  params: connectionParams,
  response: z.object({ text: z.string().nullable().describe('Null when it came by address or by hand.') }),
});

export const connectionRoutes = [
  listConnections,
  createConnection,
  readConnection,
  updateConnection,
  deleteConnection,
  readConnectionImpact,
  readConnectionMetadata,
] as const;
