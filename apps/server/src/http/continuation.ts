/**
 * The `continue` value of sign-in links: what the person wanted, sealed. Nobody can forge one, so a
 * link cannot be bent to skip a fresh sign-in that an app demanded.
 */
import { z } from 'zod';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SealContext } from '../keys/seal.ts';
import type { BeginSignInInput } from '../sign-in/begin-sign-in.ts';
import type { Hub } from './hub.ts';

/** As long as an authorization request waits for its sign-in. */
const CONTINUATION_LIFETIME_MS = 60 * 60 * 1000;

const continuation = z.strictObject({
  target: z.union([
    z.strictObject({ kind: z.literal('launchpad') }),
    z.strictObject({ kind: z.literal('app'), app: z.string() }),
    z.strictObject({ kind: z.literal('interaction'), uid: z.string(), app: z.string() }),
    z.strictObject({ kind: z.literal('portal'), state: z.string() }),
  ]),
  forceAuthn: z.boolean(),
  authnNotBefore: z.number().nullable(),
  restarted: z.boolean(),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
  link: z.strictObject({ serviceProvider: z.string(), connection: z.string() }).nullable(),
});

const context = (realm: RealmContext): SealContext => ({
  table: 'continuation',
  row: '',
  environment: realm.view.realm.id,
});

export const sealContinuation = (
  hub: Pick<Hub, 'sealer' | 'clock'>,
  realm: RealmContext,
  input: BeginSignInInput,
): string => {
  if (input.target.kind === 'test') {
    // A test names its connection, so nobody is asked and nothing has to be gone on with.
    throw new CordboardError('internal.failed', { expected: 'something to go on with', received: 'a test' });
  }
  const value: z.infer<typeof continuation> = {
    target: input.target,
    forceAuthn: input.forceAuthn ?? false,
    authnNotBefore: input.authnNotBefore ?? null,
    restarted: input.restarted ?? false,
    expiresAt: hub.clock() + CONTINUATION_LIFETIME_MS,
    link: input.link ?? null,
  };
  return hub.sealer.seal(Buffer.from(JSON.stringify(value), 'utf8'), context(realm));
};

const readContinuation = (
  hub: Pick<Hub, 'sealer'>,
  realm: RealmContext,
  sealed: string,
): z.infer<typeof continuation> => {
  try {
    const json: unknown = JSON.parse(Buffer.from(hub.sealer.open(sealed, context(realm))).toString('utf8'));
    return continuation.parse(json);
  } catch (error) {
    throw new CordboardError('sign-in.continuation', { expected: 'a continue value of this realm', cause: error });
  }
};

/** @throws CordboardError `sign-in.continuation` for a value that we did not make for this realm, or that is over. */
export const openContinuation = (
  hub: Pick<Hub, 'sealer' | 'clock'>,
  realm: RealmContext,
  sealed: string,
): BeginSignInInput => {
  const value = readContinuation(hub, realm, sealed);
  if (value.expiresAt <= hub.clock()) {
    throw new CordboardError('sign-in.continuation', { expected: 'a sign-in that began within the hour' });
  }
  return {
    target: value.target,
    forceAuthn: value.forceAuthn,
    authnNotBefore: value.authnNotBefore ?? undefined,
    restarted: value.restarted,
    link: value.link ?? undefined,
  };
};
