import { createPublicKey, createSign, createVerify, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyRecord } from '../storage/ports/directory-store.ts';
import {
  generateSamlKey,
  generateTokenSigningKey,
  jwkThumbprint,
  type KeyMaterial,
  toKeyRecord,
} from './generate-key-pair.ts';
import { createKeyRing, keySealContext } from './key-ring.ts';
import { createMasterKeyFile } from './master-key.ts';
import { createSealer, type Sealer } from './seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'cordboard-keys-'));
const now = new Date('2026-03-01T12:00:00Z');
const entityId = 'https://sso.acme.example/e/acme/production/agents/saml/default/metadata';

let sealer: Sealer;
let signing: KeyMaterial;

beforeAll(async () => {
  const masterKey = await createMasterKeyFile({ path: join(folder, 'master.key'), random: randomBytes });
  sealer = createSealer({ masterKey, random: randomBytes });
  signing = await generateSamlKey({ purpose: 'request-signing', entityId, now, random: randomBytes });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recordOf = (generated: KeyMaterial, part: Partial<KeyRecord> = {}): KeyRecord => ({
  ...toKeyRecord(generated, {
    id: 'key-1',
    ownerId: 'sp-1',
    purpose: 'request-signing',
    state: 'current',
    createdAt: now.getTime(),
    sealer,
  }),
  ...part,
});

const certificateOf = (generated: KeyMaterial): X509Certificate => new X509Certificate(generated.certificate ?? '');

describe('a SAML key pair', () => {
  it('is RSA-2048 with a certificate that it signed itself with SHA-256', () => {
    const certificate = certificateOf(signing);
    expect(signing).toMatchObject({ algorithm: 'RSA-2048', publicJwk: null });
    expect(signing.privateKey.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.signatureAlgorithm).toBe('sha256WithRSAEncryption');
    expect(certificate.checkPrivateKey(signing.privateKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.issuer).toBe(certificate.subject);
  });

  it.each([
    [3072, 'SHA-384', 'sha384WithRSAEncryption'],
    [4096, 'SHA-512', 'sha512WithRSAEncryption'],
    [2048, 'SHA-256', 'sha256WithRSAEncryption'],
  ] as const)('has %i bits and a certificate signed with %s when that is asked for', async (bits, hash, method) => {
    const generated = await generateSamlKey({
      purpose: 'assertion-decryption',
      entityId,
      now,
      bits,
      hash,
      random: randomBytes,
    });
    expect(generated.algorithm).toBe(`RSA-${bits}`);
    expect(generated.privateKey.asymmetricKeyDetails?.modulusLength).toBe(bits);
    expect(certificateOf(generated).signatureAlgorithm).toBe(method);
    expect(certificateOf(generated).verify(certificateOf(generated).publicKey)).toBe(true);
  });

  it('is valid from an hour before now, for 10 years unless told otherwise', async () => {
    const certificate = certificateOf(signing);
    expect(certificate.validFromDate).toEqual(new Date('2026-03-01T11:00:00Z'));
    expect(certificate.validToDate).toEqual(new Date('2036-03-01T12:00:00Z'));
    const purpose = 'assertion-decryption';
    const long = await generateSamlKey({ purpose, entityId, now, validityYears: 30, random: randomBytes });
    expect(certificateOf(long).validToDate).toEqual(new Date('2056-03-01T12:00:00Z'));
  });

  it.each([
    ['a short one', 'urn:acme:sso', 'CN=urn:acme:sso'],
    ['one of 64 characters', 'u'.repeat(64), `CN=${'u'.repeat(64)}`],
    ['one of 65 characters', `a${'u'.repeat(64)}`, `CN=...${'u'.repeat(61)}`],
    ['one with special characters', 'urn:a,b=c+d', 'CN=urn:a\\,b=c\\+d'],
    ['one that looks like hexadecimal', '#0badcafe', 'CN=...0badcafe'],
  ])('has the entity ID as its common name: %s', async (_name, id, subject) => {
    const generated = await generateSamlKey({ purpose: 'request-signing', entityId: id, now, random: randomBytes });
    expect(certificateOf(generated).subject.replaceAll('\\=', '=')).toBe(subject);
  });

  it('has a positive serial number of 16 octets from the random source', async () => {
    for (const octet of [0x00, 0x7f, 0x80, 0xff]) {
      const random = (size: number): Uint8Array => Buffer.alloc(size, octet);
      const generated = await generateSamlKey({ purpose: 'request-signing', entityId, now, random });
      const serial = certificateOf(generated).serialNumber;
      expect(serial).toHaveLength(32);
      expect(Number.parseInt(serial.slice(0, 2), 16)).toBe((octet & 0x3f) | 0x40);
      expect(serial.slice(2)).toBe(octet.toString(16).padStart(2, '0').repeat(15).toUpperCase());
    }
  });
});

describe('a token-signing key', () => {
  it.each([
    ['ES256', { kty: 'EC', crv: 'P-256' }],
    ['RS256', { kty: 'RSA', e: 'AQAB' }],
  ] as const)('for %s is a public JWK whose kid is its thumbprint', async (algorithm, members) => {
    const generated = await generateTokenSigningKey(algorithm);
    const jwk = { ...generated.publicJwk };
    const { kid } = jwk;
    expect(generated).toMatchObject({ algorithm, certificate: null });
    expect(jwk).toMatchObject({ ...members, use: 'sig', alg: algorithm });
    expect(Object.keys(jwk)).not.toContain('d');
    expect(kid).toBe(await calculateJwkThumbprint(jwk));
    expect(createPublicKey({ key: jwk, format: 'jwk' }).equals(createPublicKey(generated.privateKey))).toBe(true);
  });

  it('has a thumbprint as RFC 7638 §3.1 computes it, whatever the order of members', () => {
    const jwk = { y: 'Y', kty: 'EC', kid: 'ignored', x: 'X', crv: 'P-256' };
    expect(jwkThumbprint(jwk)).toBe(jwkThumbprint({ crv: 'P-256', kty: 'EC', x: 'X', y: 'Y' }));
    expect(jwkThumbprint(jwk)).not.toBe(jwkThumbprint({ ...jwk, x: 'Z' }));
    expect(() => jwkThumbprint({ kty: 'oct', k: 'a' })).toThrow(expect.objectContaining({ code: 'keys.unusable' }));
  });
});

describe('the key ring', () => {
  it('opens a stored key, which then signs what its certificate verifies', () => {
    const record = recordOf(signing);
    expect(record.sealedPrivateKey).not.toContain('PRIVATE KEY');
    const ring = createKeyRing({ sealer });
    const signature = createSign('sha256').update('request').sign(ring.privateKey(record));
    expect(createVerify('sha256').update('request').verify(ring.publicKey(record), signature)).toBe(true);
  });

  it('opens token-signing keys too', async () => {
    const generated = await generateTokenSigningKey('ES256');
    const record = recordOf(generated, { purpose: 'token-signing' });
    expect(createKeyRing({ sealer }).privateKey(record).equals(generated.privateKey)).toBe(true);
  });

  it('opens each key once while it is kept, and again after it was replaced', () => {
    let opened = 0;
    const counting = {
      open: (...input: Parameters<Sealer['open']>): Uint8Array => {
        opened += 1;
        return sealer.open(...input);
      },
    };
    const ring = createKeyRing({ sealer: counting, maxKeys: 2 });
    const [first, second, third] = ['a', 'b', 'c'].map((id) => sealedAs(id));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three records');
    expect(ring.privateKey(first)).toBe(ring.privateKey(first));
    expect(opened).toBe(1);
    ring.privateKey(second);
    ring.privateKey(first);
    ring.privateKey(third);
    expect(opened).toBe(3);
    ring.privateKey(first);
    expect(opened).toBe(3);
    ring.privateKey(second);
    expect(opened).toBe(4);
    ring.privateKey(sealedAs('b'));
    expect(opened).toBe(5);
  });

  it('refuses a sealed key that was moved to another record or owner', () => {
    const record = recordOf(signing);
    const ring = createKeyRing({ sealer });
    for (const part of [{ id: 'key-2' }, { ownerId: 'sp-2' }]) {
      expect(() => ring.privateKey({ ...record, ...part })).toThrow(
        expect.objectContaining({ code: 'keys.unsealable' }),
      );
    }
  });

  it('refuses a private key that does not belong to the published half', async () => {
    const other = await generateTokenSigningKey('ES256');
    const ring = createKeyRing({ sealer });
    const wrong: readonly Partial<KeyRecord>[] = [
      { certificate: null, publicJwk: other.publicJwk },
      { certificate: null, publicJwk: null },
      { certificate: 'not a certificate' },
      { sealedPrivateKey: sealer.seal(Buffer.from('no key'), keySealContext({ id: 'key-1', ownerId: 'sp-1' })) },
    ];
    for (const part of wrong) {
      expect(() => ring.privateKey(recordOf(signing, part))).toThrow(
        expect.objectContaining({ code: 'keys.unusable' }),
      );
    }
  });
});

const sealedAs = (id: string): KeyRecord =>
  toKeyRecord(signing, { id, ownerId: 'sp-1', purpose: 'request-signing', state: 'current', createdAt: 0, sealer });
