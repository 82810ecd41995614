/** How Java's own key stores protect a private key. Neither is documented; keytool's files in testdata/ show that this is it. */
import { createHash, hash, timingSafeEqual } from 'node:crypto';
import { damaged } from '../errors.ts';
import { decryptCbc } from '../pbe/decrypt-cbc.ts';
import { giveWay, HASHES_BETWEEN_PAUSES } from '../pbe/give-way.ts';
import { utf16Password } from '../pbe/password-forms.ts';
import type { WorkBudget } from '../pbe/work-budget.ts';

const SHA1_LENGTH = 20;

const sha1 = (...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((digest, part) => digest.update(part), createHash('sha1')).digest();

/** Whether two digests of the same length are equal. */
export const sameDigest = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

/**
 * JKS: salt, key XOR a stream of SHA-1 digests that begins with the salt, digest of password and key.
 *
 * @returns the PKCS#8 key; undefined when the password is wrong.
 * @throws KeystoreError `keystore.damaged`
 */
export const decryptSunKey = (data: Uint8Array, password: string): Buffer | undefined => {
  if (data.length < 2 * SHA1_LENGTH) {
    throw damaged('a protected key with salt and digest', `${data.length} octets`);
  }
  const octets = utf16Password(password);
  const key = Buffer.from(data.subarray(SHA1_LENGTH, data.length - SHA1_LENGTH));
  let stream = data.subarray(0, SHA1_LENGTH);
  for (let at = 0; at < key.length; at += SHA1_LENGTH) {
    stream = sha1(octets, stream);
    const count = Math.min(SHA1_LENGTH, key.length - at);
    for (let index = 0; index < count; index += 1) {
      key[at + index] = (key[at + index] ?? 0) ^ (stream[index] ?? 0);
    }
  }
  return sameDigest(sha1(octets, key), data.subarray(data.length - SHA1_LENGTH)) ? key : undefined;
};

const SALT_LENGTH = 8;
const TRIPLE_DES = { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 } as const;

/**
 * The first halves of the salt that come into question. Where both halves are equal, Java turns the first one round; until it was
 * corrected, a slip of the pen made `d a b d` of `a b c d`.
 */
const firstHalves = (salt: Uint8Array): readonly Uint8Array[] => {
  const [first, second] = [salt.subarray(0, SALT_LENGTH / 2), salt.subarray(SALT_LENGTH / 2)];
  if (!sameDigest(first, second)) {
    return [first];
  }
  const [a = 0, b = 0, c = 0, d = 0] = first;
  return [Uint8Array.of(d, c, b, a), Uint8Array.of(d, a, b, d)];
};

const md5Repeatedly = async (first: Uint8Array, password: Uint8Array, rounds: number): Promise<Buffer> => {
  const input = Buffer.concat([hash('md5', Buffer.concat([first, password]), 'buffer'), password]);
  for (let round = 1; round < rounds; round += 1) {
    hash('md5', input, 'buffer').copy(input);
    if (round % HASHES_BETWEEN_PAUSES === 0) {
      await giveWay();
    }
  }
  return input.subarray(0, 16);
};

export interface SunPbe {
  readonly salt: Uint8Array;
  readonly rounds: number | undefined;
}

/** Printable ASCII is all that Java lets a password of this scheme be. */
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/**
 * JCEKS: PBEWithMD5AndTripleDES, each half of the salt hashed with the password again and again.
 *
 * @returns candidates for the PKCS#8 key, none when the password is wrong, as far as the padding tells.
 * @throws KeystoreError `keystore.too_costly` or `keystore.damaged`
 */
export const decryptSunTripleDes = async (
  data: Uint8Array,
  { salt, rounds }: SunPbe,
  { password, budget }: { readonly password: string; readonly budget: WorkBudget },
): Promise<readonly Buffer[]> => {
  if (salt.length !== SALT_LENGTH) {
    throw damaged(`a salt of ${SALT_LENGTH} octets`, `one of ${salt.length}`);
  }
  if (!PRINTABLE_ASCII.test(password)) {
    return [];
  }
  const halves = firstHalves(salt);
  const count = budget.spend(rounds, 1 + halves.length);
  const octets = Buffer.from(password, 'latin1');
  const second = await md5Repeatedly(salt.subarray(SALT_LENGTH / 2), octets, count);
  const found: Buffer[] = [];
  for (const half of halves) {
    const derived = Buffer.concat([await md5Repeatedly(half, octets, count), second]);
    const key = decryptCbc(TRIPLE_DES, { key: derived.subarray(0, 24), iv: derived.subarray(24), data });
    if (key !== undefined) {
      found.push(key);
    }
  }
  return found;
};
