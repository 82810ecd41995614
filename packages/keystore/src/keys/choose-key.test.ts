import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test-support/refusal.ts';
import type { StoreContents, StoredKey } from '../store-contents.ts';
import { chooseKey } from './choose-key.ts';

const key = (alias: string): StoredKey => ({
  alias,
  createdAt: undefined,
  certificates: [],
  ownCertificates: [],
  open: async () => undefined,
});

interface Names {
  readonly keys?: readonly string[];
  readonly certificates?: readonly string[];
  readonly secretKeys?: readonly string[];
}

const contents = ({ keys = [], certificates = [], secretKeys = [] }: Names): StoreContents => ({
  keys: keys.map(key),
  certificates: certificates.map((alias) => ({ alias, createdAt: undefined, der: Buffer.alloc(0), isEntry: true })),
  secretKeyAliases: secretKeys,
});

const chosen = (names: Names, alias?: string): string => chooseKey(contents(names), alias).alias;
const refused = (names: Names, alias?: string): ReturnType<typeof refusalOf> => refusalOf(() => chosen(names, alias));

describe('chooseKey', () => {
  it.each([undefined, ''])('takes the only key when the alias is %j', (alias) => {
    expect(chosen({ keys: ['sso'], certificates: ['okta'] }, alias)).toBe('sso');
  });

  it('takes the key with the alias', () => {
    expect(chosen({ keys: ['one', 'two'] }, 'two')).toBe('two');
  });

  it.each(['sso', 'SSO', 'sSo'])('finds "SSO" or "sso" by %s, as Java does', (alias) => {
    expect(chosen({ keys: ['SSO', 'other'] }, alias)).toBe('SSO');
    expect(chosen({ keys: ['sso', 'other'] }, alias)).toBe('sso');
  });

  it('prefers the very alias where another one differs in letter case only', () => {
    expect(chosen({ keys: ['SSO', 'sso'] }, 'sso')).toBe('sso');
  });

  it('asks which one when several differ from the alias in letter case only', async () => {
    expect(await refused({ keys: ['SSO', 'sso'] }, 'Sso')).toMatchObject({
      code: 'keystore.alias_needed',
      aliases: ['SSO', 'sso'],
    });
  });

  it('asks for an alias when there are several keys', async () => {
    expect(await refused({ keys: ['one', 'two'] })).toEqual({
      code: 'keystore.alias_needed',
      expected: 'one of "one", "two"',
      received: 'no alias',
      hint: 'Give the alias of the key that is meant.',
      aliases: ['one', 'two'],
    });
  });

  it('names the aliases that have keys, and the near miss', async () => {
    expect(await refused({ keys: ['signing', 'decryption'], certificates: ['okta'] }, 'singing')).toEqual({
      code: 'keystore.alias_unknown',
      expected: 'one of "signing", "decryption"',
      received: '"singing"',
      hint: 'Did you mean "signing"?',
      aliases: ['signing', 'decryption'],
    });
  });

  it.each(['okta', 'OKTA'])('says of %s that it names a certificate only', async (alias) => {
    expect(await refused({ keys: ['sso'], certificates: ['okta'] }, alias)).toMatchObject({
      code: 'keystore.alias_unknown',
      received: `"${alias}", a certificate without a key`,
    });
  });

  it('says that an alias names a secret key', async () => {
    expect(await refused({ keys: ['sso'], secretKeys: ['tokens'] }, 'Tokens')).toMatchObject({
      code: 'keystore.alias_unknown',
      received: '"Tokens", a secret key',
    });
  });

  it('is no keystore without keys, unless an alias was given', async () => {
    expect(await refused({ certificates: ['okta', 'root'] })).toMatchObject({
      code: 'keystore.not_a_keystore',
      received: 'only certificates: "okta", "root"',
    });
    expect(await refused({})).toMatchObject({ code: 'keystore.not_a_keystore' });
    expect(await refused({ certificates: ['okta'] }, 'okta')).toMatchObject({
      code: 'keystore.alias_unknown',
      received: '"okta", a certificate without a key',
      aliases: [],
    });
  });

  it('shows names so that they cannot do anything, and not all of very many', async () => {
    const { expected } = await refused({ keys: ['a\u001b[2J\n\u202eb', 'x'.repeat(100)] });
    expect(expected).toBe(`one of "a\\u{1b}[2J\\u{a}\\u{202e}b", "${'x'.repeat(80)}…"`);
    const many = Array.from({ length: 21 }, (_value, index) => `k${index}`);
    expect((await refused({ keys: many })).expected).toMatch(/"k19" and 1 more$/);
    expect((await refused({ keys: many.slice(1) })).expected).toMatch(/"k20"$/);
  });
});
