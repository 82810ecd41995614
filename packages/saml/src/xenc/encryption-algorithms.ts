/**
 * The algorithms of XML Encryption that are spoken, by URI. What is not in these tables is refused, among it RSA
 * with PKCS #1 v1.5 padding, whose decryption cannot be kept from telling an attacker something.
 */

/** How the content is encrypted. */
export interface ContentAlgorithm {
  readonly mode: 'gcm' | 'cbc';
  /** The name that node:crypto gives the cipher. */
  readonly cipher: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' | 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc';
  readonly keyBytes: 16 | 24 | 32;
}

export type ContentAlgorithmUri =
  | 'http://www.w3.org/2009/xmlenc11#aes256-gcm'
  | 'http://www.w3.org/2009/xmlenc11#aes192-gcm'
  | 'http://www.w3.org/2009/xmlenc11#aes128-gcm'
  | 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'
  | 'http://www.w3.org/2001/04/xmlenc#aes192-cbc'
  | 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';

/** xmlenc-core1 §5.2: block encryption algorithms. */
export const CONTENT_ALGORITHMS: Readonly<Record<ContentAlgorithmUri, ContentAlgorithm>> = {
  'http://www.w3.org/2009/xmlenc11#aes256-gcm': { mode: 'gcm', cipher: 'aes-256-gcm', keyBytes: 32 },
  'http://www.w3.org/2009/xmlenc11#aes192-gcm': { mode: 'gcm', cipher: 'aes-192-gcm', keyBytes: 24 },
  'http://www.w3.org/2009/xmlenc11#aes128-gcm': { mode: 'gcm', cipher: 'aes-128-gcm', keyBytes: 16 },
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc': { mode: 'cbc', cipher: 'aes-256-cbc', keyBytes: 32 },
  'http://www.w3.org/2001/04/xmlenc#aes192-cbc': { mode: 'cbc', cipher: 'aes-192-cbc', keyBytes: 24 },
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc': { mode: 'cbc', cipher: 'aes-128-cbc', keyBytes: 16 },
};

/** The hashes that OAEP is used with, under the names that node:crypto gives them. */
export type OaepHash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** OAEP hashes its label with one function and makes its mask with another, RFC 8017 §7.1. */
export interface OaepHashes {
  readonly digest: OaepHash;
  readonly mgf: OaepHash;
}

/** xmlenc-core1 §5.5.2: the mask is always made with SHA-1. */
export const RSA_OAEP_MGF1P = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';
/** xmlenc-core1 §5.5.2: the mask generation function is a parameter, SHA-1 unless given. */
export const RSA_OAEP = 'http://www.w3.org/2009/xmlenc11#rsa-oaep';

export type KeyTransportUri = typeof RSA_OAEP_MGF1P | typeof RSA_OAEP;

/** Digest methods of OAEP. SHA-1 is sound here: nothing about OAEP rests on it being hard to collide. */
export const OAEP_DIGESTS: Readonly<Record<string, OaepHash>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};

/** Mask generation functions of OAEP. */
export const OAEP_MGFS: Readonly<Record<string, OaepHash>> = {
  'http://www.w3.org/2009/xmlenc11#mgf1sha1': 'sha1',
  'http://www.w3.org/2009/xmlenc11#mgf1sha256': 'sha256',
  'http://www.w3.org/2009/xmlenc11#mgf1sha384': 'sha384',
  'http://www.w3.org/2009/xmlenc11#mgf1sha512': 'sha512',
};

/** The value under an own key of a table: a URI from a message never reaches what tables inherit. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, uri: string): Value | undefined {
  return Object.hasOwn(table, uri) ? table[uri] : undefined;
}

/** The URI of a hash in a table of hashes. */
export function uriOf(table: Readonly<Record<string, OaepHash>>, hash: OaepHash): string {
  const found = Object.entries(table).find(([, value]) => value === hash);
  if (found === undefined) {
    throw new TypeError(`no URI for ${hash}`);
  }
  return found[0];
}
