/**
 * One process for each database file. The lock is an exclusive lock of SQLite on an empty file
 * beside the database, so the operating system takes it back when its process dies, however.
 */
import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CordboardError } from '../../../errors.ts';
import { sqliteResultCode } from './sqlite-errors.ts';

const SQLITE_BUSY = 5;

export interface FileLock {
  release(): void;
}

/**
 * Makes the lock file for its owner only: whoever may read it can hold a lock that keeps the hub from starting. A file
 * that is there is never opened here, because closing it would drop the locks that this process has on it (fcntl(2)).
 */
const prepareLockFile = (path: string): void => {
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  }
};

/**
 * Takes the lock of a database file, or fails at once.
 *
 * The lock file stays behind when it is released: deleting it could let two processes each hold
 * a lock on a file of the same name.
 *
 * @param path absolute path of the database
 * @throws `storage.locked` when another process, or this one, has it
 */
export const acquireFileLock = (path: string): FileLock => {
  prepareLockFile(`${path}.lock`);
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    // The journal would be a second file; the lock never writes anything.
    lock.exec('pragma journal_mode = memory; begin exclusive');
  } catch (cause) {
    lock.close();
    if (((sqliteResultCode(cause) ?? 0) & 0xff) !== SQLITE_BUSY) throw cause;
    throw new CordboardError('storage.locked', {
      expected: 'a database that no other process uses',
      received: path,
      hint: 'Stop the hub that uses it, or let the command speak to the running hub.',
      cause,
    });
  }
  return { release: () => lock.close() };
};
