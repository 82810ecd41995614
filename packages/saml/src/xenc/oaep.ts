/**
 * OAEP padding of RFC 8017 §7.1 with two hashes. node:crypto has one setting, `oaepHash`, for both the label
 * and the mask; XML Encryption lets them differ (rsa-oaep-mgf1p with SHA-256 makes its mask with SHA-1). For such a
 * pair RSA runs without padding and the padding is done here. The label is always empty.
 *
 * Taking the padding off must not tell how it was wrong (Manger's attack). The length of the key inside is
 * known from the content algorithm, so the whole block has one possible layout: it is compared as a whole, and the
 * result is chosen without a branch.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import type { OaepHash, OaepHashes } from './encryption-algorithms.ts';

const HASH_BYTES: Readonly<Record<OaepHash, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

const COUNTER_BYTES = 4;

/** MGF1, RFC 8017 §B.2.1: `length` octets of mask from a seed. */
const mgf1 = (hashName: OaepHash, seed: Uint8Array, length: number): Buffer => {
  const input = Buffer.concat([seed, Buffer.alloc(COUNTER_BYTES)]);
  let mask = '';
  for (let counter = 0; mask.length < length; counter += 1) {
    input.writeUInt32BE(counter, seed.length);
    // One character for each octet: node makes a digest as text in half the time.
    mask += hash(hashName, input, 'binary');
  }
  return Buffer.from(mask.slice(0, length), 'binary');
};

const xor = (left: Uint8Array, right: Uint8Array): Buffer => {
  const result = Buffer.alloc(left.length);
  for (let index = 0; index < left.length; index += 1) {
    result[index] = (left[index] ?? 0) ^ (right[index] ?? 0);
  }
  return result;
};

/** lHash, zeros and the one: what stands before a message of a known length. */
const dataBlockPrefix = (hashName: OaepHash, length: number): Buffer => {
  const prefix = Buffer.alloc(length);
  prefix.write(hash(hashName, '', 'binary'), 'binary');
  prefix[length - 1] = 1;
  return prefix;
};

/**
 * Pads a message for an RSA key, RFC 8017 §7.1.1 step 2.
 *
 * @param seed Fresh random octets, as many as the digest has.
 * @throws RangeError when the key is too small for the message.
 */
export function oaepEncode(message: Uint8Array, modulusBytes: number, hashes: OaepHashes, seed: Uint8Array): Buffer {
  const hashBytes = HASH_BYTES[hashes.digest];
  const blockBytes = modulusBytes - hashBytes - 1;
  if (message.length > blockBytes - hashBytes - 1 || seed.length !== hashBytes) {
    throw new RangeError('the message or the seed does not fit the key');
  }
  const prefix = dataBlockPrefix(hashes.digest, blockBytes - message.length);
  const block = xor(Buffer.concat([prefix, message]), mgf1(hashes.mgf, seed, blockBytes));
  return Buffer.concat([Buffer.alloc(1), xor(seed, mgf1(hashes.mgf, block, hashBytes)), block]);
}

/** Octets of random that {@link oaepEncode} needs. */
export function oaepSeedBytes(hashes: OaepHashes): number {
  return HASH_BYTES[hashes.digest];
}

/**
 * Takes the padding off, RFC 8017 §7.1.2 step 3, in time that does not depend on what is inside.
 *
 * @param padded As many octets as the modulus has.
 * @param fallback Returned when the padding or the length of the message is wrong; as long as the message should be.
 */
export function oaepDecode(padded: Uint8Array, hashes: OaepHashes, fallback: Uint8Array): Buffer {
  const hashBytes = HASH_BYTES[hashes.digest];
  const messageBytes = fallback.length;
  const maskedSeed = padded.subarray(1, 1 + hashBytes);
  const maskedBlock = padded.subarray(1 + hashBytes);
  const prefixBytes = maskedBlock.length - messageBytes;
  if (prefixBytes < hashBytes + 1) {
    // The sizes of key and algorithm stand in the clear.
    return Buffer.from(fallback);
  }
  const seed = xor(maskedSeed, mgf1(hashes.mgf, maskedBlock, hashBytes));
  const block = xor(maskedBlock, mgf1(hashes.mgf, seed, maskedBlock.length));
  const found = Buffer.concat([padded.subarray(0, 1), block.subarray(0, prefixBytes)]);
  const wanted = Buffer.concat([Buffer.alloc(1), dataBlockPrefix(hashes.digest, prefixBytes)]);
  return select(timingSafeEqual(found, wanted), block.subarray(prefixBytes), fallback);
}

/** The first of two equally long values if the condition holds, else the second, without a branch on it. */
export function select(condition: boolean, first: Uint8Array, second: Uint8Array): Buffer {
  const mask = -Number(condition) & 0xff;
  const result = Buffer.alloc(second.length);
  for (let index = 0; index < result.length; index += 1) {
    result[index] = ((first[index] ?? 0) & mask) | ((second[index] ?? 0) & ~mask);
  }
  return result;
}
