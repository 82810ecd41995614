import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestMasterKey } from '../../../test-support/master-key-fixture.ts';
import { createSealer } from '../../keys/seal.ts';
import { browserOf, KNOWN_BROWSER_MS, markBrowser } from './known-browser.ts';

const random = (size: number): Uint8Array => randomBytes(size);
let now = 1_800_000_000_000;
const dependencies = { sealer: createSealer({ masterKey: createTestMasterKey(), random }), random, clock: () => now };

const mark = (userId: string, knownBrowser?: string, realmId = 'realm-1'): string =>
  markBrowser(dependencies, realmId, { userId, knownBrowser });
const find = (userId: string, knownBrowser: string | undefined, realmId = 'realm-1'): string | null =>
  browserOf(dependencies, realmId, { userId, knownBrowser });

beforeEach(() => {
  now = 1_800_000_000_000;
});

describe('the mark of a browser', () => {
  it('is known for the people who signed in there, under one identifier', () => {
    const first = mark('amina');
    const second = mark('ben', first);
    expect(find('amina', second)).not.toBeNull();
    expect(find('amina', second)).toBe(find('ben', second));
    expect(find('amina', first)).toBe(find('amina', second));
    expect(find('cleo', second)).toBeNull();
    expect(find('ben', first)).toBeNull();
  });

  it('differs from browser to browser', () => {
    expect(find('amina', mark('amina'))).not.toBe(find('amina', mark('amina')));
  });

  it('is worth nothing in another realm, or when it is no mark of ours', () => {
    expect(find('amina', mark('amina'), 'realm-2')).toBeNull();
    for (const value of [undefined, '', 'nonsense', `x${mark('amina')}`]) {
      expect(find('amina', value)).toBeNull();
    }
    expect(find('amina', mark('amina', 'nonsense'))).not.toBeNull();
  });

  it('is forgotten half a year after the last sign-in', () => {
    const made = mark('amina');
    now += KNOWN_BROWSER_MS - 1;
    expect(find('amina', made)).not.toBeNull();
    const renewed = mark('amina', made);
    now += 1;
    expect(find('amina', made)).toBeNull();
    expect(find('amina', renewed)).not.toBeNull();
  });

  it('holds twenty people: who signed in longest ago leaves', () => {
    const people = Array.from({ length: 21 }, (_value, index) => `user-${index}`);
    const made = people.reduce<string | undefined>((known, userId) => mark(userId, known), undefined);
    expect(find('user-0', made)).toBeNull();
    expect(find('user-1', made)).not.toBeNull();
    expect(find('user-20', made)).not.toBeNull();
  });
});
