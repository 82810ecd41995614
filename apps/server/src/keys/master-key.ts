/**
 * The master key: 32 bytes in a file of its own, outside the database and its backups. It seals
 * the private keys and secrets that the database keeps.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CordboardError } from '../errors.ts';

const KEY_BYTES = 32;

/** More than any accepted form takes; a larger file is something else. */
const MAX_FILE_BYTES = 1024;

const HEX = /^[0-9a-fA-F]{64}$/;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

const HOW_TO_MAKE_ONE =
  'Make one with: (umask 077; openssl rand -base64 32 > master.key), and name it in CORDBOARD_MASTER_KEY_FILE. ' +
  'Keep a copy apart from the backups: without it their secrets are lost.';

export interface MasterKey {
  /** Names the key in what it sealed, and tells nothing about it. */
  readonly id: string;
  readonly key: KeyObject;
}

export interface LoadMasterKeyOptions {
  /** Path of the key file; undefined when none is configured. */
  readonly path: string | undefined;
  /**
   * The folder in which systemd hands over credentials (`CREDENTIALS_DIRECTORY`). Access lists
   * guard it, and show as permissions of the group.
   */
  readonly credentialsDirectory?: string | undefined;
}

const toMasterKey = (octets: Buffer): MasterKey => ({
  id: createHmac('sha256', octets).update('cordboard master key id').digest('base64url').slice(0, 12),
  key: createSecretKey(octets),
});

const parseKey = (content: Buffer): Buffer | null => {
  if (content.length === KEY_BYTES) return content;
  const text = content.toString('latin1').trim();
  if (HEX.test(text)) return Buffer.from(text, 'hex');
  if (BASE64.test(text)) {
    const octets = Buffer.from(text, 'base64');
    return octets.length === KEY_BYTES ? octets : null;
  }
  return null;
};

const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const openKeyFile = async (path: string | undefined): Promise<FileHandle> => {
  if (path === undefined || path === '') {
    throw new CordboardError('keys.master_key_missing', {
      expected: 'the path of a key file in CORDBOARD_MASTER_KEY_FILE',
      received: 'none',
      hint: HOW_TO_MAKE_ONE,
    });
  }
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw new CordboardError('keys.master_key_missing', {
      expected: 'a key file that can be read',
      received: isErrno(cause, 'ENOENT') ? `no file at ${path}` : String(cause),
      hint: HOW_TO_MAKE_ONE,
      cause,
    });
  }
};

/**
 * Loads the master key: 32 raw octets, 64 hexadecimal digits, or base64.
 *
 * @throws `keys.master_key_missing` when no file is named or there; the hint says how to make one
 * @throws `keys.master_key_permissions` when the group or others may read or write the file
 * @throws `keys.master_key_format` when it holds anything but a key
 */
export const loadMasterKey = async (options: LoadMasterKeyOptions): Promise<MasterKey> => {
  const file = await openKeyFile(options.path);
  const path = resolve(options.path ?? '');
  try {
    const stat = await file.stat();
    const isCredential =
      options.credentialsDirectory !== undefined && dirname(path) === resolve(options.credentialsDirectory);
    // A systemd credential may show read permission of the group; nothing more.
    const forbidden = isCredential ? 0o037 : 0o077;
    if ((stat.mode & forbidden) !== 0) {
      throw new CordboardError('keys.master_key_permissions', {
        expected: `permissions 0600 or 0400 on ${path}`,
        received: `0${(stat.mode & 0o777).toString(8)}`,
        hint: `chmod 600 ${path}`,
      });
    }
    const octets = stat.isFile() && stat.size <= MAX_FILE_BYTES ? parseKey(await file.readFile()) : null;
    // A file of one repeated octet is a placeholder, not a key.
    if (octets === null || octets.every((octet) => octet === octets[0])) {
      throw new CordboardError('keys.master_key_format', {
        expected: `32 random octets, 64 hexadecimal digits or base64 in ${path}`,
        received: `${stat.size} octets of something else`,
        hint: HOW_TO_MAKE_ONE,
      });
    }
    return toMasterKey(octets);
  } finally {
    await file.close();
  }
};

/**
 * Makes a master key file that only its owner can read, and loads it.
 *
 * @param options.random cryptographically strong octets
 * @throws `keys.master_key_exists` when there is a file already: it is never overwritten
 */
export const createMasterKeyFile = async (options: {
  readonly path: string;
  readonly random: (size: number) => Uint8Array;
}): Promise<MasterKey> => {
  const octets = Buffer.from(options.random(KEY_BYTES));
  let file: FileHandle;
  try {
    file = await open(options.path, 'wx', 0o600);
  } catch (cause) {
    if (!isErrno(cause, 'EEXIST')) throw cause;
    throw new CordboardError('keys.master_key_exists', { received: options.path, cause });
  }
  try {
    await file.writeFile(`${octets.toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return toMasterKey(octets);
};
