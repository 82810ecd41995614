/**
 * AES of XML Encryption, xmlenc-core1 §5.2: octets of a CipherValue and a content key to plain octets.
 */
import { createDecipheriv, createSecretKey } from 'node:crypto';
import type { ContentAlgorithm } from './encryption-algorithms.ts';

const GCM_IV_BYTES = 12;
const GCM_TAG_BYTES = 16;
const BLOCK_BYTES = 16;

/**
 * Decrypts content.
 *
 * @returns `undefined` for every kind of failure.
 */
export function decryptContent(
  algorithm: ContentAlgorithm,
  key: Uint8Array,
  ciphertext: Uint8Array,
): Buffer | undefined {
  return algorithm.mode === 'gcm'
    ? decryptGcm(algorithm.cipher, key, ciphertext)
    : decryptCbc(algorithm.cipher, key, ciphertext);
}

/** xmlenc-core1 §5.2.4: IV of 96 bits, ciphertext, tag of 128 bits. */
const decryptGcm = (cipher: string, key: Uint8Array, ciphertext: Uint8Array): Buffer | undefined => {
  if (ciphertext.length < GCM_IV_BYTES + GCM_TAG_BYTES) {
    return undefined;
  }
  const iv = ciphertext.subarray(0, GCM_IV_BYTES);
  const tagStart = ciphertext.length - GCM_TAG_BYTES;
  // Node asks of octets what kind of key object they are, and makes two errors to find that they are none: 14 µs.
  const secret = createSecretKey(key);
  // The names of the table are GCM ciphers, which the types of Node only know as literals.
  const decipher = createDecipheriv(cipher as 'aes-256-gcm', secret, iv, { authTagLength: GCM_TAG_BYTES });
  decipher.setAuthTag(ciphertext.subarray(tagStart));
  const plain = decipher.update(ciphertext.subarray(GCM_IV_BYTES, tagStart));
  try {
    decipher.final();
  } catch {
    // The one failure of GCM: the tag does not fit. The caller reports it with all others.
    return undefined;
  }
  return plain;
};

/** xmlenc-core1 §5.2.2 and §5.2.3: IV of one block; the last octet of the plain text counts the padding. */
const decryptCbc = (cipher: string, key: Uint8Array, ciphertext: Uint8Array): Buffer | undefined => {
  if (ciphertext.length < 2 * BLOCK_BYTES || ciphertext.length % BLOCK_BYTES !== 0) {
    return undefined;
  }
  const decipher = createDecipheriv(cipher, createSecretKey(key), ciphertext.subarray(0, BLOCK_BYTES));
  // Only the last octet means anything here; the padding of PKCS #7 that node would ask for is another one.
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(ciphertext.subarray(BLOCK_BYTES)), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  return padding >= 1 && padding <= BLOCK_BYTES ? padded.subarray(0, padded.length - padding) : undefined;
};
