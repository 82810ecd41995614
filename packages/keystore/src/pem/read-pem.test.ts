import { describe, expect, it } from 'vitest';
import {
  FOREIGN_PASSWORD,
  fixture,
  KEY_PASSWORD,
  type ReferenceName,
  referenceKey,
} from '../../test-support/fixtures.ts';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { loadPrivateKey } from '../keys/load-private-key.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { openWorkBudget } from '../pbe/work-budget.ts';
import { readPem } from './read-pem.ts';

const text = (name: string): string => fixture(name).toString('latin1');
const block = (label: string, base64 = 'AAAA', headers = ''): string =>
  `-----BEGIN ${label}-----\n${headers}${base64}\n-----END ${label}-----\n`;

/** The first key as PKCS#8, or undefined when the password is wrong. */
const openFirst = async (pem: string, password?: string, keystorePassword = ''): Promise<Buffer | undefined> => {
  const der = await readPem(pem, keystorePassword).keys[0]?.open(password, openWorkBudget());
  return der && loadPrivateKey(der).export({ type: 'pkcs8', format: 'der' });
};

describe('readPem', () => {
  const files: readonly (readonly [string, ReferenceName, string | undefined])[] = [
    ['pem-pkcs8.pem', 'sso', undefined],
    ['pem-pkcs1.pem', 'sso', undefined],
    ['pem-sec1.pem', 'ec', undefined],
    ['pem-from-pkcs12.pem', 'sso', undefined],
    ['pem-pkcs8-aes.pem', 'sso', KEY_PASSWORD],
    ['pem-pkcs8-des3.pem', 'ec', KEY_PASSWORD],
    ['pem-pkcs8-scrypt.pem', 'ec', KEY_PASSWORD],
    ['pem-pkcs8-pkcs12-pbe.pem', 'ec', KEY_PASSWORD],
    ['pem-pkcs8-foreign.pem', 'ec', FOREIGN_PASSWORD],
    ['pem-pkcs1-aes.pem', 'sso', KEY_PASSWORD],
    ['pem-sec1-des3.pem', 'ec', KEY_PASSWORD],
  ];

  it.each(files)('reads %s', async (name, reference, password) => {
    const expected = referenceKey(reference).export({ type: 'pkcs8', format: 'der' });
    expect(await openFirst(text(name), password)).toEqual(expected);
    expect(readPem(text(name), '').keys[0]?.certificates).toHaveLength(reference === 'sso' ? 3 : 1);
  });

  const encrypted = files.filter(([, , password]) => password !== undefined);
  it.each(encrypted)('takes no other password for %s', async (name) => {
    for (const wrong of ['another password', 'x'.repeat(257), undefined]) {
      expect(await openFirst(text(name), wrong)).toBeUndefined();
    }
  });

  it('tries the keystore password when no key password is given', async () => {
    expect(await openFirst(text('pem-pkcs8-aes.pem'), undefined, KEY_PASSWORD)).toBeDefined();
    expect(await openFirst(text('pem-pkcs1-aes.pem'), undefined, KEY_PASSWORD)).toBeDefined();
  });

  it.each([
    ['lines that end as in Windows', (pem: string) => pem.replaceAll('\n', '\r\n')],
    ['lines that end as on old Macs', (pem: string) => pem.replaceAll('\n', '\r')],
    ['white space around lines', (pem: string) => pem.replaceAll('\n', ' \t\n  ')],
    ['a byte order mark', (pem: string) => `\u00ef\u00bb\u00bf\n${pem}`],
    ['text around the blocks', (pem: string) => `Bag Attributes\n    friendlyName: x\n${pem}-- \nbye`],
    [
      'the key behind the certificates',
      (pem: string) => pem.replace(/(-----BEGIN PRIVATE[\s\S]*END PRIVATE KEY-----\n)([\s\S]*)/, '$2$1'),
    ],
  ])('reads %s', async (_name, change) => {
    const changed = change(text('pem-pkcs8.pem'));
    expect(await openFirst(changed)).toBeDefined();
    expect(readPem(changed, '').keys[0]?.certificates).toHaveLength(3);
  });

  it('numbers several keys', () => {
    expect(readPem(text('pem-pkcs8.pem') + text('pem-sec1.pem'), '').keys.map(({ alias }) => alias)).toEqual([
      '1',
      '2',
    ]);
  });

  it.each(['DSA PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'ANY PRIVATE KEY'])('does not support %s', async (label) => {
    expect(await refusalOf(() => readPem(block(label), ''))).toMatchObject({
      code: 'keystore.unsupported',
      received: `a block ${label}`,
    });
  });

  it('does not support MD5 with DES', async () => {
    expect(await codeOf(() => openFirst(text('pem-pkcs8-md5-des.pem'), KEY_PASSWORD))).toBe('keystore.unsupported');
  });

  const old = (header: string): string =>
    block('RSA PRIVATE KEY', 'A'.repeat(64), `Proc-Type: 4,ENCRYPTED\n${header}\n`);
  it.each([
    ['DES', old('DEK-Info: DES-CBC,0102030405060708\n'), 'keystore.unsupported'],
    ['no cipher', old(''), 'keystore.unsupported'],
    ['an initialization vector that is too short', old('DEK-Info: AES-128-CBC,0102\n'), 'keystore.damaged'],
    ['an initialization vector of other letters', old(`DEK-Info: AES-128-CBC,${'z'.repeat(32)}\n`), 'keystore.damaged'],
    ['no key in the block', block('PRIVATE KEY'), 'keystore.damaged'],
    ['PKCS#8 in a block for PKCS#1', text('sso-key.pem').replaceAll('PRIVATE', 'RSA PRIVATE'), 'keystore.damaged'],
    ['an encrypted key that is no ASN.1', block('ENCRYPTED PRIVATE KEY'), 'keystore.damaged'],
  ])('refuses %s', async (_name, pem, code) => {
    expect(await codeOf(() => openFirst(pem, KEY_PASSWORD))).toBe(code);
  });

  it.each([
    ['a block that does not end', '-----BEGIN PRIVATE KEY-----\nAAAA\n'],
    ['a block that ends as another one', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['a block within a block', `-----BEGIN PRIVATE KEY-----\n${block('CERTIFICATE')}`],
    ['an empty block', '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n'],
    ['letters that are no base64', block('PRIVATE KEY', 'AAA!')],
    ['base64 that is cut off', block('PRIVATE KEY', 'AAAAA')],
    ['padding in the middle', block('PRIVATE KEY', 'AA==AAAA')],
  ])('calls %s damaged', async (_name, pem) => {
    expect(await codeOf(() => readPem(pem, ''))).toBe('keystore.damaged');
  });

  it('accepts 1,000 blocks and refuses one more', async () => {
    const many = (count: number): string => block('CERTIFICATE').repeat(count);
    expect(readPem(many(KEYSTORE_LIMITS.entries), '').keys).toEqual([]);
    expect(await codeOf(() => readPem(many(KEYSTORE_LIMITS.entries + 1), ''))).toBe('keystore.too_large');
  });

  it('accepts a key of 64 KiB and refuses one octet more', async () => {
    const sized = (length: number): string => block('PRIVATE KEY', Buffer.alloc(length).toString('base64'));
    expect(readPem(sized(KEYSTORE_LIMITS.keyBytes), '').keys).toHaveLength(1);
    expect(await codeOf(() => readPem(sized(KEYSTORE_LIMITS.keyBytes + 1), ''))).toBe('keystore.too_large');
  });
});
