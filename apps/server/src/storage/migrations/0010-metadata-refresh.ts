/**
 * When metadata addresses are read next; there is a row for each connection that has one. And the document of a
 * description that waits, where it came as text.
 */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** Connections that were made before: all of them are due at once. */
const addPresent = async (db: Kysely<unknown>): Promise<void> => {
  const rows = await sql<{ id: string; realm_id: string; source: string }>`
    select id, realm_id, source from connection where id > ''`.execute(db);
  for (const { id, realm_id, source } of rows.rows) {
    const { kind, url }: { kind?: unknown; url?: unknown } = JSON.parse(source);
    if (kind === 'url' && typeof url === 'string') {
      await sql`insert into metadata_refresh (connection_id, realm_id, url, failures, next_at, blocked)
        values (${id}, ${realm_id}, ${url}, 0, 0, 0)`.execute(db);
    }
  }
};

export const metadataRefresh: Migration = {
  name: '0010-metadata-refresh',
  version: 10,
  up: async (db, words) => {
    await db.schema
      .createTable('metadata_refresh')
      .addColumn('connection_id', words.text, (column) =>
        column.notNull().primaryKey().references('connection.id').onDelete('cascade'),
      )
      .addColumn('realm_id', words.text, required)
      .addColumn('url', words.text, required)
      .addColumn('checked_at', words.integer)
      .addColumn('succeeded_at', words.integer)
      .addColumn('adopted_at', words.integer)
      .addColumn('failures', words.integer, required)
      .addColumn('next_at', words.integer, required)
      .addColumn('problem', words.text)
      .addColumn('valid_until', words.integer)
      .addColumn('blocked', words.integer, required)
      .modifyEnd(words.tableEnd)
      .execute();
    await db.schema
      .createIndex('metadata_refresh_due')
      .on('metadata_refresh')
      .columns(['next_at', 'connection_id'])
      .execute();
    await addPresent(db);
    await db.schema.alterTable('staged_identity_provider').addColumn('document', words.text).execute();
  },
};
