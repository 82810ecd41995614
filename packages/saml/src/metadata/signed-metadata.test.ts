import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../../test-support/keys.ts';
import { signatureOf } from '../dsig/find-signature.ts';
import { signXml } from '../dsig/sign-xml.ts';
import { loadSigningKey } from '../dsig/signing-key.ts';
import { loadVerificationKey } from '../dsig/verification-key.ts';
import { verifySignature } from '../dsig/verify-signature.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { HTTP_POST_BINDING } from './binding-uris.ts';
import { readSpMetadata } from './read-sp-metadata.ts';
import { writeSpMetadata } from './write-sp-metadata.ts';

describe('metadata that is signed', () => {
  it('verifies, and reads the same as before', async () => {
    const pair = await testKeyPair('metadata-first');
    const plain = writeSpMetadata({
      entityId: 'https://sso.example/metadata',
      id: '_metadata',
      keys: [{ certificate: pair.certificatePem }],
      assertionConsumerServices: [{ index: 0, binding: HTTP_POST_BINDING, location: 'https://sso.example/acs' }],
      authnRequestsSigned: true,
      wantAssertionsSigned: true,
    });
    const key = loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });
    const signed = await signXml(plain, { elementId: '_metadata', key });
    const { root } = parseXml(signed);
    const signature = signatureOf(root);
    if (signature === undefined) {
      throw new Error('there is no signature');
    }
    const verified = verifySignature(signature, { keys: [loadVerificationKey(pair.certificatePem)] });
    expect(verified.element).toBe(root);
    const now = new Date('2026-06-01T12:00:00Z');
    expect(readSpMetadata(signed, { now })).toEqual(readSpMetadata(plain, { now }));
  });
});
