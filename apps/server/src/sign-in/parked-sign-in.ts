/**
 * A verified answer between the cross-site POST that brought it and the same-site GET that claims
 * it. It is stored sealed: it names a person, and nobody should read it in a backup.
 */

import type { VerifiedAssertion } from '@cordboard/saml';
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { SealContext, Sealer } from '../keys/seal.ts';
import type { ParkedResultRecord } from '../storage/ports/sign-in-store.ts';
import { nameIdSchema } from './name-id-schema.ts';
import { hashSecret } from './send-authn-request.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';

/** The claiming GET follows at once; a minute forgives a slow network. */
export const PARKED_LIFETIME_MS: number = 60 * 1000;

const parkedSignIn = z.strictObject({
  attemptId: z.string(),
  serviceProviderId: z.string(),
  connectionId: z.string(),
  /** Null for an unsolicited answer, which no browser asked for. */
  request: z
    .strictObject({
      id: z.string(),
      bindingHash: z.string(),
    })
    .nullable(),
  target: z.union([
    z.strictObject({ kind: z.literal('launchpad') }),
    z.strictObject({ kind: z.literal('app'), app: z.string() }),
    z.strictObject({ kind: z.literal('interaction'), uid: z.string(), app: z.string() }),
    z.strictObject({ kind: z.literal('test'), test: z.string() }),
    z.strictObject({ kind: z.literal('portal'), state: z.string() }),
  ]),
  /** Our key that opened the assertion; absent when it was not encrypted. */
  decryptionKeyId: z.string().optional(),
  identity: z.strictObject({
    issuer: z.string(),
    nameId: nameIdSchema.nullable(),
    attributes: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()) })),
    sessionIndex: z.string().nullable(),
    sessionNotOnOrAfter: z.number().nullable(),
    authnInstant: z.number(),
    authnContext: z.string().nullable(),
  }),
});

/** What later stages know of the verified answer. Instants are epoch milliseconds. */
export type ParkedSignIn = z.infer<typeof parkedSignIn>;
export type VerifiedIdentity = ParkedSignIn['identity'];

/** Keeps of an assertion what later stages need. */
export const identityOf = (assertion: VerifiedAssertion): VerifiedIdentity => ({
  issuer: assertion.issuer,
  nameId: assertion.nameId ?? null,
  attributes: assertion.attributes.map((attribute) => ({
    name: attribute.name,
    values: attribute.values.filter((value) => value.nil !== true).map((value) => value.nameId?.value ?? value.text),
  })),
  sessionIndex: assertion.sessionIndex ?? null,
  sessionNotOnOrAfter: assertion.sessionNotOnOrAfter?.getTime() ?? null,
  authnInstant: assertion.authnInstant.getTime(),
  authnContext: assertion.authnContextClassRef ?? null,
});

const context = (realmId: string, handleHash: string): SealContext => ({
  table: 'parked_results',
  row: handleHash,
  environment: realmId,
});

export const sealParkedSignIn = (sealer: Sealer, realmId: string, handleHash: string, parked: ParkedSignIn): string =>
  sealer.seal(Buffer.from(JSON.stringify(parked), 'utf8'), context(realmId, handleHash));

/** @throws CordboardError `keys.unsealable`, or `internal.failed` when another version wrote it in another shape. */
export const openParkedSignIn = (sealer: Sealer, realmId: string, handleHash: string, sealed: string): ParkedSignIn => {
  const json: unknown = JSON.parse(Buffer.from(sealer.open(sealed, context(realmId, handleHash))).toString('utf8'));
  const parsed = parkedSignIn.safeParse(json);
  if (!parsed.success) {
    throw new CordboardError('internal.failed', { cause: parsed.error });
  }
  return parsed.data;
};

/** What is stored until the browser claims it with the handle. */
export const parkedRecord = (
  { sealer, clock }: Pick<SignInDependencies, 'sealer' | 'clock'>,
  realmId: string,
  handle: string,
  parked: ParkedSignIn,
): ParkedResultRecord => {
  const handleHash = hashSecret(handle);
  return {
    handleHash,
    realmId,
    sealed: sealParkedSignIn(sealer, realmId, handleHash, parked),
    expiresAt: clock() + PARKED_LIFETIME_MS,
  };
};
