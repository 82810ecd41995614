/** API keys of companies: what programs show instead of a sign-in. */
import type { Migration } from './migration.ts';

export const apiKeys: Migration = {
  name: '0005-api-keys',
  version: 5,
  up: async (db, words) => {
    const texts: readonly string[] = ['name', 'hint', 'scopes', 'created_by_id', 'created_by_name'];
    const table = db.schema
      .createTable('api_key')
      .addColumn('id', words.text, (column) => column.notNull().primaryKey())
      .addColumn('company_id', words.text, (column) => column.notNull().references('company.id').onDelete('cascade'))
      .addColumn('key_hash', words.text, (column) => column.notNull().unique());
    await texts
      .reduce((columns, name) => columns.addColumn(name, words.text, (column) => column.notNull()), table)
      .addColumn('created_at', words.integer, (column) => column.notNull())
      .addColumn('expires_at', words.integer)
      .addColumn('revoked_at', words.integer)
      .addColumn('last_used_at', words.integer)
      .addColumn('last_address', words.text)
      .modifyEnd(words.tableEnd)
      .execute();
    await db.schema.createIndex('api_key_company').on('api_key').columns(['company_id', 'created_at', 'id']).execute();
  },
};
