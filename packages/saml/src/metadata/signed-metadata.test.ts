import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { idpMetadataXml, keyDescriptorXml } from '../../test-support/idp-metadata-xml.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { signElement } from '../../test-support/sign-template.ts';
import { signatureOf } from '../dsig/find-signature.ts';
import { signXml } from '../dsig/sign-xml.ts';
import { loadSigningKey } from '../dsig/signing-key.ts';
import { loadVerificationKey } from '../dsig/verification-key.ts';
import { verifySignature } from '../dsig/verify-signature.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { HTTP_POST_BINDING } from './binding-uris.ts';
import { type IdpMetadata, readIdpMetadata } from './read-idp-metadata.ts';
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

describe('metadata that has to be signed by a pinned key', async () => {
  const [federation, own, stranger] = await Promise.all([
    testKeyPair('metadata-first'),
    testKeyPair('corpus-idp'),
    testKeyPair('corpus-attacker'),
  ]);
  const now = new Date('2026-06-01T12:00:00Z');
  const entity = (name: string): string =>
    idpMetadataXml({
      entityId: `https://${name}.example`,
      entity: `ID="_${name}"`,
      keys: keyDescriptorXml(own.certificateBase64),
    });
  const sign = (xml: string, id: string, pair = federation): string =>
    signElement(xml, { id, privateKeyPem: pair.privateKeyPem });
  const group = (...entities: readonly string[]): string =>
    `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_group">${entities.join('')}</md:EntitiesDescriptor>`;
  const trustedKeys = [loadVerificationKey(federation.certificatePem)];
  const read = (xml: string, entityId = 'https://a.example'): IdpMetadata =>
    readIdpMetadata(xml, { now, entityId, trustedKeys });
  const codeOf = (xml: string): string => errorCode(() => read(xml));

  it('is accepted when the whole document is signed, whatever its entities carry themselves', () => {
    const signed = sign(group(sign(entity('a'), '_a', own), entity('b')), '_group');
    expect(read(signed)).toMatchObject({
      entityId: 'https://a.example',
      signer: { signed: 'EntitiesDescriptor', keyName: 'CN=metadata-first' },
    });
  });

  it('is accepted when the entity is signed, and then only that one', () => {
    const signed = group(sign(entity('a'), '_a'), entity('b'));
    expect(read(signed).signer?.signed).toBe('EntityDescriptor');
    expect(errorCode(() => read(signed, 'https://b.example'))).toBe('signature.missing');
  });

  it('is refused unsigned, by another key, changed, and when an ID is there twice', () => {
    expect(codeOf(entity('a'))).toBe('signature.missing');
    expect(codeOf(sign(entity('a'), '_a', stranger))).toBe('signature.invalid');
    const signed = sign(group(entity('a'), entity('b')), '_group');
    expect(codeOf(signed.replace('https://b.example', 'https://c.example'))).toBe('signature.digest');
    expect(codeOf(group(sign(entity('a'), '_a'), entity('a').replace('https://a.example', 'https://b.example')))).toBe(
      'xml.duplicate_id',
    );
  });

  it('is read without a look at the signature when no keys are pinned', () => {
    const signed = sign(entity('a'), '_a', stranger);
    expect(readIdpMetadata(signed, { now }).signer).toBeUndefined();
  });
});
