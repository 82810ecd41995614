import { createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestKeyPair, testKeyPair } from '../../test-support/keys.ts';
import { SamlError, samlErrorCatalogue } from '../errors.ts';
import type { KeyPlace } from '../xml/key-place.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { MESSAGE_LIMITS, type XmlElement } from '../xml/xml-node.ts';
import { childElements, textContent } from '../xml/xml-query.ts';
import { type DecryptElementOptions, type DecryptedElement, decryptElement } from './decrypt-element.ts';
import { type DecryptionKey, loadDecryptionKey } from './decryption-key.ts';
import { type EncryptElementOptions, encryptElement } from './encrypt-element.ts';
import { CONTENT_ALGORITHMS, type ContentAlgorithmUri, RSA_OAEP, RSA_OAEP_MGF1P } from './encryption-algorithms.ts';

const ASSERTION = `<saml:Assertion xmlns:saml="${SAML_ASSERTION}" ID="_a"><saml:Issuer>idp é</saml:Issuer></saml:Assertion>`;
const GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const CBC = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';

let pair: TestKeyPair;
let other: TestKeyPair;
let key: DecryptionKey;
let otherKey: DecryptionKey;

const loaded = (from: TestKeyPair, place?: KeyPlace): DecryptionKey =>
  loadDecryptionKey({ name: from.name, privateKeyPem: from.privateKeyPem, place });

beforeAll(async () => {
  [pair, other] = await Promise.all([testKeyPair('xenc'), testKeyPair('xenc-other')]);
  key = loaded(pair);
  otherKey = loaded(other);
});

const encrypt = (change: Partial<EncryptElementOptions> = {}, xml = ASSERTION): string =>
  encryptElement(xml, { certificate: pair.certificatePem, wrapper: 'EncryptedAssertion', ...change });

/** The encrypted element where it stands in a message. */
const inMessage = (encrypted: string): XmlElement => {
  const [element] = childElements(parseXml(`<r xmlns:out="urn:example:out">${encrypted}</r>`).root);
  if (element === undefined) {
    throw new Error('the message is empty');
  }
  return element;
};

const decrypt = (encrypted: string, change: Partial<DecryptElementOptions> = {}): Promise<DecryptedElement> =>
  decryptElement(inMessage(encrypted), { keys: [key], cbc: 'refuse', ...change });

const issuer = ({ element }: DecryptedElement): string => {
  const [child] = childElements(element);
  return child === undefined ? '' : textContent(child);
};

/** Changes one octet of a base64 CipherValue; 0 is that of the key when it stands inside, -1 that of the content. */
const flip = (encrypted: string, which: number, at: number): string => {
  const values = [...encrypted.matchAll(/CipherValue>([^<]+)</g)].map((match) => match[1] ?? '');
  const value = values.at(which) ?? '';
  const octets = Buffer.from(value, 'base64');
  const index = at < 0 ? octets.length + at : at;
  octets[index] = (octets[index] ?? 0) ^ 1;
  return encrypted.replace(value, octets.toString('base64'));
};

const refusal = (code: string): unknown => expect.objectContaining({ code });

/** The one refusal of a decryption, with nothing in it that could tell why. */
const expectSilentFailure = async (decrypting: Promise<DecryptedElement>): Promise<void> => {
  const error = await decrypting.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SamlError);
  const { code, message, expected, received, cause } = error as SamlError;
  expect({ code, message, expected, received, cause }).toEqual({
    code: 'encryption.failed',
    message: `encryption.failed: ${samlErrorCatalogue['encryption.failed']}`,
    expected: undefined,
    received: undefined,
    cause: undefined,
  });
};

describe('decryptElement', () => {
  const contents = Object.entries(CONTENT_ALGORITHMS).map(([uri]) => uri as ContentAlgorithmUri);

  it.each(contents)('decrypts %s', async (contentAlgorithm) => {
    const decrypted = await decrypt(encrypt({ contentAlgorithm }), { cbc: 'accept' });
    expect(issuer(decrypted)).toBe('idp é');
    expect(decrypted).toMatchObject({ key, contentAlgorithm, keyAlgorithm: RSA_OAEP_MGF1P });
  });

  it.each([
    ['rsa-oaep-mgf1p with SHA-1', { keyTransport: RSA_OAEP_MGF1P }],
    ['rsa-oaep-mgf1p with SHA-256', { keyTransport: RSA_OAEP_MGF1P, digest: 'sha256' }],
    ['rsa-oaep-mgf1p with SHA-512', { keyTransport: RSA_OAEP_MGF1P, digest: 'sha512' }],
    ['rsa-oaep without parameters of its own', { keyTransport: RSA_OAEP }],
    ['rsa-oaep with SHA-256 twice', { keyTransport: RSA_OAEP, digest: 'sha256', mgf: 'sha256' }],
    ['rsa-oaep with SHA-512 and SHA-1', { keyTransport: RSA_OAEP, digest: 'sha512', mgf: 'sha1' }],
    ['rsa-oaep with SHA-1 and SHA-384', { keyTransport: RSA_OAEP, digest: 'sha1', mgf: 'sha384' }],
  ] as const)('unwraps the key by %s, in either place', async (_name, change) => {
    for (const place of ['thread-pool', 'event-loop'] as const) {
      const decrypted = await decrypt(encrypt(change), { keys: [loaded(pair, place)] });
      expect(issuer(decrypted)).toBe('idp é');
      expect(decrypted.keyAlgorithm).toBe(change.keyTransport);
      await expectSilentFailure(decrypt(encrypt(change), { keys: [loaded(other, place)] }));
    }
  });

  it('takes SHA-1 where digest and mask are not named', async () => {
    const plain = encrypt().replace(/<ds:DigestMethod[^>]*\/>/, '');
    expect(plain).not.toContain('DigestMethod');
    expect(issuer(await decrypt(plain))).toBe('idp é');
    const rsaOaep = encrypt({ keyTransport: RSA_OAEP }).replace(/<(?:ds:DigestMethod|xenc11:MGF)[^>]*\/>/g, '');
    expect(issuer(await decrypt(rsaOaep))).toBe('idp é');
  });

  it.each(['inside', 'retrieval-method', 'sibling'] as const)('finds the key %s', async (placement) => {
    expect(issuer(await decrypt(encrypt({ placement })))).toBe('idp é');
  });

  it.each(['EncryptedAssertion', 'EncryptedID', 'EncryptedAttribute', 'NewEncryptedID'] as const)(
    'decrypts %s',
    async (wrapper) => {
      expect(issuer(await decrypt(encrypt({ wrapper })))).toBe('idp é');
    },
  );

  it('needs no Type, and reads base64 that is broken into lines', async () => {
    const loose = encrypt()
      .replace(/ Type="[^"]*"/, '')
      .replace(
        /CipherValue>([^<]+)</g,
        (_all, value: string) => `CipherValue>\n${value.replace(/.{64}/g, '$&&#13;\n')}\n<`,
      );
    expect(issuer(await decrypt(loose))).toBe('idp é');
  });

  it('reads a key that says whose it is and what it is for, and is named without a Type', async () => {
    const described = encrypt({ placement: 'retrieval-method' })
      .replace(
        /(<xenc:EncryptedKey[^>]*>.*?<\/xenc:EncryptionMethod>)/,
        '$1<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:KeyName>sp</ds:KeyName></ds:KeyInfo>',
      )
      .replace('</xenc:EncryptedKey>', '<xenc:CarriedKeyName>content</xenc:CarriedKeyName></xenc:EncryptedKey>')
      .replace(/(<ds:RetrievalMethod) Type="[^"]*"/, '$1');
    expect(described).toContain('<ds:KeyName>sp</ds:KeyName>');
    expect(described).toMatch(/<ds:RetrievalMethod URI=/);
    expect(issuer(await decrypt(described))).toBe('idp é');
  });

  it('tries all of our keys, in any order', async () => {
    expect((await decrypt(encrypt(), { keys: [otherKey, key] })).key).toBe(key);
    expect((await decrypt(encrypt(), { keys: [key, otherKey] })).key).toBe(key);
  });

  it('tries all recipients, those with algorithms that are not accepted left out', async () => {
    const forUs = encrypt({ placement: 'sibling' });
    const forOther = encrypt({ placement: 'sibling', certificate: other.certificatePem });
    const otherRecipient = /<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/s.exec(forOther)?.[0] ?? '';
    const oldRecipient = otherRecipient.replace(RSA_OAEP_MGF1P, 'http://www.w3.org/2001/04/xmlenc#rsa-1_5');
    const all = forUs.replace('<xenc:EncryptedKey', `${oldRecipient}${otherRecipient}<xenc:EncryptedKey`);
    expect(issuer(await decrypt(all))).toBe('idp é');
    await expectSilentFailure(decrypt(all, { keys: [otherKey] }));
  });

  it('parses what comes out in the namespaces of where it stands', async () => {
    const decrypted = await decrypt(encrypt({}, '<saml:Assertion><out:x/></saml:Assertion>'));
    expect(decrypted.element.namespaceUri).toBe(SAML_ASSERTION);
    expect(childElements(decrypted.element)[0]?.namespaceUri).toBe('urn:example:out');
    expect(decrypted.element.parent?.localName).toBe('EncryptedAssertion');
    expect(decrypted.text.slice(decrypted.element.start, decrypted.element.end)).toBe(decrypted.text);
  });
});

describe('what stands in the clear', () => {
  it.each([
    [
      'RSA with PKCS #1 v1.5',
      (text: string) => text.replace(RSA_OAEP_MGF1P, 'http://www.w3.org/2001/04/xmlenc#rsa-1_5'),
    ],
    ['AES key wrap', (text: string) => text.replace(RSA_OAEP_MGF1P, 'http://www.w3.org/2001/04/xmlenc#kw-aes256')],
    ['Triple DES', (text: string) => text.replace(GCM, 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc')],
    ['an algorithm by the name of a property', (text: string) => text.replace(GCM, 'constructor')],
    ['an unknown digest', (text: string) => text.replace('xmldsig#sha1', 'xmldsig#md5')],
    [
      'a mask beside rsa-oaep-mgf1p that contradicts it',
      (text: string) =>
        text.replace(
          '<ds:DigestMethod',
          '<m:MGF xmlns:m="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/><ds:DigestMethod',
        ),
    ],
    [
      'an OAEP label',
      (text: string) => text.replace('<ds:DigestMethod', '<xenc:OAEPparams>AAAA</xenc:OAEPparams><ds:DigestMethod'),
    ],
  ])('is refused with %s', async (_name, harm) => {
    const valid = encrypt();
    expect(issuer(await decrypt(valid))).toBe('idp é');
    expect(harm(valid)).not.toBe(valid);
    await expect(decrypt(harm(valid))).rejects.toThrow(refusal('encryption.algorithm'));
  });

  it('may hold an empty OAEP label, and a mask that says what is known', async () => {
    const more =
      '<xenc:OAEPparams> </xenc:OAEPparams><m:MGF xmlns:m="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha1"/>';
    expect(issuer(await decrypt(encrypt().replace('<ds:DigestMethod', `${more}<ds:DigestMethod`)))).toBe('idp é');
  });

  it('is refused with AES-CBC unless that is accepted', async () => {
    const cbc = encrypt({ contentAlgorithm: CBC });
    await expect(decrypt(cbc)).rejects.toThrow(refusal('encryption.cbc_not_signed'));
    expect(issuer(await decrypt(cbc, { cbc: 'accept' }))).toBe('idp é');
  });

  const data = /<xenc:EncryptedData.*<\/xenc:EncryptedData>/s;
  it.each([
    ['no EncryptedData', (text: string) => text.replace(data, '')],
    ['two EncryptedData', (text: string) => text.replace(data, '$&$&')],
    ['something beside EncryptedData', (text: string) => text.replace(data, `$&${ASSERTION}`)],
    ['Type Content', (text: string) => text.replace('xmlenc#Element"', 'xmlenc#Content"')],
    ['no EncryptedKey', (text: string) => text.replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/s, '')],
    [
      'nine EncryptedKeys',
      (text: string) => text.replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/s, '$&'.repeat(9)),
    ],
    ['two KeyInfos', (text: string) => text.replace(/<ds:KeyInfo.*<\/ds:KeyInfo>/s, '$&$&')],
    [
      'a CipherReference',
      (text: string) =>
        text.replace('<xenc:CipherValue', '<xenc:CipherReference URI="http://evil.example"/><xenc:CipherValue'),
    ],
    ['two CipherValues', (text: string) => text.replace(/<xenc:CipherValue>[^<]*<\/xenc:CipherValue>/, '$&$&')],
    ['no EncryptionMethod', (text: string) => text.replace(/<xenc:EncryptionMethod Algorithm="[^"]*gcm"\/>/, '')],
    ['an EncryptionMethod without Algorithm', (text: string) => text.replace(` Algorithm="${GCM}"`, '')],
    ['a CipherValue that is no base64', (text: string) => text.replace('CipherValue>', 'CipherValue>!')],
    [
      'an unknown element',
      (text: string) => text.replace('<xenc:CipherData>', '<x xmlns="urn:example:x"/><xenc:CipherData>'),
    ],
    [
      'a RetrievalMethod to elsewhere',
      (text: string) =>
        text.replace('<xenc:EncryptedKey', '<ds:RetrievalMethod URI="http://evil.example/key"/><xenc:EncryptedKey'),
    ],
    [
      'a RetrievalMethod to nothing',
      (text: string) => text.replace('<xenc:EncryptedKey', '<ds:RetrievalMethod URI="#"/><xenc:EncryptedKey'),
    ],
  ])('is refused with %s', async (_name, harm) => {
    const valid = encrypt();
    expect(issuer(await decrypt(valid))).toBe('idp é');
    expect(harm(valid)).not.toBe(valid);
    await expect(decrypt(harm(valid))).rejects.toThrow(refusal('encryption.structure'));
  });

  it('is refused with a RetrievalMethod to another key, of another type or with transforms', async () => {
    const valid = encrypt({ placement: 'retrieval-method' });
    expect(issuer(await decrypt(valid))).toBe('idp é');
    const harms = [
      valid.replace(/URI="#_[^"]*"\/><\/ds/, 'URI="#_0"/></ds'),
      valid.replace('xmlenc#EncryptedKey" URI', 'xmlenc#EncryptedData" URI'),
      valid.replace(/(<ds:RetrievalMethod[^>]*)\/>/, '$1><ds:Transforms/></ds:RetrievalMethod>'),
    ];
    for (const harm of harms) {
      expect(harm).not.toBe(valid);
      await expect(decrypt(harm)).rejects.toThrow(refusal('encryption.structure'));
    }
  });

  it('is refused with a comment in a value', async () => {
    const split = encrypt().replace('CipherValue>', 'CipherValue><!-- -->');
    await expect(decrypt(split)).rejects.toThrow(refusal('xml.comment_in_text'));
  });

  it('may hold eight EncryptedKeys', async () => {
    const eight = encrypt().replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/s, '$&'.repeat(8));
    expect(issuer(await decrypt(eight))).toBe('idp é');
  });

  it('needs a key of ours', async () => {
    await expect(decrypt(encrypt(), { keys: [] })).rejects.toThrow(refusal('encryption.no_key'));
  });
});

describe('a failed decryption', () => {
  const withContent = (plain: Buffer, contentKey = randomBytes(32)): string => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', contentKey, iv);
    const content = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    const wrapped = publicEncrypt({ key: pair.publicKeyPem, oaepHash: 'sha1' }, contentKey);
    const values = [wrapped, content].map((octets) => octets.toString('base64'));
    return encrypt().replace(/CipherValue>[^<]+</g, () => `CipherValue>${values.shift()}<`);
  };

  it.each([
    ['for another key', () => encrypt({ certificate: other.certificatePem })],
    ['with another key octet', () => flip(encrypt(), 0, 100)],
    ['with another key octet under two hashes', () => flip(encrypt({ digest: 'sha256' }), 0, 100)],
    [
      'with a key past the modulus',
      () => encrypt().replace(/CipherValue>[^<]+</, `CipherValue>${Buffer.alloc(256, 255).toString('base64')}<`),
    ],
    [
      'with a key past the modulus under two hashes',
      () =>
        encrypt({ digest: 'sha256' }).replace(
          /CipherValue>[^<]+</,
          `CipherValue>${Buffer.alloc(256, 255).toString('base64')}<`,
        ),
    ],
    ['with a key of another length', () => encrypt().replace(/CipherValue>[^<]+</, 'CipherValue>AAAA<')],
    ['with another tag', () => flip(encrypt(), -1, -1)],
    ['with another content octet', () => flip(encrypt(), -1, 20)],
    ['with another initialization vector', () => flip(encrypt(), -1, 0)],
    ['with a content too short for a tag', () => encrypt().replace(/(.*CipherValue>)[^<]+</s, '$1AAAA<')],
    ['with a key for another algorithm', () => encrypt().replace(GCM, 'http://www.w3.org/2009/xmlenc11#aes128-gcm')],
    ['of nothing', () => withContent(Buffer.alloc(0))],
    ['of text', () => withContent(Buffer.from('hello'))],
    ['of two elements', () => withContent(Buffer.from(ASSERTION + ASSERTION))],
    ['of a document type', () => withContent(Buffer.from(`<!DOCTYPE a>${ASSERTION}`))],
    ['of an undeclared prefix', () => withContent(Buffer.from('<nobody:a/>'))],
    ['of what is no UTF-8', () => withContent(Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e]))],
    ['of elements nested past the limit', () => withContent(Buffer.from('<a>'.repeat(63) + '</a>'.repeat(63)))],
  ])('%s says nothing', async (_name, text) => {
    expect(issuer(await decrypt(withContent(Buffer.from(ASSERTION))))).toBe('idp é');
    await expectSilentFailure(decrypt(text()));
    await expectSilentFailure(decrypt(text(), { cbc: 'accept' }));
  });

  it('of AES-CBC says the same for padding, content and length', async () => {
    const valid = encrypt({ contentAlgorithm: CBC });
    const harms = [
      flip(valid, -1, -1),
      flip(valid, -1, -17),
      flip(valid, -1, 0),
      flip(valid, 0, 100),
      valid.replace(/(.*CipherValue>)[^<]+</s, '$1AAAA<'),
      valid.replace(/(.*CipherValue>)[^<]+</s, `$1${Buffer.alloc(16).toString('base64')}<`),
      valid.replace(/(.*CipherValue>)[^<]+</s, `$1${Buffer.alloc(40).toString('base64')}<`),
    ];
    expect(issuer(await decrypt(valid, { cbc: 'accept' }))).toBe('idp é');
    for (const harm of harms) {
      expect(harm).not.toBe(valid);
      await expectSilentFailure(decrypt(harm, { cbc: 'accept' }));
    }
  });

  it('of GCM passed off as CBC says nothing', async () => {
    const disguised = encrypt().replace(GCM, 'http://www.w3.org/2001/04/xmlenc#aes256-cbc');
    await expectSilentFailure(decrypt(disguised, { cbc: 'accept' }));
  });

  it('comes of content past the size limit, which itself is accepted', async () => {
    const size = Buffer.byteLength(ASSERTION);
    const limited = (maxBytes: number): Promise<DecryptedElement> =>
      decrypt(encrypt(), { limits: { ...MESSAGE_LIMITS, maxBytes } });
    expect(issuer(await limited(size))).toBe('idp é');
    await expectSilentFailure(limited(size - 1));
  });
});

describe('encryptElement', () => {
  it('never writes the same twice', () => {
    expect(encrypt()).not.toBe(encrypt());
  });

  it('refuses a mask that rsa-oaep-mgf1p cannot name, and recipients that cannot be encrypted to', async () => {
    expect(() => encrypt({ mgf: 'sha256' })).toThrow(TypeError);
    const { certificatePem } = await testKeyPair('xenc', 'ec-p256');
    expect(() => encrypt({ certificate: certificatePem })).toThrow(refusal('encryption.key'));
  });

  it('pads AES-CBC at every length', async () => {
    for (let length = 0; length < 17; length += 1) {
      const xml = `<saml:Assertion><saml:Issuer>${'x'.repeat(length)}</saml:Issuer></saml:Assertion>`;
      const decrypted = await decrypt(encrypt({ contentAlgorithm: CBC }, xml), { cbc: 'accept' });
      expect(issuer(decrypted)).toBe('x'.repeat(length));
    }
  });
});
