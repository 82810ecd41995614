import { beforeAll, describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childElements } from '../xml/xml-query.ts';
import { decryptElement, readSealed } from './decrypt-element.ts';
import { type DecryptionKey, loadDecryptionKey } from './decryption-key.ts';
import { type EncryptElementOptions, encryptElement } from './encrypt-element.ts';
import { lookUp } from './encryption-algorithms.ts';

let certificate: string;
let keys: readonly DecryptionKey[];

beforeAll(async () => {
  const pair = await testKeyPair('xenc');
  certificate = pair.certificatePem;
  keys = (['thread-pool', 'event-loop'] as const).map((place) =>
    loadDecryptionKey({ name: place, privateKeyPem: pair.privateKeyPem, place }),
  );
});

const encrypted = (options: Partial<EncryptElementOptions>): readonly [text: string, element: XmlElement] => {
  const text = encryptElement('<a/>', { certificate, wrapper: 'EncryptedAssertion', ...options });
  const [element] = childElements(parseXml(`<r>${text}</r>`).root);
  if (element === undefined) throw new Error('the message is empty');
  return [text, element];
};

const DIGESTS = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;

// Written out, as others write them: what we send and what we take would otherwise agree on anything.
describe('the names of algorithms', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'] as const)(
    'are those of the standard for OAEP with %s',
    async (hash) => {
      const [text, element] = encrypted({
        keyTransport: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
        digest: hash,
        mgf: hash,
      });
      expect(text).toContain('<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep">');
      expect(text).toContain(`Algorithm="${DIGESTS[hash]}"`);
      expect(text).toContain(`Algorithm="http://www.w3.org/2009/xmlenc11#mgf1${hash}"`);
      for (const key of keys) {
        expect((await decryptElement(element, { keys: [key], cbc: 'refuse' })).element.name).toBe('a');
      }
    },
  );

  it('are those of the standard for the older OAEP', () => {
    const [text] = encrypted({ keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p' });
    expect(text).toContain('Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"');
  });

  it('do not reach what tables inherit', () => {
    expect(lookUp({ own: 1 }, 'own')).toBe(1);
    expect(lookUp({ own: 1 }, 'toString')).toBeUndefined();
  });
});

describe('AES-CBC', () => {
  it.each([128, 192, 256] as const)('with %d bits is refused unless it is accepted', (bits) => {
    const [text, element] = encrypted({ contentAlgorithm: `http://www.w3.org/2001/04/xmlenc#aes${bits}-cbc` });
    expect(text).toContain(`Algorithm="http://www.w3.org/2001/04/xmlenc#aes${bits}-cbc"`);
    expect(errorCode(() => readSealed(element, { keys, cbc: 'refuse' }))).toBe('encryption.cbc_not_signed');
    expect(errorCode(() => readSealed(element, { keys, cbc: 'accept' }))).toBe('accepted');
  });
});
