/**
 * One process for each database file. The lock is an exclusive lock of SQLite on an empty file
 * beside the database, so the operating system takes it back when its process dies, however.
 */
import { DatabaseSync } from 'node:sqlite';
import { CordboardError } from '../../../errors.ts';
import { sqliteResultCode } from './sqlite-errors.ts';

const SQLITE_BUSY = 5;

export interface FileLock {
  release(): void;
}

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
