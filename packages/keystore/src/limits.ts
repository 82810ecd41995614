/**
 * What a file may ask of us. All limits are checked before the work is done; no keystore that keytool or OpenSSL makes
 * with their own settings comes near them.
 */
export const KEYSTORE_LIMITS = {
  /** Octets of the file. */
  fileBytes: 1_048_576,
  /** Entries of a store, or blocks of a PEM file. */
  entries: 1000,
  /** Certificates that come with one key. */
  certificates: 100,
  /** Certificates of the chain that is made of them. */
  chainLength: 10,
  /** Octets of one private key, encrypted or not. */
  keyBytes: 65_536,
  /** How deep ASN.1 may be nested. */
  asn1Depth: 32,
  /** Elements of one ASN.1 structure. */
  asn1Elements: 40_000,
  /** UTF-16 units of a password; a longer one opens nothing. */
  passwordLength: 256,
  /** Rounds of one derivation of a key from a password (keytool: up to 200,000 by default). */
  rounds: 1_000_000,
  /** Hash computations for passwords over the whole file. */
  hashes: 3_000_000,
  /** Octets of memory for scrypt. */
  scryptBytes: 67_108_864,
  /** Bits of an RSA modulus. */
  rsaBits: 8192,
} as const;
