/** Set-ups of connections under way, and the links to them. */
import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from 'kysely';
import type { Migration, SchemaWords } from './migration.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

const withTexts = (
  table: CreateTableBuilder<string, string>,
  words: SchemaWords,
  names: readonly string[],
): CreateTableBuilder<string, string> =>
  names.reduce((columns, name) => columns.addColumn(name, words.text, required), table);

const createSetUps = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  const table = db.schema
    .createTable('set_up')
    .addColumn('id', words.text, (column) => column.notNull().primaryKey())
    .addColumn('service_provider_id', words.text, (column) =>
      column.notNull().references('service_provider.id').onDelete('cascade'),
    );
  const names = [
    'realm_id',
    'connection',
    'vendor',
    'name',
    'set_up_order',
    'done_steps',
    'identity_provider',
    'settings',
    'state',
    'created_by',
    'updated_by',
  ];
  await withTexts(table, words, names)
    .addColumn('step', words.text)
    .addColumn('created_at', words.integer, required)
    .addColumn('updated_at', words.integer, required)
    .addColumn('submitted_at', words.integer)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema
    .createIndex('set_up_service_provider')
    .on('set_up')
    .columns(['service_provider_id', 'created_at', 'id'])
    .execute();
};

export const setUps: Migration = {
  name: '0004-set-ups',
  version: 4,
  up: async (db, words) => {
    await createSetUps(db, words);
    const link = db.schema
      .createTable('set_up_link')
      .addColumn('id', words.text, (column) => column.notNull().primaryKey())
      .addColumn('set_up_id', words.text, (column) => column.notNull().references('set_up.id').onDelete('cascade'));
    await withTexts(link, words, ['token_hash', 'recipient', 'created_by'])
      .addColumn('created_at', words.integer, required)
      .addColumn('expires_at', words.integer, required)
      .addColumn('revoked_at', words.integer)
      .addColumn('last_used_at', words.integer)
      .addUniqueConstraint('set_up_link_token', ['token_hash'])
      .modifyEnd(words.tableEnd)
      .execute();
    await db.schema
      .createIndex('set_up_link_set_up')
      .on('set_up_link')
      .columns(['set_up_id', 'created_at', 'id'])
      .execute();
  },
};
