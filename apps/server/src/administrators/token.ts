/** Secrets that are handed out once and stored as their SHA-256 only. */
import { createHash } from 'node:crypto';

const TOKEN_BYTES = 32;

export interface Token {
  /** What the browser gets, base64url. */
  readonly value: string;
  /** What is stored. */
  readonly hash: string;
}

/** SHA-256, base64url. */
export const hashToken = (value: string): string => createHash('sha256').update(value).digest('base64url');

/** Makes a token of 32 random octets. */
export const newToken = (random: (size: number) => Uint8Array): Token => {
  const value = Buffer.from(random(TOKEN_BYTES)).toString('base64url');
  return { value, hash: hashToken(value) };
};
