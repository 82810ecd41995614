import { beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../test-support/idp-document.ts';
import { connectionRecord } from '../../test-support/realm-fixture.ts';
import type { ConnectionRecord } from '../storage/ports/directory-store.ts';
import { readerWarnings, trustWarnings } from './trust-warnings.ts';

const NOW = Date.UTC(2030, 0, 15, 12);
const DAY = 24 * 60 * 60 * 1000;

let end: number;
let certificate: string;

beforeAll(async () => {
  end = NOW + 400 * DAY;
  certificate = await makeCertificate({ name: 'idp', notBefore: new Date(NOW), notAfter: new Date(end) });
});

const described = (
  identityProvider: Partial<ConnectionRecord['identityProvider']> = {},
  source: ConnectionRecord['source'] = { kind: 'url', url: 'https://idp.example/metadata', fetchedAt: NOW },
): Pick<ConnectionRecord, 'identityProvider' | 'source'> => ({
  identityProvider: {
    ...connectionRecord('okta').identityProvider,
    signingCertificates: [certificate],
    singleLogout: [{ binding: 'redirect', url: 'https://idp.example/out', responseUrl: null }],
    ...identityProvider,
  },
  source,
});

const seen = (...input: Parameters<typeof described>) =>
  trustWarnings(described(...input), NOW).map(({ code, level }) => [code, level]);

const at = (now: number) => trustWarnings(described(), now).map(({ code, level }) => [code, level]);

describe('warnings about a certificate', () => {
  it('are none while it is valid for long', () => {
    expect(seen()).toEqual([]);
  });

  it('begin 60 days before its end and grow more serious, to the millisecond', () => {
    expect(at(end - 60 * DAY - 1)).toEqual([]);
    expect(at(end - 60 * DAY)).toEqual([['certificate-expires', 'note']]);
    expect(at(end - 30 * DAY - 1)).toEqual([['certificate-expires', 'note']]);
    expect(at(end - 30 * DAY)).toEqual([['certificate-expires', 'warning']]);
    expect(at(end - 7 * DAY - 1)).toEqual([['certificate-expires', 'warning']]);
    expect(at(end - 7 * DAY)).toEqual([['certificate-expires', 'serious']]);
    expect(at(end)).toEqual([['certificate-expires', 'serious']]);
    expect(at(end + 1)).toEqual([['certificate-expired', 'serious']]);
  });

  it.each([
    [60, 'in 60 days'],
    [14, 'in 14 days'],
    [1, 'in 1 day,'],
  ])('say how long is left: %i', (left, words) => {
    expect(trustWarnings(described(), end - left * DAY)[0]?.words).toContain(words);
  });

  it('name one that is not valid yet', () => {
    expect(at(NOW - 1)).toEqual([['certificate-not-yet-valid', 'note']]);
    expect(at(NOW)).toEqual([]);
  });

  it('name a short RSA key and a weak signature', async () => {
    const validity = { name: 'weak', notBefore: new Date(NOW), notAfter: new Date(end) };
    const short = await makeCertificate({ ...validity, kind: 'rsa-1024' });
    expect(seen({ signingCertificates: [short] })).toEqual([['certificate-weak-key', 'serious']]);
    const sha1 = await makeCertificate({ ...validity, hash: 'SHA-1' });
    expect(seen({ signingCertificates: [sha1] })).toEqual([['certificate-weak-signature', 'note']]);
  });
});

describe('warnings about the rest', () => {
  it('name endpoints and addresses that are not encrypted, but not those of this machine', () => {
    const singleSignOn = [{ binding: 'redirect', url: 'http://idp.example/sso' }] as const;
    expect(seen({ singleSignOn })).toEqual([['endpoint-not-encrypted', 'serious']]);
    expect(seen({ singleSignOn: [{ binding: 'redirect', url: 'http://127.0.0.1:4000/sso' }] })).toEqual([]);
    const url = (address: string) => ({ kind: 'url', url: address, fetchedAt: NOW }) as const;
    expect(seen({}, url('http://idp.example/metadata'))).toEqual([['address-not-encrypted', 'serious']]);
    expect(seen({}, url('http://localhost:4000/metadata'))).toEqual([]);
  });

  it('say that a file and single values do not update themselves', () => {
    expect(seen({}, { kind: 'file', sha256: 'a' })).toEqual([['does-not-update', 'note']]);
    expect(seen({}, { kind: 'manual' })).toEqual([['does-not-update', 'note']]);
  });

  it('name an identity provider without sign-out', () => {
    expect(seen({ singleLogout: [] })).toEqual([['no-sign-out', 'note']]);
  });

  it('name metadata past its end, and of a file also before it', () => {
    expect(seen({ validUntil: NOW })).toEqual([['metadata-expired', 'serious']]);
    expect(seen({ validUntil: NOW + 1 })).toEqual([]);
    const file = { kind: 'file', sha256: 'a' } as const;
    expect(seen({ validUntil: NOW + DAY }, file)).toContainEqual(['metadata-expires', 'serious']);
    expect(seen({ validUntil: NOW + 61 * DAY }, file)).toEqual([['does-not-update', 'note']]);
  });

  it('repeat what the reader left out, and not what the certificates tell themselves', () => {
    const found = readerWarnings([
      { code: 'certificate_unreadable', received: 'DSA' },
      { code: 'key_without_certificate', received: 'signing' },
      { code: 'cache_duration', received: 'P' },
      { code: 'certificate_expired', received: 'CN=idp' },
      { code: 'certificate_weak_key', received: 'CN=idp' },
      { code: 'certificate_not_yet_valid', received: 'CN=idp' },
    ]);
    expect(found.map(({ code }) => code)).toEqual(['certificate-left-out', 'certificate-left-out', 'metadata-detail']);
    expect(found[0]?.words).toContain('DSA');
  });
});
