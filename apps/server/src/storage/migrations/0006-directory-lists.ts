/**
 * What the administration asks for: metadata documents that were handed in as files, and indexes for its lists. Of a
 * sign-in that succeeds they hold one entry more, the one by person.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration, SchemaWords } from './migration.ts';

const createDocuments = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('connection_document')
    .addColumn('connection_id', words.text, (column) =>
      column.notNull().primaryKey().references('connection.id').onDelete('cascade'),
    )
    .addColumn('document', words.text, (column) => column.notNull())
    .modifyEnd(words.tableEnd)
    .execute();
};

/** Letter case does not count in a search. */
const createUserIndexes = async (db: Kysely<unknown>): Promise<void> => {
  for (const column of ['login', 'display_name', 'last_name']) {
    const index = db.schema
      .createIndex(`user_account_${column}_search`)
      .on('user_account')
      .columns(['realm_id'])
      .expression(sql`lower(${sql.ref(column)})`)
      .column('id');
    await (column === 'login' ? index : index.where(sql.ref(column), 'is not', null)).execute();
  }
};

const createAttemptIndexes = async (db: Kysely<unknown>): Promise<void> => {
  const indexes: readonly (readonly [column: string, present: RawBuilder<boolean>])[] = [
    ['code', sql<boolean>`code is not null`],
    ['user_id', sql<boolean>`user_id is not null`],
    // Strangers who were turned away; whoever became a user is found as one.
    ['subject', sql<boolean>`outcome = 'refused' and user_id is null and subject is not null`],
  ];
  for (const [column, present] of indexes) {
    await db.schema
      .createIndex(`attempt_realm_${column}`)
      .on('attempt')
      .columns(['realm_id', column, 'started_at', 'id'])
      .where(present)
      .execute();
  }
};

export const directoryLists: Migration = {
  name: '0006-directory-lists',
  version: 6,
  up: async (db, words) => {
    await createDocuments(db, words);
    await createUserIndexes(db);
    await createAttemptIndexes(db);
  },
};
