import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStorage } from '../../storage/engines/sqlite/open-sqlite-storage.ts';
import type { Storage } from '../../storage/ports/storage.ts';
import {
  beginTry,
  changeKeys,
  endTry,
  LocalThrottledError,
  localAddressPolicy,
  takeTryBack,
  tryKeys,
} from './local-throttle.ts';

const MINUTE = 60_000;
let storage: Storage;
let now = 1_800_000_000_000;
const clock = (): number => now;

beforeEach(async () => {
  storage = await openSqliteStorage({ path: ':memory:' });
});
afterEach(() => storage.close());

const keysOf = (login: string, browser: string | null = null, address = '203.0.113.7') =>
  tryKeys('realm-1', { login, browser, address });

/** Seconds to wait; 0 when the try was let through. */
const tryOnce = async (login: string, browser: string | null = null, address?: string): Promise<number> => {
  try {
    await beginTry({ storage, clock }, keysOf(login, browser, address));
    return 0;
  } catch (error) {
    if (error instanceof LocalThrottledError) {
      return error.seconds;
    }
    throw error;
  }
};

const succeed = async (login: string): Promise<number> => {
  const wait = await tryOnce(login);
  await storage.write((writer) => endTry(writer, keysOf(login), now));
  return wait;
};

describe('tries of one account', () => {
  it('wait after five, twice as long each time, and never more than a quarter of an hour', async () => {
    const waits: number[] = [];
    for (let count = 0; count < 18; count += 1) {
      await tryOnce('amina');
      const wait = await tryOnce('amina');
      waits.push(wait);
      now += wait * 1000;
    }
    const held = waits.filter((wait) => wait > 0);
    expect(held.slice(0, 5)).toEqual([2, 4, 8, 16, 32]);
    expect(Math.max(...held)).toBe(15 * 60);
  });

  it('are not prolonged by tries that come too early', async () => {
    for (let count = 0; count < 5; count += 1) {
      await tryOnce('amina');
    }
    for (let count = 0; count < 50; count += 1) {
      expect(await tryOnce('amina')).toBe(2);
    }
    now += 2000;
    expect(await tryOnce('amina')).toBe(0);
  });

  it('leave other accounts, other realms and known browsers alone', async () => {
    for (let count = 0; count < 6; count += 1) {
      await tryOnce('amina');
    }
    expect(await tryOnce('ben')).toBe(0);
    expect(await tryOnce('amina', 'browser-1')).toBe(0);
    const elsewhere = tryKeys('realm-2', { login: 'amina', browser: null, address: '203.0.113.7' });
    await expect(beginTry({ storage, clock }, elsewhere)).resolves.toBeUndefined();
  });

  it('at a login with a colon leave the browsers of another account alone', async () => {
    for (let count = 0; count < 6; count += 1) {
      await tryOnce('amina:browser-1');
    }
    expect(await tryOnce('amina:browser-1')).toBe(2);
    expect(await tryOnce('amina', 'browser-1')).toBe(0);
  });

  it('at whatever login somebody makes up leave the change of a password alone', async () => {
    for (const login of ['amina:change', 'change:amina', 'change', 'amina","change', 'amina']) {
      for (let count = 0; count < 6; count += 1) {
        await tryOnce(login);
        await tryOnce(login, 'change');
      }
    }
    await expect(beginTry({ storage, clock }, changeKeys('realm-1', 'amina'))).resolves.toBeUndefined();
  });

  it('of a change wait like any other, and leave sign-ins alone', async () => {
    const change = () => beginTry({ storage, clock }, changeKeys('realm-1', 'amina'));
    for (let count = 0; count < 5; count += 1) {
      await change();
    }
    await expect(change()).rejects.toMatchObject({ code: 'local.throttled', seconds: 2 });
    expect(await tryOnce('amina')).toBe(0);
    expect(await tryOnce('amina', 'change')).toBe(0);
  });

  it('count nothing when they were not judged', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect(await tryOnce('amina')).toBe(0);
      await storage.write((writer) => takeTryBack(writer, keysOf('amina'), now));
    }
  });
});

describe('tries from one address', () => {
  it('that succeed are not counted: a whole contact centre signs in from one', async () => {
    for (let count = 0; count < 1000; count += 1) {
      expect(await succeed(`agent-${count}`)).toBe(0);
    }
  });

  it('that fail wait after two hundred, at most five minutes', async () => {
    for (let count = 0; count < localAddressPolicy.free; count += 1) {
      expect(await tryOnce(`guess-${count}`)).toBe(0);
    }
    expect(await tryOnce('guess-more')).toBe(2);
    expect(await tryOnce('guess-more', null, '203.0.113.8')).toBe(0);
    now += 60 * MINUTE;
    expect(localAddressPolicy.maxDelayMs).toBe(5 * MINUTE);
  });

  it('that fail keep nobody out of a browser that is known', async () => {
    for (let count = 0; count <= localAddressPolicy.free; count += 1) {
      await tryOnce(`guess-${count}`);
    }
    expect(await tryOnce('amina', 'browser-1')).toBe(0);
  });
});
