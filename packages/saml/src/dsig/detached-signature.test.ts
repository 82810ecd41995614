import { createPrivateKey, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { errorCode, errorCodeAsync } from '../../test-support/error-code.ts';
import { type TestKeyKind, testKeyPair } from '../../test-support/keys.ts';
import type { KeyPlace } from '../xml/key-place.ts';
import { ECDSA_SHA256, RSA_SHA1, RSA_SHA256, RSA_SHA512 } from './algorithms.ts';
import { signDetached, verifyDetached } from './detached-signature.ts';
import { loadSigningKey } from './signing-key.ts';
import { loadVerificationKey } from './verification-key.ts';

const QUERY = Buffer.from('SAMLRequest=abc&RelayState=x&SigAlg=y');

async function keysOf(kind: TestKeyKind = 'rsa-2048') {
  const pair = await testKeyPair('dsig-detached', kind);
  return { pair, key: loadSigningKey(pair), keys: [loadVerificationKey(pair.certificatePem)] };
}

describe('a detached signature', () => {
  it.each([
    ['rsa-2048', RSA_SHA256, 256],
    ['rsa-2048', RSA_SHA512, 256],
    ['ec-p256', ECDSA_SHA256, 64],
    ['ec-p521', ECDSA_SHA256, 132],
  ] as const)('by %s with %s is accepted, wherever it was made', async (kind, signatureMethod, length) => {
    const { pair, keys } = await keysOf(kind);
    for (const place of ['thread-pool', 'event-loop'] as const) {
      const signature = await signDetached(QUERY, { key: loadSigningKey({ ...pair, place }), signatureMethod });
      expect(signature).toHaveLength(length);
      expect(verifyDetached(QUERY, { signature, signatureMethod, keys })).toBe(keys[0]);
    }
  });

  it.each([
    ['rsa-2048', 'rsa-sha256', 'sha256'],
    ['rsa-2048', 'rsa-sha384', 'sha384'],
    ['rsa-2048', 'rsa-sha512', 'sha512'],
    ['ec-p256', 'ecdsa-sha256', 'sha256'],
    ['ec-p384', 'ecdsa-sha384', 'sha384'],
    ['ec-p521', 'ecdsa-sha512', 'sha512'],
  ] as const)('by %s under the name %s is one with %s', async (kind, name, hash) => {
    const { pair, key, keys } = await keysOf(kind);
    const signatureMethod = `http://www.w3.org/2001/04/xmldsig-more#${name}`;
    const signature = await signDetached(QUERY, { key, signatureMethod });
    const publicKey = { key: pair.publicKeyPem, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify(hash, QUERY, publicKey, signature)).toBe(true);
    expect(verifyDetached(QUERY, { signature, signatureMethod, keys })).toBe(keys[0]);
  });

  it('is made while others go on, unless the key has its place on the event loop', async () => {
    const { pair } = await keysOf();
    const madeAtOnce = async (place: KeyPlace): Promise<boolean> => {
      let made = false;
      const signing = signDetached(QUERY, { key: loadSigningKey({ ...pair, place }) }).then(() => {
        made = true;
      });
      // What is ready at once is ready before the event loop turns.
      for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
      const atOnce = made;
      await signing;
      return atOnce;
    };
    expect(await madeAtOnce('event-loop')).toBe(true);
    expect(await madeAtOnce('thread-pool')).toBe(false);
  });

  it('is refused over other octets, with another method or another key', async () => {
    const { key, keys } = await keysOf();
    const signature = await signDetached(QUERY, { key });
    const check = (octets: Uint8Array, signatureMethod: string, trusted = keys): string =>
      errorCode(() => verifyDetached(octets, { signature, signatureMethod, keys: trusted }));
    expect(check(QUERY, RSA_SHA256)).toBe('accepted');
    expect(check(Buffer.from(`${QUERY}&`), RSA_SHA256)).toBe('signature.invalid');
    expect(check(QUERY, RSA_SHA512)).toBe('signature.invalid');
    const other = await testKeyPair('dsig-attacker');
    expect(check(QUERY, RSA_SHA256, [loadVerificationKey(other.certificatePem)])).toBe('signature.invalid');
    expect(check(QUERY, ECDSA_SHA256)).toBe('signature.key');
    expect(check(QUERY, 'http://www.w3.org/2000/09/xmldsig#hmac-sha1')).toBe('signature.algorithm');
    expect(check(QUERY, '')).toBe('signature.algorithm');
  });

  it.each(['rsa-2048', 'ec-p256'] as const)(
    'by a key of %s is refused when its octets are none of a signature',
    async (kind) => {
      const { key, keys } = await keysOf(kind);
      const signature = await signDetached(QUERY, { key });
      const signatureMethod = kind === 'ec-p256' ? ECDSA_SHA256 : RSA_SHA256;
      const check = (octets: Uint8Array): string =>
        errorCode(() => verifyDetached(QUERY, { signature: octets, signatureMethod, keys }));
      const zero = Buffer.alloc(1);
      const malformed = [
        Buffer.alloc(0),
        zero,
        signature.subarray(1),
        signature.subarray(0, -1),
        Buffer.concat([zero, signature]),
        Buffer.concat([signature, zero]),
        Buffer.alloc(signature.length),
        Buffer.alloc(signature.length, 0xff),
      ];
      expect(malformed.map(check)).toEqual(malformed.map(() => 'signature.invalid'));
      expect(check(signature)).toBe('accepted');
    },
  );

  it('of ECDSA may be in DER, as some products send it', async () => {
    const { pair, keys } = await keysOf('ec-p256');
    const signature = sign('sha256', QUERY, createPrivateKey(pair.privateKeyPem));
    expect(verifyDetached(QUERY, { signature, signatureMethod: ECDSA_SHA256, keys })).toBe(keys[0]);
    signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
    expect(errorCode(() => verifyDetached(QUERY, { signature, signatureMethod: ECDSA_SHA256, keys }))).toBe(
      'signature.invalid',
    );
  });

  it('with SHA-1 is made and accepted only where that is allowed', async () => {
    const { key, keys } = await keysOf();
    expect(await errorCodeAsync(() => signDetached(QUERY, { key, signatureMethod: RSA_SHA1 }))).toBe(
      'signature.algorithm',
    );
    const signature = await signDetached(QUERY, { key, signatureMethod: RSA_SHA1, allowSha1: true });
    const check = (allowSha1: boolean): string =>
      errorCode(() => verifyDetached(QUERY, { signature, signatureMethod: RSA_SHA1, keys, allowSha1 }));
    expect(check(false)).toBe('signature.algorithm');
    expect(check(true)).toBe('accepted');
  });

  it('is not made with a key that does not fit the method', async () => {
    const { key } = await keysOf('ec-p256');
    expect(await errorCodeAsync(() => signDetached(QUERY, { key, signatureMethod: RSA_SHA256 }))).toBe('signature.key');
    const weak = await keysOf('rsa-1024');
    expect(await errorCodeAsync(() => signDetached(QUERY, { key: weak.key }))).toBe('signature.key');
    expect(await errorCodeAsync(() => signDetached(QUERY, { key: weak.key, allowRsa1024: true }))).toBe('accepted');
  });
});
