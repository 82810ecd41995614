/**
 * What a company's set-up consists of: the settings of realms, service providers, connections,
 * apps and users. `cordboard apply` reads them from a file and the database keeps them in the
 * same shape, so there is one definition of every field, its default and its limits.
 *
 * Field documentation stands here and nowhere else; `docs/config.md` is generated from it.
 */
import { z } from 'zod';
import { acsNode } from './acs-nodes.ts';
import { isAliasUrl } from './alias-url.ts';
import { slug } from './slug.ts';

const httpUrl: z.ZodURL = z.url({ protocol: /^https?$/, error: 'an absolute http or https URL' });

/** A secret stays outside the file: in a file of its own or in the environment of the process. */
export const secretSource = z.union([
  z.strictObject({ file: z.string().min(1).describe('Path, relative to the applied file.') }),
  z.strictObject({ env: z.string().min(1).describe('Name of an environment variable.') }),
]);
export type SecretSource = z.infer<typeof secretSource>;

export const platformProfiles = ['generic', 'amazon-connect', 'cisco-ucc', 'sinch-contact-pro', 'egain'] as const;
export const realmKinds = ['agents', 'customers', 'admins'] as const;
export const ssoModes = ['non-sso', 'hybrid', 'sso'] as const;
/** SHA-1 is not among them: no identity provider that is looked after needs it. */
const signatureAlgorithms = ['RSA-SHA256', 'RSA-SHA384', 'RSA-SHA512'] as const;

/** An entity ID: a URI of at most 1024 characters (SAML core §8.3.6). */
const entityId = z.string().min(1).max(1024);

const attributeName = z.string().min(1).max(512);

/** As many as an app can be told of; the name of a group is compared exactly. */
const MAX_GROUPS = 75;
const groupNames = z.array(z.string().min(1).max(64)).max(MAX_GROUPS);

export const loginName = z.string().min(1).max(255);

const localSignInSettings = z.strictObject({
  users: z.array(loginName).max(1000).default([]).describe('Logins of the users who keep it.'),
  groups: groupNames.default([]).describe('Groups whose users keep it.'),
});

export const realmSettings = z.strictObject({
  sessionMinutes: z
    .int()
    .min(5)
    .max(24 * 60)
    .default(10 * 60)
    .describe('Longest session of the hub, in minutes; a shift by default.'),
  idleMinutes: z
    .int()
    .min(5)
    .max(24 * 60)
    .default(10 * 60)
    .describe('A session that is not used for so long ends, in minutes.'),
  localSignIn: localSignInSettings
    .prefault({})
    .describe('Who keeps user name and password in mode hybrid. In mode non-sso everybody has it, in mode sso nobody.'),
});
export type RealmSettings = z.infer<typeof realmSettings>;

const aliasUrl = z
  .string()
  .max(1024)
  .refine(isAliasUrl, 'an absolute https address with a plain path, such as https://cc.acme.example/saml/acs');

/** Addresses and names of an earlier product. Each is taken once in the installation. */
export const serviceProviderAliases = z.strictObject({
  acsUrls: z
    .array(aliasUrl)
    .max(50)
    .default([])
    .describe(
      'Where answers of the identity provider arrive as well; accepted as Destination and Recipient exactly as written, matched by host and path.',
    ),
  sloUrls: z
    .array(aliasUrl)
    .max(50)
    .default([])
    .describe(
      'Where messages about sign-out arrive as well; accepted as Destination exactly as written, matched by host and path.',
    ),
  metadataUrls: z.array(aliasUrl).max(20).default([]).describe('Where the SP metadata is served as well.'),
  entityIds: z.array(entityId).max(20).default([]).describe('Entity IDs that are accepted as Audience as well.'),
  publishAcsUrls: z
    .boolean()
    .default(false)
    .describe('List the ACS aliases in the SP metadata, after our own; never those with a query.'),
});
export type ServiceProviderAliases = z.infer<typeof serviceProviderAliases>;

export const serviceProviderSettings = z.strictObject({
  entityId: entityId.optional().describe('Our entity ID at the identity provider; its metadata URL unless set.'),
  signRequests: z.boolean().default(true).describe('Sign every AuthnRequest.'),
  signatureAlgorithm: z
    .enum(signatureAlgorithms)
    .default('RSA-SHA256')
    .describe('Algorithm that AuthnRequests are signed with; the one that the identity provider expects.'),
  wantEncryptedAssertions: z
    .boolean()
    .default(false)
    .describe('Publish the encryption key in the SP metadata, so that the identity provider encrypts.'),
  nameIdFormats: z
    .array(z.enum(['unspecified', 'emailAddress', 'persistent', 'transient']))
    .default([])
    .describe('NameID formats listed in the SP metadata.'),
  nodes: z
    .array(acsNode)
    .max(50)
    .default([])
    .describe(
      'Slugs of nodes with an assertion consumer service of their own: acs/<node>. A node keeps the index that it was given first; an entry with slug and index says another.',
    ),
  defaultNode: slug
    .optional()
    .describe(
      'Node whose assertion consumer service is the default one, which requests name; the one without a node unless set.',
    ),
  aliases: serviceProviderAliases
    .prefault({})
    .describe(
      'Addresses and entity IDs of an earlier product, so that its application at the identity provider keeps working.',
    ),
});
export type ServiceProviderSettings = z.infer<typeof serviceProviderSettings>;

/** Where the identity provider's description comes from. */
export const metadataSource = z.union([
  z.strictObject({
    url: httpUrl.describe('Fetched through the guarded fetch; preferred, because certificates then stay current.'),
  }),
  z.strictObject({ file: z.string().min(1).describe('Path of a metadata file, relative to the applied file.') }),
  z.strictObject({
    text: z
      .string()
      .min(1)
      .max(1024 * 1024)
      .describe('The metadata document itself.'),
  }),
]);

export const manualIdentityProvider = z.strictObject({
  entityId: entityId.describe('Entity ID of the identity provider.'),
  loginUrl: httpUrl.describe('Where requests to sign in go.'),
  loginBinding: z.enum(['redirect', 'post']).default('redirect').describe('Binding of those requests.'),
  logoutUrl: httpUrl.optional().describe('Where requests to sign out go, by redirect.'),
  certificates: z
    .array(
      z.union([z.strictObject({ file: z.string().min(1) }), z.strictObject({ pem: z.string().min(1).max(20_000) })]),
    )
    .min(1)
    .max(10)
    .describe('Signing certificates of the identity provider, PEM.'),
});

/** Which declared user a verified assertion belongs to. */
export const matchSettings = z.strictObject({
  emailAttribute: attributeName
    .optional()
    .describe(
      'Attribute with the e-mail address; the name is compared exactly, letter case included. Usual names: http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress (Entra ID), email (SAP).',
    ),
  nameIdIsEmail: z.boolean().default(false).describe('The NameID is the e-mail address.'),
  linkAttribute: attributeName
    .optional()
    .describe('An immutable attribute that links the person instead of a persistent NameID.'),
  emailDomains: z
    .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a lower-case domain name'))
    .default([])
    .describe('Verified e-mail domains: only these are matched, and they lead a person to this connection.'),
  allowAnyEmailDomain: z.boolean().default(false).describe('Match e-mail addresses of every domain.'),
  emailIsCaseSensitive: z.boolean().default(false).describe('Compare e-mail addresses with letter case.'),
});
export type MatchSettings = z.infer<typeof matchSettings>;

export const connectionSettings = z.strictObject({
  vendor: slug
    .optional()
    .describe('Product of the identity provider, such as `okta`, for the words of guides; recognised unless set.'),
  require: z
    .enum(['response', 'assertion', 'both', 'either'])
    .default('either')
    .describe('What must be signed: the Response, the assertion, both, or at least one of them.'),
  idpInitiated: z
    .enum(['refuse', 'restart', 'accept'])
    .default('restart')
    .describe('A Response that answers no request: refuse it, send our own request once, or accept it.'),
  clockSkewSeconds: z.int().min(0).max(300).default(120).describe('Tolerated clock difference, in seconds.'),
  requestEntityId: entityId
    .optional()
    .describe('What our requests call themselves: our entity ID unless set, else one of its aliases.'),
  requestAcsUrl: z
    .string()
    .min(1)
    .max(1024)
    .optional()
    .describe('Where our requests ask for the answer: our ACS unless set, else one of its nodes or aliases.'),
  requestBinding: z.enum(['redirect', 'post']).optional().describe('Binding of AuthnRequests; the first that fits.'),
  nameIdPolicy: z
    .enum(['unspecified', 'emailAddress', 'persistent', 'transient'])
    .optional()
    .describe('NameID format that requests ask for; none unless set, because Entra ID refuses some.'),
  requestedAuthnContext: z.array(z.string().min(1).max(512)).default([]).describe('Requested authentication contexts.'),
  forceAuthn: z.boolean().default(false).describe('Ask the identity provider for a fresh sign-in every time.'),
  sendLogoutRequests: z
    .boolean()
    .default(true)
    .describe(
      'When a person signs out here, sign out at the identity provider as well, if it has an address for that.',
    ),
  cbcSignedInside: z
    .boolean()
    .default(false)
    .describe('Accept AES-CBC when the decrypted assertion itself carries a verified signature (ADFS, Entra ID).'),
  allowSha1: z.boolean().default(false).describe('Accept SHA-1 signatures and digests.'),
  allowRsa1024: z.boolean().default(false).describe('Accept RSA keys shorter than 2048 bits.'),
  match: matchSettings.prefault({}),
  profile: z
    .strictObject({
      displayName: attributeName.optional().describe('Attribute with the name to show.'),
      firstName: attributeName.optional().describe('Attribute with the first name.'),
      lastName: attributeName.optional().describe('Attribute with the last name.'),
    })
    .prefault({})
    .describe('Attributes that fill the profile.'),
});
export type ConnectionSettings = z.infer<typeof connectionSettings>;

const appCommon = {
  description: z.string().max(200).default('').describe('One line under the name on the launchpad.'),
  group: z.string().max(60).default('Work').describe('Heading on the launchpad.'),
  icon: z.string().max(40).default('app').describe('Name of an icon; an unknown one shows the default.'),
  visible: z.boolean().default(true).describe('Shown on the launchpad; a hidden app still works.'),
  opensInOwnWindow: z.boolean().default(false).describe('The tile opens a window of its own.'),
  primary: z.boolean().default(false).describe('Shown large on top of the launchpad.'),
};

export const oidcAppSettings = z.strictObject({
  ...appCommon,
  redirectUris: z
    .array(httpUrl)
    .min(1)
    .max(20)
    .describe('Where sign-ins return to: https, or http to this machine itself; compared exactly.'),
  postLogoutRedirectUris: z
    .array(httpUrl)
    .max(20)
    .default([])
    .describe('Where a sign-out may return to; compared exactly.'),
  startUrl: httpUrl.optional().describe('Where the tile leads; the app then sends the person to sign in.'),
  allowPublicClient: z.boolean().default(false).describe('The app keeps no secret (a browser or desktop client).'),
  idTokenAlgorithm: z.enum(['ES256', 'RS256']).default('ES256').describe('Algorithm that ID tokens are signed with.'),
  accessTokenMinutes: z.int().min(5).max(120).default(60).describe('Validity of access tokens, in minutes.'),
  refreshTokenHours: z.int().min(1).max(24).default(10).describe('Longest use of refresh tokens, in hours.'),
});
export type OidcAppSettings = z.infer<typeof oidcAppSettings>;

export const bookmarkAppSettings = z.strictObject({
  ...appCommon,
  url: httpUrl.describe('Where the tile leads.'),
  separatePassword: z.boolean().default(false).describe('The tile says that the application asks for a password.'),
});
export type BookmarkAppSettings = z.infer<typeof bookmarkAppSettings>;

export const userSettings = z.strictObject({
  displayName: z.string().max(128).optional().describe('Name to show.'),
  firstName: z.string().max(64).optional().describe('First name.'),
  lastName: z.string().max(64).optional().describe('Last name.'),
});
export type UserProfile = z.infer<typeof userSettings>;

export const userGroups = groupNames.describe('Groups that the user belongs to.');
