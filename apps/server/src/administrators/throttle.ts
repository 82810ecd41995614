/**
 * Delays that grow with failures. Every try is counted before it is judged, so that tries made at the same
 * moment cannot slip past the limit; a success takes its own away. A delay that runs is not prolonged by
 * tries that it turns away.
 *
 * Who is held back:
 * - Passwords are counted for an account in browsers that never signed it in, together. Each browser that
 *   did has a counter of its own: a stranger who guesses cannot lock the owner out of it.
 *   Nor can a neighbour behind the same address: such a browser is not counted for its address.
 * - Passkeys have no counter of an account: they cannot be guessed, and work while passwords are held back.
 * - Every other browser is counted for its address too. A success does not reset that counter, or one account
 *   of their own would let strangers guess at all others.
 */
import { CordboardError } from '../errors.ts';
import type { ThrottleRecord } from '../storage/ports/administration-store.ts';
import type { Storage, StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import { hashToken } from './token.ts';

export interface ThrottlePolicy {
  /** Tries without a delay. */
  readonly free: number;
  /** The delay after them, which doubles with every further one. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Failures are forgotten so long after the last one. */
  readonly forgetMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const throttlePolicies = {
  password: { free: 5, firstDelayMs: 2 * SECOND, maxDelayMs: 15 * MINUTE, forgetMs: 2 * HOUR },
  /** A code of six digits: about 100 tries a week. */
  secondFactor: { free: 5, firstDelayMs: 30 * SECOND, maxDelayMs: 2 * HOUR, forgetMs: 24 * HOUR },
  recovery: { free: 3, firstDelayMs: 30 * SECOND, maxDelayMs: HOUR, forgetMs: 24 * HOUR },
  address: { free: 30, firstDelayMs: 2 * SECOND, maxDelayMs: 15 * MINUTE, forgetMs: HOUR },
  /** Steps that anybody can begin. */
  begin: { free: 120, firstDelayMs: 2 * SECOND, maxDelayMs: 5 * MINUTE, forgetMs: 10 * MINUTE },
} as const satisfies Record<string, ThrottlePolicy>;

type Reader = Pick<StorageReader, 'findThrottle'>;
type Writer = Pick<StorageWriter, 'findThrottle' | 'putThrottle' | 'deleteThrottle'>;

/** One thing that is counted. */
export interface ThrottleKey {
  readonly key: string;
  readonly policy: ThrottlePolicy;
}

/** All of one IPv6 site's addresses count as one (RFC 6177): its owner has 2^64 of them. */
const addressBlock = (address: string): string => {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
};

/** The counter of an address, for one kind of step. */
export const addressKey = (address: string, policy: ThrottlePolicy = throttlePolicies.address): ThrottleKey => ({
  key: `address:${policy.free}:${addressBlock(address)}`,
  policy,
});

const delayAfter = (failures: number, policy: ThrottlePolicy): number =>
  failures < policy.free ? 0 : Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (failures - policy.free));

const held = (waitMs: number): CordboardError =>
  new CordboardError('administrator.throttled', {
    expected: 'a pause after failed tries',
    hint: `Try again in ${Math.ceil(waitMs / SECOND)} seconds.`,
  });

/** @throws `administrator.throttled` */
const findFree = async (reader: Reader, { key }: ThrottleKey, now: number): Promise<ThrottleRecord | null> => {
  const found = await reader.findThrottle(hashToken(key), now);
  if (found !== null && found.blockedUntil > now) throw held(found.blockedUntil - now);
  return found;
};

/**
 * Counts a try under each key, within a write.
 *
 * @throws `administrator.throttled` when one of them is held back; the write counts nothing then
 */
export const countTry = async (writer: Writer, keys: readonly ThrottleKey[], now: number): Promise<void> => {
  for (const { key, policy } of keys) {
    const found = await findFree(writer, { key, policy }, now);
    const failures = (found?.failures ?? 0) + 1;
    const blockedUntil = now + delayAfter(failures, policy);
    await writer.putThrottle({
      keyHash: hashToken(key),
      failures,
      blockedUntil,
      expiresAt: blockedUntil + policy.forgetMs,
    });
  }
};

/**
 * Counts a try in a commit of its own. Whoever is held back is turned away by a read: a flood of tries does
 * not queue for the database.
 *
 * @throws `administrator.throttled`
 */
export const admitTry = async (storage: Storage, keys: readonly ThrottleKey[], now: number): Promise<void> => {
  for (const key of keys) await findFree(storage.read, key, now);
  await storage.write((writer) => countTry(writer, keys, now));
};

const forgiveOne = async (writer: Writer, { key, policy }: ThrottleKey, now: number): Promise<void> => {
  const keyHash = hashToken(key);
  const found = await writer.findThrottle(keyHash, now);
  if (found === null) return;
  const failures = Math.max(0, found.failures - 1);
  await writer.putThrottle({ ...found, failures, blockedUntil: failures < policy.free ? 0 : found.blockedUntil });
};

/** Takes one counted try back under each key. */
export const forgiveTry = async (writer: Writer, keys: readonly ThrottleKey[], now: number): Promise<void> => {
  for (const key of keys) await forgiveOne(writer, key, now);
};

/** Forgets every failure of a key. */
export const resetThrottle = (writer: Pick<Writer, 'deleteThrottle'>, key: string): Promise<void> =>
  writer.deleteThrottle(hashToken(key));

/** True at most once in `everyMs` for a key: what is noted, but must not fill a log. */
export const mayNote = async (writer: Writer, key: string, everyMs: number, now: number): Promise<boolean> => {
  const keyHash = hashToken(`note:${key}`);
  if ((await writer.findThrottle(keyHash, now)) !== null) return false;
  await writer.putThrottle({ keyHash, failures: 1, blockedUntil: 0, expiresAt: now + everyMs });
  return true;
};
