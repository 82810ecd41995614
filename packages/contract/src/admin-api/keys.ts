/** Keys of service providers and realms: what is public of them, and the steps of their life. No private half goes out. */
import { z } from 'zod';
import { slug } from '../slug.ts';
import { type AdminRoute, defineRoute, instant, realmParams, wholeFile } from './admin-route.ts';
import { serviceProviderParams } from './service-providers.ts';

export const samlKeyPurposes = ['request-signing', 'assertion-decryption'] as const;
export const keyPurposes = [...samlKeyPurposes, 'token-signing'] as const;
export const keyStates = ['next', 'current', 'retired'] as const;
export const keyOrigins = ['generated', 'uploaded'] as const;

/** A certificate may be from before 1970. */
const certificateInstant = z.int().describe('Epoch milliseconds.');

export const certificateView = z.object({
  pem: z.string(),
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  fingerprintSha256: z.string().describe('64 small hexadecimal digits.'),
  fingerprintSha1: z.string().describe('40 small hexadecimal digits; some identity providers show no other.'),
  signatureAlgorithm: z.string().describe('How the certificate itself was signed.'),
  notBefore: certificateInstant,
  notAfter: certificateInstant,
  daysLeft: z.int().describe('Whole days until it expires; negative when it has.'),
});
export type CertificateView = z.infer<typeof certificateView>;

export const keyWarningCodes = ['expired', 'expires-soon', 'not-yet-valid', 'sha1-certificate'] as const;

export const keyWarning = z.object({ code: z.enum(keyWarningCodes), text: z.string() });
export type KeyWarning = z.infer<typeof keyWarning>;

export const keyView = z.object({
  id: z.string(),
  purpose: z.enum(keyPurposes),
  state: z.enum(keyStates),
  origin: z.enum(keyOrigins),
  algorithm: z.string().describe('`RSA-2048`, `ES256`, `RS256` …'),
  certificate: certificateView.nullable().describe('Null for keys that sign tokens.'),
  publicJwk: z.record(z.string(), z.string()).nullable().describe('Null for SAML keys.'),
  createdAt: instant,
  promotedAt: instant.nullable(),
  retiredAt: instant.nullable(),
  removableAt: instant.nullable().describe('From when on a retired key is needed by nobody.'),
  removedAt: instant.nullable().describe('When a retired key is removed by itself.'),
  warnings: z.array(keyWarning),
});
export type KeyView = z.infer<typeof keyView>;

/** What is open at one connection since keys have changed. Sign-on that runs goes on all the same. */
export const keyDueView = z.object({
  connection: z.string().describe('Slug of the connection.'),
  metadataExchangeDue: z.boolean(),
  metadataExchangeReason: z.string().nullable(),
  testDue: z.boolean(),
  testReason: z.string().nullable(),
  untestedKeys: z
    .array(z.string())
    .describe('IDs of next and retired keys that this connection uses and that have passed no test with it.'),
});
export type KeyDueView = z.infer<typeof keyDueView>;

const keyId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);
const samlPurpose = z.enum(samlKeyPurposes);
const serviceProviderKeyParams = serviceProviderParams.extend({ key: keyId });
const realmKeyParams = realmParams.extend({ tokenKey: keyId });

export const prepareSamlKey = z.strictObject({
  bits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]).default(2048),
  hash: z
    .enum(['SHA-256', 'SHA-384', 'SHA-512'])
    .default('SHA-256')
    .describe('Hash of the certificate; the same as in the identity provider.'),
  validityYears: z.int().min(1).max(20).default(10),
});

export const prepareTokenKey = z.strictObject({ algorithm: z.enum(['ES256', 'RS256']) });

/** 1 MiB as base64, and room for the other fields. */
const UPLOAD_BODY_LIMIT = 1.5 * 1024 * 1024;
const password = z.string().max(1024);

const keystoreUpload = z.strictObject({
  keystore: z
    .string()
    .max(1_400_000)
    // By hand, because the words for a wrong format repeat what was found, and that may be a key.
    .refine((text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text), 'expected base64')
    .describe('The file as base64: JKS, JCEKS, PKCS#12 or PEM, at most 1 MiB.'),
  fileName: z.string().max(255).optional().describe('For the audit log; the content alone decides what the file is.'),
  alias: z.string().max(255).optional().describe('Which key; needed when there are several.'),
  keystorePassword: password.optional(),
  keyPassword: password.optional().describe('The keystore password is tried unless this is set.'),
});
export type KeystoreUpload = z.infer<typeof keystoreUpload>;

export const inspectedKeystore = z.object({
  format: z.enum(['jks', 'jceks', 'pkcs12', 'pem']),
  aliases: z.array(z.string()).describe('Of the private keys.'),
  key: z
    .object({ alias: z.string(), algorithm: z.string(), certificate: certificateView, warnings: z.array(keyWarning) })
    .nullable()
    .describe('The key that the alias names, or the only one, when the passwords open it.'),
  notices: z.array(z.string()),
});
export type InspectedKeystore = z.infer<typeof inspectedKeystore>;

export const promoteOptions = z.strictObject({
  allowUntested: z
    .boolean()
    .default(false)
    .describe('Promote it although no test with it has passed at every connection that uses it.'),
});

const removeQuery = z.strictObject({
  allowStillNeeded: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Remove it at once, whoever may depend on it: the key is no longer trusted.'),
});

const certificateQuery = z.strictObject({ format: z.enum(['pem', 'der']).default('pem') });

const read = { kind: 'permission', permission: 'directory.read', at: 'environment' } as const;
const write = { kind: 'permission', permission: 'directory.write', at: 'environment' } as const;

const REALM = '/companies/:company/environments/:environment/realms/:realm';
const SERVICE_PROVIDER = `${REALM}/service-providers/:serviceProvider` as const;

export const listServiceProviderKeys = defineRoute({
  id: 'serviceProviderKeys.list',
  method: 'GET',
  path: `${SERVICE_PROVIDER}/keys`,
  summary: 'Keys of a service provider, and what is open since they changed',
  access: read,
  change: 'none',
  params: serviceProviderParams,
  response: z.object({ items: z.array(keyView), next: z.null(), dues: z.array(keyDueView) }),
});

export const readServiceProviderKey = defineRoute({
  id: 'serviceProviderKeys.read',
  method: 'GET',
  path: `${SERVICE_PROVIDER}/keys/:key`,
  summary: 'One key',
  access: read,
  change: 'none',
  params: serviceProviderKeyParams,
  response: keyView,
});

export const readKeyCertificate = defineRoute({
  id: 'serviceProviderKeys.certificate',
  method: 'GET',
  path: `${SERVICE_PROVIDER}/keys/:key/certificate.cer`,
  summary: 'The certificate as a file, PEM or DER',
  access: read,
  change: 'none',
  params: serviceProviderKeyParams,
  query: certificateQuery,
  response: wholeFile,
  produces: ['application/x-pem-file', 'application/pkix-cert'],
});

export const prepareServiceProviderKey = defineRoute({
  id: 'serviceProviderKeys.prepare',
  method: 'POST',
  path: `${SERVICE_PROVIDER}/keys/:purpose/next`,
  summary: 'Make the next key of a purpose',
  access: write,
  change: 'create',
  params: serviceProviderParams.extend({ purpose: samlPurpose }),
  body: prepareSamlKey,
  response: keyView,
});

export const uploadServiceProviderKey = defineRoute({
  id: 'serviceProviderKeys.upload',
  method: 'POST',
  path: `${SERVICE_PROVIDER}/keys/:purpose/upload`,
  summary: 'Take the next key of a purpose from a keystore of the customer',
  access: write,
  change: 'create',
  params: serviceProviderParams.extend({ purpose: samlPurpose }),
  body: keystoreUpload,
  response: keyView,
  bodyLimit: UPLOAD_BODY_LIMIT,
});

export const inspectServiceProviderKeystore = defineRoute({
  id: 'serviceProviderKeys.inspect',
  method: 'POST',
  path: `${SERVICE_PROVIDER}/keys/inspect`,
  summary: 'What a keystore holds; nothing of it is kept',
  access: write,
  change: 'action',
  params: serviceProviderParams,
  body: keystoreUpload,
  response: inspectedKeystore,
  bodyLimit: UPLOAD_BODY_LIMIT,
});

export const inspectRealmKeystore = defineRoute({
  id: 'realmKeys.inspect',
  method: 'POST',
  path: `${REALM}/keys/inspect`,
  summary: 'What a keystore holds; nothing of it is kept',
  access: write,
  change: 'action',
  params: realmParams,
  body: keystoreUpload,
  response: inspectedKeystore,
  bodyLimit: UPLOAD_BODY_LIMIT,
});

export const promoteServiceProviderKey = defineRoute({
  id: 'serviceProviderKeys.promote',
  method: 'POST',
  path: `${SERVICE_PROVIDER}/keys/:key/promote`,
  summary: 'Make a next key current, or take the step back with a retired one',
  access: write,
  change: 'action',
  params: serviceProviderKeyParams,
  body: promoteOptions,
  response: keyView,
});

export const removeServiceProviderKey = defineRoute({
  id: 'serviceProviderKeys.remove',
  method: 'DELETE',
  path: `${SERVICE_PROVIDER}/keys/:key`,
  summary: 'Remove a next or a retired key',
  access: write,
  change: 'delete',
  params: serviceProviderKeyParams,
  query: removeQuery,
});

export const confirmMetadataExchange = defineRoute({
  id: 'serviceProviderKeys.confirmExchange',
  method: 'POST',
  path: `${SERVICE_PROVIDER}/keys/metadata-exchange`,
  summary: 'Say that identity providers have been given the present metadata',
  access: write,
  change: 'action',
  params: serviceProviderParams,
  body: z.strictObject({ connections: z.array(slug).min(1).max(25) }),
  response: z.object({ dues: z.array(keyDueView) }),
});

export const listRealmKeys = defineRoute({
  id: 'realmKeys.list',
  method: 'GET',
  path: `${REALM}/keys`,
  summary: 'Keys that sign the tokens of a realm',
  access: read,
  change: 'none',
  params: realmParams,
  response: z.object({ items: z.array(keyView), next: z.null() }),
});

export const readRealmKey = defineRoute({
  id: 'realmKeys.read',
  method: 'GET',
  path: `${REALM}/keys/:tokenKey`,
  summary: 'One key that signs tokens',
  access: read,
  change: 'none',
  params: realmKeyParams,
  response: keyView,
});

export const prepareRealmKey = defineRoute({
  id: 'realmKeys.prepare',
  method: 'POST',
  path: `${REALM}/keys/token-signing/next`,
  summary: 'Make the next key of an algorithm that signs tokens',
  access: write,
  change: 'create',
  params: realmParams,
  body: prepareTokenKey,
  response: keyView,
});

export const uploadRealmKey = defineRoute({
  id: 'realmKeys.upload',
  method: 'POST',
  path: `${REALM}/keys/token-signing/upload`,
  summary: 'Take the next key that signs tokens from a keystore of the customer',
  access: write,
  change: 'create',
  params: realmParams,
  body: keystoreUpload,
  response: keyView,
  bodyLimit: UPLOAD_BODY_LIMIT,
});

export const promoteRealmKey = defineRoute({
  id: 'realmKeys.promote',
  method: 'POST',
  path: `${REALM}/keys/:tokenKey/promote`,
  summary: 'Make a next key sign tokens, or take the step back with a retired one',
  access: write,
  change: 'action',
  params: realmKeyParams,
  response: keyView,
});

export const removeRealmKey = defineRoute({
  id: 'realmKeys.remove',
  method: 'DELETE',
  path: `${REALM}/keys/:tokenKey`,
  summary: 'Remove a next or a retired key that signs tokens',
  access: write,
  change: 'delete',
  params: realmKeyParams,
  query: removeQuery,
});

/** All of them, for the list of routes. */
export const keyRoutes: readonly AdminRoute[] = [
  listServiceProviderKeys,
  readServiceProviderKey,
  readKeyCertificate,
  prepareServiceProviderKey,
  uploadServiceProviderKey,
  inspectServiceProviderKeystore,
  promoteServiceProviderKey,
  removeServiceProviderKey,
  confirmMetadataExchange,
  listRealmKeys,
  readRealmKey,
  prepareRealmKey,
  uploadRealmKey,
  inspectRealmKeystore,
  promoteRealmKey,
  removeRealmKey,
];
