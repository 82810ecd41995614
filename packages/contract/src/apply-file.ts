/** The file that `cordboard apply` reads: companies, keyed by slug at every level; absence never deletes. */
import { z } from 'zod';
import { slug } from './slug.ts';
import {
  bookmarkAppSettings,
  connectionSettings,
  loginName,
  manualIdentityProvider,
  metadataSource,
  oidcAppSettings,
  platformProfiles,
  realmKinds,
  realmSettings,
  secretSource,
  serviceProviderSettings,
  ssoModes,
  userGroups,
  userSettings,
} from './tenant-settings.ts';

const permanentSlug = slug.describe(
  'Permanent identifier, part of addresses: lower-case letters, digits, single hyphens.',
);
const name = z.string().min(1).max(128).describe('What people see; can change at any time. The slug unless set.');
const appName = z.string().min(1).max(128).describe('What people see; can change at any time.');

export const applyConnection = connectionSettings.extend({
  slug: permanentSlug,
  name: name.optional(),
  default: z
    .boolean()
    .default(false)
    .describe('Used when nothing else says which; the first connection unless one is marked.'),
  enabled: z.boolean().default(true).describe('A disabled connection signs nobody in.'),
  metadata: metadataSource
    .optional()
    .describe(
      'Where the description of the identity provider comes from, this or manual: {url} (preferred), {file}, or {text} with the document itself, as an export writes it.',
    ),
  manual: manualIdentityProvider.optional(),
});
export type ApplyConnection = z.infer<typeof applyConnection>;

/** Sign-in links are `sign-in/<service provider>/<connection>`, beside `sign-in/complete/<handle>`. */
const RESERVED_SERVICE_PROVIDER = 'complete';

export const applyServiceProvider = serviceProviderSettings.extend({
  slug: permanentSlug.refine((value) => value !== RESERVED_SERVICE_PROVIDER, 'another slug: this one is reserved'),
  connections: z
    .array(applyConnection)
    .max(25)
    .default([])
    .describe('Identity providers that are trusted, at most 25.'),
});
export type ApplyServiceProvider = z.infer<typeof applyServiceProvider>;

export const applyApp = z.discriminatedUnion('type', [
  oidcAppSettings.extend({
    type: z.literal('oidc'),
    slug: permanentSlug.describe('Permanent identifier; for apps of type oidc the client_id.'),
    name: appName,
    secret: secretSource
      .optional()
      .describe(
        'Client secret of at least 16 characters, from a file or an environment variable; only its hash is kept.',
      ),
  }),
  bookmarkAppSettings.extend({ type: z.literal('bookmark'), slug: permanentSlug, name: appName }),
]);
export type ApplyApp = z.infer<typeof applyApp>;

export const applyUser = userSettings.extend({
  login: loginName.describe('Unique in the realm, compared exactly.'),
  email: z.email().max(254).optional().describe('Belongs to one user of the realm only; letter case does not matter.'),
  groups: userGroups.optional(),
  enabled: z.boolean().default(true).describe('A disabled user cannot sign in, and is signed out.'),
});
export type ApplyUser = z.infer<typeof applyUser>;

export const applyRealm = realmSettings.extend({
  slug: permanentSlug,
  name: name.optional(),
  kind: z
    .enum(realmKinds)
    .default('agents')
    .describe('Who signs in; permanent. At most one realm of a company is of kind admins.'),
  ssoMode: z.enum(ssoModes).optional().describe('non-sso unless set; sso needs a passed test.'),
  allowUntestedEnable: z.boolean().default(false).describe('Set mode sso without a passed test: demo only.'),
  serviceProviders: z.array(applyServiceProvider).default([]).describe('The SAML faces of the realm; one is usual.'),
  apps: z.array(applyApp).max(500).default([]).describe('What people sign in to.'),
  users: z.array(applyUser).default([]).describe('Who may sign in.'),
});
export type ApplyRealm = z.infer<typeof applyRealm>;

export const applyEnvironment = z.strictObject({
  slug: permanentSlug,
  name: name.optional(),
  region: z.string().min(1).max(40).optional().describe('Where the contact centre runs, in its own words.'),
  platform: z.enum(platformProfiles).default('generic').describe('Product that the contact centre runs on.'),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Canonical public URL, best on a host of its own; <installation URL>/e/<company>/<environment> unless set. Not equal to, above or below the one of another environment or what the installation itself answers.',
    ),
  realms: z.array(applyRealm).default([]).describe('Groups of people that sign in apart from each other.'),
});
export type ApplyEnvironment = z.infer<typeof applyEnvironment>;

export const applyCompany = z.strictObject({
  slug: permanentSlug,
  name: name.optional(),
  environments: z.array(applyEnvironment).default([]).describe('Separate set-ups, such as Production and Staging.'),
});
export type ApplyCompany = z.infer<typeof applyCompany>;

export const applyFile = z.strictObject({
  companies: z.array(applyCompany).default([]).describe('Customers of the installation.'),
});
export type ApplyFile = z.infer<typeof applyFile>;
