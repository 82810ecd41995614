import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { brokenKeyPem, strangeKeyPem } from '../../test-support/broken-key.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { loadDecryptionKey, loadRecipientKey } from './decryption-key.ts';

const refusal = expect.objectContaining({ code: 'encryption.key' });

describe('loadDecryptionKey', () => {
  it('loads a key with its certificate, and gives the same object for the same text', async () => {
    const pair = await testKeyPair('xenc');
    const source = { name: 'current', privateKeyPem: pair.privateKeyPem, certificatePem: pair.certificatePem };
    const key = loadDecryptionKey(source);
    expect(key.modulus).toHaveLength(256);
    expect(key.modulus[0]).toBeGreaterThan(0x7f);
    expect(key.fingerprintSha256).toBe(
      new X509Certificate(pair.certificatePem).fingerprint256.replaceAll(':', '').toLowerCase(),
    );
    expect(loadDecryptionKey({ ...source })).toBe(key);
    expect(loadDecryptionKey({ ...source, name: 'next' })).not.toBe(key);
  });

  it('works in the thread pool unless it is told otherwise, which makes another key', async () => {
    const { privateKeyPem } = await testKeyPair('xenc');
    const source = { name: 'current', privateKeyPem };
    const key = loadDecryptionKey(source);
    expect(key.place).toBe('thread-pool');
    expect(loadDecryptionKey({ ...source, place: 'thread-pool' })).toBe(key);
    expect(loadDecryptionKey({ ...source, place: 'event-loop' }).place).toBe('event-loop');
    expect(loadDecryptionKey(source)).toBe(key);
  });

  it('loads PKCS #1 and larger keys, with or without a certificate', async () => {
    const pair = await testKeyPair('xenc', 'rsa-3072');
    const privateKeyPem = createPrivateKey(pair.privateKeyPem).export({ type: 'pkcs1', format: 'pem' }).toString();
    const key = loadDecryptionKey({ name: 'a', privateKeyPem });
    expect(key.fingerprintSha256).toBeUndefined();
    expect(key.modulus).toHaveLength(384);
  });

  it.each([
    ['small keys', 'rsa-1024'],
    ['EC keys', 'ec-p256'],
  ] as const)('refuses %s', async (_name, kind) => {
    const { privateKeyPem } = await testKeyPair('xenc', kind);
    expect(() => loadDecryptionKey({ name: 'a', privateKeyPem })).toThrow(refusal);
  });

  it('refuses what is no private key, without a word of it', async () => {
    const { publicKeyPem } = await testKeyPair('xenc');
    expect(() => loadDecryptionKey({ name: 'a', privateKeyPem: publicKeyPem })).toThrow(refusal);
    expect(() => loadDecryptionKey({ name: 'a', privateKeyPem: 'hunter2' })).toThrow(
      expect.not.objectContaining({ cause: expect.anything() }),
    );
    expect(() => loadDecryptionKey({ name: 'a', privateKeyPem: 'hunter2' })).toThrow(
      expect.objectContaining({ code: 'encryption.key', received: 'no private key in PEM' }),
    );
  });

  it('refuses a key that OpenSSL can load and not work with', async () => {
    const { privateKeyPem } = await testKeyPair('xenc');
    for (const broken of [brokenKeyPem(privateKeyPem), strangeKeyPem(privateKeyPem)]) {
      expect(createPrivateKey(broken).asymmetricKeyDetails?.modulusLength).toBe(2048);
      expect(() => loadDecryptionKey({ name: 'a', privateKeyPem: broken })).toThrow(
        expect.objectContaining({ code: 'encryption.key', expected: 'an RSA key that works' }),
      );
    }
  });

  it('refuses a certificate of another key, or none', async () => {
    const [pair, other] = await Promise.all([testKeyPair('xenc'), testKeyPair('xenc-other')]);
    const { privateKeyPem } = pair;
    expect(() => loadDecryptionKey({ name: 'a', privateKeyPem, certificatePem: other.certificatePem })).toThrow(
      refusal,
    );
    expect(() => loadDecryptionKey({ name: 'a', privateKeyPem, certificatePem: 'AAAA' })).toThrow(refusal);
  });
});

describe('loadRecipientKey', () => {
  it('reads PEM and base64 and gives the same object for the same text', async () => {
    const pair = await testKeyPair('xenc');
    expect(loadRecipientKey(pair.certificatePem)).toBe(loadRecipientKey(pair.certificatePem));
    expect(loadRecipientKey(pair.certificateBase64).equals(loadRecipientKey(pair.certificatePem))).toBe(true);
  });

  it('refuses other keys and other texts', async () => {
    const { certificatePem } = await testKeyPair('xenc', 'ec-p256');
    expect(() => loadRecipientKey(certificatePem)).toThrow(refusal);
    expect(() => loadRecipientKey('AAAA')).toThrow(refusal);
    expect(() => loadRecipientKey('!')).toThrow(refusal);
  });
});
