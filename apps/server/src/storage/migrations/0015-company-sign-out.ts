/** Sessions of administrators who came through their company are found by what the identity provider calls them. */
import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const companySignOut: Migration = {
  name: '0015-company-sign-out',
  version: 15,
  up: async (db, words) => {
    // Sessions from before have none: they end when they would have ended.
    for (const column of ['connection_id', 'idp_subject_hash', 'idp_session_hash']) {
      await db.schema.alterTable('admin_session').addColumn(column, words.text).execute();
    }
    await db.schema
      .createIndex('admin_session_subject')
      .on('admin_session')
      .columns(['connection_id', 'idp_subject_hash'])
      .where(sql.ref('connection_id'), 'is not', null)
      .execute();
  },
};
