/**
 * How tries of passwords are slowed down. A stranger's browser counts for the account and for its address; a browser in
 * which the person signed in before has a counter of its own and no address. So thousands of agents behind one address
 * go on working while somebody among them guesses, and nobody can be locked out by others at their own workplace.
 */
import {
  addressKey,
  admitTry,
  forgiveTry,
  resetThrottle,
  type ThrottleKey,
  type ThrottlePolicy,
  throttlePolicies,
} from '../../administrators/throttle.ts';
import { hashToken } from '../../administrators/token.ts';
import { CordboardError } from '../../errors.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import type { SignInDependencies } from '../sign-in-dependencies.ts';

const MINUTE_MS = 60_000;

/** Failures only, and many of them: one address can be a whole contact centre on its first day. */
export const localAddressPolicy: ThrottlePolicy = {
  free: 200,
  firstDelayMs: 2000,
  maxDelayMs: 5 * MINUTE_MS,
  forgetMs: 60 * MINUTE_MS,
};

export interface TryKeys {
  /** Of the account, or of the account in this browser. */
  readonly own: ThrottleKey;
  /** Null in a browser that is known. */
  readonly address: ThrottleKey | null;
}

/** Parts keep apart whatever somebody types as a login. */
const ownKey = (kind: 'account' | 'browser' | 'change', ...parts: readonly string[]): ThrottleKey => ({
  key: JSON.stringify(['local', kind, ...parts]),
  policy: throttlePolicies.password,
});

/** Unknown logins are counted as they were typed, so that they look like known ones. */
export const tryKeys = (
  realmId: string,
  tried: { readonly login: string; readonly browser: string | null; readonly address: string },
): TryKeys =>
  tried.browser === null
    ? { own: ownKey('account', realmId, tried.login), address: addressKey(tried.address, localAddressPolicy) }
    : { own: ownKey('browser', realmId, tried.login, tried.browser), address: null };

/** Tries of the present password are counted apart from sign-ins: whoever sits there is signed in already. */
export const changeKeys = (realmId: string, login: string): TryKeys => ({
  own: ownKey('change', realmId, login),
  address: null,
});

const keysOf = ({ own, address }: TryKeys): readonly ThrottleKey[] => (address === null ? [own] : [own, address]);

/** The refusal says for how long, whichever counter it was. */
const throttled = async (
  { storage, clock }: Pick<SignInDependencies, 'storage' | 'clock'>,
  keys: TryKeys,
): Promise<LocalThrottledError> => {
  const now = clock();
  const waits = await Promise.all(
    keysOf(keys).map(async ({ key }) => (await storage.read.findThrottle(hashToken(key), now))?.blockedUntil ?? now),
  );
  return new LocalThrottledError(Math.max(1, Math.ceil((Math.max(...waits) - now) / 1000)));
};

/** `local.throttled` with the seconds to wait. */
export class LocalThrottledError extends CordboardError {
  readonly seconds: number;

  constructor(seconds: number) {
    super('local.throttled', { expected: 'a pause after failed tries', received: `a try ${seconds} s too early` });
    this.seconds = seconds;
  }
}

/**
 * Counts a try before it is judged.
 *
 * @throws LocalThrottledError while the account, or the address, is held back
 */
export const beginTry = async (
  dependencies: Pick<SignInDependencies, 'storage' | 'clock'>,
  keys: TryKeys,
): Promise<void> => {
  try {
    await admitTry(dependencies.storage, keysOf(keys), dependencies.clock());
  } catch (error) {
    if (error instanceof CordboardError && error.code === 'administrator.throttled') {
      throw await throttled(dependencies, keys);
    }
    throw error;
  }
};

/** The password was right: the account's failures are forgotten, the address gets its one try back. */
export const endTry = async (writer: StorageWriter, keys: TryKeys, now: number): Promise<void> => {
  await resetThrottle(writer, keys.own.key);
  if (keys.address !== null) {
    await forgiveTry(writer, [keys.address], now);
  }
};

/** The try was not judged at all. */
export const takeTryBack = (writer: StorageWriter, keys: TryKeys, now: number): Promise<void> =>
  forgiveTry(writer, keysOf(keys), now);
