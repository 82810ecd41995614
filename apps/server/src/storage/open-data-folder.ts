/**
 * The folder of the database, its lock and the control socket. Whoever can enter it can command the hub or keep it from
 * starting, so it is its owner's alone before anything is opened in it.
 */
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { CordboardError } from '../errors.ts';
import { DATABASE_FILE } from './database-file.ts';

const OWNER_ONLY = 0o700;
const GROUP_AND_OTHERS = 0o077;

const hintFor = (path: string): string =>
  `Run chmod 700 ${path} as its owner, or name a folder inside it, which Cordboard then makes.`;

const permissionsOf = (path: string): number => statSync(path).mode & 0o777;

/** A folder of something else, such as a home folder, is not ours to close. */
const isOurs = (path: string): boolean => {
  const names = readdirSync(path);
  return names.length === 0 || names.includes(DATABASE_FILE);
};

/**
 * Makes the folder when it is missing, and takes the permissions of group and others away.
 *
 * @throws CordboardError `storage.open_failed` when it cannot be made, or others may enter it and that cannot be changed
 */
export const openDataFolder = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true, mode: OWNER_ONLY });
    if ((permissionsOf(path) & GROUP_AND_OTHERS) !== 0 && isOurs(path)) {
      chmodSync(path, OWNER_ONLY);
    }
  } catch (cause) {
    throw new CordboardError('storage.open_failed', {
      expected: 'a data folder of the user that runs Cordboard',
      received: `${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: hintFor(path),
      cause,
    });
  }
  // Looked at again: some file systems ignore a change without an error.
  const permissions = permissionsOf(path);
  if ((permissions & GROUP_AND_OTHERS) !== 0) {
    throw new CordboardError('storage.open_failed', {
      expected: 'a data folder that only its owner can enter (mode 0700)',
      received: `${path} (mode 0${permissions.toString(8)})`,
      hint: hintFor(path),
    });
  }
};
