/** What is known of an identity provider, what to look out for, and what differs between two descriptions of one. */
import { z } from 'zod';
import { resolvedManualIdentityProvider, resolvedMetadata } from './resolved-apply-file.ts';

/** Epoch milliseconds. */
const instant = z.int().min(0);
/** A certificate may be from before 1970. */
const certificateInstant = z.int().describe('Epoch milliseconds.');

const [metadataUrl, metadataText] = resolvedMetadata.options;

export const identityProviderSource = z
  .union([metadataUrl, metadataText, z.strictObject({ manual: resolvedManualIdentityProvider })])
  .describe('A metadata address (preferred: certificates then stay current), a metadata document, or single values.');
export type IdentityProviderInput = z.infer<typeof identityProviderSource>;

export const certificateFacts = z.object({
  subject: z.string(),
  issuer: z.string(),
  sha256: z.string().describe('Fingerprint, hexadecimal with colons.'),
  sha1: z.string().describe('Fingerprint, for comparing with consoles that show no other.'),
  notBefore: certificateInstant,
  notAfter: certificateInstant,
  daysLeft: z.int().describe('Whole days until it expires; negative afterwards.'),
  key: z.string().describe('`RSA 2048` or `EC 256`.'),
  signatureAlgorithm: z.string().describe('What the certificate itself is signed with.'),
  pem: z.string(),
});
export type CertificateFactsView = z.infer<typeof certificateFacts>;

const binding = z.enum(['redirect', 'post']);

export const identityProviderFacts = z.object({
  entityId: z.string(),
  signIn: z.array(z.object({ binding, url: z.string() })),
  signOut: z.array(z.object({ binding, url: z.string(), responseUrl: z.string().nullable() })),
  wantAuthnRequestsSigned: z.boolean(),
  validUntil: instant.nullable().describe('Of the metadata.'),
  certificates: z.array(certificateFacts).describe('Those that its messages may be signed with.'),
});
export type IdentityProviderFacts = z.infer<typeof identityProviderFacts>;

export const trustWarningCodes = [
  'certificate-expired',
  'certificate-expires',
  'certificate-not-yet-valid',
  'certificate-weak-key',
  'certificate-weak-signature',
  'certificate-left-out',
  'endpoint-not-encrypted',
  'address-not-encrypted',
  'no-sign-out',
  'metadata-expired',
  'metadata-expires',
  'metadata-detail',
  'choose-identity-provider',
  'does-not-update',
  'refresh-failing',
  'change-waits',
  'change-blocked',
] as const;

export const trustWarning = z.object({
  code: z.enum(trustWarningCodes),
  level: z
    .enum(['note', 'warning', 'serious'])
    .describe('`serious`: people cannot sign in, or soon cannot, or somebody could pose as the identity provider.'),
  words: z.string(),
});
export type TrustWarning = z.infer<typeof trustWarning>;

export const trustChange = z.object({
  field: z.enum(['entity-id', 'sign-in', 'sign-out', 'certificate', 'signed-requests', 'valid-until', 'source']),
  what: z.string().describe('What changes, in words.'),
  from: z.string().nullable().describe('Null: it is new.'),
  to: z.string().nullable().describe('Null: it goes.'),
  needsTest: z.boolean().describe('Whether the connection has to be tested again afterwards.'),
});
export type TrustChange = z.infer<typeof trustChange>;
