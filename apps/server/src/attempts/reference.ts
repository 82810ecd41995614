/** The eight characters that a person can read out over the phone and an administrator can search for. */

/** Crockford's base 32: no I, L, O or U, so that nothing is mistaken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** A new reference, `7F3K-92QD`: 40 random bits. */
export const createReference = (random: (size: number) => Uint8Array): string => {
  const characters = Array.from(random(LENGTH), (octet) => ALPHABET.charAt(octet & 31));
  return `${characters.slice(0, 4).join('')}-${characters.slice(4).join('')}`;
};

/** Reads what somebody typed: letter case, blanks and the hyphen do not matter, O is 0, I and L are 1. */
export const normalizeReference = (typed: string): string | null => {
  const compact = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(compact)) {
    return null;
  }
  return `${compact.slice(0, 4)}-${compact.slice(4)}`;
};
