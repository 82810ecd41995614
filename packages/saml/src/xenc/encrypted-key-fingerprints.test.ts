import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../../test-support/keys.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { encryptElement } from './encrypt-element.ts';
import { encryptedKeyFingerprints } from './encrypted-key-fingerprints.ts';

const SAML = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const XENC = 'xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"';

const response = (inner: string): ReturnType<typeof parseXml> =>
  parseXml(`<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ${SAML}>${inner}</samlp:Response>`);

const encryptedKey = (value: string): string =>
  `<xenc:EncryptedKey ${XENC}><xenc:CipherData><xenc:CipherValue>${value}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>`;

const assertion = (...keys: readonly string[]): string =>
  `<saml:EncryptedAssertion>${keys.map(encryptedKey).join('')}</saml:EncryptedAssertion>`;

describe('encryptedKeyFingerprints', () => {
  it('names the key of a real message by one fingerprint, another one for another message', async () => {
    const { certificatePem: certificate } = await testKeyPair('fingerprints');
    const encrypt = (): string =>
      encryptElement(`<saml:Assertion ${SAML}/>`, { certificate, wrapper: 'EncryptedAssertion' });
    const [first, second] = [
      encryptedKeyFingerprints(response(encrypt())),
      encryptedKeyFingerprints(response(encrypt())),
    ];
    expect(first).toHaveLength(1);
    expect(second).toHaveLength(1);
    expect(first).not.toEqual(second);
  });

  it('sees through white space and repetition, and counts at most eight', () => {
    expect(encryptedKeyFingerprints(response(assertion('AAAA', 'AA\nAA')))).toHaveLength(1);
    const many = Array.from({ length: 9 }, (_, index) => `AAA${index}`);
    expect(encryptedKeyFingerprints(response(assertion(...many)))).toHaveLength(8);
  });

  it('is not distracted by keys that decryption never looks at', async () => {
    const { certificatePem: certificate } = await testKeyPair('fingerprints');
    const genuine = encryptElement(`<saml:Assertion ${SAML}/>`, { certificate, wrapper: 'EncryptedAssertion' });
    const junk = Array.from({ length: 8 }, (_, index) => encryptedKey(`BBB${index}`)).join('');
    const padded = genuine.replace(/<(?:\w+:)?KeyInfo[^>]*>/, (start) => `${start}<j xmlns="urn:j">${junk}</j>`);
    expect(padded).not.toBe(genuine);
    expect(encryptedKeyFingerprints(response(padded))).toEqual(encryptedKeyFingerprints(response(genuine)));
  });

  it('counts no key outside of the encrypted assertion, nor one that is not base64', () => {
    const outside = `<saml:Extra>${encryptedKey('AAAA')}</saml:Extra>`;
    expect(encryptedKeyFingerprints(response(`${outside}${assertion('BBBB')}`))).toHaveLength(1);
    expect(encryptedKeyFingerprints(response(outside))).toEqual([]);
    expect(encryptedKeyFingerprints(response(assertion('%%%')))).toEqual([]);
  });
});
