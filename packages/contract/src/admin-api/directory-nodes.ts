/**
 * The records of the directory as the API takes them: the nodes of the applied file without what is below them, so that
 * an export, a form and a request say the same. What a file may refer to (files, variables) is refused here.
 */
import { z } from 'zod';
import {
  applyApp,
  applyCompany,
  applyConnection,
  applyEnvironment,
  applyRealm,
  applyServiceProvider,
  applyUser,
} from '../apply-file.ts';
import { resolvedMetadata } from '../resolved-apply-file.ts';
import { manualIdentityProvider } from '../tenant-settings.ts';

export const companyNode = applyCompany.omit({ environments: true });
export type CompanyNode = z.output<typeof companyNode>;

export const environmentNode = applyEnvironment.omit({ realms: true });
export type EnvironmentNode = z.output<typeof environmentNode>;

export const realmNode = applyRealm.omit({
  serviceProviders: true,
  apps: true,
  users: true,
  allowUntestedEnable: true,
});
export type RealmNode = z.output<typeof realmNode>;

export const serviceProviderNode = applyServiceProvider.omit({ connections: true });
export type ServiceProviderNode = z.output<typeof serviceProviderNode>;

const nodeCertificate = z.strictObject({ pem: z.string().min(1).max(20_000) });

export const connectionNode = applyConnection.extend({
  metadata: resolvedMetadata
    .optional()
    .describe(
      'Where the description of the identity provider comes from: {url}, fetched when it is set, or {text} with the document itself. Answers show only the address.',
    ),
  manual: manualIdentityProvider
    .extend({ certificates: z.array(nodeCertificate).min(1).max(10).describe('Signing certificates, PEM.') })
    .optional(),
});
export type ConnectionNode = z.output<typeof connectionNode>;

const [applyOidcApp, applyBookmarkApp] = applyApp.options;
export const oidcAppNode = applyOidcApp.omit({ secret: true });
export const bookmarkAppNode = applyBookmarkApp;
export const appNode = z.discriminatedUnion('type', [oidcAppNode, bookmarkAppNode]);
export type AppNode = z.output<typeof appNode>;

export const userNode = applyUser;
export type UserNode = z.output<typeof userNode>;
