/** The audit log, and the answers that repeated requests of the administration API get again. */
import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration, SchemaWords } from './migration.ts';

/** The engine itself refuses to change or delete what was written. */
const createAudit = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  const texts = ['id', 'actor_kind', 'actor_id', 'actor_name', 'action', 'target_kind', 'target_path', 'fields'];
  const event = db.schema
    .createTable('audit_event')
    .addColumn('chain', words.text, (column) => column.notNull())
    .addColumn('sequence', words.integer, (column) => column.notNull())
    .addColumn('at', words.integer, (column) => column.notNull());
  await texts
    .reduce((table, name) => table.addColumn(name, words.text, (column) => column.notNull()), event)
    .addColumn('address', words.text)
    .addColumn('previous_hash', words.text, (column) => column.notNull())
    .addColumn('hash', words.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_event_key', ['chain', 'sequence'])
    .modifyEnd(words.clusteredTableEnd)
    .execute();
  const indexes: readonly (readonly [name: string, columns: readonly string[]])[] = [
    ['audit_event_at', ['chain', 'at', 'sequence']],
    ['audit_event_actor', ['chain', 'actor_id', 'at', 'sequence']],
    ['audit_event_action', ['chain', 'action', 'at', 'sequence']],
  ];
  for (const [name, columns] of indexes) {
    await db.schema
      .createIndex(name)
      .on('audit_event')
      .columns([...columns])
      .execute();
  }
  for (const statement of words.appendOnly('audit_event')) {
    await statement.execute(db);
  }
  await db.schema
    .createTable('audit_head')
    .addColumn('chain', words.text, (column) => column.notNull().primaryKey())
    .addColumn('sequence', words.integer, (column) => column.notNull())
    .addColumn('hash', words.text, (column) => column.notNull())
    .addColumn('seal', words.text, (column) => column.notNull())
    .modifyEnd(words.clusteredTableEnd)
    .execute();
};

const createIdempotency = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  const names: readonly string[] = ['scope', 'key_hash', 'request_hash', 'sealed_answer'];
  const table: CreateTableBuilder<string, string> = db.schema.createTable('idempotent_answer');
  await names
    .reduce((columns, name) => columns.addColumn(name, words.text, (column) => column.notNull()), table)
    .addColumn('expires_at', words.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotent_answer_key', ['scope', 'key_hash'])
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema.createIndex('idempotent_answer_expiry').on('idempotent_answer').columns(['expires_at']).execute();
};

export const administration: Migration = {
  name: '0002-administration',
  version: 2,
  up: async (db, words) => {
    await createAudit(db, words);
    await createIdempotency(db, words);
  },
};
