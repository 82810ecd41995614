import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { brokenKeyPem, strangeKeyPem } from '../../../../packages/saml/test-support/broken-key.ts';
import { type TestKeyKind, testKeyPair } from '../../../../packages/saml/test-support/keys.ts';
import { CordboardError } from '../errors.ts';
import { uploadedSamlKey, uploadedTokenKey } from './uploaded-key.ts';

const pair = async (kind: TestKeyKind, name = 'uploaded') => {
  const { privateKeyPem, certificatePem } = await testKeyPair(name, kind);
  return { privateKey: createPrivateKey(privateKeyPem), certificatePem };
};

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof CordboardError ? { code: error.code, received: error.received } : String(error);
  }
  return 'accepted';
};

const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;

describe('an uploaded key for SAML', () => {
  it.each(['rsa-2048', 'rsa-3072'] as const)('is accepted as %s with its certificate', async (kind) => {
    const { privateKey, certificatePem } = await pair(kind);
    const material = uploadedSamlKey(privateKey, certificatePem);
    expect(material).toMatchObject({ algorithm: kind.toUpperCase(), publicJwk: null, privateKey });
    expect(material.certificate).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  });

  it('is refused when it is too short or no RSA key', async () => {
    const short = await pair('rsa-1024');
    expect(refusal(() => uploadedSamlKey(short.privateKey, short.certificatePem))).toEqual({
      code: 'key.unsuitable',
      received: 'rsa 1024',
    });
    const ec = await pair('ec-p256');
    expect(refusal(() => uploadedSamlKey(ec.privateKey, ec.certificatePem))).toEqual({
      code: 'key.unsuitable',
      received: 'ec prime256v1',
    });
    const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;
    expect(refusal(() => uploadedSamlKey(pss, ec.certificatePem))).toMatchObject({ code: 'key.unsuitable' });
  });

  it('is refused when it is longer than sign-ins bear', async () => {
    const { certificatePem } = await pair('rsa-2048');
    expect(refusal(() => uploadedSamlKey(rsa(4104), certificatePem))).toEqual({
      code: 'key.unsuitable',
      received: 'rsa 4104',
    });
  });

  it('is refused with the certificate of another key', async () => {
    const { privateKey } = await pair('rsa-2048');
    const other = await pair('rsa-2048', 'uploaded-other');
    expect(refusal(() => uploadedSamlKey(privateKey, other.certificatePem))).toEqual({
      code: 'key.unsuitable',
      received: 'the certificate of another key: CN=uploaded-other',
    });
  });
});

describe('an uploaded key that OpenSSL can load and not work with', () => {
  it.each([
    ['its numbers are missing', brokenKeyPem],
    ['its exponents are those of another key', strangeKeyPem],
  ])('is refused before anything depends on it, when %s', async (_, damaged) => {
    const { privateKeyPem, certificatePem } = await testKeyPair('uploaded', 'rsa-2048');
    const privateKey = createPrivateKey(damaged(privateKeyPem));
    const expected = { code: 'key.unsuitable', received: 'parts of different keys' };
    expect(refusal(() => uploadedSamlKey(privateKey, certificatePem))).toEqual(expected);
    expect(refusal(() => uploadedTokenKey(privateKey))).toEqual(expected);
  });
});

describe('an uploaded key for tokens', () => {
  it('signs ES256 when it is on P-256, and RS256 when it is RSA', async () => {
    const ec = uploadedTokenKey((await pair('ec-p256')).privateKey);
    expect(ec).toMatchObject({ algorithm: 'ES256', certificate: null, publicJwk: { alg: 'ES256', use: 'sig' } });
    const material = uploadedTokenKey((await pair('rsa-2048')).privateKey);
    expect(material).toMatchObject({ algorithm: 'RS256', publicJwk: { alg: 'RS256', kty: 'RSA' } });
    expect(Object.keys({ ...ec.publicJwk, ...material.publicJwk })).not.toContain('d');
  });

  it.each(['ec-p384', 'rsa-1024'] as const)('is refused as %s', async (kind) => {
    const { privateKey } = await pair(kind);
    expect(refusal(() => uploadedTokenKey(privateKey))).toMatchObject({ code: 'key.unsuitable' });
  });
});
