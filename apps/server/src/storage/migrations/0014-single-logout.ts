/** Single logout: sessions found by what the identity provider calls their person, and what it has ended already. */
import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const singleLogout: Migration = {
  name: '0014-single-logout',
  version: 14,
  up: async (db, words) => {
    // Sessions from before have no hash: they end when they would have ended.
    await db.schema.alterTable('hub_session').addColumn('idp_subject_hash', words.text).execute();
    await db.schema
      .createIndex('hub_session_subject')
      .on('hub_session')
      .columns(['connection_id', 'idp_subject_hash'])
      .where(sql.ref('idp_subject_hash'), 'is not', null)
      .execute();
    await db.schema
      .alterTable('attempt')
      .addColumn('kind', words.text, (column) => column.notNull().defaultTo('sign-in'))
      .execute();
    await db.schema
      .createTable('idp_sign_out')
      .addColumn('connection_id', words.text, (column) => column.notNull())
      .addColumn('session_hash', words.text, (column) => column.notNull())
      .addColumn('at', words.integer, (column) => column.notNull())
      .addColumn('expires_at', words.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('idp_sign_out_key', ['connection_id', 'session_hash'])
      .modifyEnd(words.clusteredTableEnd)
      .execute();
    await db.schema.createIndex('idp_sign_out_expiry').on('idp_sign_out').columns(['expires_at']).execute();
  },
};
