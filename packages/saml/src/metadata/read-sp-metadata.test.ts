import { beforeAll, describe, expect, it } from 'vitest';
import { type TestKeyPair, testKeyPair } from '../../test-support/keys.ts';
import { HTTP_POST_BINDING, HTTP_REDIRECT_BINDING } from './binding-uris.ts';
import { readSpMetadata, type SpMetadata } from './read-sp-metadata.ts';

const NOW = new Date('2026-06-01T12:00:00Z');

let pair: TestKeyPair;
beforeAll(async () => {
  pair = await testKeyPair('metadata-first');
});

const acs = (index: string, more = ''): string =>
  `<AssertionConsumerService Binding="${HTTP_POST_BINDING}" Location="https://sp.example/acs/${index}" index="${index}" ${more}/>`;

const entity = (inner: string, role = ''): string =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:example:sp"><SPSSODescriptor ${role} protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol">${inner}</SPSSODescriptor></EntityDescriptor>`;

const read = (text: string): SpMetadata => readSpMetadata(text, { now: NOW });
const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('readSpMetadata', () => {
  it('reads a service provider without keys', () => {
    expect(read(entity(acs('0')))).toMatchObject({
      entityId: 'urn:example:sp',
      assertionConsumerServices: [{ binding: HTTP_POST_BINDING, location: 'https://sp.example/acs/0', index: 0 }],
      signingCertificates: [],
      encryptionKeys: [],
      authnRequestsSigned: false,
      wantAssertionsSigned: false,
      warnings: [],
    });
  });

  it('reads every part', () => {
    const sp = read(
      entity(
        `<KeyDescriptor use="encryption"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${pair.certificateBase64}</X509Certificate></X509Data></KeyInfo>
         <EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"><DigestMethod xmlns="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><MGF xmlns="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/></EncryptionMethod><EncryptionMethod/></KeyDescriptor>
         <SingleLogoutService Binding="${HTTP_REDIRECT_BINDING}" Location="https://sp.example/slo"/>
         <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>${acs('1')}${acs('0', 'isDefault="true"')}${acs('65535', 'isDefault="0"')}`,
        'AuthnRequestsSigned="true" WantAssertionsSigned="1"',
      ),
    );
    expect(sp).toMatchObject({
      authnRequestsSigned: true,
      wantAssertionsSigned: true,
      signingCertificates: [],
      nameIdFormats: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
      singleLogoutServices: [{ binding: HTTP_REDIRECT_BINDING, location: 'https://sp.example/slo' }],
    });
    expect(sp.assertionConsumerServices.map(({ index, isDefault }) => [index, isDefault])).toEqual([
      [1, undefined],
      [0, true],
      [65_535, false],
    ]);
    expect(sp.encryptionKeys.map((key) => key.encryptionMethods)).toEqual([
      [
        { algorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm' },
        {
          algorithm: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
          digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha256',
          mgf: 'http://www.w3.org/2009/xmlenc11#mgf1sha256',
        },
      ],
    ]);
  });

  it('warns when an index is used twice', () => {
    expect(read(entity(acs('3') + acs('3'))).warnings).toEqual([
      { code: 'duplicate_index', received: 'AssertionConsumerService 3' },
    ]);
  });

  it.each([
    ['without an endpoint for assertions', '', 'metadata.endpoint'],
    ['with one that nobody posts to', acs('0').replace('HTTP-POST', 'PAOS'), 'metadata.endpoint'],
    ['with one that is a script', acs('0').replace('https:', 'javascript:'), 'metadata.endpoint'],
    ['without an index', acs('0').replace('index="0"', ''), 'metadata.value'],
    ['with an index that is no number', acs('1e3'), 'metadata.value'],
    ['with a negative index', acs('-1'), 'metadata.value'],
    ['with an index past 65535', acs('65536'), 'metadata.value'],
    ['with an isDefault that is no Boolean', acs('0', 'isDefault="TRUE"'), 'metadata.value'],
  ])('refuses one %s', (_name, inner, code) => {
    expect(read(entity(acs('0'))).entityId).toBe('urn:example:sp');
    expect(() => read(entity(inner))).toThrow(refusal(code));
  });

  it('refuses an identity provider', () => {
    expect(() => read(entity(acs('0')).replaceAll('SPSSO', 'IDPSSO'))).toThrow(refusal('metadata.role'));
  });
});
