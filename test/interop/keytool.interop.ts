/** Key stores that Java's own keytool and OpenSSL make on the spot, with other passwords and aliases each time. */

import { execFileSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectFormat, KeystoreError, type ReadKeystoreOptions, readKeystore } from '@cordboard/keystore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertInstalled } from '../support/debian-package.ts';

const KEYTOOL = '/usr/bin/keytool';
const OPENSSL = '/usr/bin/openssl';

let folder: string;
beforeAll(() => {
  assertInstalled(KEYTOOL, 'default-jre-headless');
  assertInstalled(OPENSSL, 'openssl');
  folder = mkdtempSync(join(tmpdir(), 'cordboard-keytool-'));
});
afterAll(() => folder && rmSync(folder, { recursive: true, force: true }));

const environment = { ...process.env, LC_ALL: 'C.UTF-8' };
const run = (command: string, args: readonly string[]): Buffer =>
  execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment });

const random = (prefix: string): string => `${prefix}${randomBytes(6).toString('hex')}`;
/** With every printable character that could be taken for something else. */
const randomPassword = (): string => random(` p"'\\$%&/()=?{}~ `);

const refusalOf = async (file: string, options: ReadKeystoreOptions): Promise<KeystoreError> => {
  const outcome: unknown = await readKeystore(readFileSync(file), options).catch((error: unknown) => error);
  if (!(outcome instanceof KeystoreError)) {
    throw new Error('nothing was refused, or not by a KeystoreError', { cause: outcome });
  }
  return outcome;
};

const LEGACY = '-J-Dkeystore.pkcs12.legacy';
const RSA = ['-keyalg', 'RSA', '-keysize', '2048'];
const EC = ['-keyalg', 'EC', '-groupname', 'secp256r1'];

interface StoreKind {
  readonly name: string;
  readonly type: 'JKS' | 'JCEKS' | 'PKCS12';
  readonly options: readonly string[];
  /** Whether a key may have a password of its own. */
  readonly ownPassword: boolean;
}

const kinds: readonly StoreKind[] = [
  { name: 'JKS', type: 'JKS', options: [], ownPassword: true },
  { name: 'JCEKS', type: 'JCEKS', options: [], ownPassword: true },
  { name: 'PKCS#12', type: 'PKCS12', options: [], ownPassword: false },
  { name: 'PKCS#12 of Java 8', type: 'PKCS12', options: [LEGACY], ownPassword: false },
];

describe.each(kinds)('a $name store of keytool', ({ type, options, ownPassword }) => {
  const keystorePassword = randomPassword();
  const keyPassword = ownPassword ? randomPassword() : keystorePassword;
  const rsaAlias = random('RSA-');
  const ecAlias = random('ec ');
  const trusted = random('trusted-');
  let file: string;
  let certificates: readonly string[];

  const keytool = (...args: readonly string[]): Buffer =>
    run(KEYTOOL, [...options, ...args, '-keystore', file, '-storetype', type, '-storepass', keystorePassword]);
  const exported = (alias: string): string =>
    new X509Certificate(keytool('-exportcert', '-rfc', '-alias', alias)).toString();

  beforeAll(() => {
    file = join(folder, random('store-'));
    for (const [alias, algorithm] of [
      [rsaAlias, RSA],
      [ecAlias, EC],
    ] as const) {
      keytool('-genkeypair', '-alias', alias, '-dname', `CN=${alias}`, '-keypass', keyPassword, ...algorithm);
    }
    certificates = [exported(rsaAlias), exported(ecAlias)];
    const pem = join(folder, random('certificate-'));
    writeFileSync(pem, certificates[0] ?? '');
    keytool('-importcert', '-noprompt', '-alias', trusted, '-file', pem);
    if (type !== 'JKS') {
      keytool('-genseckey', '-alias', random('secret-'), '-keyalg', 'AES', '-keysize', '128', '-keypass', keyPassword);
    }
  });

  it('opens, each key with its own certificate', async () => {
    for (const [index, alias] of [rsaAlias, ecAlias].entries()) {
      const bytes = readFileSync(file);
      const keystore = await readKeystore(bytes, { keystorePassword, keyPassword, alias });
      expect(keystore.format).toBe(type.toLowerCase());
      expect(keystore.entry.certificateChain).toEqual([certificates[index]]);
      expect(keystore.entry.privateKey.asymmetricKeyType).toBe(index === 0 ? 'rsa' : 'ec');
      expect(keystore.certificates.map((entry) => entry.certificate)).toEqual([certificates[0]]);
      expect(Math.abs(Date.now() - (keystore.entry.createdAt?.getTime() ?? 0))).toBeLessThan(120_000);
    }
  });

  it('tells the four mistakes apart', async () => {
    const right = { keystorePassword, keyPassword, alias: ecAlias };
    expect(await refusalOf(file, { ...right, keystorePassword: `${keystorePassword} ` })).toMatchObject({
      code: 'keystore.wrong_keystore_password',
    });
    expect(await refusalOf(file, { ...right, keyPassword: `${keyPassword} ` })).toMatchObject({
      code: 'keystore.wrong_key_password',
    });
    const unknown = await refusalOf(file, { ...right, alias: `${ecAlias}x` });
    expect(unknown).toMatchObject({ code: 'keystore.alias_unknown', hint: `Did you mean "${ecAlias}"?` });
    expect(unknown.aliases?.map((alias) => alias.toLowerCase()).toSorted()).toEqual(
      [ecAlias, rsaAlias.toLowerCase()].toSorted(),
    );
    const certificate = join(folder, random('certificate-'));
    writeFileSync(certificate, certificates[1] ?? '');
    expect(await refusalOf(certificate, right)).toMatchObject({
      code: 'keystore.not_a_keystore',
      received: 'a certificate without a private key',
    });
  });

  it('says that the alias names a certificate only', async () => {
    expect(await refusalOf(file, { keystorePassword, keyPassword, alias: trusted })).toMatchObject({
      code: 'keystore.alias_unknown',
      received: `"${trusted}", a certificate without a key`,
    });
  });
});

describe('keytool', () => {
  it('writes PKCS#12 into a file named .jks when nobody asks for a type', async () => {
    const file = join(folder, `${random('default-')}.jks`);
    const password = randomPassword();
    const store = ['-keystore', file, '-storepass', password];
    run(KEYTOOL, ['-genkeypair', '-alias', 'sso', '-dname', 'CN=sso', ...EC, ...store]);
    expect(detectFormat(readFileSync(file))).toBe('pkcs12');
    expect((await readKeystore(readFileSync(file), { keystorePassword: password })).entry.alias).toBe('sso');
  });

  it('writes JKS with a password beyond ASCII', async () => {
    const file = join(folder, random('foreign-'));
    const password = random('пароль-ß-€-');
    const store = ['-keystore', file, '-storetype', 'JKS', '-storepass', password];
    run(KEYTOOL, ['-genkeypair', '-alias', 'Schlüssel', '-dname', 'CN=sso', ...EC, ...store]);
    const { entry } = await readKeystore(readFileSync(file), { keystorePassword: password, alias: 'SCHLÜSSEL' });
    expect(entry.alias).toBe('schlüssel');
  });
});

describe('a PKCS#12 store of OpenSSL', () => {
  it.each([
    ['modern', ['-macalg', 'sha384']],
    ['modern with many iterations', ['-iter', '300000']],
    ['legacy', ['-legacy']],
    ['without MAC', ['-nomac', '-certpbe', 'AES-128-CBC']],
  ])('opens: %s', async (_name, options) => {
    const base = join(folder, random('openssl-'));
    const password = random('пароль-ß-€-');
    const key = ['-newkey', 'rsa:2048', '-noenc', '-keyout', `${base}.key`];
    run(OPENSSL, ['req', '-x509', ...key, '-subj', '/CN=sso', '-out', `${base}.crt`]);
    const input = ['-inkey', `${base}.key`, '-in', `${base}.crt`, '-name', 'Schlüssel', '-passout', `pass:${password}`];
    run(OPENSSL, ['pkcs12', '-export', ...input, ...options, '-out', `${base}.p12`]);
    const { entry } = await readKeystore(readFileSync(`${base}.p12`), { keystorePassword: password });
    expect(entry.alias).toBe('Schlüssel');
    expect(entry.certificateChain).toEqual([new X509Certificate(readFileSync(`${base}.crt`)).toString()]);
    expect(await refusalOf(`${base}.p12`, { keystorePassword: `${password}x` })).toMatchObject({
      code: 'keystore.wrong_keystore_password',
    });
    expect(await refusalOf(`${base}.p12`, { keystorePassword: password, keyPassword: 'x' })).toMatchObject({
      code: 'keystore.wrong_key_password',
    });
  });
});
