import { beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate, type TestCertificate } from '../../test-support/certificates.ts';
import { type IdpMetadataParts, idpMetadataXml, keyDescriptorXml } from '../../test-support/idp-metadata-xml.ts';
import { type TestKeyPair, testKeyPair } from '../../test-support/keys.ts';
import { type IdpMetadata, readIdpMetadata } from './read-idp-metadata.ts';

const NOW = new Date('2026-06-01T12:00:00Z');

let first: TestKeyPair;
let second: TestKeyPair;
let weak: TestKeyPair;
let authority: TestCertificate;
let leaf: TestCertificate;

beforeAll(async () => {
  [first, second, weak] = await Promise.all([
    testKeyPair('metadata-first'),
    testKeyPair('metadata-second', 'ec-p256'),
    testKeyPair('metadata-weak', 'rsa-1024'),
  ]);
  authority = await makeCertificate({ name: 'authority' });
  leaf = await makeCertificate({ name: 'leaf', issuer: authority });
});

const entity = (parts: IdpMetadataParts = {}): string =>
  idpMetadataXml({ keys: keyDescriptorXml(first.certificateBase64, 'signing'), ...parts });

const read = (input: string): IdpMetadata => readIdpMetadata(input, { now: NOW });

const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('the keys of a role', () => {
  it('count for both uses when they have none', () => {
    const idp = read(entity({ keys: keyDescriptorXml(first.certificateBase64) }));
    expect(idp.signingCertificates).toHaveLength(1);
    expect(idp.encryptionCertificates).toHaveLength(1);
  });

  it('are kept apart by use, in document order and each once', () => {
    const keys = [
      keyDescriptorXml(first.certificateBase64, 'signing'),
      keyDescriptorXml(second.certificateBase64, 'signing'),
      keyDescriptorXml(first.certificateBase64, 'signing'),
      keyDescriptorXml(second.certificateBase64, 'encryption'),
    ].join('');
    const idp = read(entity({ keys }));
    expect(idp.signingCertificates.map((certificate) => certificate.subject)).toEqual([
      'CN=metadata-first',
      'CN=metadata-second',
    ]);
    expect(idp.encryptionCertificates.map((certificate) => certificate.type)).toEqual(['ec']);
  });

  it.each([
    ['after', (): string[] => [leaf.base64, authority.base64]],
    ['before', (): string[] => [authority.base64, leaf.base64]],
  ])('take the end entity when its chain stands %s it', (_name, chain) => {
    const idp = read(entity({ keys: keyDescriptorXml(chain(), 'signing') }));
    expect(idp.signingCertificates.map((certificate) => certificate.subject)).toEqual(['CN=leaf']);
  });

  it('look for the end entity among the first 16 certificates of a descriptor', () => {
    const chain = (length: number): string =>
      keyDescriptorXml([...Array(length).fill(authority.base64), leaf.base64], 'signing');
    const subjects = (keys: string): string[] =>
      read(entity({ keys })).signingCertificates.map((certificate) => certificate.subject);
    expect(subjects(chain(15))).toEqual(['CN=leaf']);
    expect(subjects(chain(16))).toEqual(['CN=authority']);
  });

  it('take the first of unrelated certificates in one descriptor', () => {
    const idp = read(entity({ keys: keyDescriptorXml([second.certificateBase64, first.certificateBase64]) }));
    expect(idp.signingCertificates.map((certificate) => certificate.subject)).toEqual(['CN=metadata-second']);
  });

  it('may be broken into lines, with or without the armour of a PEM file', () => {
    const lines = (first.certificateBase64.match(/.{1,64}/g) ?? []).join('\r\n   ');
    expect(read(entity({ keys: keyDescriptorXml(lines) })).signingCertificates).toHaveLength(1);
    expect(read(entity({ keys: keyDescriptorXml(`\n${first.certificatePem}\n`) })).signingCertificates).toHaveLength(1);
  });

  it.each([
    ['is no base64', '!!!'],
    ['is no certificate', 'AAAA'],
    ['is empty', ''],
    ['is huge', 'A'.repeat(70_000)],
    ['is split by a comment', 'AAAA<!-- -->AAAA'],
  ])('that cannot be read is a warning when it %s', (_name, text) => {
    const idp = read(entity({ keys: keyDescriptorXml(text) + keyDescriptorXml(first.certificateBase64) }));
    expect(idp.signingCertificates).toHaveLength(1);
    expect(idp.warnings).toEqual([expect.objectContaining({ code: 'certificate_unreadable' })]);
    expect(() => read(entity({ keys: keyDescriptorXml(text) }))).toThrow(refusal('metadata.certificate'));
  });

  it('are decoded up to 64 KiB of base64', () => {
    const received = (length: number): string | undefined =>
      read(entity({ keys: keyDescriptorXml('A'.repeat(length)) + keyDescriptorXml(first.certificateBase64) }))
        .warnings[0]?.received;
    expect(received(65_537)).toBe('65537 characters');
    expect(received(65_536)).not.toContain('characters');
  });

  it('without a certificate are a warning', () => {
    const bare =
      '<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:KeyName>a</ds:KeyName></ds:KeyInfo></md:KeyDescriptor>';
    expect(read(entity({ keys: bare + keyDescriptorXml(first.certificateBase64) })).warnings).toEqual([
      { code: 'key_without_certificate', received: 'signing' },
    ]);
    expect(() => read(entity({ keys: bare }))).toThrow(refusal('metadata.certificate'));
  });

  it('for encryption alone are not enough', () => {
    expect(() => read(entity({ keys: keyDescriptorXml(first.certificateBase64, 'encryption') }))).toThrow(
      refusal('metadata.certificate'),
    );
    expect(() => read(entity({ keys: '' }))).toThrow(
      expect.objectContaining({ code: 'metadata.certificate', received: 'no KeyDescriptor' }),
    );
  });

  it('with a use of nobody are refused', () => {
    expect(() => read(entity({ keys: keyDescriptorXml(first.certificateBase64, 'Signing') }))).toThrow(
      refusal('metadata.value'),
    );
  });

  it('of less than 2048 bits are a warning', () => {
    expect(read(entity({ keys: keyDescriptorXml(weak.certificateBase64) })).warnings).toEqual([
      expect.objectContaining({ code: 'certificate_weak_key', received: expect.stringContaining('1024 bits') }),
    ]);
  });

  it('warn outside the life time of their certificate, whose ends belong to it', async () => {
    const short = await makeCertificate({
      name: 'short',
      notBefore: '2026-01-01T00:00:00Z',
      notAfter: '2026-03-01T00:00:00Z',
    });
    const codes = (now: string): string[] =>
      readIdpMetadata(entity({ keys: keyDescriptorXml(short.base64) }), { now: new Date(now) }).warnings.map(
        ({ code }) => code,
      );
    expect(codes('2025-12-31T23:59:59Z')).toEqual(['certificate_not_yet_valid']);
    expect(codes('2026-01-01T00:00:00Z')).toEqual([]);
    expect(codes('2026-03-01T00:00:00Z')).toEqual([]);
    expect(codes('2026-03-01T00:00:01Z')).toEqual(['certificate_expired']);
  });
});
