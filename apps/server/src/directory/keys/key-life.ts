/**
 * The life of a key: next, current, retired, gone. For each use, which is a purpose of an owner and for token keys an
 * algorithm, there is at most one next and one current key. A step is worked out from the present keys and then
 * written, all within one write: of two that come together the second meets what the first has left.
 */
import { CordboardError } from '../../errors.ts';
import type { DirectoryWriter, KeyPurpose, KeyRecord } from '../../storage/ports/directory-store.ts';

/** Retired keys of one use that are kept at most. */
export const MAX_RETIRED = 5;

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

interface RetirementTerms {
  /** So long after its retirement somebody may still depend on the key. */
  readonly neededMs: number;
  /** So long after its retirement it is removed by itself. */
  readonly keptMs: number;
}

/**
 * Nobody depends on a retired signing key; it is kept so that the step can be taken back. Identity providers go on
 * encrypting to a retired key until they read the metadata again, some of them by hand. Tokens are signed for a session,
 * and no session is longer than a day.
 */
export const retirementTerms: Readonly<Record<KeyPurpose, RetirementTerms>> = {
  'request-signing': { neededMs: 0, keptMs: 30 * DAY_MS },
  'assertion-decryption': { neededMs: 30 * DAY_MS, keptMs: 90 * DAY_MS },
  'token-signing': { neededMs: DAY_MS, keptMs: 7 * DAY_MS },
};

/** What a step changes. */
export interface KeyChange {
  readonly put: readonly KeyRecord[];
  readonly remove: readonly KeyRecord[];
}

type KeyUse = Pick<KeyRecord, 'ownerId' | 'purpose' | 'algorithm'>;

/** The keys of the same use. */
export const keysOfUse = (keys: readonly KeyRecord[], use: KeyUse): readonly KeyRecord[] =>
  keys.filter(
    (key) =>
      key.ownerId === use.ownerId &&
      key.purpose === use.purpose &&
      (use.purpose !== 'token-signing' || key.algorithm === use.algorithm),
  );

/** From when on a retired key can be removed, in epoch milliseconds; null for one that is not retired. */
export const removableAt = ({ purpose, retiredAt }: KeyRecord): number | null =>
  retiredAt === null ? null : retiredAt + retirementTerms[purpose].neededMs;

/** @throws CordboardError `key.next_exists` */
export const addNextKey = (keys: readonly KeyRecord[], next: KeyRecord): KeyChange => {
  const present = keysOfUse(keys, next).find((key) => key.state === 'next');
  if (present !== undefined) {
    throw new CordboardError('key.next_exists', {
      expected: 'no next key',
      received: `key ${present.id}`,
      hint: 'Promote the next key or remove it, then make another.',
    });
  }
  return { put: [next], remove: [] };
};

/** Retired keys beyond the limit go, the oldest first, unless somebody may still depend on them. */
const makeRoom = (retired: readonly KeyRecord[], now: number): readonly KeyRecord[] => {
  const excess = retired
    .toSorted((a, b) => (a.retiredAt ?? 0) - (b.retiredAt ?? 0))
    .slice(0, Math.max(0, retired.length - MAX_RETIRED));
  const needed = excess.find((key) => (removableAt(key) ?? 0) > now);
  if (needed !== undefined) {
    throw new CordboardError('key.too_many_retired', {
      expected: `at most ${MAX_RETIRED} retired keys`,
      received: `${retired.length}, of which key ${needed.id} is the oldest`,
      hint: `It may still be needed until ${new Date(removableAt(needed) ?? 0).toISOString()}. Remove one that is no longer trusted with allowStillNeeded, or wait.`,
    });
  }
  return excess;
};

/**
 * Makes a next key current and retires the present one. A retired key can be promoted as well: that takes a step back.
 *
 * @param key one of `keys`
 * @throws CordboardError `key.not_promotable` for the current key, `key.too_many_retired`
 */
export const promoteKey = (keys: readonly KeyRecord[], key: KeyRecord, now: number): KeyChange => {
  if (key.state === 'current') {
    throw new CordboardError('key.not_promotable', {
      expected: 'a next or a retired key',
      received: 'the current key',
    });
  }
  const others = keysOfUse(keys, key).filter(({ id }) => id !== key.id);
  const retiring = others
    .filter(({ state }) => state === 'current')
    .map((current): KeyRecord => ({ ...current, state: 'retired', retiredAt: now }));
  const retired = [...others.filter(({ state }) => state === 'retired'), ...retiring];
  return {
    // The present one first: there are never two.
    put: [...retiring, { ...key, state: 'current', promotedAt: now, retiredAt: null }],
    remove: makeRoom(retired, now),
  };
};

const retireNext = (keys: readonly KeyRecord[], key: KeyRecord, now: number): KeyChange => {
  const retired: KeyRecord = { ...key, state: 'retired', retiredAt: now };
  const others = keysOfUse(keys, key).filter(({ state }) => state === 'retired');
  return { put: [retired], remove: makeRoom([...others, retired], now) };
};

export interface RemoveKeyOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Remove it at once, whoever may depend on it: it is no longer trusted. */
  readonly allowStillNeeded: boolean;
}

/**
 * Removes a next or a retired key. A next decryption key is retired instead: identity providers that have read the
 * metadata already encrypt to it.
 *
 * @param key one of `keys`
 * @throws CordboardError `key.in_use` for the current key, `key.still_needed`, `key.too_many_retired`
 */
export const removeKey = (keys: readonly KeyRecord[], key: KeyRecord, options: RemoveKeyOptions): KeyChange => {
  const { now, allowStillNeeded } = options;
  if (key.state === 'current') {
    throw new CordboardError('key.in_use', {
      expected: 'a next or a retired key',
      received: 'the current key',
      hint: 'Make a next key and promote it; then this one is retired and can be removed.',
    });
  }
  if (key.state === 'next' && key.purpose === 'assertion-decryption' && !allowStillNeeded) {
    return retireNext(keys, key, now);
  }
  const until = removableAt(key);
  if (until !== null && until > now && !allowStillNeeded) {
    throw new CordboardError('key.still_needed', {
      expected: `a key that was retired before ${new Date(now - retirementTerms[key.purpose].neededMs).toISOString()}`,
      received: `one that may be needed until ${new Date(until).toISOString()}`,
      hint: 'Wait until then. A key that is no longer trusted can be removed at once with allowStillNeeded.',
    });
  }
  return { put: [], remove: [key] };
};

/** Writes a step. */
export const applyKeyChange = async (
  writer: Pick<DirectoryWriter, 'putKey' | 'deleteKey'>,
  change: KeyChange,
): Promise<void> => {
  for (const { id } of change.remove) {
    await writer.deleteKey(id);
  }
  for (const record of change.put) {
    await writer.putKey(record);
  }
};
