/** Passwords of users, openings during an outage, groups of users, and how a session began. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration, SchemaWords } from './migration.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

const createCredentials = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('user_credential')
    .addColumn('user_id', words.text, (column) =>
      column.notNull().primaryKey().references('user_account.id').onDelete('cascade'),
    )
    .addColumn('realm_id', words.text, required)
    .addColumn('password_hash', words.text)
    .addColumn('changed_at', words.integer, required)
    .addColumn('link_hash', words.text)
    .addColumn('link_expires_at', words.integer)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema.createIndex('user_credential_realm').on('user_credential').columns(['realm_id', 'user_id']).execute();
  await db.schema
    .createIndex('user_credential_link')
    .unique()
    .on('user_credential')
    .columns(['link_hash'])
    .where(sql.ref('link_hash'), 'is not', null)
    .execute();
};

const createOpenings = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('local_opening')
    .addColumn('id', words.text, (column) => column.notNull().primaryKey())
    .addColumn('realm_id', words.text, (column) => column.notNull().references('realm.id').onDelete('cascade'))
    .addColumn('user_ids', words.text, required)
    .addColumn('reason', words.text, required)
    .addColumn('starts_at', words.integer, required)
    .addColumn('ends_at', words.integer, required)
    .addColumn('requested_by', words.text, required)
    .addColumn('requested_at', words.integer, required)
    .addColumn('approved_by', words.text)
    .addColumn('approved_at', words.integer)
    .addColumn('closed_by', words.text)
    .addColumn('closed_at', words.integer)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema
    .createIndex('local_opening_realm')
    .on('local_opening')
    .columns(['realm_id', 'requested_at', 'id'])
    .execute();
  await db.schema
    .createIndex('local_opening_running')
    .on('local_opening')
    .columns(['ends_at'])
    .where(sql<boolean>`closed_at is null`)
    .execute();
};

export const localSignIn: Migration = {
  name: '0009-local-sign-in',
  version: 9,
  up: async (db, words) => {
    await createCredentials(db, words);
    await createOpenings(db, words);
    await db.schema
      .alterTable('user_account')
      .addColumn('groups', words.text, (column) => column.notNull().defaultTo('[]'))
      .execute();
    await db.schema
      .alterTable('hub_session')
      .addColumn('method', words.text, (column) => column.notNull().defaultTo('saml'))
      .execute();
  },
};
