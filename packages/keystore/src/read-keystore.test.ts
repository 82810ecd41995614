import { describe, expect, it } from 'vitest';
import {
  FOREIGN_PASSWORD,
  fixture,
  KEY_PASSWORD,
  type ReferenceName,
  referenceChain,
  referenceChainDer,
  referenceKey,
  referenceKeyDer,
  STORE_PASSWORD,
  samePrivateKey,
} from '../test-support/fixtures.ts';
import { keyEntry, makeJavaStore, protectKey } from '../test-support/make-java-store.ts';
import { codeOf, refusalOf } from '../test-support/refusal.ts';
import type { KeystoreFormat } from './detect-format.ts';
import { KeystoreError } from './errors.ts';
import { type Keystore, type ReadKeystoreOptions, readKeystore } from './read-keystore.ts';

const read = (name: string, options: ReadKeystoreOptions): Promise<Keystore> => readKeystore(fixture(name), options);
const store = { keystorePassword: STORE_PASSWORD };
const both = { keystorePassword: STORE_PASSWORD, keyPassword: KEY_PASSWORD };

describe('readKeystore', () => {
  const cases: readonly (readonly [string, KeystoreFormat, ReferenceName, ReadKeystoreOptions])[] = [
    ['keytool.jks', 'jks', 'sso', { ...both, alias: 'sso' }],
    ['keytool.jks', 'jks', 'ec', { ...both, alias: 'ec' }],
    ['keytool.jceks', 'jceks', 'sso', { ...both, alias: 'sso' }],
    ['keytool-17.p12', 'pkcs12', 'sso', { ...store, alias: 'sso' }],
    ['keytool-8.p12', 'pkcs12', 'ec', { ...store, alias: 'ec' }],
    ['openssl-modern.p12', 'pkcs12', 'sso', store],
    ['openssl-legacy.p12', 'pkcs12', 'sso', { ...store, keyPassword: STORE_PASSWORD }],
    ['openssl-empty-password.p12', 'pkcs12', 'ec', {}],
    ['openssl-foreign-password.p12', 'pkcs12', 'ec', { keystorePassword: FOREIGN_PASSWORD }],
    ['pem-pkcs8.pem', 'pem', 'sso', {}],
    ['pem-pkcs8-aes.pem', 'pem', 'sso', { keyPassword: KEY_PASSWORD }],
    ['pem-sec1-des3.pem', 'pem', 'ec', { keystorePassword: KEY_PASSWORD }],
  ];
  it.each(cases)('gives of %s (%s) the key %s with its chain', async (name, format, reference, options) => {
    const keystore = await read(name, options);
    expect(keystore.format).toBe(format);
    expect(samePrivateKey(keystore.entry.privateKey, referenceKey(reference))).toBe(true);
    expect(keystore.entry.certificateChain).toEqual(referenceChain(reference));
    expect(keystore.notices).toEqual([]);
  });

  it.each([
    ['keytool-single.jks', 'jks', STORE_PASSWORD, 'rsa'],
    ['keytool-foreign-password.jks', 'jks', FOREIGN_PASSWORD, 'ec'],
    ['keytool-p384.p12', 'pkcs12', STORE_PASSWORD, 'ec'],
    ['keytool-default.jks', 'pkcs12', STORE_PASSWORD, 'ec'],
  ])('opens %s, a single key that keytool made, with one password', async (name, format, keystorePassword, kind) => {
    const keystore = await read(name, { keystorePassword });
    expect(keystore.format).toBe(format);
    expect(keystore.entry.alias).toBe('sso');
    expect(keystore.entry.privateKey.asymmetricKeyType).toBe(kind);
    expect(keystore.entry.createdAt?.getFullYear()).toBeGreaterThan(2020);
    expect(keystore.entry.certificateChain).toHaveLength(1);
  });

  it('lists the other keys, and the certificates without keys', async () => {
    const jks = await read('keytool.jks', { ...both, alias: 'ec' });
    expect(jks.keyAliases.toSorted()).toEqual(['ec', 'sso']);
    expect(jks.certificates.map(({ alias, certificate }) => [alias, certificate])).toEqual([
      ['okta', referenceChain('sso')[2]],
    ]);
    expect(jks.certificates[0]?.createdAt).toBeInstanceOf(Date);
    const p12 = await read('keytool-17.p12', { ...store, alias: 'ec' });
    expect(p12.keyAliases).toEqual(['sso', 'ec']);
    expect(p12.certificates.map(({ alias, certificate }) => [alias, certificate])).toEqual([
      ['Okta', referenceChain('sso')[2]],
    ]);
  });

  it.each(['keytool.jks', 'keytool.jceks'])('says that an alias of %s differs in letter case only', async (name) => {
    const { entry, notices } = await read(name, { ...both, alias: 'EC' });
    expect(entry.alias).toBe('ec');
    expect(notices).toEqual(['The alias is written "ec" in the keystore; letter case makes no difference.']);
  });

  it('gives a single key of a PEM file the name that was asked for', async () => {
    expect((await read('pem-pkcs8.pem', {})).entry.alias).toBe('1');
    const { entry, keyAliases, notices } = await read('pem-pkcs8.pem', { alias: 'Sso' });
    expect([entry.alias, keyAliases, notices]).toEqual(['Sso', ['Sso'], []]);
  });

  it('chooses one of several keys of a PEM file by number', async () => {
    const bytes = Buffer.concat([fixture('pem-pkcs8.pem'), fixture('pem-sec1.pem')]);
    expect(await codeOf(() => readKeystore(bytes))).toBe('keystore.alias_needed');
    expect(await codeOf(() => readKeystore(bytes, { alias: 'sso' }))).toBe('keystore.alias_unknown');
    const { entry } = await readKeystore(bytes, { alias: '2' });
    expect(samePrivateKey(entry.privateKey, referenceKey('ec'))).toBe(true);
    expect(entry.certificateChain).toEqual(referenceChain('ec'));
  });

  it('takes empty fields of a form for absent ones', async () => {
    const keystore = await read('keytool-single.jks', { ...store, keyPassword: '', alias: '' });
    expect(keystore.entry.alias).toBe('sso');
  });

  it('reads any Uint8Array', async () => {
    const { entry } = await readKeystore(new Uint8Array(fixture('openssl-ec.p12')), store);
    expect(entry.alias).toBe('ec');
  });

  describe('tells the four mistakes apart', () => {
    const stores = ['keytool.jks', 'keytool.jceks', 'keytool-17.p12', 'keytool-8.p12'];

    it.each(stores)('in %s: the keystore password', async (name) => {
      expect(await codeOf(() => read(name, { ...both, keystorePassword: 'wrong', alias: 'nobody' }))).toBe(
        'keystore.wrong_keystore_password',
      );
    });

    it.each(stores)('in %s: the alias', async (name) => {
      const refusal = await refusalOf(() => read(name, { ...store, keyPassword: 'wrong', alias: 'ssi' }));
      expect(refusal.code).toBe('keystore.alias_unknown');
      expect(refusal.aliases?.toSorted()).toEqual(['ec', 'sso']);
      expect(refusal.hint).toBe('Did you mean "sso"?');
    });

    it.each(stores)('in %s: an alias that names a certificate', async (name) => {
      expect(await refusalOf(() => read(name, { ...store, alias: 'okta' }))).toMatchObject({
        code: 'keystore.alias_unknown',
        received: '"okta", a certificate without a key',
      });
    });

    it.each(stores)('in %s: the key password', async (name) => {
      expect(await refusalOf(() => read(name, { ...store, keyPassword: 'wrong', alias: 'sso' }))).toMatchObject({
        code: 'keystore.wrong_key_password',
        expected: 'the password of the key "sso"',
        received: 'another password',
      });
    });

    it('a key password that is missing', async () => {
      expect(await refusalOf(() => read('keytool.jks', { ...store, alias: 'sso' }))).toMatchObject({
        code: 'keystore.wrong_key_password',
        received: 'the keystore password, because no key password was given',
        hint: expect.stringContaining('password of its own'),
      });
      expect(await codeOf(() => read('pem-pkcs8-aes.pem', {}))).toBe('keystore.wrong_key_password');
    });

    it('a file that is no keystore, whatever the passwords are', async () => {
      expect(await refusalOf(() => read('certificate.der', both))).toMatchObject({
        code: 'keystore.not_a_keystore',
        received: 'a certificate without a private key',
      });
    });
  });

  it.each([
    ['keytool-dsa.jks', 'DSA'],
    ['openssl-ed25519.p12', 'Ed25519'],
    ['openssl-rc4.p12', 'RC4'],
  ])('does not support what is in %s, and names it', async (name, kind) => {
    expect(await refusalOf(() => read(name, store))).toMatchObject({
      code: 'keystore.unsupported',
      received: expect.stringContaining(kind),
    });
  });

  it.each(['keytool-certificates.jks', 'openssl-certificates.p12'])('does not take the truststore %s', async (name) => {
    expect(await codeOf(() => read(name, store))).toBe('keystore.not_a_keystore');
  });

  it('asks for the certificate of a bare key', async () => {
    expect(await codeOf(() => read('sso-key.pem', {}))).toBe('keystore.certificate_missing');
  });

  it('finds that the certificate belongs to another key, in PEM and JKS', async () => {
    const pem = Buffer.concat([fixture('ec-key.pem'), fixture('sso-chain.pem')]);
    expect(await codeOf(() => readKeystore(pem))).toBe('keystore.key_and_certificate_differ');
    const protectedKey = protectKey(referenceKeyDer('ec'), STORE_PASSWORD);
    const jks = makeJavaStore({ entries: [keyEntry({ protectedKey, chain: referenceChainDer('sso') })] });
    expect(await codeOf(() => readKeystore(jks, store))).toBe('keystore.key_and_certificate_differ');
  });

  it('puts no password into an error', async () => {
    const secrets = { keystorePassword: 'hunter2-store', keyPassword: 'hunter2-key', alias: 'sso' };
    const names = ['keytool.jks', 'keytool-17.p12', 'pem-pkcs8-aes.pem', 'certificate.der'];
    for (const [index, options] of [secrets, { ...secrets, ...store }].entries()) {
      for (const name of names) {
        const error = await read(name, options).catch((reason: unknown) => reason);
        expect(error, `${name} ${index}`).toBeInstanceOf(KeystoreError);
        expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain('hunter2');
      }
    }
  });

  it('turns what nobody foresaw into an error of its own, with the cause', async () => {
    const hostile = {
      get keystorePassword(): string {
        throw new TypeError('unforeseen');
      },
    };
    const error = await readKeystore(fixture('openssl-ec.p12'), hostile).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'keystore.damaged', cause: expect.any(TypeError) });
  });
});
