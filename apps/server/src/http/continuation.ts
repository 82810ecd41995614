/**
 * The `continue` value of sign-in links: what the person wanted, sealed. Nobody can forge one, so a
 * link cannot be bent to skip a fresh sign-in that an app demanded.
 */
import { z } from 'zod';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SealContext, Sealer } from '../keys/seal.ts';
import type { BeginSignInInput } from '../sign-in/begin-sign-in.ts';

const continuation = z.strictObject({
  target: z.union([
    z.strictObject({ kind: z.literal('launchpad') }),
    z.strictObject({ kind: z.literal('app'), app: z.string() }),
    z.strictObject({ kind: z.literal('interaction'), uid: z.string(), app: z.string() }),
  ]),
  forceAuthn: z.boolean(),
  authnNotBefore: z.number().nullable(),
  restarted: z.boolean(),
  link: z.strictObject({ serviceProvider: z.string(), connection: z.string() }).nullable(),
});

const context = (realm: RealmContext): SealContext => ({
  table: 'continuation',
  row: '',
  environment: realm.view.realm.id,
});

export const sealContinuation = (sealer: Sealer, realm: RealmContext, input: BeginSignInInput): string => {
  const value: z.infer<typeof continuation> = {
    target: input.target,
    forceAuthn: input.forceAuthn ?? false,
    authnNotBefore: input.authnNotBefore ?? null,
    restarted: input.restarted ?? false,
    link: input.link ?? null,
  };
  return sealer.seal(Buffer.from(JSON.stringify(value), 'utf8'), context(realm));
};

/** @throws CordboardError `sign-in.continuation` for a value that we did not make. */
export const openContinuation = (sealer: Sealer, realm: RealmContext, sealed: string): BeginSignInInput => {
  try {
    const json: unknown = JSON.parse(Buffer.from(sealer.open(sealed, context(realm))).toString('utf8'));
    const value = continuation.parse(json);
    return {
      target: value.target,
      forceAuthn: value.forceAuthn,
      authnNotBefore: value.authnNotBefore ?? undefined,
      restarted: value.restarted,
      link: value.link ?? undefined,
    };
  } catch (error) {
    throw new CordboardError('sign-in.continuation', { expected: 'a continue value of this realm', cause: error });
  }
};
