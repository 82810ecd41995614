/** The file that `cordboard apply` reads: companies, keyed by slug at every level; absence never deletes. */
import { z } from 'zod';
import { slug } from './slug.ts';
import {
  bookmarkAppSettings,
  connectionSettings,
  manualIdentityProvider,
  metadataSource,
  oidcAppSettings,
  platformProfiles,
  realmKinds,
  realmSettings,
  secretSource,
  serviceProviderSettings,
  ssoModes,
  userSettings,
} from './tenant-settings.ts';

const name = z.string().min(1).max(128);

export const applyConnection = connectionSettings.extend({
  slug,
  name: name.optional(),
  default: z.boolean().default(false),
  enabled: z.boolean().default(true),
  metadata: metadataSource.optional(),
  manual: manualIdentityProvider.optional(),
});
export type ApplyConnection = z.infer<typeof applyConnection>;

export const applyServiceProvider = serviceProviderSettings.extend({
  slug,
  connections: z.array(applyConnection).max(25).default([]),
});
export type ApplyServiceProvider = z.infer<typeof applyServiceProvider>;

export const applyApp = z.discriminatedUnion('type', [
  oidcAppSettings.extend({ type: z.literal('oidc'), slug, name, secret: secretSource.optional() }),
  bookmarkAppSettings.extend({ type: z.literal('bookmark'), slug, name }),
]);
export type ApplyApp = z.infer<typeof applyApp>;

export const applyUser = userSettings.extend({
  login: z.string().min(1).max(255).describe('Unique in the realm, compared exactly.'),
  email: z.email().max(254).optional(),
  enabled: z.boolean().default(true),
});
export type ApplyUser = z.infer<typeof applyUser>;

export const applyRealm = realmSettings.extend({
  slug,
  name: name.optional(),
  kind: z.enum(realmKinds).default('agents'),
  ssoMode: z.enum(ssoModes).optional().describe('non-sso unless set; sso needs a passed test.'),
  allowUntestedEnable: z.boolean().default(false).describe('Set mode sso without a passed test: demo only.'),
  serviceProviders: z.array(applyServiceProvider).default([]),
  apps: z.array(applyApp).max(500).default([]),
  users: z.array(applyUser).default([]),
});
export type ApplyRealm = z.infer<typeof applyRealm>;

export const applyEnvironment = z.strictObject({
  slug,
  name: name.optional(),
  region: z.string().min(1).max(40).optional(),
  platform: z.enum(platformProfiles).default('generic'),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Canonical public URL; <installation URL>/e/<company>/<environment> unless set.'),
  realms: z.array(applyRealm).default([]),
});
export type ApplyEnvironment = z.infer<typeof applyEnvironment>;

export const applyCompany = z.strictObject({
  slug,
  name: name.optional(),
  environments: z.array(applyEnvironment).default([]),
});
export type ApplyCompany = z.infer<typeof applyCompany>;

export const applyFile = z.strictObject({ companies: z.array(applyCompany).default([]) });
export type ApplyFile = z.infer<typeof applyFile>;
