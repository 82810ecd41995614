/**
 * The embedded database: one SQLite file, one process, one connection that writes and one that
 * reads. The engine of every installation that runs on a single node.
 */
import { closeSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import { CordboardError } from '../../../errors.ts';
import type { SchemaWords } from '../../migrations/migration.ts';
import { migrations } from '../../migrations/migrations.ts';
import { runMigrations } from '../../migrations/run-migrations.ts';
import type { Storage } from '../../ports/storage.ts';
import { createStorageReader, createStorageWriter } from '../../queries/storage-queries.ts';
import { acquireFileLock } from './file-lock.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { createSqliteRunner } from './sqlite-dialect.ts';
import { toStorageError } from './sqlite-errors.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { createWriteQueue, type TransactionControl } from './write-queue.ts';

/** How long SQLite waits for another program that reads the file, such as a backup. */
const BUSY_TIMEOUT_MS = 5000;

/** The log is cut back to this size after a checkpoint. */
const JOURNAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;

/** Page cache of each connection, in KiB. */
const CACHE_KIB = 16 * 1024;

const words: SchemaWords = {
  text: sql`text`,
  integer: sql`integer`,
  tableEnd: sql`strict`,
  clusteredTableEnd: sql`strict, without rowid`,
  appendOnly: (table) =>
    ['update', 'delete'].map(
      (
        change,
      ) => sql`create trigger ${sql.ref(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.table(table)}
        begin select raise(abort, 'rows of this table are permanent'); end`,
    ),
};

export interface OpenSqliteStorageOptions {
  /** The database file, made when it is missing; `:memory:` for one that is gone when it is closed. */
  readonly path: string;
  /** Present time in epoch milliseconds; recorded with each migration. */
  readonly clock?: (() => number) | undefined;
}

/** An open SQLite database, with what only its own tests and measurements need. */
export interface SqliteStorage extends Storage {
  /** The absolute path of the database file. */
  readonly path: string;
  /** SQL of the statements in use, on the connection that reads and the one that writes. */
  statements(): readonly string[];
}

interface OpenFiles {
  readonly path: string;
  readonly writer: DatabaseSync;
  readonly reader: DatabaseSync;
  /** Closes everything; for a temporary database also deletes it. */
  close(): void;
}

/** Makes the file, readable by its owner only, unless it is there; resolves symbolic links. */
const prepareFile = (path: string): string => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  return realpathSync(path);
};

const openWriter = (path: string, isTemporary: boolean): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  // What is gone at the end anyway need not reach the disk.
  const synchronous = isTemporary ? 'off' : 'full';
  try {
    database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = ${synchronous};
      pragma temp_store = memory;
      pragma cache_size = -${CACHE_KIB};
      pragma journal_size_limit = ${JOURNAL_SIZE_LIMIT_BYTES};
    `);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
};

const openReader = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
  database.exec(`pragma temp_store = memory; pragma cache_size = -${CACHE_KIB};`);
  return database;
};

const toOpenError = (error: unknown, path: string): CordboardError => {
  if (error instanceof CordboardError) return error;
  const { code } = toStorageError(error);
  return new CordboardError(code === 'storage.failed' ? 'storage.open_failed' : code, {
    expected: 'an SQLite database that can be read and written',
    received: `${path}: ${error instanceof Error ? error.message : String(error)}`,
    cause: error,
  });
};

const openFiles = (requested: string): OpenFiles => {
  const isTemporary = requested === ':memory:';
  const folder = isTemporary ? createTemporaryFolder() : null;
  const cleanups: (() => void)[] = [];
  if (folder !== null) cleanups.push(() => folder.delete());
  const close = (): void => {
    for (const cleanup of cleanups.toReversed()) cleanup();
  };
  try {
    const path = prepareFile(folder === null ? requested : join(folder.path, 'cordboard.db'));
    const lock = acquireFileLock(path);
    cleanups.push(() => lock.release());
    const writer = openWriter(path, isTemporary);
    cleanups.push(() => writer.close());
    const reader = openReader(path);
    cleanups.push(() => reader.close());
    return { path, writer, reader, close };
  } catch (error) {
    close();
    throw toOpenError(error, requested);
  }
};

const createControl = (database: DatabaseSync): TransactionControl => {
  const command = (text: string): (() => void) => {
    const statement = database.prepare(text);
    return () => void statement.run();
  };
  const releaseSavepoint = command('release write_of_group');
  const rollbackTo = command('rollback to write_of_group');
  return {
    begin: command('begin immediate'),
    commit: command('commit'),
    rollback: command('rollback'),
    savepoint: command('savepoint write_of_group'),
    releaseSavepoint,
    rollbackToSavepoint: () => {
      rollbackTo();
      releaseSavepoint();
    },
    isOpen: () => database.isTransaction,
  };
};

/**
 * Opens a database, makes it when it is missing, and brings it to the present schema.
 *
 * @throws `storage.locked` when another process has it open
 * @throws `storage.newer_schema` when a newer version of Cordboard made it
 * @throws `storage.open_failed`, `storage.damaged` when the file cannot be used
 */
export const openSqliteStorage = async (options: OpenSqliteStorageOptions): Promise<SqliteStorage> => {
  const { clock = Date.now } = options;
  const files = openFiles(options.path);
  let closing: Promise<void> | null = null;
  const queue = createWriteQueue(createControl(files.writer));
  const readConnection = new SqliteConnection(files.reader, () => {
    if (closing !== null) throw new CordboardError('storage.closed');
  });
  const writeConnection = new SqliteConnection(files.writer, queue.assertWriting);
  const writeRunner = createSqliteRunner(writeConnection);

  const close = async (): Promise<void> => {
    await queue.close();
    files.close();
  };

  try {
    await runMigrations({
      migrations,
      words,
      name: files.path,
      now: clock(),
      transaction: async (change) => queue.write(async () => change(writeRunner as unknown as Kysely<unknown>)),
    });
  } catch (error) {
    await close();
    throw error;
  }
  const writer = createStorageWriter(writeRunner);
  return {
    path: files.path,
    read: createStorageReader(createSqliteRunner(readConnection), { remember: true }),
    write: async (change) => queue.write(async () => change(writer)),
    close: async () => {
      closing ??= close();
      await closing;
    },
    statements: () => [...new Set([...readConnection.statements, ...writeConnection.statements])],
  };
};
