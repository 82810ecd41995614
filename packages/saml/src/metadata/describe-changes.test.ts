import { describe, expect, it } from 'vitest';
import { idpMetadataXml, keyDescriptorXml, SINGLE_SIGN_ON_SERVICE } from '../../test-support/idp-metadata-xml.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { HTTP_POST_BINDING } from './binding-uris.ts';
import { describeIdpChanges, describeSpChanges } from './describe-changes.ts';
import { readIdpMetadata } from './read-idp-metadata.ts';
import { readSpMetadata } from './read-sp-metadata.ts';
import { writeSpMetadata } from './write-sp-metadata.ts';

const [first, second] = await Promise.all([testKeyPair('metadata-first'), testKeyPair('corpus-idp')]);
const now = new Date('2026-06-01T12:00:00Z');
const OTHER_SERVICE =
  '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/post"/>';
const keys = keyDescriptorXml(first.certificateBase64, 'signing');
const read = (parts: Parameters<typeof idpMetadataXml>[0]) =>
  readIdpMetadata(idpMetadataXml({ keys, ...parts }), { now });

describe('describeIdpChanges', () => {
  it('finds nothing in the same document, nor in another order of its lists', () => {
    const both = keys + keyDescriptorXml(second.certificateBase64, 'signing');
    const turned = keyDescriptorXml(second.certificateBase64, 'signing') + keys;
    expect(describeIdpChanges(read({}), read({}))).toEqual([]);
    expect(
      describeIdpChanges(
        read({ keys: both, services: SINGLE_SIGN_ON_SERVICE + OTHER_SERVICE }),
        read({ keys: turned, services: OTHER_SERVICE + SINGLE_SIGN_ON_SERVICE }),
      ),
    ).toEqual([]);
  });

  it('says what is new, what is gone and what differs, by the names of people', () => {
    const after = read({
      entityId: 'https://idp.example/new',
      entity: 'validUntil="2027-01-01T00:00:00Z"',
      role: 'WantAuthnRequestsSigned="true"',
      keys: keyDescriptorXml(second.certificateBase64, 'signing'),
      services: SINGLE_SIGN_ON_SERVICE + OTHER_SERVICE,
    });
    const changes = describeIdpChanges(read({}), after);
    expect(changes.map(({ what }) => what)).toEqual([
      'the entity ID is another one',
      'a signing certificate is gone',
      'a signing certificate is new',
      'the end of validity differs',
      'a sign-in address is new',
      'whether requests have to be signed differs',
    ]);
    expect(changes[0]).toMatchObject({ from: 'https://idp.example/id', to: 'https://idp.example/new' });
    expect(changes[2]?.to).toMatch(/^CN=corpus-idp, until 2050-01-01, SHA-256 [0-9a-f]{64}$/);
    expect(changes[3]).toMatchObject({ from: null, to: '2027-01-01T00:00:00.000Z' });
    expect(changes[4]).toMatchObject({ from: null, to: 'https://idp.example/post (HTTP-POST)' });
    expect(changes[5]).toMatchObject({ from: 'no', to: 'yes' });
  });
});

describe('describeSpChanges', () => {
  const write = (location: string, isDefault?: boolean): ReturnType<typeof readSpMetadata> =>
    readSpMetadata(
      writeSpMetadata({
        entityId: 'https://sso.example/metadata',
        id: '_metadata',
        keys: [{ certificate: first.certificatePem }],
        assertionConsumerServices: [
          { index: 0, binding: HTTP_POST_BINDING, location, ...(isDefault !== undefined && { isDefault }) },
        ],
        authnRequestsSigned: true,
        wantAssertionsSigned: true,
      }),
      { now },
    );

  it('compares endpoints with index and default', () => {
    expect(describeSpChanges(write('https://a.example/acs'), write('https://a.example/acs'))).toEqual([]);
    expect(describeSpChanges(write('https://a.example/acs'), write('https://a.example/acs', true))).toEqual([
      {
        field: 'assertionConsumerServices',
        what: 'an assertion consumer service is gone',
        from: 'https://a.example/acs (HTTP-POST), index 0',
        to: null,
      },
      {
        field: 'assertionConsumerServices',
        what: 'an assertion consumer service is new',
        from: null,
        to: 'https://a.example/acs (HTTP-POST), index 0, default',
      },
    ]);
  });
});
