import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { addressKey, admitTry, countTry, forgiveTry, mayNote, resetThrottle, type ThrottleKey } from './throttle.ts';
import { hashToken } from './token.ts';

const NOW = 1_000_000_000_000;
const KEY: ThrottleKey = {
  key: 'account:olga',
  policy: { free: 3, firstDelayMs: 1000, maxDelayMs: 4000, forgetMs: 60_000 },
};

let storage: Storage;
beforeEach(async () => {
  storage = await openSqliteStorage({ path: ':memory:' });
});
afterEach(() => storage.close());

/** Whether a try at an instant is let through. */
const tryAt = async (now: number, key = KEY): Promise<boolean> => {
  try {
    await storage.write((writer) => countTry(writer, [key], now));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'administrator.throttled' });
    return false;
  }
};

describe('countTry', () => {
  it('lets the free tries through, then doubles the pause up to its limit', async () => {
    let now = NOW;
    for (let count = 0; count < 3; count += 1) expect(await tryAt(now)).toBe(true);
    for (const pause of [1000, 2000, 4000, 4000]) {
      expect(await tryAt(now + pause - 1)).toBe(false);
      now += pause;
      expect(await tryAt(now)).toBe(true);
    }
  });

  it('says how long to wait', async () => {
    for (let count = 0; count < 3; count += 1) await tryAt(NOW);
    const held = storage.write((writer) => countTry(writer, [KEY], NOW + 1));
    await expect(held).rejects.toMatchObject({ hint: 'Try again in 1 seconds.' });
  });

  it('is not prolonged by tries that it turns away', async () => {
    for (let count = 0; count < 3; count += 1) await tryAt(NOW);
    for (let count = 0; count < 50; count += 1) expect(await tryAt(NOW + 999)).toBe(false);
    expect(await tryAt(NOW + 1000)).toBe(true);
  });

  it('lets no more through when many come at the same moment', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => tryAt(NOW)));
    expect(outcomes.filter(Boolean)).toHaveLength(3);
  });

  it('forgets after the time that is set, and not before', async () => {
    for (let count = 0; count < 3; count += 1) await tryAt(NOW);
    await tryAt(NOW + 1000);
    const forgottenAt = NOW + 1000 + 2000 + 60_000;
    await storage.write(async (writer) => {
      expect((await writer.findThrottle(hashToken(KEY.key), forgottenAt - 1))?.failures).toBe(4);
      expect(await writer.findThrottle(hashToken(KEY.key), forgottenAt)).toBeNull();
    });
    for (let count = 0; count < 3; count += 1) expect(await tryAt(forgottenAt)).toBe(true);
  });

  it('counts nothing under any key when one of them is held back', async () => {
    const other = { ...KEY, key: 'address:192.0.2.7' };
    for (let count = 0; count < 3; count += 1) await tryAt(NOW);
    await expect(storage.write((writer) => countTry(writer, [other, KEY], NOW))).rejects.toThrow();
    for (let count = 0; count < 3; count += 1) expect(await tryAt(NOW, other)).toBe(true);
    expect(await tryAt(NOW, other)).toBe(false);
  });
});

describe('admitTry', () => {
  it('counts, and turns away what is held back without waiting for the database', async () => {
    for (let count = 0; count < 3; count += 1) await admitTry(storage, [KEY], NOW);
    const write = vi.spyOn(storage, 'write');
    await expect(admitTry(storage, [KEY], NOW)).rejects.toMatchObject({ code: 'administrator.throttled' });
    expect(write).not.toHaveBeenCalled();
    await admitTry(storage, [KEY], NOW + 1000);
    expect(write).toHaveBeenCalledTimes(1);
  });
});

describe('resetThrottle and forgiveTry', () => {
  it('forgets everything, or one try', async () => {
    for (let count = 0; count < 3; count += 1) await tryAt(NOW);
    await storage.write((writer) => forgiveTry(writer, [KEY], NOW));
    expect(await tryAt(NOW)).toBe(true);
    expect(await tryAt(NOW)).toBe(false);
    await storage.write((writer) => resetThrottle(writer, KEY.key));
    for (let count = 0; count < 3; count += 1) expect(await tryAt(NOW)).toBe(true);
  });

  it('leaves a pause in place while there are more failures than are free', async () => {
    for (let count = 0; count < 3; count += 1) await tryAt(NOW);
    await tryAt(NOW + 1000);
    await storage.write((writer) => forgiveTry(writer, [KEY], NOW + 1000));
    expect(await tryAt(NOW + 1001)).toBe(false);
    await storage.write((writer) => forgiveTry(writer, [{ ...KEY, key: 'never seen' }], NOW));
  });
});

describe('addressKey', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::9', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['2001:db8::1', '2001:db8:0:0:5::1', true],
    ['::1', '::2', true],
    ['::ffff:192.0.2.7', '::ffff:192.0.2.8', false],
  ])('counts %s and %s together: %s', (one, other, together) => {
    expect(addressKey(one).key === addressKey(other).key).toBe(together);
  });
});

describe('mayNote', () => {
  it('says yes once in the time that is set, for each key', async () => {
    const note = (key: string, now: number): Promise<boolean> =>
      storage.write((writer) => mayNote(writer, key, 60_000, now));
    expect(await note('olga', NOW)).toBe(true);
    expect(await note('olga', NOW + 59_999)).toBe(false);
    expect(await note('oleg', NOW)).toBe(true);
    expect(await note('olga', NOW + 60_000)).toBe(true);
  });
});
