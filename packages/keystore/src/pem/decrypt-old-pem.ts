/** Keys that OpenSSL encrypted before PKCS#8: the cipher stands in the headers, one round of MD5 makes the key. */
import { hash } from 'node:crypto';
import { damaged, unsupported } from '../errors.ts';
import { type CbcCipher, decryptCbc } from '../pbe/decrypt-cbc.ts';
import { shownName } from '../shown.ts';

const CIPHERS: ReadonlyMap<string, CbcCipher> = new Map([
  ['AES-128-CBC', { name: 'aes-128-cbc', keyLength: 16, ivLength: 16 }],
  ['AES-192-CBC', { name: 'aes-192-cbc', keyLength: 24, ivLength: 16 }],
  ['AES-256-CBC', { name: 'aes-256-cbc', keyLength: 32, ivLength: 16 }],
  ['DES-EDE3-CBC', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 }],
]);

const SALT_LENGTH = 8;

const readEncryption = (header: string): { cipher: CbcCipher; iv: Buffer } => {
  const [name = '', hex = ''] = header.split(',').map((part) => part.trim());
  const cipher = CIPHERS.get(name.toUpperCase());
  if (cipher === undefined) {
    throw unsupported(
      `one of ${[...CIPHERS.keys()].join(', ')}`,
      shownName(name),
      'Convert the key with: openssl pkcs8 -topk8 -in key.pem -out new-key.pem',
    );
  }
  if (!/^[0-9A-Fa-f]+$/.test(hex) || hex.length !== 2 * cipher.ivLength) {
    throw damaged(`an initialization vector of ${cipher.ivLength} octets`, `${hex.length} characters`);
  }
  return { cipher, iv: Buffer.from(hex, 'hex') };
};

/**
 * Decrypts a key by its header DEK-Info.
 *
 * @returns undefined when the password is wrong, as far as the padding tells.
 * @throws KeystoreError `keystore.unsupported` or `keystore.damaged`
 */
export const decryptOldPem = (data: Uint8Array, header: string, password: string): Buffer | undefined => {
  const { cipher, iv } = readEncryption(header);
  const secret = Buffer.concat([Buffer.from(password, 'utf8'), iv.subarray(0, SALT_LENGTH)]);
  let key = Buffer.alloc(0);
  for (let part = Buffer.alloc(0); key.length < cipher.keyLength; key = Buffer.concat([key, part])) {
    part = hash('md5', Buffer.concat([part, secret]), 'buffer');
  }
  return decryptCbc(cipher, { key: key.subarray(0, cipher.keyLength), iv, data });
};
