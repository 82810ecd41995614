/**
 * Argon2id (RFC 9106) as PHC strings, `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`: each hash carries
 * its parameters, so that they can change without locking anybody out.
 */
import { argon2, timingSafeEqual } from 'node:crypto';
import { CordboardError } from '../errors.ts';

export interface Argon2Parameters {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

export interface ParsedHash extends Argon2Parameters {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** What OWASP recommends as its second choice; 19 MiB is what a small hub can give several at once. */
export const currentParameters: Argon2Parameters = { memory: 19_456, passes: 2, parallelism: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Bounds of what is computed for a stored hash, so that a damaged one cannot take the memory of the hub. */
const MAX_MEMORY = 262_144;
const MAX_PASSES = 16;
const MAX_PARALLELISM = 4;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const withoutPadding = (octets: Uint8Array): string => Buffer.from(octets).toString('base64').replaceAll('=', '');

/** @throws `storage.damaged_record` when it is no hash of ours */
export const parseHash = (text: string): ParsedHash => {
  const [, memory, passes, parallelism, salt = '', hash = ''] = PHC.exec(text) ?? [];
  const parsed = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
  const fits =
    parsed.memory <= MAX_MEMORY &&
    parsed.passes >= 1 &&
    parsed.passes <= MAX_PASSES &&
    parsed.parallelism >= 1 &&
    parsed.parallelism <= MAX_PARALLELISM &&
    parsed.memory >= 8 * parsed.parallelism;
  if (!fits) {
    throw new CordboardError('storage.damaged_record', { expected: 'an argon2id hash in the PHC string format' });
  }
  return parsed;
};

const derive = (
  message: Buffer,
  nonce: Uint8Array,
  tagLength: number,
  parameters: Argon2Parameters,
): Promise<Buffer> => {
  const { memory, passes, parallelism } = parameters;
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, memory, passes, parallelism, tagLength }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
};

/** Unicode has several spellings of one word (RFC 8265 §4.2.1); keyboards differ in which they send. */
const octetsOf = (password: string): Buffer => Buffer.from(password.normalize('NFC'), 'utf8');

/** Hashes a password with the given parameters. */
export const hashWith = async (
  password: string,
  parameters: Argon2Parameters,
  random: (size: number) => Uint8Array,
): Promise<string> => {
  const salt = random(SALT_BYTES);
  const hash = await derive(octetsOf(password), salt, HASH_BYTES, parameters);
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${withoutPadding(salt)}$${withoutPadding(hash)}`;
};

/** Whether a password is the one that was hashed. */
export const matchesHash = async (password: string, stored: ParsedHash): Promise<boolean> => {
  const hash = await derive(octetsOf(password), stored.salt, stored.hash.length, stored);
  return timingSafeEqual(hash, stored.hash);
};
