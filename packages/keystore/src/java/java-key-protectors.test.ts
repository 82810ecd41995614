import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test-support/refusal.ts';
import { openWorkBudget } from '../pbe/work-budget.ts';
import { decryptSunKey, decryptSunTripleDes, type SunPbe, sameDigest } from './java-key-protectors.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

const decrypt = (data: Buffer, pbe: SunPbe, password: string): Promise<readonly Buffer[]> =>
  decryptSunTripleDes(data, pbe, { password, budget: openWorkBudget() });

describe('decryptSunTripleDes', () => {
  // By testdata/EqualSaltHalves.java on JDK 17.
  const salt = hex('0102030401020304');
  const encrypted = hex('e36549b97ef92f3d3027c400dd417d1ba122ece792600e45');
  const texts = async (data: Buffer, pbe: SunPbe, password: string): Promise<readonly string[]> =>
    (await decrypt(data, pbe, password)).map(String);

  it('turns the first half of a salt with equal halves, as JDK 17 does', async () => {
    expect(await texts(encrypted, { salt, rounds: 1000 }, 'key-password')).toContain("Sun's salt quirk");
  });

  it('mixes it up, as Java did before', async () => {
    // The halves d a b d and a b c d differ: with them as the salt, old Java's slip gives the same key.
    const asOldJava = hex('0401020401020304');
    const old = hex('871f02d89f237841f09f8d9846a72852');
    expect(await texts(old, { salt, rounds: 1000 }, 'key-password')).toContain('old Java');
    expect(await texts(old, { salt: asOldJava, rounds: 1000 }, 'key-password')).toContain('old Java');
  });

  it('has no key for another password', async () => {
    expect(await texts(encrypted, { salt, rounds: 1000 }, 'Key-password')).not.toContain("Sun's salt quirk");
    expect(await texts(encrypted, { salt, rounds: 999 }, 'key-password')).not.toContain("Sun's salt quirk");
  });

  it.each(['schlüssel', 'tab\t', '\u007f'])('has no key for %j, which Java lets no such key have', async (password) => {
    expect(await decrypt(encrypted, { salt, rounds: 1000 }, password)).toEqual([]);
  });

  it.each([7, 9])('calls a salt of %i octets damaged', async (length) => {
    const pbe = { salt: Buffer.alloc(length), rounds: 1000 };
    expect(await codeOf(() => decrypt(encrypted, pbe, 'key-password'))).toBe('keystore.damaged');
  });

  it.each([2_147_483_647, undefined])('refuses %s iterations before the work', async (rounds) => {
    expect(await codeOf(() => decrypt(encrypted, { salt, rounds }, 'key-password'))).toBe('keystore.too_costly');
  });
});

describe('decryptSunKey', () => {
  it('calls fewer octets than salt and digest damaged', async () => {
    expect(await codeOf(() => decryptSunKey(Buffer.alloc(39), 'x'))).toBe('keystore.damaged');
  });

  it('has no key for octets that are none', () => {
    expect(decryptSunKey(Buffer.alloc(40), 'x')).toBeUndefined();
    expect(decryptSunKey(Buffer.alloc(81), 'x')).toBeUndefined();
  });
});

describe('sameDigest', () => {
  it('compares length and octets', () => {
    expect(sameDigest(hex('01'), hex('01'))).toBe(true);
    expect(sameDigest(hex('01'), hex('02'))).toBe(false);
    expect(sameDigest(hex('01'), hex('0101'))).toBe(false);
  });
});
