import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteConnection } from '../engines/sqlite/sqlite-connection.ts';
import { createSqliteRunner } from '../engines/sqlite/sqlite-dialect.ts';
import type { Migration } from './migration.ts';
import { migrations } from './migrations.ts';
import { runMigrations } from './run-migrations.ts';

let database: DatabaseSync;

beforeEach(() => {
  database = new DatabaseSync(':memory:');
});

afterEach(() => database.close());

const run = async (list: readonly Migration[]): Promise<number> => {
  const runner: unknown = createSqliteRunner(new SqliteConnection(database, () => undefined));
  return runMigrations({
    migrations: list,
    words: {
      text: sql`text`,
      integer: sql`integer`,
      tableEnd: sql`strict`,
      clusteredTableEnd: sql`strict`,
      appendOnly: () => [],
    },
    name: 'test',
    now: 7,
    transaction: async (change) => {
      database.exec('begin immediate');
      try {
        const result = await change(runner as Kysely<unknown>);
        database.exec('commit');
        return result;
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
  });
};

const migration = (version: number, up: Migration['up']): Migration => ({ name: `000${version}-test`, version, up });

const createTable = (name: string) => async (db: Kysely<unknown>) => {
  await sql`create table ${sql.table(name)} (id integer)`.execute(db);
};

const versions = (): unknown[] =>
  database
    .prepare('select version from schema_version order by version')
    .all()
    .map(({ version }) => version);

describe('the list of migrations', () => {
  it('names every numbered file of the folder, in order and without gaps', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((name) => /^\d{4}-.*\.ts$/.test(name) && !name.endsWith('.test.ts'))
      .map((name) => name.replace(/\.ts$/, ''))
      .toSorted();
    expect(migrations.map(({ name }) => name)).toEqual(files);
    expect(migrations.map(({ version }) => version)).toEqual(files.map((_, index) => index + 1));
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
  });

  it('runs on an empty database, and once', async () => {
    expect(await run(migrations)).toBe(migrations.length);
    expect(await run(migrations)).toBe(0);
  });
});

describe('running migrations', () => {
  it('runs only those that the database has not had', async () => {
    const first = migration(1, createTable('first'));
    const second = migration(2, createTable('second'));
    expect(await run([first])).toBe(1);
    expect(await run([first, second])).toBe(1);
    expect(versions()).toEqual([1, 2]);
  });

  it('takes a failed migration back as a whole and keeps the ones before it', async () => {
    const failing = migration(2, async (db) => {
      await createTable('half')(db);
      throw new Error('power cut');
    });
    await expect(run([migration(1, createTable('first')), failing])).rejects.toThrow('power cut');
    expect(versions()).toEqual([1]);
    expect(database.prepare("select name from sqlite_schema where name = 'half'").all()).toEqual([]);
    expect(await run([migration(1, createTable('first')), migration(2, createTable('half'))])).toBe(1);
  });

  it('refuses a database with migrations that it does not know', async () => {
    const first = migration(1, createTable('first'));
    await run([first, migration(2, createTable('second'))]);
    await expect(run([first])).rejects.toMatchObject({ code: 'storage.newer_schema', received: 'schema 2' });
  });
});

describe('an audit log from before it was found by name', () => {
  it('is found by the names that it has', async () => {
    await run(migrations.filter(({ version }) => version < 13));
    for (const [sequence, name] of ['Ödön', 'ÖDÖN', 'Ödön'].entries()) {
      const values = `'c', ${sequence}, 5, 'e-${sequence}', 'system', 'a', '${name}', 'x', 'realm', 'p', '[]', '', 'h'`;
      const columns = 'chain, sequence, at, id, actor_kind, actor_id, actor_name, action, target_kind, target_path';
      database.exec(`insert into audit_event (${columns}, fields, previous_hash, hash) values (${values})`);
    }
    await run(migrations);
    const names = database.prepare('select chain, folded, name from audit_actor_name order by name').all();
    expect(names.map((row) => Object.values(row))).toEqual(
      [
        ['c', 'ödön', 'Ödön'],
        ['c', 'ödön', 'ÖDÖN'],
      ].toSorted(([, , left = ''], [, , right = '']) => (left < right ? -1 : 1)),
    );
  });
});

describe('keys from before their life was kept', () => {
  it('were made here; the current and the retired ones have been promoted', async () => {
    await run(migrations.filter(({ version }) => version < 7));
    for (const state of ['next', 'current', 'retired']) {
      const values = `'${state}', 'sp-1', 'request-signing', '${state}', 'RSA-2048', 'sealed', 5`;
      database.exec(
        `insert into key_pair (id, owner_id, purpose, state, algorithm, sealed_private_key, created_at) values (${values})`,
      );
    }
    await run(migrations);
    expect(
      database
        .prepare('select id, origin, promoted_at, retired_at from key_pair order by id')
        .all()
        .map((row) => Object.values(row)),
    ).toEqual([
      ['current', 'generated', 5, null],
      ['next', 'generated', null, null],
      ['retired', 'generated', 5, 5],
    ]);
  });
});

describe('sessions and attempts from before single logout', () => {
  it('stay as they are: found by nothing that an identity provider says, and sign-ins all', async () => {
    await run(migrations.filter(({ version }) => version < 14));
    const rows = (table: string): unknown[] => database.prepare(`select * from ${table}`).all();
    /** Inserts a row with a value of its type for every column that needs one. */
    const insert = (table: string, id: Readonly<Record<string, string>>): void => {
      const columns = database
        .prepare(`select name, type from pragma_table_info('${table}') where "notnull" = 1`)
        .all();
      const values = columns.map(({ name, type }) => id[String(name)] ?? (type === 'INTEGER' ? 5 : '{}'));
      const names = columns.map(({ name }) => name).join(', ');
      database.prepare(`insert into ${table} (${names}) values (${columns.map(() => '?').join(', ')})`).run(...values);
    };
    database.exec('pragma foreign_keys = off');
    insert('hub_session', { id_hash: 's-1', connection_id: 'c-1' });
    insert('attempt', { id: 'a-1', outcome: 'succeeded' });
    insert('admin_session', { id_hash: 'p-1' });
    const before = ['hub_session', 'attempt', 'admin_session'].flatMap(rows);
    await run(migrations);
    expect(['hub_session', 'attempt', 'admin_session'].flatMap(rows)).toEqual([
      { ...Object(before[0]), idp_subject_hash: null },
      { ...Object(before[1]), kind: 'sign-in' },
      { ...Object(before[2]), connection_id: null, idp_subject_hash: null, idp_session_hash: null },
    ]);
  });
});
