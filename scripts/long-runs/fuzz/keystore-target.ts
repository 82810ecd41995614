/** The reader of uploaded keystores, with small files of every format it reads. */
import { createCipheriv, generateKeyPairSync, pbkdf2Sync } from 'node:crypto';
import { KeystoreError } from '../../../packages/keystore/src/errors.ts';
import { readKeystore } from '../../../packages/keystore/src/read-keystore.ts';
import { integer, sequence } from '../../../packages/keystore/test-support/der-writer.ts';
import { STORE_PASSWORD } from '../../../packages/keystore/test-support/fixtures.ts';
import {
  certificateEntry,
  JCEKS,
  keyEntry,
  makeJavaStore,
  protectKey,
  secretKeyEntry,
} from '../../../packages/keystore/test-support/make-java-store.ts';
import {
  bag,
  certificateBag,
  encryptedPart,
  makePkcs12,
  pbes2With,
  pbkdf2With,
  pbmac1,
  plainPart,
  usualMac,
} from '../../../packages/keystore/test-support/make-pkcs12.ts';
import { testKeyPair } from '../../../packages/saml/test-support/keys.ts';
import type { FuzzTarget } from './fuzz-target.ts';

const KEY_BAG = '1.2.840.113549.1.12.10.1.1';
const SALT = Buffer.from('saltsalt');

/** PKCS#12 with a part in AES, as `pbes2With(pbkdf2With(…))` describes it. */
const encrypted = (rounds: number, plain: Uint8Array): Buffer => {
  const key = pbkdf2Sync(STORE_PASSWORD, SALT, rounds, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16));
  return encryptedPart(pbes2With(pbkdf2With(integer(rounds))), Buffer.concat([cipher.update(plain), cipher.final()]));
};

const seeds = async (): Promise<Uint8Array[]> => {
  const pair = await testKeyPair('fuzz-keystore', 'ec-p256');
  const certificate = Buffer.from(pair.certificateBase64, 'base64');
  const key = Buffer.from(pair.privateKeyPem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const entry = keyEntry({ protectedKey: protectKey(key, STORE_PASSWORD), chain: [certificate] });
  const names = { friendlyName: 'sso', localKeyId: '1' };
  const bags = [bag(KEY_BAG, key, names), certificateBag(certificate, names)];
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = (type: 'pkcs8' | 'sec1', cipher?: string): string =>
    privateKey
      .export({ type, format: 'pem', ...(cipher !== undefined && { cipher, passphrase: STORE_PASSWORD }) })
      .toString();
  return [
    makeJavaStore({ entries: [entry, certificateEntry('ca', certificate)] }),
    makeJavaStore({ entries: [keyEntry({ protectedKey: key, version: 1 })], version: 1 }),
    makeJavaStore({ mark: JCEKS, entries: [entry, secretKeyEntry('s', Buffer.from('aced0005', 'hex'))] }),
    await makePkcs12({ parts: [plainPart(...bags)], mac: usualMac() }),
    await makePkcs12({ parts: [plainPart(...bags)], mac: pbmac1() }),
    await makePkcs12({ parts: [encrypted(10, sequence(...bags))], mac: undefined }),
    await makePkcs12({
      parts: [plainPart(bags[1] ?? SALT), encrypted(10, sequence(...bags.slice(0, 1)))],
      mac: usualMac(),
    }),
    ...[pem('pkcs8'), pem('sec1'), pem('pkcs8', 'aes-128-cbc'), pem('sec1', 'aes-128-cbc')].map((text) =>
      Buffer.from(text + pair.certificatePem),
    ),
    Buffer.from(pair.privateKeyPem + pair.certificatePem),
  ];
};

const WORDS: readonly string[] = [
  '-----BEGIN CERTIFICATE-----\n',
  '-----END CERTIFICATE-----\n',
  '-----BEGIN PRIVATE KEY-----\n',
  '-----END PRIVATE KEY-----\n',
  '-----BEGIN ENCRYPTED PRIVATE KEY-----\n',
  '-----BEGIN EC PRIVATE KEY-----\n',
  'Proc-Type: 4,ENCRYPTED\n',
  'DEK-Info: AES-128-CBC,00000000000000000000000000000000\n',
  '\n\n',
  '\xfe\xed\xfe\xed',
  '\xce\xce\xce\xce',
  '\0\0\0\x02',
  '\0\0\0\x01',
  'X.509',
  '\xac\xed\0\x05',
  '\x30\x80',
  '\0\0',
  '\x30\x82',
  '\x04\x82',
  '\xa0\x82',
  '\x24\x80',
  '\x02\x01\x03',
  '\x02\x03\x01\0\0',
];

/** A file that comes through every catch of ours: a defect, which the reader hides from whoever uploads. */
const isHiddenDefect = (error: KeystoreError): boolean => error.received === 'something that could not be read';

/** With seeds made by code. */
export const keystoreTarget = async (): Promise<FuzzTarget> => ({
  name: 'keystore',
  scripts: '/packages/keystore/src/',
  seeds: await seeds(),
  words: WORDS.map((word) => Buffer.from(word, 'latin1')),
  maxLength: 32 * 1024,
  run: async (input) => void (await readKeystore(input, { keystorePassword: STORE_PASSWORD })),
  isRefusal: (error) => error instanceof KeystoreError && !isHiddenDefect(error),
});
