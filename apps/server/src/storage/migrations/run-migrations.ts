/** Brings a database to the present schema, one transaction for each migration. */
import { type Kysely, sql } from 'kysely';
import { CordboardError } from '../../errors.ts';
import type { Migration, SchemaWords } from './migration.ts';

export interface RunMigrationsOptions {
  readonly migrations: readonly Migration[];
  readonly words: SchemaWords;
  /** Names the database in errors: a path or an address without a password. */
  readonly name: string;
  /** Present time in epoch milliseconds, recorded with each migration. */
  readonly now: number;
  /** Runs `change` in one transaction under the engine's lock. */
  transaction<T>(change: (db: Kysely<unknown>) => Promise<T>): Promise<T>;
}

const readVersion = async (db: Kysely<unknown>, words: SchemaWords): Promise<number> => {
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', words.integer, (column) => column.notNull().primaryKey())
    .addColumn('name', words.text, (column) => column.notNull())
    .addColumn('applied_at', words.integer, (column) => column.notNull())
    .modifyEnd(words.tableEnd)
    .execute();
  const found = await sql<{ version: number | null }>`select max(version) as version from schema_version`.execute(db);
  return found.rows[0]?.version ?? 0;
};

/**
 * Runs the migrations that the database has not had yet, in order.
 *
 * @returns the number of migrations that ran
 * @throws `storage.newer_schema` when the database has had migrations that this version lacks
 */
export const runMigrations = async (options: RunMigrationsOptions): Promise<number> => {
  const { migrations, words } = options;
  const version = await options.transaction(async (db) => readVersion(db, words));
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) {
    throw new CordboardError('storage.newer_schema', {
      expected: `schema ${newest} or older in ${options.name}`,
      received: `schema ${version}`,
      hint: 'Start the version of Cordboard that last used this database, or restore a backup made before it.',
    });
  }
  const due = migrations.filter((migration) => migration.version > version);
  for (const migration of due) {
    await options.transaction(async (db) => {
      await migration.up(db, words);
      await sql`insert into schema_version (version, name, applied_at)
        values (${migration.version}, ${migration.name}, ${options.now})`.execute(db);
    });
  }
  return due.length;
};
