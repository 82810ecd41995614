/** The shapes that browsers and authenticators speak (WebAuthn Level 3 §5.1.8 and §5.8). */
import { z } from 'zod';

const base64url = (max: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/, 'base64url');

const credentialId = base64url(1400);
const transport = z.string().max(30);

const descriptor = z.object({
  id: z.string(),
  type: z.string(),
  transports: z.array(z.string()).optional(),
});

/** What `PublicKeyCredential.parseRequestOptionsFromJSON` takes. */
export const passkeyRequestOptions = z.object({
  challenge: z.string(),
  rpId: z.string().optional(),
  timeout: z.number().optional(),
  allowCredentials: z.array(descriptor).optional(),
  userVerification: z.string().optional(),
});

/** What `PublicKeyCredential.parseCreationOptionsFromJSON` takes. */
export const passkeyCreationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string().optional(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.string() })),
  timeout: z.number().optional(),
  excludeCredentials: z.array(descriptor).optional(),
  authenticatorSelection: z
    .object({
      residentKey: z.string().optional(),
      requireResidentKey: z.boolean().optional(),
      userVerification: z.string().optional(),
    })
    .optional(),
  attestation: z.string().optional(),
});

/**
 * What `toJSON()` of an assertion gives. Browsers add members as the specification grows, so what is not
 * listed is left out and no error.
 */
export const passkeyAssertion = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: z.string().max(200).nullish(),
  }),
});
export type PasskeyAssertionBody = z.output<typeof passkeyAssertion>;

/** What `toJSON()` of an attestation gives; as open as an assertion. */
export const passkeyAttestation = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(40_000),
    transports: z.array(transport).max(10).optional(),
  }),
});
export type PasskeyAttestationBody = z.output<typeof passkeyAttestation>;
