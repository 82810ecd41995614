import { execFileSync } from 'node:child_process';
import { constants, createPrivateKey, createPublicKey, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeyPair } from '../../test-support/keys.ts';
import type { OaepHash, OaepHashes } from './encryption-algorithms.ts';
import { oaepDecode, oaepEncode, oaepSeedBytes, select } from './oaep.ts';

const MODULUS_BYTES = 256;
const HASHES: readonly OaepHash[] = ['sha1', 'sha256', 'sha384', 'sha512'];
const FALLBACK = Buffer.alloc(32, 0xee);

const pad = (message: Uint8Array, hashes: OaepHashes): Buffer =>
  oaepEncode(message, MODULUS_BYTES, hashes, randomBytes(oaepSeedBytes(hashes)));

let privateKeyPem = '';
beforeAll(async () => {
  ({ privateKeyPem } = await testKeyPair('oaep'));
});

describe('oaepEncode and oaepDecode', () => {
  const hash = fc.constantFrom(...HASHES);

  it('undo each other for every pair of hashes', () => {
    fc.assert(
      fc.property(hash, hash, fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest, mgf, message) => {
        expect(Uint8Array.from(oaepDecode(pad(message, { digest, mgf }), { digest, mgf }, FALLBACK))).toEqual(message);
      }),
    );
  });

  it.each(HASHES)('agree with node:crypto where both hashes are %s', (name) => {
    const privateKey = createPrivateKey(privateKeyPem);
    const publicKey = createPublicKey(privateKey);
    const message = randomBytes(32);
    const hashes = { digest: name, mgf: name };
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const ours = publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, pad(message, hashes));
    expect(privateDecrypt({ key: privateKey, padding, oaepHash: name }, ours)).toEqual(message);
    const theirs = publicEncrypt({ key: publicKey, padding, oaepHash: name }, message);
    const raw = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, theirs);
    expect(oaepDecode(raw, hashes, FALLBACK)).toEqual(message);
  });

  it('return the fallback for every change of one octet', () => {
    const message = Buffer.alloc(32, 7);
    const hashes: OaepHashes = { digest: 'sha256', mgf: 'sha1' };
    const padded = pad(message, hashes);
    expect(oaepDecode(padded, hashes, FALLBACK)).toEqual(message);
    let kept = 0;
    for (let index = 0; index < padded.length; index += 1) {
      const changed = Buffer.from(padded);
      changed[index] = (changed[index] ?? 0) ^ 0x80;
      const decoded = oaepDecode(changed, hashes, FALLBACK);
      // OAEP does not authenticate the message, but any change upsets seed or mask and with them the label.
      kept += decoded.equals(FALLBACK) ? 1 : 0;
    }
    expect(kept).toBe(padded.length);
  });

  it.each([
    ['another digest', { digest: 'sha384', mgf: 'sha1' }],
    ['another mask', { digest: 'sha256', mgf: 'sha256' }],
  ] as const)('return the fallback under %s', (_name, hashes) => {
    const padded = pad(randomBytes(32), { digest: 'sha256', mgf: 'sha1' });
    expect(oaepDecode(padded, hashes, FALLBACK)).toEqual(FALLBACK);
  });

  it.each([[0], [16], [31], [33]])('return the fallback for a message of %d octets instead of 32', (length) => {
    const hashes: OaepHashes = { digest: 'sha1', mgf: 'sha256' };
    expect(oaepDecode(pad(randomBytes(length), hashes), hashes, FALLBACK)).toEqual(FALLBACK);
  });

  it('fit the longest message and refuse a longer one', () => {
    const hashes: OaepHashes = { digest: 'sha256', mgf: 'sha1' };
    const longest = MODULUS_BYTES - 2 * 32 - 2;
    expect(oaepDecode(pad(Buffer.alloc(longest, 1), hashes), hashes, Buffer.alloc(longest))).toEqual(
      Buffer.alloc(longest, 1),
    );
    expect(() => pad(Buffer.alloc(longest + 1), hashes)).toThrow(RangeError);
    expect(oaepDecode(randomBytes(MODULUS_BYTES), hashes, Buffer.alloc(longest + 1, 2))).toEqual(
      Buffer.alloc(longest + 1, 2),
    );
    expect(oaepDecode(randomBytes(MODULUS_BYTES), hashes, Buffer.alloc(MODULUS_BYTES, 3))).toEqual(
      Buffer.alloc(MODULUS_BYTES, 3),
    );
    expect(() => oaepEncode(Buffer.alloc(1), MODULUS_BYTES, hashes, randomBytes(20))).toThrow(RangeError);
  });
});

describe('select', () => {
  it('takes the first when the condition holds, else the second', () => {
    const first = Buffer.from([0, 255, 1]);
    const second = Buffer.from([255, 0, 2]);
    expect(select(true, first, second)).toEqual(first);
    expect(select(false, first, second)).toEqual(second);
  });
});

const openssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('skipped: there is no openssl command to compare with');
    return false;
  }
})();

describe.skipIf(!openssl)('oaepEncode and oaepDecode beside openssl', () => {
  it.each([
    ['sha256', 'sha1'],
    ['sha1', 'sha256'],
    ['sha512', 'sha384'],
  ] as const)('agree for digest %s and mask %s', (digest, mgf) => {
    const folder = mkdtempSync(join(tmpdir(), 'oaep-'));
    try {
      const keyFile = join(folder, 'key.pem');
      writeFileSync(keyFile, privateKeyPem, { mode: 0o600 });
      const pkeyutl = (mode: string, input: Uint8Array): Buffer =>
        execFileSync(
          'openssl',
          [
            ...['pkeyutl', mode, '-inkey', keyFile, '-pkeyopt', 'rsa_padding_mode:oaep'],
            ...['-pkeyopt', `rsa_oaep_md:${digest}`, '-pkeyopt', `rsa_mgf1_md:${mgf}`],
          ],
          { input, stdio: ['pipe', 'pipe', 'pipe'] },
        );
      const message = randomBytes(32);
      const privateKey = createPrivateKey(privateKeyPem);
      const theirs = pkeyutl('-encrypt', message);
      const raw = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, theirs);
      expect(oaepDecode(raw, { digest, mgf }, FALLBACK)).toEqual(message);
      const ours = publicEncrypt(
        { key: createPublicKey(privateKey), padding: constants.RSA_NO_PADDING },
        pad(message, { digest, mgf }),
      );
      expect(pkeyutl('-decrypt', ours)).toEqual(message);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
