import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { brokenKeyPem, strangeKeyPem } from '../../test-support/broken-key.ts';
import { errorCode } from '../../test-support/error-code.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { defaultSignatureMethod, loadSigningKey } from './signing-key.ts';

const rsa = await testKeyPair('dsig-trusted');
const other = await testKeyPair('dsig-attacker');

describe('loadSigningKey', () => {
  it('reads a private key with and without its certificate', () => {
    const key = loadSigningKey({ privateKeyPem: rsa.privateKeyPem, certificate: rsa.certificatePem });
    expect(key.name).toBe('CN=dsig-trusted');
    expect(key.certificate?.base64).toBe(rsa.certificateBase64);
    expect(loadSigningKey({ privateKeyPem: rsa.privateKeyPem }).certificate).toBeUndefined();
    expect(loadSigningKey({ privateKeyPem: rsa.privateKeyPem, name: 'current' }).name).toBe('current');
  });

  it('reads an encrypted private key with its passphrase only', () => {
    const privateKeyPem = createPrivateKey(rsa.privateKeyPem)
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
      .toString();
    expect(loadSigningKey({ privateKeyPem, passphrase: 'secret' }).sizeBits).toBe(2048);
    expect(errorCode(() => loadSigningKey({ privateKeyPem, passphrase: 'wrong' }))).toBe('signature.key');
    expect(errorCode(() => loadSigningKey({ privateKeyPem }))).toBe('signature.key');
  });

  it('gives the same object for the same material', () => {
    const material = { privateKeyPem: rsa.privateKeyPem, certificate: rsa.certificateBase64 };
    expect(loadSigningKey(material)).toBe(loadSigningKey({ ...material }));
  });

  it('signs in the thread pool unless it is told otherwise, which makes another key', () => {
    const { privateKeyPem } = rsa;
    const key = loadSigningKey({ privateKeyPem });
    expect(key.place).toBe('thread-pool');
    expect(loadSigningKey({ privateKeyPem, place: 'thread-pool' })).toBe(key);
    expect(loadSigningKey({ privateKeyPem, place: 'event-loop' }).place).toBe('event-loop');
    expect(loadSigningKey({ privateKeyPem })).toBe(key);
  });

  it('refuses a key that OpenSSL can load and not work with', () => {
    for (const privateKeyPem of [brokenKeyPem(rsa.privateKeyPem), strangeKeyPem(rsa.privateKeyPem)]) {
      expect(createPrivateKey(privateKeyPem).asymmetricKeyDetails?.modulusLength).toBe(2048);
      expect(() => loadSigningKey({ privateKeyPem })).toThrow(
        expect.objectContaining({ code: 'signature.key', expected: 'a private key that works' }),
      );
    }
  });

  it('refuses what is no private key, and the certificate of another one', () => {
    expect(errorCode(() => loadSigningKey({ privateKeyPem: 'x' }))).toBe('signature.key');
    expect(errorCode(() => loadSigningKey({ privateKeyPem: rsa.publicKeyPem }))).toBe('signature.key');
    expect(
      errorCode(() => loadSigningKey({ privateKeyPem: rsa.privateKeyPem, certificate: other.certificatePem })),
    ).toBe('signature.key');
  });
});

describe('defaultSignatureMethod', () => {
  it.each([
    ['rsa-2048', 'rsa-sha256'],
    ['rsa-3072', 'rsa-sha256'],
    ['ec-p256', 'ecdsa-sha256'],
    ['ec-p384', 'ecdsa-sha384'],
    ['ec-p521', 'ecdsa-sha512'],
  ] as const)('of %s is %s', async (kind, method) => {
    const { privateKeyPem } = await testKeyPair('dsig-default', kind);
    const uri = defaultSignatureMethod(loadSigningKey({ privateKeyPem }));
    expect(uri).toBe(`http://www.w3.org/2001/04/xmldsig-more#${method}`);
  });
});
