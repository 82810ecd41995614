/** The names of actors in the audit log, so that what somebody did is found by name without reading the whole log. */
import { type Kysely, sql } from 'kysely';
import { foldedActorName } from '../queries/actor-names.ts';
import type { Migration } from './migration.ts';

interface NamedActor {
  readonly chain: string;
  readonly name: string;
}

/** SQLite knows the letter case of ASCII alone, so the names of the log so far are folded here. */
const nameActorsSoFar = async (db: Kysely<unknown>): Promise<void> => {
  const named = sql<NamedActor>`/* migration */ select distinct chain, actor_name as name from audit_event`;
  for (const { chain, name } of (await named.execute(db)).rows) {
    const values = sql`${chain}, ${foldedActorName(name)}, ${name}`;
    await sql`/* migration */ insert into audit_actor_name (chain, folded, name) values (${values})`.execute(db);
  }
};

export const auditActorNames: Migration = {
  name: '0013-audit-actor-names',
  version: 13,
  up: async (db, words) => {
    await db.schema
      .createTable('audit_actor_name')
      .addColumn('chain', words.text, (column) => column.notNull())
      .addColumn('folded', words.text, (column) => column.notNull())
      .addColumn('name', words.text, (column) => column.notNull())
      .addPrimaryKeyConstraint('audit_actor_name_key', ['chain', 'folded', 'name'])
      .modifyEnd(words.clusteredTableEnd)
      .execute();
    await sql`create index audit_event_actor_name on audit_event (chain, actor_name, at, sequence)`.execute(db);
    await nameActorsSoFar(db);
  },
};
