import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { type TestKeyPair, testKeyPair } from '../../test-support/keys.ts';
import { signElement } from '../../test-support/sign-template.ts';
import {
  ASSERTION,
  attacker,
  DS,
  signed,
  trusted,
  verdict,
  verify,
  withSignedInfo,
} from '../../test-support/signed-assertion.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { childElements } from '../xml/xml-query.ts';
import { signatureOf } from './find-signature.ts';
import { loadVerificationKey } from './verification-key.ts';
import { verifySignature } from './verify-signature.ts';

const weak = await testKeyPair('dsig-weak', 'rsa-1024');
const curve = await testKeyPair('dsig-curve', 'ec-p256');
const keys = [loadVerificationKey(trusted.certificatePem)];

describe('a genuine signature', () => {
  it('gives the signed element, the key and the algorithms', () => {
    const result = verify(signed());
    expect(result.element.name).toBe('saml:Assertion');
    expect(result.key).toBe(keys[0]);
    expect(result.signatureMethod).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    expect(result.digestMethod).toBe('http://www.w3.org/2001/04/xmlenc#sha256');
  });

  it.each([
    ['line breaks', { wrapAt: 64 }],
    ['carriage returns', { wrapAt: 76, lineEnd: '\r\n' }],
    ['carriage returns as references', { wrapAt: 76, lineEnd: '&#13;\n' }],
    ['white space between its elements', { gap: '\n  ' }],
    ['comments between its elements', { gap: '<!-- c -->' }],
    ['a default namespace', { prefix: '' }],
    ['end tags everywhere', { selfClosing: false }],
    ['a PrefixList', { inclusivePrefixes: ['xs', '#default'] }],
    ['an empty PrefixList', { inclusivePrefixes: [] }],
    [
      'inclusive canonicalization',
      {
        transform: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
        canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
      },
    ],
    [
      'inclusive canonicalization 1.1',
      { transform: 'http://www.w3.org/2006/12/xml-c14n11', canonicalization: 'http://www.w3.org/2006/12/xml-c14n11' },
    ],
    ['canonicalization with comments', { transform: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' }],
    ['no canonicalization named', { transform: '' }],
    [
      'SHA-512',
      {
        signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
        digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha512',
      },
    ],
    [
      'SHA-384',
      {
        signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
        digestMethod: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
      },
    ],
    ['KeyInfo', { keyInfo: '<ds:KeyName>anything</ds:KeyName>' }],
  ])('is accepted with %s', (_, style) => {
    expect(verdict(signed({ style }))).toBe('accepted');
  });

  it('is accepted in the middle of a document whose namespaces it inherits', () => {
    const style = { transform: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' };
    const xml = signed({ style }, `<p:R xmlns:p="urn:p" xml:lang="en">${ASSERTION}</p:R>`);
    const [assertion] = parseXml(xml).root.children;
    const signature = assertion?.kind === 'element' ? signatureOf(assertion) : undefined;
    expect(signature && verifySignature(signature, { keys }).element).toBe(assertion);
  });

  it('is accepted with a comment in the content, which readers of text then refuse', () => {
    expect(verdict(signed().replace('amina', 'am<!-- x -->ina'))).toBe('accepted');
  });
});

describe('an ID beyond ASCII, which stands in SignedInfo', () => {
  const id = '_ä\u{1f600}\u4e2d';
  const named = ASSERTION.replace('_a', id);
  const other = named.replace(id, '_ä\u{1f601}\u4e2d');

  it.each([
    ['RSA', trusted, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'],
    ['ECDSA', curve, 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'],
  ])('is hashed as UTF-8: %s', (_, { privateKeyPem, certificatePem }, signatureMethod) => {
    const options = { keys: [loadVerificationKey(certificatePem)] };
    const xml = signed({ id, privateKeyPem, style: { signatureMethod } }, named);
    expect(verdict(xml, options)).toBe('accepted');
    const signature = /<ds:Signature .*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
    const moved = other.replace('<saml:Subject>', `${signature}<saml:Subject>`);
    expect(verdict(moved, options)).toBe('signature.reference');
    expect(verdict(moved.replace(`#${id}`, '#_ä\u{1f601}\u4e2d'), options)).toBe('signature.invalid');
  });
});

describe('a digest that the trusted key did sign', () => {
  it.each([
    ['shorter', (digest: Buffer) => digest.subarray(0, 24)],
    ['of one octet', (digest: Buffer) => digest.subarray(0, 1)],
    ['longer', (digest: Buffer) => Buffer.concat([digest, Buffer.of(0)])],
    ['twice as long', (digest: Buffer) => Buffer.concat([digest, digest])],
  ])('has to be whole: %s', (_, change) => {
    const [, value = ''] = /<ds:DigestValue>([^<]*)/.exec(signed()) ?? [];
    const changed = change(Buffer.from(value, 'base64')).toString('base64');
    expect(verdict(withSignedInfo(value, changed))).toBe('signature.digest');
  });
});

describe('changed content', () => {
  it.each([
    ['text', 'amina', 'admin'],
    ['an attribute', 'Version="2.0"', 'Version="2.1"'],
    ['white space', '</saml:Issuer>', ' </saml:Issuer>'],
    ['an added attribute', 'Version="2.0"', 'Version="2.0" Extra=""'],
    ['an added element', '<saml:Subject>', '<saml:Subject><x/>'],
    ['another namespace', '<saml:NameID>', '<saml:NameID xmlns:saml="urn:x">'],
  ])('is refused: %s', (_, from, to) => {
    expect(verdict(signed().replace(from, to))).toBe('signature.digest');
  });
});

it('does not cover comments, even where the transform is named WithComments', () => {
  const style = { transform: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' };
  expect(verdict(signed({ style }).replace('amina', 'am<!-- x -->ina'))).toBe('accepted');
});

describe('keys', () => {
  const load = (pair: TestKeyPair) => loadVerificationKey(pair.certificatePem);

  it('are tried in order until one fits', () => {
    const result = verify(signed(), { keys: [load(attacker), load(curve), load(trusted)] });
    expect(result.key).toBe(load(trusted));
  });

  it('are only those that the caller trusts', () => {
    expect(verdict(signed({ privateKeyPem: attacker.privateKeyPem }))).toBe('signature.invalid');
    expect(verdict(signed(), { keys: [] })).toBe('signature.key');
  });

  it.each([
    [
      'X509Certificate',
      `<ds:X509Data><ds:X509Certificate>${attacker.certificateBase64}</ds:X509Certificate></ds:X509Data>`,
    ],
    [
      'the trusted X509Certificate',
      `<ds:X509Data><ds:X509Certificate>${trusted.certificateBase64}</ds:X509Certificate></ds:X509Data>`,
    ],
    ['RetrievalMethod', '<ds:RetrievalMethod URI="https://evil.example/key"/>'],
    ['KeyName', '<ds:KeyName>/etc/passwd</ds:KeyName>'],
  ])('are never taken from KeyInfo: %s', (_, keyInfo) => {
    const xml = signed({ privateKeyPem: attacker.privateKeyPem, style: { keyInfo } });
    expect(verdict(xml)).toBe('signature.invalid');
    expect(verdict(signed({ style: { keyInfo } }))).toBe('accepted');
  });

  it('have to be of the type of the algorithm', () => {
    expect(verdict(signed(), { keys: [load(curve)] })).toBe('signature.key');
    const style = { signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256' };
    const xml = signed({ privateKeyPem: curve.privateKeyPem, style });
    expect(verdict(xml, { keys: [load(curve)] })).toBe('accepted');
    expect(verdict(xml)).toBe('signature.key');
  });

  it('of RSA have 2048 bits, or 1024 where that is allowed', () => {
    const xml = signed({ privateKeyPem: weak.privateKeyPem });
    expect(verdict(xml, { keys: [load(weak)] })).toBe('signature.key');
    expect(verdict(xml, { keys: [load(weak)], allowRsa1024: true })).toBe('accepted');
  });
});

describe('what is signed', () => {
  it('is the element that has the signature as its child, and no other', () => {
    const evil = ASSERTION.replace('_a', '_evil').replace('amina', 'admin');
    const signature = /<ds:Signature.*<\/ds:Signature>/.exec(signed())?.[0] ?? '';
    expect(verdict(evil.replace('<saml:Subject>', `${signature}<saml:Subject>`))).toBe('signature.reference');
  });

  it.each([
    ['an ID of another name', 'Id="_a"'],
    ['an ID in a namespace', 'saml:ID="_a"'],
    ['an xml:id', 'xml:id="_a"'],
    ['no ID', ''],
    ['an empty ID', 'ID=""'],
  ])('is not named by %s', (_, decoy) => {
    expect(verdict(signed().replace('ID="_a"', decoy))).toBe('signature.reference');
  });

  it('is not the document when the signature is its root', () => {
    const { root } = parseXml(`<ds:Signature ${DS}/>`);
    expect(errorCode(() => verifySignature(root, { keys }))).toBe('signature.structure');
  });

  it('is not named by an empty ID, even if the reference is empty, too', () => {
    const xml = signElement(ASSERTION.replace('_a', ''), { id: '', privateKeyPem: trusted.privateKeyPem });
    expect(xml).toContain('URI="#"');
    expect(verdict(xml)).toBe('signature.reference');
  });

  it('is nothing when the element that signs has another name', () => {
    const element = parseXml(
      signed().replaceAll('ds:Signature>', 'ds:Seal>').replace('<ds:Signature ', '<ds:Seal '),
    ).root;
    const seal = childElements(element).find(({ localName }) => localName === 'Seal');
    expect(seal && errorCode(() => verifySignature(seal, { keys }))).toBe('signature.structure');
  });

  it('is nothing when the element is no ds:Signature', () => {
    const child = parseXml('<a ID="_a"><Signature/></a>').root.children[0];
    expect(child?.kind === 'element' && errorCode(() => verifySignature(child, { keys }))).toBe('signature.structure');
  });

  it('cannot be canonicalized with 1.1 below an xml:base', () => {
    const style = { transform: 'http://www.w3.org/2006/12/xml-c14n11' };
    const xml = `<r>${signed({ style })}</r>`;
    const check = (text: string): string => {
      const assertion = parseXml(text).root.children[0];
      const signature = assertion?.kind === 'element' ? signatureOf(assertion) : undefined;
      return signature === undefined ? 'no signature' : errorCode(() => verifySignature(signature, { keys }));
    };
    expect(check(xml)).toBe('accepted');
    expect(check(xml.replace('<r>', '<r xml:base="http://x.example/">'))).toBe('xml.canonicalization');
  });
});

describe('a SignedInfo of unusual size', () => {
  const padded = (length: number): string =>
    signed({ changeSignedInfo: (text) => text.replace('<ds:Reference ', `<ds:Reference Id="${'x'.repeat(length)}" `) });

  it('is accepted up to 16 KiB in canonical form', () => {
    expect(verdict(padded(15_000))).toBe('accepted');
  });

  it('is refused beyond, before a key is used for it', () => {
    let keysLookedAt = 0;
    const watched = new Proxy(keys, {
      get: (target, key) => {
        keysLookedAt += 1;
        return Reflect.get(target, key);
      },
    });
    const [signature] = childElements(parseXml(padded(17_000)).root).filter(
      ({ localName }) => localName === 'Signature',
    );
    expect(signature && errorCode(() => verifySignature(signature, { keys: watched }))).toBe('xml.canonicalization');
    expect(keysLookedAt).toBe(0);
  });
});
