/** Octets of each hash that is accepted, by its name for node:crypto. */
export const HASH_LENGTHS: Readonly<Record<string, number>> = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};
