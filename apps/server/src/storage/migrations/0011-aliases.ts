/** Aliases of service providers, so that one is found by what it is matched by. */
import type { Migration } from './migration.ts';

export const aliases: Migration = {
  name: '0011-aliases',
  version: 11,
  up: async (db, words) => {
    await db.schema
      .createTable('service_provider_alias')
      .addColumn('space', words.text, (column) => column.notNull())
      .addColumn('alias_key', words.text, (column) => column.notNull())
      .addColumn('service_provider_id', words.text, (column) =>
        column.notNull().references('service_provider.id').onDelete('cascade'),
      )
      .addColumn('kind', words.text, (column) => column.notNull())
      .addColumn('value', words.text, (column) => column.notNull())
      .addPrimaryKeyConstraint('service_provider_alias_key', ['space', 'alias_key', 'service_provider_id'])
      .modifyEnd(words.clusteredTableEnd)
      .execute();
    await db.schema
      .createIndex('service_provider_alias_owner')
      .on('service_provider_alias')
      .columns(['service_provider_id'])
      .execute();
  },
};
