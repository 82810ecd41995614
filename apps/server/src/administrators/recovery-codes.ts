/** Codes for whoever lost the second factor: ten, each used once, 80 bits each, stored hashed. */
import { hashToken } from './token.ts';

const CODES = 10;
const CODE_BYTES = 10;
/** Digits and letters without I, L, O and U (Crockford): nobody mistakes one for another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const encode = (octets: Uint8Array): string => {
  const bits = [...octets].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  const characters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]);
  return (characters.join('').match(/.{4}/g) ?? []).join('-');
};

/** Makes ten codes such as `7F3K-92QD-XW4A-0M5T`. */
export const newRecoveryCodes = (random: (size: number) => Uint8Array): readonly string[] =>
  Array.from({ length: CODES }, () => encode(random(CODE_BYTES)));

/** What is stored of a code, however it was typed. It belongs to one administrator. */
export const hashRecoveryCode = (administratorId: string, typed: string): string => {
  const code = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return hashToken(`recovery-code:${administratorId}:${code}`);
};
