import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { algorithm, element, integer, objectId, octetString, sequence } from '../../test-support/der-writer.ts';
import { referenceKey } from '../../test-support/fixtures.ts';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { OID } from '../asn1/object-ids.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { loadPrivateKey } from './load-private-key.ts';
import type { KeyDer } from './private-key-info.ts';

const ec = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
const der = (key: KeyObject, type: KeyDer['type'] = 'pkcs8'): KeyDer => ({
  type,
  der: key.export({ type: type as 'pkcs8', format: 'der' }),
});

const rsaOf = (octets: number): Buffer =>
  sequence(integer(0), element(0x02, Buffer.alloc(octets, 1)), ...Array.from({ length: 7 }, () => integer(3)));
const pkcs8 = (kind: Buffer, key: Buffer): KeyDer => ({
  type: 'pkcs8',
  der: sequence(integer(0), kind, octetString(key)),
});

describe('loadPrivateKey', () => {
  it.each(['P-256', 'P-384', 'P-521'])('accepts EC on %s, in PKCS#8 and SEC1', (curve) => {
    const key = ec(curve);
    expect(loadPrivateKey(der(key)).equals(key)).toBe(true);
    expect(loadPrivateKey(der(key, 'sec1')).equals(key)).toBe(true);
  });

  it('accepts RSA, in PKCS#8 and PKCS#1', () => {
    const key = referenceKey('sso');
    expect(loadPrivateKey(der(key)).equals(key)).toBe(true);
    expect(loadPrivateKey(der(key, 'pkcs1')).equals(key)).toBe(true);
  });

  it('is not misled by an error that a comparison of two kinds of key left behind', () => {
    const key = referenceKey('sso');
    expect(key.equals(ec('P-256'))).toBe(false);
    expect(loadPrivateKey(der(key)).asymmetricKeyType).toBe('rsa');
  });

  const unsupported: readonly (readonly [string, KeyDer])[] = [
    ['secp256k1', der(ec('secp256k1'))],
    ['secp256k1', der(ec('secp256k1'), 'sec1')],
    ['Ed25519', der(generateKeyPairSync('ed25519').privateKey)],
    ['X25519', der(generateKeyPairSync('x25519').privateKey)],
    ['RSASSA-PSS', der(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey)],
    ['DSA', pkcs8(algorithm(OID.dsa), integer(1))],
    ['1.2.3.4', pkcs8(algorithm('1.2.3.4'), integer(1))],
  ];
  it.each(unsupported)('does not support %s, and names it', async (name, key) => {
    expect(await refusalOf(() => loadPrivateKey(key))).toMatchObject({
      code: 'keystore.unsupported',
      received: expect.stringContaining(name),
    });
  });

  it('does not support a curve that is given by its numbers', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).privateKey;
    for (const form of [der(key), der(key, 'sec1')]) {
      expect(await refusalOf(() => loadPrivateKey(form))).toMatchObject({
        code: 'keystore.unsupported',
        received: 'an EC key whose curve has no name',
      });
    }
  });

  it('accepts an RSA key of 8,192 bits and does not support a longer one', async () => {
    const octets = KEYSTORE_LIMITS.rsaBits / 8;
    const rsa = algorithm(OID.rsaEncryption);
    expect(loadPrivateKey(pkcs8(rsa, rsaOf(octets))).asymmetricKeyType).toBe('rsa');
    for (const form of [pkcs8(rsa, rsaOf(octets + 1)), { type: 'pkcs1', der: rsaOf(octets + 1) } as const]) {
      expect(await refusalOf(() => loadPrivateKey(form))).toMatchObject({
        code: 'keystore.unsupported',
        received: 'a larger RSA key',
      });
    }
  });

  it.each<[string, KeyDer]>([
    ['octets that are no ASN.1', { type: 'pkcs8', der: Buffer.of(1) }],
    ['a number', { type: 'pkcs8', der: integer(1) }],
    ['an RSA key of three numbers', { type: 'pkcs1', der: sequence(integer(0), integer(1), integer(1)) }],
    [
      'an RSA key with a text',
      { type: 'pkcs1', der: sequence(...Array.from({ length: 9 }, () => octetString(Buffer.of(1)))) },
    ],
    ['an EC key of nothing', pkcs8(algorithm(OID.ecPublicKey, objectId(OID.prime256v1)), Buffer.alloc(0))],
    ['an RSA key of nothing', pkcs8(algorithm(OID.rsaEncryption), Buffer.alloc(0))],
  ])('calls %s damaged', async (_name, key) => {
    expect(await codeOf(() => loadPrivateKey(key))).toBe('keystore.damaged');
  });

  it('does not support an EC key that does not name its curve', async () => {
    const key = sequence(integer(1), octetString(Buffer.alloc(32, 1)));
    expect(await codeOf(() => loadPrivateKey({ type: 'sec1', der: key }))).toBe('keystore.unsupported');
  });
});
