import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestKeyPair, testKeyPair } from '../../test-support/keys.ts';
import { HTTP_POST_BINDING, HTTP_REDIRECT_BINDING, SOAP_BINDING } from './binding-uris.ts';
import type { Endpoint, IndexedEndpoint } from './read-endpoints.ts';
import { readIdpMetadata } from './read-idp-metadata.ts';
import { readSpMetadata } from './read-sp-metadata.ts';
import type { EntityDescription, KeyDescription } from './write-entity.ts';
import { type IdpDescription, writeIdpMetadata } from './write-idp-metadata.ts';
import { type SpDescription, writeSpMetadata } from './write-sp-metadata.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const LATER = Date.UTC(2090, 0, 1);

let pairs: readonly TestKeyPair[];
beforeAll(async () => {
  pairs = await Promise.all([testKeyPair('metadata-first'), testKeyPair('metadata-second', 'ec-p256')]);
});

const certificate = (index: number): string => pairs[index]?.certificatePem ?? '';

const sp = (): SpDescription => ({
  entityId: 'https://sso.example/metadata',
  keys: [{ certificate: certificate(0), use: 'signing' }],
  assertionConsumerServices: [
    { index: 0, binding: HTTP_POST_BINDING, location: 'https://sso.example/acs', isDefault: true },
  ],
  authnRequestsSigned: true,
  wantAssertionsSigned: false,
});

const idp = (): IdpDescription => ({
  entityId: 'https://sso.example/idp',
  keys: [{ certificate: certificate(0) }],
  singleSignOnServices: [{ binding: HTTP_REDIRECT_BINDING, location: 'https://sso.example/sso' }],
  wantAuthnRequestsSigned: false,
});

const refusal = (code: string): unknown => expect.objectContaining({ code });

// Spaces only inside, so that collapsing changes nothing; a lone letter stands where nothing would be left.
const word = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string({ unit: 'binary-ascii', maxLength: 20 }))
  .map((text) => text.replace(/[\p{Cc} \ufffe\uffff]/gu, '') || 'x');
const url = fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true }).filter((text) => {
  const allowed = /^[!#-;=?-[\]_a-z~]+$/.test(text) && !text.includes('#');
  return allowed && !text.includes('@');
});
const endpoint: fc.Arbitrary<Endpoint> = fc.record(
  {
    binding: fc.constantFrom(HTTP_POST_BINDING, HTTP_REDIRECT_BINDING, SOAP_BINDING),
    location: url,
    responseLocation: url,
  },
  { requiredKeys: ['binding', 'location'] },
);
const spoken: fc.Arbitrary<Endpoint> = fc.record({ binding: fc.constant(HTTP_POST_BINDING), location: url });
const keyOf = (index: number, use: KeyDescription['use']): KeyDescription => ({
  certificate: certificate(index),
  ...(use && { use }),
});
const common = fc.record({
  entityId: word,
  validUntil: fc.integer({ min: NOW.getTime() + 1, max: LATER }).map((at) => new Date(at)),
  cacheDurationMs: fc.integer({ min: 0, max: 1e10 }),
  nameIdFormats: fc.uniqueArray(word, { maxLength: 3 }),
  singleLogoutServices: fc.array(endpoint, { maxLength: 3 }),
  displayNames: fc.array(fc.record({ language: fc.constantFrom('en', 'de', 'nl-BE'), value: word }), { maxLength: 3 }),
});
const acsList: fc.Arbitrary<IndexedEndpoint[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 4 })
  .chain((indexes) =>
    fc.tuple(
      ...indexes.map((index) =>
        fc.tuple(spoken, fc.option(fc.boolean(), { nil: undefined })).map(([base, isDefault]) => ({
          ...base,
          index,
          ...(isDefault !== undefined && { isDefault }),
        })),
      ),
    ),
  );

const expectedOf = (entity: EntityDescription): Record<string, unknown> => ({
  entityId: entity.entityId,
  validUntil: entity.validUntil,
  cacheDurationMs: entity.cacheDurationMs,
  nameIdFormats: entity.nameIdFormats,
  singleLogoutServices: entity.singleLogoutServices,
  displayNames: entity.displayNames,
  warnings: [],
});

describe('writeSpMetadata', () => {
  it('is read back as it was described', () => {
    fc.assert(
      fc.property(common, acsList, fc.boolean(), fc.boolean(), (parts, acs, requests, assertions) => {
        const description: SpDescription = {
          ...parts,
          keys: [keyOf(0, 'signing'), keyOf(1, 'encryption')],
          assertionConsumerServices: acs,
          authnRequestsSigned: requests,
          wantAssertionsSigned: assertions,
        };
        const read = readSpMetadata(writeSpMetadata(description), { now: NOW });
        expect(read).toMatchObject({
          ...expectedOf(description),
          assertionConsumerServices: acs,
          authnRequestsSigned: requests,
          wantAssertionsSigned: assertions,
        });
        expect(read.signingCertificates.map(({ pem }) => pem)).toEqual([certificate(0)].map(endWithNewLine));
        expect(read.encryptionKeys.map((key) => key.certificate.pem)).toEqual([certificate(1)].map(endWithNewLine));
      }),
      { numRuns: 60 },
    );
  });

  it('writes the parts in the order of the schema', () => {
    const text = writeSpMetadata({
      ...sp(),
      id: '_1',
      displayNames: [{ language: 'en', value: 'A & B' }],
      singleLogoutServices: [{ binding: HTTP_POST_BINDING, location: 'https://sso.example/slo' }],
      nameIdFormats: ['urn:example:format'],
    });
    const names = [...text.matchAll(/<md:(\w+)/g)].map((match) => match[1]);
    expect(names).toEqual([
      'EntityDescriptor',
      'SPSSODescriptor',
      'Extensions',
      'KeyDescriptor',
      'SingleLogoutService',
      'NameIDFormat',
      'AssertionConsumerService',
    ]);
    expect(text).toContain(' ID="_1"');
    expect(text).toContain('A &amp; B');
    expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<md:EntityDescriptor')).toBe(true);
  });

  it('gives the same text for the same description', () => {
    expect(writeSpMetadata(sp())).toBe(writeSpMetadata(sp()));
  });

  it('publishes the next key beside the current one, and what a key can decrypt', () => {
    const methods = [
      { algorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm' },
      {
        algorithm: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
        digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha256',
        mgf: 'http://www.w3.org/2009/xmlenc11#mgf1sha256',
      },
    ];
    const keys: KeyDescription[] = [
      keyOf(0, 'signing'),
      keyOf(1, 'signing'),
      { ...keyOf(0, 'encryption'), encryptionMethods: methods },
    ];
    const read = readSpMetadata(writeSpMetadata({ ...sp(), keys }), { now: NOW });
    expect(read.signingCertificates).toHaveLength(2);
    expect(read.encryptionKeys.map((key) => key.encryptionMethods)).toEqual([methods]);
  });

  it.each([
    ['no endpoint for assertions', { assertionConsumerServices: [] }, 'metadata.value'],
    ['an empty entity ID', { entityId: '' }, 'metadata.value'],
    ['an entity ID of 1025 characters', { entityId: 'u'.repeat(1025) }, 'metadata.value'],
    ['a NUL in a name', { displayNames: [{ language: 'en', value: '\u0000' }] }, 'xml.syntax'],
    ['a key that is none', { keys: [{ certificate: 'AAAA' }] }, 'metadata.certificate'],
    [
      'an endpoint that is a script',
      { singleLogoutServices: [{ binding: HTTP_POST_BINDING, location: 'javascript:alert(1)' }] },
      'metadata.endpoint',
    ],
    [
      'an answer endpoint that is a script',
      {
        singleLogoutServices: [
          { binding: HTTP_POST_BINDING, location: 'https://a.example', responseLocation: 'javascript:alert(1)' },
        ],
      },
      'metadata.endpoint',
    ],
  ])('refuses %s', (_name, change, code) => {
    expect(() => writeSpMetadata({ ...sp(), ...change })).toThrow(refusal(code));
  });

  it('accepts an entity ID of 1024 characters', () => {
    expect(writeSpMetadata({ ...sp(), entityId: 'u'.repeat(1024) })).toContain('u'.repeat(1024));
  });

  it('refuses an index that is repeated or out of range', () => {
    const acs = (...indexes: readonly number[]): SpDescription => ({
      ...sp(),
      assertionConsumerServices: indexes.map((index) => ({
        index,
        binding: HTTP_POST_BINDING,
        location: 'https://a.example',
      })),
    });
    expect(writeSpMetadata(acs(0, 65_535))).toContain('index="65535"');
    for (const bad of [acs(1, 1), acs(-1), acs(65_536), acs(0.5)]) {
      expect(() => writeSpMetadata(bad)).toThrow(refusal('metadata.value'));
    }
  });
});

describe('writeIdpMetadata', () => {
  it('is read back as it was described', () => {
    fc.assert(
      fc.property(common, fc.array(spoken, { minLength: 1, maxLength: 3 }), fc.boolean(), (parts, services, want) => {
        const description: IdpDescription = {
          ...parts,
          keys: [keyOf(0, undefined), keyOf(1, 'signing')],
          singleSignOnServices: services,
          wantAuthnRequestsSigned: want,
        };
        const read = readIdpMetadata(writeIdpMetadata(description), { now: NOW });
        expect(read).toMatchObject({
          ...expectedOf(description),
          singleSignOnServices: services,
          wantAuthnRequestsSigned: want,
        });
        expect(read.signingCertificates).toHaveLength(2);
        expect(read.encryptionCertificates).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses to describe one that cannot be signed in at, or that signs with no key', () => {
    expect(writeIdpMetadata(idp())).toContain('IDPSSODescriptor');
    expect(() => writeIdpMetadata({ ...idp(), singleSignOnServices: [] })).toThrow(refusal('metadata.value'));
    expect(() => writeIdpMetadata({ ...idp(), keys: [] })).toThrow(refusal('metadata.value'));
    expect(() => writeIdpMetadata({ ...idp(), keys: [keyOf(0, 'encryption')] })).toThrow(refusal('metadata.value'));
  });
});

const endWithNewLine = (pem: string): string => (pem.endsWith('\n') ? pem : `${pem}\n`);
