/** Sessions of administrators who came through their company: they reach that company alone, and go with it. */
import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const companySessions: Migration = {
  name: '0012-company-sessions',
  version: 12,
  up: async (db, words) => {
    await db.schema
      .alterTable('admin_session')
      .addColumn('limited_to', words.text, (column) => column.references('company.id').onDelete('cascade'))
      .execute();
    await db.schema
      .createIndex('admin_session_company')
      .on('admin_session')
      .columns(['limited_to'])
      .where(sql.ref('limited_to'), 'is not', null)
      .execute();
  },
};
