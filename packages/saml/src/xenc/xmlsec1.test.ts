import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestKeyPair, testKeyPair } from '../../test-support/keys.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { childElements, descendants, textContent } from '../xml/xml-query.ts';
import { decryptElement } from './decrypt-element.ts';
import { loadDecryptionKey } from './decryption-key.ts';
import { encryptElement } from './encrypt-element.ts';
import { CONTENT_ALGORITHMS, type ContentAlgorithmUri } from './encryption-algorithms.ts';

const available = ((): boolean => {
  try {
    execFileSync('xmlsec1', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('skipped: there is no xmlsec1 command to compare with');
    return false;
  }
})();

const ALGORITHMS = Object.keys(CONTENT_ALGORITHMS) as ContentAlgorithmUri[];
const MGF1P = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';

describe.skipIf(!available)('xmlsec1', () => {
  let folder = '';
  let pair: TestKeyPair;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const xmlsec1 = (...args: readonly string[]): string =>
    execFileSync('xmlsec1', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'xmlsec1-'));
    pair = await testKeyPair('xenc');
    file('key.pem', pair.privateKeyPem);
    file('certificate.pem', pair.certificatePem);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const assertion = `<saml:Assertion xmlns:saml="${SAML_ASSERTION}"><saml:Issuer>idp é &amp; co</saml:Issuer></saml:Assertion>`;
  const issuerOf = (xml: string): string | undefined => {
    for (const element of descendants(parseXml(xml).root)) {
      if (element.localName === 'Issuer') {
        return textContent(element);
      }
    }
    return undefined;
  };

  it.each(ALGORITHMS)('decrypts what we encrypt with %s', (contentAlgorithm) => {
    const encrypted = encryptElement(assertion, {
      certificate: pair.certificatePem,
      wrapper: 'EncryptedAssertion',
      contentAlgorithm,
    });
    const plain = xmlsec1('--decrypt', '--privkey-pem', join(folder, 'key.pem'), file('ours.xml', encrypted));
    expect(issuerOf(plain)).toBe('idp é & co');
  });

  it('finds the key that we name with a RetrievalMethod', () => {
    const encrypted = encryptElement(assertion, {
      certificate: pair.certificatePem,
      wrapper: 'EncryptedAssertion',
      placement: 'retrieval-method',
    });
    const plain = xmlsec1(
      ...['--decrypt', '--privkey-pem', join(folder, 'key.pem')],
      ...['--id-attr:Id', 'http://www.w3.org/2001/04/xmlenc#:EncryptedKey', file('named.xml', encrypted)],
    );
    expect(issuerOf(plain)).toBe('idp é & co');
  });

  const template = (contentAlgorithm: string, digest: string): string =>
    `<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="${contentAlgorithm}"/><ds:KeyInfo><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${MGF1P}">${digest}</xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>`;
  const SHA1 = '<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>';

  it.each(
    ALGORITHMS.flatMap(
      (uri) =>
        [
          [uri, SHA1],
          [uri, ''],
        ] as const,
    ),
  )('encrypts with %s and digest "%s" what we decrypt', async (contentAlgorithm, digest) => {
    // The assertion takes its prefix from outside, as those of real identity providers do.
    const message = `<saml:EncryptedAssertion xmlns:saml="${SAML_ASSERTION}"><saml:Assertion><saml:Issuer>idp é &amp; co</saml:Issuer></saml:Assertion></saml:EncryptedAssertion>`;
    const bits = CONTENT_ALGORITHMS[contentAlgorithm].keyBytes * 8;
    const encrypted = xmlsec1(
      ...['--encrypt', '--pubkey-cert-pem', join(folder, 'certificate.pem'), '--session-key', `aes-${bits}`],
      ...['--xml-data', file('message.xml', message), '--node-name', `${SAML_ASSERTION}:Assertion`],
      file('template.xml', template(contentAlgorithm, digest)),
    );
    expect(encrypted).not.toContain('Issuer');
    const decrypted = await decryptElement(parseXml(encrypted).root, {
      keys: [loadDecryptionKey({ name: 'xenc', privateKeyPem: pair.privateKeyPem })],
      cbc: 'accept',
    });
    expect(childElements(decrypted.element).map(textContent)).toEqual(['idp é & co']);
  });
});
