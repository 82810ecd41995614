/** Tests of connections, descriptions of identity providers that wait, and the state of single sign-on. */
import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration, SchemaWords } from './migration.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

const childKey =
  (parent: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.notNull().primaryKey().references(`${parent}.id`).onDelete('cascade');

const createTests = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  const names: readonly string[] = [
    'realm_id',
    'service_provider_id',
    'start_hash',
    'settings',
    'administrator_id',
    'administrator_login',
  ];
  const table: CreateTableBuilder<string, string> = db.schema
    .createTable('connection_test')
    .addColumn('id', words.text, (column) => column.notNull().primaryKey())
    .addColumn('connection_id', words.text, (column) =>
      column.notNull().references('connection.id').onDelete('cascade'),
    );
  await names
    .reduce((columns, name) => columns.addColumn(name, words.text, required), table)
    .addColumn('staged', words.integer, required)
    .addColumn('attempt_id', words.text)
    .addColumn('created_at', words.integer, required)
    .addColumn('expires_at', words.integer, required)
    .addColumn('finished_at', words.integer)
    .addColumn('recognised_as', words.text)
    .addColumn('sealed_claims', words.text)
    .addUniqueConstraint('connection_test_start', ['start_hash'])
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema
    .createIndex('connection_test_connection')
    .on('connection_test')
    .columns(['connection_id', 'created_at', 'id'])
    .execute();
  await db.schema
    .createIndex('connection_test_passed')
    .on('connection_test')
    .columns(['connection_id', 'staged', 'created_at', 'id'])
    .where(sql<boolean>`recognised_as is not null`)
    .execute();
};

export const connectionTests: Migration = {
  name: '0003-connection-tests',
  version: 3,
  up: async (db, words) => {
    await createTests(db, words);
    await db.schema
      .createTable('staged_identity_provider')
      .addColumn('connection_id', words.text, childKey('connection'))
      .addColumn('description', words.text, required)
      .addColumn('source', words.text, required)
      .addColumn('staged_by', words.text, required)
      .addColumn('staged_at', words.integer, required)
      .modifyEnd(words.tableEnd)
      .execute();
    await db.schema
      .createTable('sso_state')
      .addColumn('realm_id', words.text, childKey('realm'))
      .addColumn('changed_at', words.integer, required)
      .addColumn('changed_by', words.text, required)
      .addColumn('checklist', words.text, required)
      .modifyEnd(words.tableEnd)
      .execute();
  },
};
