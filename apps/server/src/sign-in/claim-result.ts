/**
 * Stage 6: the browser comes back. Only the browser that was given the request's cookie may claim
 * the result: an attacker's own answer, posted into somebody else's browser, ends here.
 */
import { timingSafeEqual } from 'node:crypto';
import { CordboardError } from '../errors.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import { openParkedSignIn, type ParkedSignIn } from './parked-sign-in.ts';
import { hashSecret } from './send-authn-request.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';

export interface ClaimResultInput {
  readonly realmId: string;
  /** The one-time handle of the URL. */
  readonly handle: string;
  /** Value of the browser's cookie for a request ID, if it sent one. */
  readonly bindingCookie: (requestId: string) => string | undefined;
}

const sameHash = (a: string, b: string): boolean => {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * Takes the parked result; it is gone afterwards, whoever asked.
 *
 * @throws CordboardError `sign-in.result_unknown`.
 */
export const takeResult = async (
  dependencies: Pick<SignInDependencies, 'clock' | 'sealer'>,
  writer: StorageWriter,
  input: ClaimResultInput,
): Promise<ParkedSignIn> => {
  const handleHash = hashSecret(input.handle);
  const parked = await writer.takeResult(handleHash, dependencies.clock());
  if (parked === null || parked.realmId !== input.realmId) {
    throw new CordboardError('sign-in.result_unknown');
  }
  return openParkedSignIn(dependencies.sealer, input.realmId, handleHash, parked.sealed);
};

/** @throws CordboardError `sign-in.browser_mismatch` when this browser did not begin the sign-in. */
export const claimResult = (parked: ParkedSignIn, bindingCookie: ClaimResultInput['bindingCookie']): ParkedSignIn => {
  if (parked.request === null) {
    return parked;
  }
  const secret = bindingCookie(parked.request.id);
  if (secret === undefined || !sameHash(hashSecret(secret), parked.request.bindingHash)) {
    throw new CordboardError('sign-in.browser_mismatch', {
      expected: 'the cookie of this request',
      received: secret === undefined ? 'no cookie' : 'another cookie',
    });
  }
  return parked;
};
