/** The text of an API key: how it is made, recognised and looked up. */
import { createHash } from 'node:crypto';

/** `cbk_` and 32 octets in base64url. */
const API_KEY = /^cbk_[A-Za-z0-9_-]{43}$/;
const KEY_OCTETS = 32;
/** Enough for people to tell keys apart: 24 of 256 bits. */
const HINT_LENGTH = 8;

export const isApiKey = (text: string): boolean => API_KEY.test(text);

/** SHA-256, base64url. A key is random enough that nothing slower is needed. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

export const makeApiKey = (
  random: (size: number) => Uint8Array,
): { readonly key: string; readonly keyHash: string; readonly hint: string } => {
  const key = `cbk_${Buffer.from(random(KEY_OCTETS)).toString('base64url')}`;
  return { key, keyHash: hashApiKey(key), hint: key.slice(0, HINT_LENGTH) };
};
