/** Service providers: the SAML faces of a realm. */
import { z } from 'zod';
import { serviceProviderNode } from '../directory-nodes.ts';
import { slug } from '../slug.ts';
import { defineRoute, pageOf, pageQuery, realmParams } from './admin-route.ts';
import { impact } from './impact.ts';
import { mergePatchOf } from './merge-patch.ts';

export const serviceProviderParams = realmParams.extend({ serviceProvider: slug });

export const serviceProvider = serviceProviderNode.extend({
  info: z.object({
    entityId: z.string().describe('What identity providers know us by.'),
    metadataUrl: z.string(),
    acs: z
      .array(
        z.object({
          url: z.string(),
          index: z.int().min(0),
          isDefault: z.boolean(),
          node: z.string().nullable().describe('Slug of the node that it belongs to.'),
        }),
      )
      .describe('Assertion consumer services, as the metadata lists them.'),
    sloUrl: z.string().describe('Single logout service, by HTTP-POST and HTTP-Redirect.'),
    connections: z.int().min(0),
  }),
});
export type ServiceProvider = z.output<typeof serviceProvider>;

const nodeAddress = z.object({ url: z.string(), index: z.int(), isDefault: z.boolean(), node: z.string().nullable() });

/** What the identity provider has to be told. */
export const serviceProviderValues = z.object({
  entityId: z.string(),
  acsUrls: z.array(nodeAddress),
  sloUrl: z.string(),
  metadataUrl: z.string(),
  startUrl: z.string(),
  nameIdFormats: z.array(z.string()),
  signingCertificate: z.string().nullable().describe('PEM; null until there is a key.'),
  encryptionCertificate: z.string().nullable().describe('PEM; only while encryption is wanted.'),
});
export type ServiceProviderValues = z.output<typeof serviceProviderValues>;

const list = '/companies/:company/environments/:environment/realms/:realm/service-providers';
const one = `${list}/:serviceProvider`;
const read = { kind: 'permission', permission: 'directory.read', at: 'environment' } as const;
const write = { kind: 'permission', permission: 'directory.write', at: 'environment' } as const;

export const listServiceProviders = defineRoute({
  id: 'serviceProviders.list',
  method: 'GET',
  path: list,
  summary: 'Service providers of a realm, by slug',
  access: read,
  change: 'none',
  params: realmParams,
  query: pageQuery,
  response: pageOf(serviceProvider),
});

export const createServiceProvider = defineRoute({
  id: 'serviceProviders.create',
  method: 'POST',
  path: list,
  summary: 'Make a service provider',
  access: write,
  change: 'create',
  params: realmParams,
  body: serviceProviderNode,
  response: serviceProvider,
});

export const readServiceProvider = defineRoute({
  id: 'serviceProviders.read',
  method: 'GET',
  path: one,
  summary: 'A service provider',
  access: read,
  change: 'none',
  params: serviceProviderParams,
  response: serviceProvider,
});

export const updateServiceProvider = defineRoute({
  id: 'serviceProviders.update',
  method: 'PATCH',
  path: one,
  summary: 'Change a service provider',
  access: write,
  change: 'update',
  params: serviceProviderParams,
  body: mergePatchOf(serviceProviderNode.shape),
  response: serviceProvider,
});

export const deleteServiceProvider = defineRoute({
  id: 'serviceProviders.delete',
  method: 'DELETE',
  path: one,
  summary: 'Delete a service provider with all that hangs on it',
  access: write,
  change: 'delete',
  params: serviceProviderParams,
  response: impact,
});

export const readServiceProviderImpact = defineRoute({
  id: 'serviceProviders.impact',
  method: 'GET',
  path: `${one}/impact`,
  summary: 'What deleting it would take along',
  access: read,
  change: 'none',
  params: serviceProviderParams,
  response: impact,
});

export const readServiceProviderValues = defineRoute({
  id: 'serviceProviders.values',
  method: 'GET',
  path: `${one}/values`,
  summary: 'What an identity provider has to be told, certificates included',
  access: read,
  change: 'none',
  params: serviceProviderParams,
  response: serviceProviderValues,
});

export const readServiceProviderMetadata = defineRoute({
  id: 'serviceProviders.metadata',
  method: 'GET',
  path: `${one}/metadata`,
  summary: 'The SP metadata, as it is served to identity providers',
  access: read,
  change: 'none',
  params: serviceProviderParams,
  response: z.object({ xml: z.string() }),
});

export const serviceProviderRoutes = [
  listServiceProviders,
  createServiceProvider,
  readServiceProvider,
  updateServiceProvider,
  deleteServiceProvider,
  readServiceProviderImpact,
  readServiceProviderValues,
  readServiceProviderMetadata,
] as const;
