import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { loadVerificationKey } from './verification-key.ts';

const rsa = await testKeyPair('dsig-trusted');
const curve = await testKeyPair('dsig-curve', 'ec-p384');
const der = Buffer.from(rsa.certificateBase64, 'base64');

describe('loadVerificationKey', () => {
  it('reads a certificate in all the forms that metadata and people use', () => {
    const wrapped = rsa.certificateBase64.replace(/.{64}/g, '$&\r\n');
    for (const material of [
      rsa.certificatePem,
      rsa.certificateBase64,
      `\n  ${wrapped}\n`,
      der,
      Buffer.from(rsa.certificatePem),
      new Uint8Array(Buffer.from(`Bag Attributes\n${rsa.certificatePem}`)),
      rsa.certificatePem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'),
      rsa.certificatePem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'),
      `Bag Attributes\n${rsa.certificatePem}`,
    ]) {
      const key = loadVerificationKey(material);
      expect(key.type).toBe('rsa');
      expect(key.sizeBits).toBe(2048);
      expect(key.name).toBe('CN=dsig-trusted');
      expect(key.certificate?.fingerprintSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(key.certificate?.notAfter).toEqual(new Date('2050-01-01T00:00:00Z'));
      expect(key.certificate?.base64).toBe(rsa.certificateBase64);
    }
  });

  it('reads a bare public key', () => {
    const key = loadVerificationKey(curve.publicKeyPem);
    expect(key.type).toBe('ec');
    expect(key.sizeBits).toBe(384);
    expect(key.certificate).toBeUndefined();
    const spki = curve.publicKeyPem.replace(/-----[^-]+-----/g, '');
    expect(loadVerificationKey(spki).keyObject.equals(key.keyObject)).toBe(true);
    // Not the same text as above, which is known by now.
    const octets = new Uint8Array(Buffer.from(`\n${curve.publicKeyPem}`));
    expect(loadVerificationKey(octets).keyObject.equals(key.keyObject)).toBe(true);
  });

  it('takes the first of several certificates', () => {
    expect(loadVerificationKey(rsa.certificatePem + curve.certificatePem).name).toBe('CN=dsig-trusted');
  });

  it('gives the same object for the same material and name', () => {
    expect(loadVerificationKey(rsa.certificatePem)).toBe(loadVerificationKey(rsa.certificatePem));
    expect(loadVerificationKey(rsa.certificatePem, { name: 'next' }).name).toBe('next');
    expect(loadVerificationKey(rsa.certificatePem).name).toBe('CN=dsig-trusted');
  });

  it.each([
    ['nothing', ''],
    ['other text', 'hello'],
    ['base64 of something else', 'aGVsbG8='],
    ['a certificate that is cut off', rsa.certificateBase64.slice(0, 400)],
    ['a private key', rsa.privateKeyPem],
    ['a PEM block with a broken body', '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----'],
    ['a public key under the label of a certificate', rsa.publicKeyPem.replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['octets of something else', Buffer.from([0x30, 0x03, 1, 2, 3])],
  ])('refuses %s', (_, material) => {
    expect(errorCode(() => loadVerificationKey(material))).toBe('signature.key');
  });

  it('refuses keys that no accepted algorithm uses', () => {
    const keys = [
      generateKeyPairSync('ed25519'),
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
      generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
    ].map(({ publicKey }) => publicKey.export({ type: 'spki', format: 'der' }));
    for (const key of keys) expect(errorCode(() => loadVerificationKey(key))).toBe('signature.key');
  });
});
