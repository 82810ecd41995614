import { describe, expect, it } from 'vitest';
import { errorCodeAsync } from '../../test-support/error-code.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { MESSAGE_LIMITS, type XmlElement } from '../xml/xml-node.ts';
import { childElements } from '../xml/xml-query.ts';
import { RSA_SHA512, SHA512 } from './algorithms.ts';
import { signatureOf } from './find-signature.ts';
import { type SignXmlOptions, signXml } from './sign-xml.ts';
import { loadSigningKey } from './signing-key.ts';
import { loadVerificationKey } from './verification-key.ts';
import { verifySignature } from './verify-signature.ts';

const pair = await testKeyPair('dsig-trusted');
const key = loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });
const keys = [loadVerificationKey(pair.certificatePem)];

const SAML = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const ASSERTION = `<saml:Assertion ${SAML} ID="_a"><saml:Issuer>ü &amp; &#xD;</saml:Issuer><saml:Subject/></saml:Assertion>`;

const sign = (xml: string, options: Partial<SignXmlOptions> = {}): Promise<string> =>
  signXml(xml, { elementId: '_a', key, ...options });

function verified(element: XmlElement | undefined): string | undefined {
  const signature = element && signatureOf(element);
  return signature && verifySignature(signature, { keys }).element.name;
}

describe('signXml', () => {
  it('puts the signature after the Issuer', async () => {
    const { root } = parseXml(await sign(ASSERTION));
    expect(childElements(root).map(({ name }) => name)).toEqual(['saml:Issuer', 'ds:Signature', 'saml:Subject']);
    expect(verified(root)).toBe('saml:Assertion');
  });

  it('puts it first where there is no Issuer, as in metadata', async () => {
    const { root } = parseXml(await sign('<m ID="_a">\n <x/></m>'));
    expect(childElements(root).map(({ name }) => name)).toEqual(['ds:Signature', 'x']);
    expect(verified(root)).toBe('m');
  });

  it.each(['<m ID="_a"/>', "<m ID='_a'  />", '<r><m ID="_a"></m></r>'])(
    'signs an element without content: %s',
    async (xml) => {
      const { root } = parseXml(await sign(xml));
      expect(verified(root.name === 'm' ? root : childElements(root)[0])).toBe('m');
    },
  );

  it('changes nothing else of the document', async () => {
    const xml = `<?xml version="1.0"?>\n<r  a='1'>${ASSERTION}<!-- c --></r>\n`;
    const signed = await sign(xml);
    expect(signed.replace(/<ds:Signature.*<\/ds:Signature>/, '')).toBe(xml);
  });

  it('takes a document up to the limit, and gives its own signature room beyond it', async () => {
    const xml = '<m ID="_a"/>';
    const limits = { ...MESSAGE_LIMITS, maxBytes: xml.length };
    expect(verified(parseXml(await sign(xml, { limits })).root)).toBe('m');
    expect(await errorCodeAsync(() => sign(`${xml} `, { limits }))).toBe('message.too_large');
  });

  it('signs a document above the limit of a message where a higher one is given', async () => {
    const xml = `<m ID="_a">${'x'.repeat(MESSAGE_LIMITS.maxBytes)}</m>`;
    const limits = { ...MESSAGE_LIMITS, maxBytes: xml.length };
    expect(await errorCodeAsync(() => sign(xml))).toBe('message.too_large');
    expect(await sign(xml, { limits })).toContain('<ds:SignatureValue>');
  });

  it('signs what holds a signature already', async () => {
    const xml = `<r ID="_r">${ASSERTION}</r>`;
    const { root } = parseXml(await sign(await sign(xml), { elementId: '_r' }));
    expect(verified(root)).toBe('r');
    expect(verified(childElements(root)[1])).toBe('saml:Assertion');
  });

  it.each([
    ['inclusive', []],
    ['inclusive11', []],
    ['exclusive', ['xs', '#default']],
  ] as const)('canonicalizes as asked: %s %j', async (kind, inclusivePrefixes) => {
    const xml = `<r xmlns="urn:d" xmlns:xs="urn:xs" xml:lang="en">${ASSERTION}</r>`;
    const canonicalization = { kind, comments: false, inclusivePrefixes };
    const signed = await sign(xml, { canonicalization });
    expect(verified(childElements(parseXml(signed).root)[0])).toBe('saml:Assertion');
  });

  it('uses the algorithms that were chosen, and publishes the certificate if asked', async () => {
    const signed = await sign(ASSERTION, { signatureMethod: RSA_SHA512, digestMethod: SHA512 });
    expect(signed).toContain(`<ds:SignatureMethod Algorithm="${RSA_SHA512}"/>`);
    expect(signed).toContain(`<ds:DigestMethod Algorithm="${SHA512}"/>`);
    expect(signed).toContain(`<ds:X509Certificate>${pair.certificateBase64}</ds:X509Certificate>`);
    expect(await sign(ASSERTION, { includeCertificate: false })).not.toContain('KeyInfo');
    const bare = loadSigningKey({ privateKeyPem: pair.privateKeyPem });
    expect(await sign(ASSERTION, { key: bare })).not.toContain('KeyInfo');
  });

  it('refuses an ID that no element or more than one has', async () => {
    expect(await errorCodeAsync(() => sign('<m ID="_b"/>'))).toBe('xml.structure');
    expect(await errorCodeAsync(() => sign('<m ID="_a"><n ID="_a"/></m>'))).toBe('xml.structure');
    expect(await errorCodeAsync(() => sign('<m ID="_a">'))).toBe('xml.syntax');
  });

  it('refuses weak algorithms', async () => {
    const digestMethod = 'http://www.w3.org/2000/09/xmldsig#sha1';
    expect(await errorCodeAsync(() => sign(ASSERTION, { digestMethod }))).toBe('signature.algorithm');
    expect(await errorCodeAsync(() => sign(ASSERTION, { digestMethod, allowSha1: true }))).toBe('accepted');
  });
});
