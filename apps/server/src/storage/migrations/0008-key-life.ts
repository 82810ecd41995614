/** The life of keys: where each came from, when it was promoted and retired, and which identity provider knows it. */
import { type Kysely, sql } from 'kysely';
import type { Migration, SchemaWords } from './migration.ts';

const addKeyColumns = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .alterTable('key_pair')
    .addColumn('origin', words.text, (column) => column.notNull().defaultTo('generated'))
    .execute();
  await db.schema.alterTable('key_pair').addColumn('promoted_at', words.integer).execute();
  await db.schema.alterTable('key_pair').addColumn('retired_at', words.integer).execute();
  // Run once, over a table of few rows: these need no index.
  await sql`/* migration */ update key_pair set promoted_at = created_at where state <> 'next'`.execute(db);
  await sql`/* migration */ update key_pair set retired_at = created_at where state = 'retired'`.execute(db);
};

/** One next and one current key for a purpose of an owner, and of token keys for each algorithm. */
const addKeyIndexes = async (db: Kysely<unknown>): Promise<void> => {
  for (const state of ['next', 'current'] as const) {
    await sql`create unique index ${sql.ref(`key_pair_${state}`)} on key_pair
      (owner_id, purpose, (case when purpose = 'token-signing' then algorithm else '' end))
      where state = ${sql.lit(state)}`.execute(db);
  }
  await sql`create index key_pair_retired on key_pair (purpose, retired_at, id) where retired_at is not null`.execute(
    db,
  );
};

const createKnownKeys = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('known_key')
    .addColumn('connection_id', words.text, (column) =>
      column.notNull().references('connection.id').onDelete('cascade'),
    )
    .addColumn('key_id', words.text, (column) => column.notNull().references('key_pair.id').onDelete('cascade'))
    .addColumn('exchanged_at', words.integer)
    .addColumn('tested_at', words.integer)
    .addPrimaryKeyConstraint('known_key_key', ['connection_id', 'key_id'])
    .modifyEnd(words.clusteredTableEnd)
    .execute();
  await db.schema.createIndex('known_key_by_key').on('known_key').columns(['key_id']).execute();
};

/** A test can be made with the keys to come. */
const addTestColumns = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .alterTable('connection_test')
    .addColumn('next_keys', words.integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('connection_test').addColumn('signing_key_id', words.text).execute();
};

export const keyLife: Migration = {
  name: '0008-key-life',
  version: 8,
  up: async (db, words) => {
    await addKeyColumns(db, words);
    await addKeyIndexes(db);
    await createKnownKeys(db, words);
    await addTestColumns(db, words);
  },
};
