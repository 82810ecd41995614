import { damaged } from '../errors.ts';

const MAX_SALT = 1024;

/** Salts are 8 to 64 octets in practice; a long one only makes the first hash slower. */
export const checkSalt = (salt: Uint8Array): Uint8Array => {
  if (salt.length > MAX_SALT) {
    throw damaged(`a salt of up to ${MAX_SALT} octets`, `one of ${salt.length}`);
  }
  return salt;
};
