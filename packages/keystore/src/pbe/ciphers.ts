import { shownObjectId } from '../asn1/object-ids.ts';
import { unsupported } from '../errors.ts';
import type { CbcCipher } from './decrypt-cbc.ts';

const CIPHERS: ReadonlyMap<string, CbcCipher> = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyLength: 16, ivLength: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyLength: 24, ivLength: 16 }],
  ['2.16.840.1.101.3.4.1.42', { name: 'aes-256-cbc', keyLength: 32, ivLength: 16 }],
  ['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 }],
]);

/** The cipher of PBES2 with this object identifier. @throws KeystoreError `keystore.unsupported` */
export const cipherOf = (id: string): CbcCipher => {
  const cipher = CIPHERS.get(id);
  if (cipher === undefined) {
    throw unsupported('AES-CBC or 3DES-CBC', shownObjectId(id), 'Export the keystore again with AES-256.');
  }
  return cipher;
};
