/**
 * An applied file whose references were read: nothing in it points outside any more, so that it can be handed to
 * the hub over the control socket. Client secrets are in it only as hashes.
 */
import { z } from 'zod';
import {
  applyApp,
  applyCompany,
  applyConnection,
  applyEnvironment,
  applyRealm,
  applyServiceProvider,
} from './apply-file.ts';
import { manualIdentityProvider, metadataSource } from './tenant-settings.ts';

const [applyOidcApp, applyBookmarkApp] = applyApp.options;

/** SHA-256 as base64url. */
export const sha256Base64Url = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'the SHA-256 as base64url');

/** Where metadata comes from once files are read. */
const [metadataUrl, , metadataText] = metadataSource.options;
export const resolvedMetadata = z.union([metadataUrl, metadataText]);
export type ResolvedMetadata = z.infer<typeof resolvedMetadata>;

export const resolvedManualIdentityProvider = manualIdentityProvider.extend({
  certificates: z.array(z.string().min(1).max(20_000)).min(1).max(10).describe('PEM.'),
});
export type ResolvedManualIdentityProvider = z.infer<typeof resolvedManualIdentityProvider>;

export const resolvedConnection = applyConnection.extend({
  metadata: resolvedMetadata.optional(),
  manual: resolvedManualIdentityProvider.optional(),
});
export type ResolvedConnection = z.infer<typeof resolvedConnection>;

export const resolvedServiceProvider = applyServiceProvider.extend({
  connections: z.array(resolvedConnection).max(25).default([]),
});
export type ResolvedServiceProvider = z.infer<typeof resolvedServiceProvider>;

export const resolvedApp = z.discriminatedUnion('type', [
  applyOidcApp.omit({ secret: true }).extend({ secretHash: sha256Base64Url.optional() }),
  applyBookmarkApp,
]);
export type ResolvedApp = z.infer<typeof resolvedApp>;

export const resolvedRealm = applyRealm.extend({
  serviceProviders: z.array(resolvedServiceProvider).default([]),
  apps: z.array(resolvedApp).max(500).default([]),
});
export type ResolvedRealm = z.infer<typeof resolvedRealm>;

export const resolvedEnvironment = applyEnvironment.extend({ realms: z.array(resolvedRealm).default([]) });
export type ResolvedEnvironment = z.infer<typeof resolvedEnvironment>;

export const resolvedCompany = applyCompany.extend({ environments: z.array(resolvedEnvironment).default([]) });
export type ResolvedCompany = z.infer<typeof resolvedCompany>;

export const resolvedApplyFile = z.strictObject({ companies: z.array(resolvedCompany).default([]) });
export type ResolvedApplyFile = z.infer<typeof resolvedApplyFile>;
