/** Block ciphers in CBC mode with PKCS#7 padding, from node:crypto. */
import { createDecipheriv } from 'node:crypto';

export interface CbcCipher {
  /** The name for node:crypto. */
  readonly name: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc';
  readonly keyLength: number;
  readonly ivLength: number;
}

/** @returns undefined when the padding does not fit, which a wrong key makes likely. */
export const decryptCbc = (
  cipher: CbcCipher,
  { key, iv, data }: { key: Uint8Array; iv: Uint8Array; data: Uint8Array },
): Buffer | undefined => {
  const decipher = createDecipheriv(cipher.name, key, iv);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    // OpenSSL says no more than that the padding or the length is wrong.
    return undefined;
  }
};
