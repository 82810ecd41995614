import { describe, expect, it } from 'vitest';
import { CordboardError } from '../../errors.ts';
import type { KeyRecord } from '../../storage/ports/directory-store.ts';
import { addNextKey, applyKeyChange, keysOfUse, MAX_RETIRED, promoteKey, removableAt, removeKey } from './key-life.ts';

const NOW = Date.UTC(2030, 0, 15);
const DAY_MS = 24 * 60 * 60 * 1000;

const key = (id: string, part: Partial<KeyRecord> = {}): KeyRecord => ({
  id,
  ownerId: 'sp',
  purpose: 'request-signing',
  state: 'current',
  origin: 'generated',
  algorithm: 'RSA-2048',
  certificate: null,
  publicJwk: null,
  sealedPrivateKey: '',
  createdAt: 1,
  promotedAt: 1,
  retiredAt: null,
  ...part,
});

const next = (id: string, part: Partial<KeyRecord> = {}): KeyRecord =>
  key(id, { state: 'next', promotedAt: null, ...part });
const retired = (id: string, retiredAt: number, part: Partial<KeyRecord> = {}): KeyRecord =>
  key(id, { state: 'retired', retiredAt, ...part });

const decrypts = { purpose: 'assertion-decryption' } as const;
const signsTokens = { purpose: 'token-signing', algorithm: 'ES256', ownerId: 'realm' } as const;

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof CordboardError ? error.code : String(error);
  }
  return 'no error';
};

const states = (records: readonly KeyRecord[]) => records.map(({ id, state }) => [id, state]);

const remove = (keys: readonly KeyRecord[], which: KeyRecord, allowStillNeeded = false, now = NOW) =>
  removeKey(keys, which, { now, allowStillNeeded });

describe('keys of one use', () => {
  it('share owner and purpose, and the algorithm when they sign tokens', () => {
    const keys = [
      key('a'),
      next('b', { algorithm: 'RSA-4096' }),
      key('other purpose', decrypts),
      key('other owner', { ownerId: 'sp-2' }),
      key('es', signsTokens),
      key('rs', { ...signsTokens, algorithm: 'RS256' }),
    ];
    const idsOf = (use: KeyRecord) => keysOfUse(keys, use).map(({ id }) => id);
    expect(idsOf(key('x'))).toEqual(['a', 'b']);
    expect(idsOf(key('x', signsTokens))).toEqual(['es']);
  });
});

describe('a next key', () => {
  it('is added where there is none, whatever else there is', () => {
    const added = next('b');
    for (const keys of [[], [key('a')], [key('a'), retired('r', 1)], [next('d', decrypts)]]) {
      expect(addNextKey(keys, added)).toEqual({ put: [added], remove: [] });
    }
    const token = next('es', signsTokens);
    expect(addNextKey([next('rs', { ...signsTokens, algorithm: 'RS256' })], token).put).toEqual([token]);
  });

  it('is refused beside another of the same use', () => {
    expect(codeOf(() => addNextKey([key('a'), next('b')], next('c')))).toBe('key.next_exists');
    expect(codeOf(() => addNextKey([next('es', signsTokens)], next('c', signsTokens)))).toBe('key.next_exists');
  });
});

describe('promoting', () => {
  it('retires the present key first, then makes the next one current', () => {
    const { put, remove: gone } = promoteKey([key('a'), next('b'), key('other', decrypts)], next('b'), NOW);
    expect(states(put)).toEqual([
      ['a', 'retired'],
      ['b', 'current'],
    ]);
    expect(put[0]).toMatchObject({ retiredAt: NOW, promotedAt: 1 });
    expect(put[1]).toMatchObject({ promotedAt: NOW, retiredAt: null });
    expect(gone).toEqual([]);
  });

  it('works without a present key, and touches no key of another algorithm', () => {
    expect(states(promoteKey([next('b')], next('b'), NOW).put)).toEqual([['b', 'current']]);
    const keys = [key('rs', { ...signsTokens, algorithm: 'RS256' }), key('es', signsTokens), next('es2', signsTokens)];
    expect(states(promoteKey(keys, next('es2', signsTokens), NOW).put)).toEqual([
      ['es', 'retired'],
      ['es2', 'current'],
    ]);
  });

  it('takes a step back with a retired key, and leaves the next one where it is', () => {
    const old = retired('a', NOW - 1);
    expect(states(promoteKey([old, key('b'), next('c')], old, NOW).put)).toEqual([
      ['b', 'retired'],
      ['a', 'current'],
    ]);
  });

  it('is refused for the current key', () => {
    expect(codeOf(() => promoteKey([key('a'), next('b')], key('a'), NOW))).toBe('key.not_promotable');
  });

  it('removes the oldest retired keys beyond the limit', () => {
    const old = Array.from({ length: MAX_RETIRED }, (_, index) => retired(`r${index}`, NOW - 100 + index));
    const full = promoteKey([...old.slice(1), key('a'), next('b')], next('b'), NOW);
    expect(full.remove).toEqual([]);
    const over = promoteKey([...old.toReversed(), key('a'), next('b')], next('b'), NOW);
    expect(over.remove.map(({ id }) => id)).toEqual(['r0']);
  });

  it('is refused while the oldest beyond the limit may still be needed, and no longer', () => {
    const retiredAt = NOW - 30 * DAY_MS;
    const old = Array.from({ length: MAX_RETIRED }, (_, index) => retired(`r${index}`, retiredAt + index, decrypts));
    const keys = [...old, key('a', decrypts), next('b', decrypts)];
    expect(promoteKey(keys, next('b', decrypts), NOW).remove.map(({ id }) => id)).toEqual(['r0']);
    expect(codeOf(() => promoteKey(keys, next('b', decrypts), NOW - 1))).toBe('key.too_many_retired');
  });
});

describe('removing', () => {
  it('drops a next key that nobody can depend on', () => {
    for (const part of [{}, signsTokens]) {
      const dropped = next('b', part);
      expect(remove([key('a', part), dropped], dropped)).toEqual({ put: [], remove: [dropped] });
    }
  });

  it('retires a next decryption key: somebody may encrypt to it already', () => {
    const announced = next('b', decrypts);
    expect(remove([key('a', decrypts), announced], announced)).toEqual({
      put: [{ ...announced, state: 'retired', retiredAt: NOW }],
      remove: [],
    });
    expect(remove([announced], announced, true)).toEqual({ put: [], remove: [announced] });
  });

  it('counts a decryption key that it retires among the retired ones', () => {
    const old = Array.from({ length: MAX_RETIRED }, (_, index) => retired(`r${index}`, NOW - 1, decrypts));
    const announced = next('b', decrypts);
    expect(codeOf(() => remove([...old, announced], announced))).toBe('key.too_many_retired');
  });

  it('is refused for the current key, whatever is allowed', () => {
    expect(codeOf(() => remove([key('a')], key('a')))).toBe('key.in_use');
    expect(codeOf(() => remove([key('a')], key('a'), true))).toBe('key.in_use');
  });

  it.each([
    ['request-signing', 0],
    ['assertion-decryption', 30 * DAY_MS],
    ['token-signing', DAY_MS],
  ] as const)('of a retired key for %s waits for %i ms, to the millisecond', (purpose, neededMs) => {
    const old = retired('r', NOW, { purpose });
    const until = NOW + neededMs;
    expect(removableAt(old)).toBe(until);
    expect(remove([old], old, false, until)).toEqual({ put: [], remove: [old] });
    if (neededMs > 0) {
      expect(codeOf(() => remove([old], old, false, until - 1))).toBe('key.still_needed');
      expect(remove([old], old, true, NOW)).toEqual({ put: [], remove: [old] });
    }
  });

  it('knows no such instant for a key that is not retired', () => {
    expect(removableAt(key('a'))).toBeNull();
    expect(removableAt(next('a'))).toBeNull();
  });
});

describe('writing a step', () => {
  it('removes first and keeps the order of the rest', async () => {
    const calls: string[] = [];
    await applyKeyChange(
      {
        putKey: async ({ id }) => {
          calls.push(`put ${id}`);
        },
        deleteKey: async (id) => {
          calls.push(`delete ${id}`);
        },
      },
      { put: [key('a'), key('b')], remove: [key('c')] },
    );
    expect(calls).toEqual(['delete c', 'put a', 'put b']);
  });
});
