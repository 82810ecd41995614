import { beforeAll, describe, expect, it } from 'vitest';
import { errorCodeAsync } from '../../test-support/error-code.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { refusalOf } from '../../test-support/refusal.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childElements } from '../xml/xml-query.ts';
import { decryptElement } from './decrypt-element.ts';
import { type DecryptionKey, loadDecryptionKey } from './decryption-key.ts';
import { type EncryptElementOptions, encryptElement } from './encrypt-element.ts';
import { readEncrypted } from './read-encrypted.ts';
import { UnwrapBudget } from './unwrap-budget.ts';
import { workableNumber } from './unwrap-key.ts';

const GENUINE = '<a xmlns="urn:example:a"/>';

let certificate: string;
let fitting: DecryptionKey;
let other: DecryptionKey;
/** The fitting key in either place. */
let fittings: readonly DecryptionKey[];
/** How often a private key was asked for. */
let keyUses = 0;

const counted = (key: DecryptionKey): DecryptionKey => ({
  ...key,
  get privateKey() {
    keyUses += 1;
    return key.privateKey;
  },
});

beforeAll(async () => {
  const [pair, otherPair] = await Promise.all([testKeyPair('xenc'), testKeyPair('xenc-other')]);
  certificate = pair.certificatePem;
  fitting = counted(loadDecryptionKey({ name: 'fitting', privateKeyPem: pair.privateKeyPem }));
  fittings = [
    fitting,
    counted(loadDecryptionKey({ name: 'fitting', privateKeyPem: pair.privateKeyPem, place: 'event-loop' })),
  ];
  other = counted(loadDecryptionKey({ name: 'other', privateKeyPem: otherPair.privateKeyPem }));
});

const usesOf = async (work: () => Promise<unknown>): Promise<readonly [string, number]> => {
  const before = keyUses;
  const code = await errorCodeAsync(work);
  return [code, keyUses - before];
};

const encrypt = (xml = GENUINE, options: Partial<EncryptElementOptions> = {}): string =>
  encryptElement(xml, { certificate, wrapper: 'EncryptedAssertion', ...options });

const inMessage = (encrypted: string): XmlElement => {
  const [element] = childElements(parseXml(`<r>${encrypted}</r>`).root);
  if (element === undefined) {
    throw new Error('the message is empty');
  }
  return element;
};

const ENCRYPTED_KEY = /<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/s;

/** The same EncryptedKey for so many recipients. */
const recipients = (encrypted: string, count: number): string =>
  encrypted.replace(ENCRYPTED_KEY, (key) => key.replace(/ Id="[^"]*"/, '').repeat(count));

describe('RetrievalMethods', () => {
  const withMethods = (count: number, encrypted = encrypt(GENUINE, { placement: 'retrieval-method' })): XmlElement =>
    inMessage(encrypted.replace(/<ds:RetrievalMethod[^>]*\/>/, (method) => method.repeat(count)));

  it('may be eight', () => {
    expect(readEncrypted(withMethods(8)).wrappedKeys).toHaveLength(1);
  });

  it('are counted, as the keys are, before any is looked up', () => {
    expect(refusalOf(() => readEncrypted(withMethods(9)))).toMatchObject({
      code: 'encryption.structure',
      expected: 'at most 8 RetrievalMethods',
      received: '9',
    });
    const unknown = encrypt(GENUINE, { placement: 'retrieval-method' }).replace(/URI="#[^"]*"/, 'URI="#nowhere"');
    const keys = unknown.replace(ENCRYPTED_KEY, (key) => key.repeat(9));
    expect(refusalOf(() => readEncrypted(withMethods(1, keys)))).toMatchObject({
      code: 'encryption.structure',
      expected: '1 to 8 EncryptedKeys',
    });
  });
});

describe('what was authenticated and is no element', () => {
  it('is not decrypted again for the other recipients and keys', async () => {
    const options = { keys: [fitting, other], cbc: 'accept' } as const;
    const gcm = inMessage(recipients(encrypt('<a'), 8));
    expect(await usesOf(() => decryptElement(gcm, options))).toEqual(['encryption.failed', 1]);
  });

  it('is, when the cipher cannot tell', async () => {
    const options = { keys: [fitting, other], cbc: 'accept' } as const;
    const contentAlgorithm = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
    const cbc = inMessage(recipients(encrypt('<a', { contentAlgorithm }), 4));
    expect(await usesOf(() => decryptElement(cbc, options))).toEqual(['encryption.failed', 8]);
  });
});

describe('a wrapped key that RSA cannot take', () => {
  const withWrapped = (octets: Uint8Array): XmlElement =>
    inMessage(encrypt().replace(/CipherValue>[^<]+</, `CipherValue>${Buffer.from(octets).toString('base64')}<`));

  it.each([
    ['is as long as the modulus', 256],
    ['is one octet shorter', 255],
    ['is one octet longer', 257],
    ['is one octet', 1],
  ])('costs a private key operation as any other, when it %s', async (_, length) => {
    const element = withWrapped(Buffer.alloc(length, 0x55));
    for (const key of fittings) {
      expect(await usesOf(() => decryptElement(element, { keys: [key], cbc: 'refuse' }))).toEqual([
        'encryption.failed',
        1,
      ]);
    }
  });

  it.each(['sha1', 'sha256'] as const)(
    'fails as any other at the ends of what RSA can work on, with %s',
    async (digest) => {
      const { modulus } = fitting;
      const largest = Buffer.from(modulus);
      largest[255] = (largest[255] ?? 0) - 1;
      const smallest = [0, 1, 2].map((number) => Buffer.concat([Buffer.alloc(255), Buffer.of(number)]));
      for (const number of [...smallest, largest, modulus]) {
        const text = encrypt(GENUINE, { digest }).replace(
          /CipherValue>[^<]+</,
          `CipherValue>${Buffer.from(number).toString('base64')}<`,
        );
        for (const key of fittings) {
          expect(await usesOf(() => decryptElement(inMessage(text), { keys: [key], cbc: 'refuse' }))).toEqual([
            'encryption.failed',
            1,
          ]);
        }
      }
    },
  );

  it('is replaced by a number that it can: the smallest one that is too large, and a shorter one', () => {
    const { modulus } = fitting;
    const less = Buffer.from(modulus);
    less[less.length - 1] = (less.at(-1) ?? 0) - 1;
    expect(workableNumber(less, modulus)).toBe(less);
    for (const octets of [modulus, Buffer.alloc(256, 0xff), modulus.subarray(1), Buffer.alloc(257), new Uint8Array()]) {
      const instead = workableNumber(octets, modulus);
      expect(instead).toHaveLength(256);
      expect(Buffer.compare(instead, modulus)).toBe(-1);
      expect(Buffer.compare(instead, workableNumber(octets, modulus))).not.toBe(0);
    }
  });
});

describe('UnwrapBudget', () => {
  it('lets 16 content keys of one message be unwrapped, and no more', async () => {
    const unwraps = new UnwrapBudget();
    const options = { keys: [other], cbc: 'refuse', unwraps } as const;
    const eight = inMessage(recipients(encrypt(), 8));
    expect(await usesOf(() => decryptElement(eight, options))).toEqual(['encryption.failed', 8]);
    expect(await usesOf(() => decryptElement(eight, options))).toEqual(['encryption.failed', 8]);
    expect(await usesOf(() => decryptElement(eight, options))).toEqual(['encryption.structure', 0]);
  });

  it('is one for each element where the caller has none', async () => {
    const eight = inMessage(recipients(encrypt(), 8));
    const keys = [other, other, fitting];
    expect(await usesOf(() => decryptElement(eight, { keys, cbc: 'refuse' }))).toEqual(['accepted', 3]);
    const three = { keys: [other, other, other], cbc: 'refuse' } as const;
    expect(await usesOf(() => decryptElement(eight, three))).toEqual(['encryption.structure', 16]);
  });

  it('spends nothing on the wrong keys once one has opened a part of the message', async () => {
    const options = { keys: [other, fitting], cbc: 'refuse', unwraps: new UnwrapBudget() } as const;
    const uses: number[] = [];
    for (let part = 0; part < 15; part += 1) {
      const [code, count] = await usesOf(() => decryptElement(inMessage(encrypt()), options));
      expect(code).toBe('accepted');
      uses.push(count);
    }
    expect(uses).toEqual([2, ...Array.from({ length: 14 }, () => 1)]);
    expect(await usesOf(() => decryptElement(inMessage(encrypt()), options))).toEqual(['encryption.structure', 0]);
  });
});
