import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { algorithm, element, integer, octetString, sequence } from '../../test-support/der-writer.ts';
import { pbes2With, pbkdf2With } from '../../test-support/make-pkcs12.ts';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { readBer } from '../asn1/ber.ts';
import { OID } from '../asn1/object-ids.ts';
import { algorithmOf, octetsOf, sequenceOf } from '../asn1/read-values.ts';
import { decryptPbe } from './decrypt-pbe.ts';
import { passwordForms } from './password-forms.ts';
import { openWorkBudget } from './work-budget.ts';

const PASSWORD = 'pässwörd';

const decrypt = async (encryption: Uint8Array, data: Uint8Array, password = PASSWORD): Promise<Buffer | undefined> => {
  const [form] = passwordForms(password);
  if (form === undefined) {
    throw new Error('a password has a form');
  }
  return await decryptPbe(algorithmOf(readBer(encryption), 'x'), data, { form, budget: openWorkBudget() });
};

const TWO_BLOCKS = Buffer.alloc(32);
const SALT = octetString(Buffer.from('saltsalt'));
const scryptWith = (cost: number, blockSize: number, parallelization: number): Buffer =>
  algorithm(OID.scrypt, sequence(SALT, integer(cost), integer(blockSize), integer(parallelization)));

describe('decryptPbe', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encrypted = (cipher: string): readonly [Buffer, Buffer] => {
    const der = privateKey.export({ type: 'pkcs8', format: 'der', cipher, passphrase: PASSWORD });
    const [encryption, data] = sequenceOf(readBer(der), 'x');
    return [Buffer.from(encryption?.raw ?? []), Buffer.from(octetsOf(data, 'x'))];
  };
  const load = (der: Buffer | undefined): KeyObject =>
    createPrivateKey({ key: der ?? Buffer.alloc(0), type: 'pkcs8', format: 'der' });

  it.each(['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc'])('opens PBES2 with %s', async (cipher) => {
    const [encryption, data] = encrypted(cipher);
    expect(load(await decrypt(encryption, data)).equals(privateKey)).toBe(true);
  });

  it('has nothing for a wrong password, but for one in 256 that pads by chance', async () => {
    const [encryption, data] = encrypted('aes-256-cbc');
    const tried = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((wrong) => decrypt(encryption, data, wrong)));
    expect(tried.filter((key) => key === undefined).length).toBeGreaterThan(2);
    expect(tried.filter((key) => key?.equals(privateKey.export({ type: 'pkcs8', format: 'der' })))).toEqual([]);
  });

  it.each([
    ['RC4', algorithm('1.2.840.113549.1.12.1.1')],
    ['MD5 with DES', algorithm('1.2.840.113549.1.5.3')],
    ['an algorithm that nobody knows', algorithm('1.2.3.4')],
    ['PBES2 with another cipher', algorithm(OID.pbes2, sequence(pbkdf2With(integer(1)), algorithm('1.3.14.3.2.7')))],
    ['PBES2 with another derivation', pbes2With(algorithm('1.2.3.4'))],
    [
      'PBKDF2 with HMAC-MD5',
      pbes2With(algorithm(OID.pbkdf2, sequence(SALT, integer(1), algorithm('1.3.6.1.5.5.8.1.1')))),
    ],
  ])('does not support %s', async (_name, encryption) => {
    expect(await codeOf(() => decrypt(encryption, TWO_BLOCKS))).toBe('keystore.unsupported');
  });

  it('names the algorithm that it does not support', async () => {
    expect(await refusalOf(() => decrypt(algorithm('1.2.840.113549.1.12.1.1'), TWO_BLOCKS))).toMatchObject({
      received: 'PBE with SHA-1 and RC4-128 (1.2.840.113549.1.12.1.1)',
    });
  });

  const huge = element(0x02, Buffer.from('0080000000', 'hex'));
  it.each([
    ['PBKDF2 with 2^31 - 1 iterations', pbes2With(pbkdf2With(integer(2_147_483_647)))],
    ['PBKDF2 with 2^31 iterations', pbes2With(pbkdf2With(huge))],
    ['3DES with 2^31 - 1 iterations', algorithm(OID.pbeSha1TripleDes, sequence(SALT, integer(2_147_483_647)))],
    ['3DES with 2^31 iterations', algorithm(OID.pbeSha1TripleDes, sequence(SALT, huge))],
    ['RC2 with 1,000,001 iterations', algorithm(OID.pbeSha1Rc2With40, sequence(SALT, integer(1_000_001)))],
    ['scrypt with 128 MiB', pbes2With(scryptWith(131_072, 8, 1))],
    ['scrypt with 64 MiB eight times', pbes2With(scryptWith(65_536, 8, 8))],
    ['scrypt with 64 MiB of lanes', pbes2With(scryptWith(2, 1, 524_288))],
    ['scrypt with 2^31 - 1 lanes', pbes2With(scryptWith(2, 1, 2_147_483_647))],
  ])('refuses %s before the work', async (_name, encryption) => {
    expect(await codeOf(() => decrypt(encryption, TWO_BLOCKS))).toBe('keystore.too_costly');
  });

  it.each([
    ['no iterations of PBKDF2', pbes2With(pbkdf2With(integer(0)))],
    ['no iterations of 3DES', algorithm(OID.pbeSha1TripleDes, sequence(SALT, integer(0)))],
    ['a salt of 1,025 octets', algorithm(OID.pbeSha1TripleDes, sequence(octetString(Buffer.alloc(1025)), integer(1)))],
    ['no parameters', algorithm(OID.pbeSha1TripleDes)],
    ['a derived key of another length', pbes2With(pbkdf2With(integer(1), [integer(16)]))],
    ['a cost of scrypt that is no power of two', pbes2With(scryptWith(1000, 8, 1))],
    ['a cost of scrypt of one', pbes2With(scryptWith(1, 8, 1))],
    ['a cost of scrypt too large for its blocks', pbes2With(scryptWith(65_536, 1, 1))],
    [
      'an initialization vector of 15 octets',
      algorithm(
        OID.pbes2,
        sequence(pbkdf2With(integer(1)), algorithm('2.16.840.1.101.3.4.1.42', octetString(Buffer.alloc(15)))),
      ),
    ],
  ])('calls %s damaged', async (_name, encryption) => {
    expect(await codeOf(() => decrypt(encryption, TWO_BLOCKS))).toBe('keystore.damaged');
  });

  it('accepts a salt of 1,024 octets, and data that is no whole block opens with no password', async () => {
    const encryption = algorithm(OID.pbeSha1TripleDes, sequence(octetString(Buffer.alloc(1024)), integer(1)));
    expect(await decrypt(encryption, Buffer.alloc(7))).toBeUndefined();
  });
});
