import { beforeAll, describe, expect, it } from 'vitest';
import {
  type IdpMetadataParts,
  idpMetadataXml,
  keyDescriptorXml,
  METADATA_NAMESPACES,
  SINGLE_SIGN_ON_SERVICE,
} from '../../test-support/idp-metadata-xml.ts';
import { type TestKeyPair, testKeyPair } from '../../test-support/keys.ts';
import { METADATA_LIMITS } from '../xml/xml-node.ts';
import { HTTP_POST_BINDING, HTTP_REDIRECT_BINDING, SOAP_BINDING } from './binding-uris.ts';
import { listMetadataEntities } from './read-entity.ts';
import { type IdpMetadata, readIdpMetadata } from './read-idp-metadata.ts';

const NOW = new Date('2026-06-01T12:00:00Z');

let first: TestKeyPair;
beforeAll(async () => {
  first = await testKeyPair('metadata-first');
});

const entity = (parts: IdpMetadataParts = {}): string =>
  idpMetadataXml({ keys: keyDescriptorXml(first.certificateBase64, 'signing'), ...parts });

const read = (input: string | Uint8Array, entityId?: string): IdpMetadata =>
  readIdpMetadata(input, { now: NOW, entityId });

const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('readIdpMetadata', () => {
  it('reads what the smallest metadata says', () => {
    const idp = read(entity());
    expect(idp).toMatchObject({
      entityId: 'https://idp.example/id',
      singleSignOnServices: [{ binding: HTTP_REDIRECT_BINDING, location: 'https://idp.example/sso' }],
      singleLogoutServices: [],
      encryptionCertificates: [],
      nameIdFormats: [],
      wantAuthnRequestsSigned: false,
      displayNames: [],
      warnings: [],
    });
    expect(idp.signingCertificates.map((certificate) => certificate.pem)).toEqual([
      expect.stringContaining('BEGIN CERTIFICATE'),
    ]);
    expect(idp.signingCertificates[0]).toMatchObject({ type: 'rsa', sizeBits: 2048, subject: 'CN=metadata-first' });
  });

  it('reads every part', () => {
    const idp = read(
      entity({
        entity: 'validUntil="2026-07-01T00:00:00Z" cacheDuration="PT6H"',
        role: 'WantAuthnRequestsSigned="1" cacheDuration="PT1H" validUntil="2026-06-20T00:00:00Z"',
        extensions:
          '<md:Extensions><mdui:UIInfo><mdui:DisplayName xml:lang="de">Anmeldung</mdui:DisplayName><mdui:DisplayName xml:lang="en-GB"> Sign \n in </mdui:DisplayName></mdui:UIInfo></md:Extensions>',
        services: `<md:SingleLogoutService Binding="${HTTP_POST_BINDING}" Location="https://idp.example/slo" ResponseLocation="https://idp.example/slo/done"/><md:NameIDFormat>
          urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>${SINGLE_SIGN_ON_SERVICE}<md:SingleSignOnService Binding="${SOAP_BINDING}" Location="https://idp.example/soap"/>`,
        after:
          '<md:Organization><md:OrganizationName xml:lang="en">Example</md:OrganizationName><md:OrganizationDisplayName xml:lang="en">Example Ltd</md:OrganizationDisplayName></md:Organization>',
      }),
    );
    expect(idp).toMatchObject({
      wantAuthnRequestsSigned: true,
      validUntil: new Date('2026-06-20T00:00:00Z'),
      cacheDurationMs: 3_600_000,
      displayName: 'Sign in',
      displayNames: [
        { language: 'de', value: 'Anmeldung' },
        { language: 'en-GB', value: 'Sign in' },
      ],
      organizationName: 'Example Ltd',
      nameIdFormats: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
      singleLogoutServices: [
        {
          binding: HTTP_POST_BINDING,
          location: 'https://idp.example/slo',
          responseLocation: 'https://idp.example/slo/done',
        },
      ],
    });
    expect(idp.singleSignOnServices).toHaveLength(2);
  });

  it('accepts a byte order mark, an XML declaration and other prefixes', () => {
    const unprefixed = entity().replaceAll('md:', '').replace('xmlns:md=', 'xmlns=');
    const text = `\ufeff<?xml version="1.0" encoding="utf-8"?>${unprefixed}`;
    expect(read(Buffer.from(text, 'utf8')).entityId).toBe('https://idp.example/id');
  });

  it('accepts elements with a prefix and in a default namespace, mixed in one document', () => {
    const mixed = entity().replace(
      '<md:SingleSignOnService ',
      '<SingleSignOnService xmlns="urn:oasis:names:tc:SAML:2.0:metadata" ',
    );
    expect(mixed).toContain('<md:IDPSSODescriptor');
    expect(mixed).not.toContain('<md:SingleSignOnService');
    expect(read(mixed)).toEqual(read(entity()));
  });

  it('passes over a signature, roles of other protocols and unknown extensions', () => {
    const idp = read(
      entity({
        before:
          '<ds:Signature><ds:SignedInfo/></ds:Signature><md:Extensions><x xmlns="urn:example:x"/></md:Extensions><md:RoleDescriptor protocolSupportEnumeration="urn:example:other"/>',
        after: `<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"/>`,
      }),
    );
    expect(idp.entityId).toBe('https://idp.example/id');
  });
});

describe('the choice of the entity', () => {
  const group = (...entities: readonly string[]): string =>
    `<md:EntitiesDescriptor ${METADATA_NAMESPACES} Name="group">${entities.join('')}</md:EntitiesDescriptor>`;
  const serviceProvider = `<md:EntityDescriptor ${METADATA_NAMESPACES} entityID="urn:example:sp"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></md:EntityDescriptor>`;

  it('needs no name when one identity provider is there, however deep', () => {
    expect(read(group(serviceProvider, group(group(entity({ entityId: 'urn:example:a' }))))).entityId).toBe(
      'urn:example:a',
    );
  });

  it('needs a name when several are there, and lists them', () => {
    const both = group(entity({ entityId: 'urn:example:a' }), serviceProvider, entity({ entityId: 'urn:example:b' }));
    expect(() => read(both)).toThrow(
      expect.objectContaining({ code: 'metadata.entity_choice', received: 'urn:example:a, urn:example:b' }),
    );
    expect(read(both, 'urn:example:b').entityId).toBe('urn:example:b');
    expect(() => read(both, 'urn:example:c')).toThrow(refusal('metadata.entity_not_found'));
    expect(() => read(both, 'urn:example:sp')).toThrow(refusal('metadata.role'));
    expect(listMetadataEntities(both)).toEqual([
      { entityId: 'urn:example:a', identityProvider: true, serviceProvider: false },
      { entityId: 'urn:example:sp', identityProvider: false, serviceProvider: true },
      { entityId: 'urn:example:b', identityProvider: true, serviceProvider: false },
    ]);
  });

  it('refuses an entity that is described twice', () => {
    const twice = group(entity({ entityId: 'urn:example:a' }), entity({ entityId: 'urn:example:a' }));
    expect(() => read(twice, 'urn:example:a')).toThrow(refusal('metadata.entity_choice'));
  });

  it('refuses an entity with another name than the one asked for', () => {
    expect(read(entity(), 'https://idp.example/id').entityId).toBe('https://idp.example/id');
    expect(() => read(entity(), 'https://idp.example/ID')).toThrow(refusal('metadata.entity_not_found'));
  });

  it('refuses two descriptors of the role in one entity', () => {
    const role = /<md:IDPSSODescriptor.*<\/md:IDPSSODescriptor>/s.exec(entity())?.[0] ?? '';
    expect(() => read(entity({ after: role }))).toThrow(refusal('metadata.role'));
  });

  it.each([
    ['no group at all', '<x xmlns="urn:example:x"/>', 'metadata.root'],
    ['the right name in no namespace', '<EntityDescriptor entityID="a"/>', 'metadata.root'],
    ['an empty group', `<md:EntitiesDescriptor ${METADATA_NAMESPACES}/>`, 'metadata.role'],
    ['a service provider alone', serviceProvider, 'metadata.role'],
  ])('refuses %s', (_name, text, code) => {
    expect(() => read(text)).toThrow(refusal(code));
  });

  it('refuses a role of another protocol or another namespace', () => {
    expect(() => read(entity().replace('SAML:2.0:protocol', 'SAML:1.1:protocol'))).toThrow(refusal('metadata.role'));
    expect(() => read(entity({ role: 'xmlns:md="urn:example:other"' }))).toThrow(refusal('metadata.role'));
  });

  it('does not take a role that is hidden in extensions', () => {
    const hidden = `<md:EntityDescriptor ${METADATA_NAMESPACES} entityID="a"><md:Extensions>${entity()}</md:Extensions></md:EntityDescriptor>`;
    expect(() => read(hidden)).toThrow(refusal('metadata.role'));
  });

  it('holds the entity ID to 1024 characters', () => {
    expect(read(entity({ entityId: 'u'.repeat(1024) })).entityId).toHaveLength(1024);
    expect(() => read(entity({ entityId: 'u'.repeat(1025) }))).toThrow(refusal('metadata.value'));
    expect(() => read(entity({ entityId: '' }))).toThrow(refusal('metadata.value'));
  });
});

describe('the endpoints', () => {
  const at = (location: string, binding = HTTP_REDIRECT_BINDING): string =>
    entity({ services: `<md:SingleSignOnService Binding="${binding}" Location="${location}"/>` });

  it.each([
    ['https', 'https://idp.example/sso'],
    ['http', 'http://localhost:8080/sso'],
    ['a query', 'https://idp.example/sso?tenant=1&amp;x=%20'],
    ['capitals in the scheme and host', 'HTTPS://IDP.example/sso'],
    ['an IPv6 host', 'https://[::1]/sso'],
  ])('may be %s', (_name, location) => {
    expect(read(at(location)).singleSignOnServices[0]?.location).toBe(location.replace('&amp;', '&'));
  });

  it.each([
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['relative', '/sso'],
    ['without a scheme', '//idp.example/sso'],
    ['a file', 'file:///etc/passwd'],
    ['a URL with a user name', 'https://idp.example@evil.example/sso'],
    ['a URL with a fragment', 'https://idp.example/sso#x'],
    ['a URL with a space inside', 'https://idp.example/s so'],
    ['a URL with a quote', 'https://idp.example/&quot;&gt;'],
    ['a URL with a backslash', 'https://idp.example\\evil.example/'],
    ['a URL with letters of another alphabet', 'https://idp.example/ä'],
    ['a URL without a host', 'https:///sso'],
    ['empty', ''],
  ])('may not be %s', (_name, location) => {
    expect(() => read(at(location))).toThrow(refusal('metadata.endpoint'));
  });

  it('are judged also when nobody speaks their binding', () => {
    const odd = `<md:SingleLogoutService Binding="${SOAP_BINDING}" Location="javascript:alert(1)"/>`;
    expect(() => read(entity({ services: odd + SINGLE_SIGN_ON_SERVICE }))).toThrow(refusal('metadata.endpoint'));
    expect(
      read(entity({ services: odd.replace('javascript:alert(1)', 'https://a.example') + SINGLE_SIGN_ON_SERVICE }))
        .entityId,
    ).toBe('https://idp.example/id');
  });

  it('must hold a sign-on service with a binding that is spoken', () => {
    expect(read(at('https://idp.example/sso', HTTP_POST_BINDING)).singleSignOnServices).toHaveLength(1);
    expect(() => read(at('https://idp.example/sso', SOAP_BINDING))).toThrow(refusal('metadata.endpoint'));
    expect(() => read(entity({ services: ' ' }))).toThrow(
      expect.objectContaining({ code: 'metadata.endpoint', received: 'none' }),
    );
  });

  it('must have binding and location', () => {
    expect(() =>
      read(entity({ services: SINGLE_SIGN_ON_SERVICE + SINGLE_SIGN_ON_SERVICE.replace(HTTP_REDIRECT_BINDING, '') })),
    ).toThrow(refusal('metadata.endpoint'));
    expect(() => read(entity({ services: '<md:SingleSignOnService Location="https://a.example"/>' }))).toThrow(
      refusal('metadata.endpoint'),
    );
    expect(() => read(entity({ services: `<md:SingleSignOnService Binding="${HTTP_POST_BINDING}"/>` }))).toThrow(
      refusal('metadata.endpoint'),
    );
  });
});

describe('the validity', () => {
  it('ends at validUntil, which does not belong to it', () => {
    const until = (instant: string): string => entity({ entity: `validUntil="${instant}"` });
    expect(read(until('2026-06-01T12:00:00.001Z')).validUntil).toEqual(new Date('2026-06-01T12:00:00.001Z'));
    expect(() => read(until('2026-06-01T12:00:00Z'))).toThrow(refusal('metadata.expired'));
    expect(() => read(until('2020-01-01T00:00:00Z'))).toThrow(refusal('metadata.expired'));
    expect(() => read(until('tomorrow'))).toThrow(refusal('metadata.value'));
  });

  it('ends with that of the group or of the role', () => {
    const group = `<md:EntitiesDescriptor ${METADATA_NAMESPACES} validUntil="2020-01-01T00:00:00Z">${entity()}</md:EntitiesDescriptor>`;
    expect(() => read(group)).toThrow(refusal('metadata.expired'));
    expect(read(group.replace('2020', '2030')).validUntil).toEqual(new Date('2030-01-01T00:00:00Z'));
    expect(() => read(entity({ role: 'validUntil="2020-01-01T00:00:00Z"' }))).toThrow(refusal('metadata.expired'));
  });

  it('leaves out a cacheDuration that cannot be read', () => {
    const idp = read(entity({ entity: 'cacheDuration="6 hours"' }));
    expect(idp.cacheDurationMs).toBeUndefined();
    expect(idp.warnings).toEqual([{ code: 'cache_duration', received: '6 hours' }]);
  });

  it('refuses a Boolean that is none', () => {
    expect(() => read(entity({ role: 'WantAuthnRequestsSigned="yes"' }))).toThrow(refusal('metadata.value'));
    expect(read(entity({ role: 'WantAuthnRequestsSigned="false"' })).wantAuthnRequestsSigned).toBe(false);
  });
});

describe('names for people', () => {
  const named = (inner: string): IdpMetadata =>
    read(entity({ extensions: `<md:Extensions><mdui:UIInfo>${inner}</mdui:UIInfo></md:Extensions>` }));

  it('are the first one when none is English', () => {
    const idp = named(
      '<mdui:DisplayName xml:lang="enm">A</mdui:DisplayName><mdui:DisplayName lang="en" xml:base="en">B</mdui:DisplayName>',
    );
    expect(idp.displayName).toBe('A');
    expect(idp.displayNames[1]).toEqual({ language: '', value: 'B' });
  });

  it.each([
    ['empty', ''],
    ['513 characters long', 'x'.repeat(513)],
    ['split by a comment', 'a<!-- -->b'],
    ['not text', '<b xmlns="urn:example:b"/>'],
  ])('are left out with a warning when they are %s', (_name, inner) => {
    const idp = named(`<mdui:DisplayName xml:lang="en">${inner}</mdui:DisplayName>`);
    expect(idp.displayName).toBeUndefined();
    expect(idp.warnings).toEqual([expect.objectContaining({ code: 'display_name' })]);
  });

  it('keep 512 characters', () => {
    expect(named(`<mdui:DisplayName xml:lang="en">${'x'.repeat(512)}</mdui:DisplayName>`).displayName).toHaveLength(
      512,
    );
  });
});

describe('hostile documents', () => {
  it.each([
    ['a DOCTYPE', (text: string) => `<!DOCTYPE md:EntityDescriptor>${text}`, 'xml.doctype'],
    ['a processing instruction', (text: string) => `<?x y?>${text}`, 'xml.processing_instruction'],
    ['two documents', (text: string) => text + text, 'xml.syntax'],
    ['an undeclared prefix', (text: string) => text.replace('xmlns:ds=', 'xmlns:dd='), 'xml.namespace'],
    ['a document past the limit', (text: string) => text + ' '.repeat(METADATA_LIMITS.maxBytes), 'message.too_large'],
    ['groups nested past the limit', (text: string) => nest(text, 64), 'xml.depth'],
  ])('with %s are refused', (_name, harm, code) => {
    expect(read(entity()).entityId).toBe('https://idp.example/id');
    expect(() => read(harm(entity()))).toThrow(refusal(code));
  });

  it('of the largest size are accepted, and limits are an option', () => {
    const padded = entity() + ' '.repeat(METADATA_LIMITS.maxBytes - Buffer.byteLength(entity()));
    expect(read(padded).entityId).toBe('https://idp.example/id');
    expect(() => readIdpMetadata(padded, { now: NOW, limits: { ...METADATA_LIMITS, maxBytes: 1000 } })).toThrow(
      refusal('message.too_large'),
    );
  });
});

const nest = (text: string, times: number): string =>
  `<md:EntitiesDescriptor ${METADATA_NAMESPACES}>`.repeat(times) + text + '</md:EntitiesDescriptor>'.repeat(times);
