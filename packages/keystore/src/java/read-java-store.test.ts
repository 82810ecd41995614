import { describe, expect, it } from 'vitest';
import { algorithm, octetString, sequence } from '../../test-support/der-writer.ts';
import {
  FOREIGN_PASSWORD,
  fixture,
  KEY_PASSWORD,
  referenceChainDer,
  referenceKeyDer,
  STORE_PASSWORD,
} from '../../test-support/fixtures.ts';
import {
  certificateEntry,
  type JavaStoreInput,
  JCEKS,
  keyEntry,
  makeJavaStore,
  protectKey,
  secretKeyEntry,
  uint32,
} from '../../test-support/make-java-store.ts';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { openWorkBudget } from '../pbe/work-budget.ts';
import type { StoredKey } from '../store-contents.ts';
import { readJavaStore } from './read-java-store.ts';

const read = (input: JavaStoreInput): ReturnType<typeof readJavaStore> =>
  readJavaStore(makeJavaStore(input), STORE_PASSWORD);

const only = (keys: readonly StoredKey[]): StoredKey => {
  const [key, ...others] = keys;
  if (key === undefined || others.length > 0) {
    throw new Error('one key was expected');
  }
  return key;
};

const openWith = async (key: StoredKey, password: string | undefined): Promise<Uint8Array | undefined> =>
  (await key.open(password, openWorkBudget()))?.der;

const EC_DER = referenceKeyDer('ec');
const EC_CHAIN = referenceChainDer('ec');
const protectedKey = protectKey(EC_DER, KEY_PASSWORD);

describe('readJavaStore', () => {
  it.each(['keytool.jks', 'keytool.jceks'])('reads the entries of %s', async (name) => {
    const { keys, certificates, secretKeyAliases } = readJavaStore(fixture(name), STORE_PASSWORD);
    expect(keys.map(({ alias }) => alias).toSorted()).toEqual(['ec', 'sso']);
    expect(certificates.map(({ alias, isEntry }) => [alias, isEntry])).toEqual([['okta', true]]);
    expect(secretKeyAliases).toEqual(name === 'keytool.jks' ? [] : ['tokens']);
    const sso = keys.find(({ alias }) => alias === 'sso');
    expect(sso?.certificates).toHaveLength(3);
    expect(sso?.createdAt?.getFullYear()).toBeGreaterThan(2020);
    const opened = await sso?.open(KEY_PASSWORD, openWorkBudget());
    expect(opened?.type).toBe('pkcs8');
    expect(Buffer.from(opened?.der ?? [])).toEqual(referenceKeyDer('sso'));
    expect(await sso?.open(STORE_PASSWORD, openWorkBudget())).toBeUndefined();
  });

  it('takes the keystore password for the key when none is given', async () => {
    const same = protectKey(EC_DER, STORE_PASSWORD);
    const key = only(read({ entries: [keyEntry({ protectedKey: same, chain: EC_CHAIN })] }).keys);
    expect(Buffer.from((await openWith(key, undefined)) ?? [])).toEqual(EC_DER);
    expect(await openWith(key, KEY_PASSWORD)).toBeUndefined();
  });

  it('reads version 1, in which certificates have no type', () => {
    const entries = [keyEntry({ protectedKey, chain: EC_CHAIN, version: 1 })];
    const [certificate] = only(read({ entries, version: 1 }).keys).certificates;
    expect(Buffer.from(certificate ?? [])).toEqual(EC_CHAIN[0]);
  });

  it("opens in JCEKS a key that is protected as in JKS, as Java's own reader does", async () => {
    const key = only(read({ mark: JCEKS, entries: [keyEntry({ protectedKey, chain: EC_CHAIN })] }).keys);
    expect(Buffer.from((await openWith(key, KEY_PASSWORD)) ?? [])).toEqual(EC_DER);
  });

  it.each([
    ['the year 2001', 1_000_000_000_000n, '2001-09-09T01:46:40.000Z'],
    ['the last date there is', 8_640_000_000_000_000n, '+275760-09-13T00:00:00.000Z'],
    ['a date past it', 8_640_000_000_000_001n, undefined],
    ['a date before 1970', -1n, undefined],
  ])('reads %s', (_name, date, iso) => {
    expect(only(read({ entries: [keyEntry({ protectedKey, date })] }).keys).createdAt?.toISOString()).toBe(iso);
  });

  describe('the keystore password', () => {
    const store = makeJavaStore({ entries: [keyEntry({ protectedKey, chain: EC_CHAIN })] });

    it.each([
      ['another one', 'Keystore-password', 'another password'],
      ['none', '', 'no password'],
      ['the password of the key', KEY_PASSWORD, 'another password'],
      ['one of 257 letters', 'x'.repeat(257), 'a password longer than any that is tried'],
    ])('is refused when it is %s', async (_name, password, received) => {
      expect(await refusalOf(() => readJavaStore(store, password))).toMatchObject({
        code: 'keystore.wrong_keystore_password',
        received,
      });
    });

    it('may have letters beyond ASCII, also beyond 16 bits', () => {
      for (const password of [FOREIGN_PASSWORD, 'пароль 😀']) {
        const bytes = makeJavaStore({ entries: [], password });
        expect(readJavaStore(bytes, password).keys).toEqual([]);
      }
      expect(readJavaStore(fixture('keytool-foreign-password.jks'), FOREIGN_PASSWORD).keys).toHaveLength(1);
    });

    it('may be empty', () => {
      expect(readJavaStore(makeJavaStore({ entries: [], password: '' }), '').keys).toEqual([]);
    });
  });

  it('is damaged, not locked, when it is cut off anywhere', async () => {
    const store = fixture('keytool.jks');
    for (let length = 4; length < store.length; length += 7) {
      const code = await codeOf(() => readJavaStore(store.subarray(0, length), STORE_PASSWORD));
      expect(code, String(length)).toBe('keystore.damaged');
    }
  });

  it.each([
    ['one octet after the end', Buffer.concat([makeJavaStore({ entries: [] }), Buffer.alloc(1)])],
    ['an entry of kind 4', makeJavaStore({ entries: [Buffer.concat([uint32(4), Buffer.alloc(40)])] })],
    ['more entries promised than there are', makeJavaStore({ entries: [], count: 1 })],
    ['an entry more than promised', makeJavaStore({ entries: [certificateEntry('x', Buffer.alloc(9))], count: 0 })],
  ])('calls %s damaged', async (_name, bytes) => {
    expect(await codeOf(() => readJavaStore(bytes, STORE_PASSWORD))).toBe('keystore.damaged');
  });

  it.each([0, 3, 0xffffffff])('does not support version %i', async (version) => {
    expect(await codeOf(() => read({ entries: [], version }))).toBe('keystore.unsupported');
  });

  it('does not support certificates of another type', async () => {
    const entry = certificateEntry('x', Buffer.alloc(9));
    entry.write('X.510', entry.indexOf('X.509'));
    expect(await codeOf(() => read({ entries: [entry] }))).toBe('keystore.unsupported');
  });

  it('does not deserialize a secret key of another class', async () => {
    const object = Buffer.from('aced0005737200116a6176612e7574696c2e486173684d6170', 'hex');
    expect(await codeOf(() => read({ mark: JCEKS, entries: [secretKeyEntry('x', object)] }))).toBe(
      'keystore.unsupported',
    );
  });

  it('does not support another protection of the key', async () => {
    const unknown = sequence(algorithm('1.2.3.4'), octetString(Buffer.alloc(60)));
    const key = only(read({ entries: [keyEntry({ protectedKey: unknown })] }).keys);
    expect(await codeOf(() => openWith(key, KEY_PASSWORD))).toBe('keystore.unsupported');
  });

  it('does not take a longer password than the limit for a key', async () => {
    const long = 'x'.repeat(KEYSTORE_LIMITS.passwordLength + 1);
    const entries = [keyEntry({ protectedKey: protectKey(EC_DER, long) })];
    expect(await openWith(only(read({ entries }).keys), long)).toBeUndefined();
  });

  describe('limits', () => {
    const one = certificateEntry('x', Buffer.alloc(1));
    const { entries, certificates, keyBytes } = KEYSTORE_LIMITS;

    it('accepts 1,000 entries and refuses one more, and a number of entries that is not there', async () => {
      expect(read({ entries: Array.from({ length: entries }, () => one) }).certificates).toHaveLength(entries);
      expect(await codeOf(() => read({ entries: Array.from({ length: entries + 1 }, () => one) }))).toBe(
        'keystore.too_large',
      );
      expect(await codeOf(() => read({ entries: [], count: 0xffffffff }))).toBe('keystore.too_large');
    });

    it('accepts 100 certificates of a key and refuses one more', async () => {
      const chain = (length: number): Buffer[] => [
        keyEntry({ protectedKey, chain: Array.from({ length }, () => Buffer.alloc(1)) }),
      ];
      expect(only(read({ entries: chain(certificates) }).keys).certificates).toHaveLength(certificates);
      expect(await codeOf(() => read({ entries: chain(certificates + 1) }))).toBe('keystore.too_large');
    });

    it('accepts a key of 64 KiB and refuses one octet more', async () => {
      expect(only(read({ entries: [keyEntry({ protectedKey: Buffer.alloc(keyBytes) })] }).keys).alias).toBe('sso');
      expect(await codeOf(() => read({ entries: [keyEntry({ protectedKey: Buffer.alloc(keyBytes + 1) })] }))).toBe(
        'keystore.too_large',
      );
    });
  });
});
