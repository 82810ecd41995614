/** Errors of SQLite as errors of the hub. https://sqlite.org/rescode.html */
import { CordboardError, type ErrorCode } from '../../../errors.ts';

/** Extended result codes whose meaning differs from that of their family. */
const EXTENDED: ReadonlyMap<number, ErrorCode> = new Map([
  [787, 'storage.unknown_parent'], // SQLITE_CONSTRAINT_FOREIGNKEY
  [1555, 'storage.duplicate'], // SQLITE_CONSTRAINT_PRIMARYKEY
  [2067, 'storage.duplicate'], // SQLITE_CONSTRAINT_UNIQUE
]);

/** Primary result codes: the low eight bits. */
const PRIMARY: ReadonlyMap<number, ErrorCode> = new Map([
  [5, 'storage.locked'], // SQLITE_BUSY
  [6, 'storage.locked'], // SQLITE_LOCKED
  [10, 'storage.damaged'], // SQLITE_IOERR
  [11, 'storage.damaged'], // SQLITE_CORRUPT
  [13, 'storage.full'], // SQLITE_FULL
  [14, 'storage.open_failed'], // SQLITE_CANTOPEN
  [19, 'storage.constraint'], // SQLITE_CONSTRAINT
  [26, 'storage.damaged'], // SQLITE_NOTADB
]);

/** The result code of an error that node:sqlite threw, or null for any other. */
export const sqliteResultCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;

/**
 * Translates what node:sqlite throws. The message names tables and columns, never values.
 */
export const toStorageError = (error: unknown): CordboardError => {
  if (error instanceof CordboardError) return error;
  const result = sqliteResultCode(error);
  const code = result === null ? undefined : (EXTENDED.get(result) ?? PRIMARY.get(result & 0xff));
  return new CordboardError(code ?? 'storage.failed', {
    received: error instanceof Error ? error.message : String(error),
    cause: error,
  });
};
