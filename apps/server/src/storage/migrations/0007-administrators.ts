/**
 * Administrators and how they sign in. Grants vanish with their company or environment; what belongs
 * to an administrator goes with it. Links and counters belong to nobody: they only expire.
 */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration, SchemaWords } from './migration.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const primary = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().primaryKey();
const unique = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().unique();
const partOf =
  (parent: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.references(`${parent}.id`).onDelete('cascade');
const child =
  (parent: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    partOf(parent)(column.notNull());

const createAccounts = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('administrator')
    .addColumn('id', words.text, primary)
    .addColumn('login', words.text, required)
    .addColumn('login_key', words.text, unique)
    .addColumn('name', words.text, required)
    .addColumn('password_hash', words.text)
    .addColumn('sealed_totp', words.text)
    .addColumn('totp_last_step', words.integer)
    .addColumn('enabled', words.integer, required)
    .addColumn('created_at', words.integer, required)
    .addColumn('updated_at', words.integer, required)
    .addColumn('last_signed_in_at', words.integer)
    .addColumn('revision', words.integer, required)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema
    .createTable('administrator_role')
    .addColumn('administrator_id', words.text, child('administrator'))
    .addColumn('position', words.integer, required)
    .addColumn('role', words.text, required)
    .addColumn('company_id', words.text, partOf('company'))
    .addColumn('environment_id', words.text, partOf('environment'))
    .addPrimaryKeyConstraint('administrator_role_key', ['administrator_id', 'position'])
    .modifyEnd(words.clusteredTableEnd)
    .execute();
  for (const place of ['company', 'environment']) {
    await db.schema
      .createIndex(`administrator_role_${place}`)
      .on('administrator_role')
      .columns([`${place}_id`, 'administrator_id'])
      .where(sql.ref(`${place}_id`), 'is not', null)
      .execute();
  }
  await db.schema
    .createIndex('administrator_role_role')
    .on('administrator_role')
    .columns(['role', 'administrator_id'])
    .execute();
};

const createFactors = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('recovery_code')
    .addColumn('administrator_id', words.text, child('administrator'))
    .addColumn('code_hash', words.text, required)
    .addPrimaryKeyConstraint('recovery_code_key', ['administrator_id', 'code_hash'])
    .modifyEnd(words.clusteredTableEnd)
    .execute();
  await db.schema
    .createTable('passkey')
    .addColumn('id', words.text, primary)
    .addColumn('administrator_id', words.text, child('administrator'))
    .addColumn('credential_id', words.text, unique)
    .addColumn('public_key', words.text, required)
    .addColumn('counter', words.integer, required)
    .addColumn('transports', words.text, required)
    .addColumn('backed_up', words.integer, required)
    .addColumn('name', words.text, required)
    .addColumn('created_at', words.integer, required)
    .addColumn('last_used_at', words.integer)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema.createIndex('passkey_owner').on('passkey').columns(['administrator_id', 'created_at']).execute();
};

const createPassages = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('admin_session')
    .addColumn('id_hash', words.text, primary)
    .addColumn('administrator_id', words.text, child('administrator'))
    .addColumn('method', words.text, required)
    .addColumn('address', words.text)
    .addColumn('user_agent', words.text)
    .addColumn('created_at', words.integer, required)
    .addColumn('last_seen_at', words.integer, required)
    .addColumn('expires_at', words.integer, required)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema
    .createTable('admin_challenge')
    .addColumn('id_hash', words.text, primary)
    .addColumn('kind', words.text, required)
    .addColumn('administrator_id', words.text, partOf('administrator'))
    .addColumn('sealed', words.text, required)
    .addColumn('failures', words.integer, required)
    .addColumn('expires_at', words.integer, required)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema
    .createTable('one_time_link')
    .addColumn('token_hash', words.text, primary)
    .addColumn('kind', words.text, required)
    .addColumn('subject', words.text, required)
    .addColumn('resets_second_factors', words.integer, required)
    .addColumn('creator', words.text, required)
    .addColumn('created_at', words.integer, required)
    .addColumn('expires_at', words.integer, required)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema.createIndex('one_time_link_subject').on('one_time_link').columns(['subject', 'kind']).execute();
  await db.schema
    .createTable('throttle')
    .addColumn('key_hash', words.text, primary)
    .addColumn('failures', words.integer, required)
    .addColumn('blocked_until', words.integer, required)
    .addColumn('expires_at', words.integer, required)
    .modifyEnd(words.clusteredTableEnd)
    .execute();
};

const createPassageIndexes = async (db: Kysely<unknown>): Promise<void> => {
  for (const table of ['admin_session', 'admin_challenge']) {
    await db.schema.createIndex(`${table}_administrator`).on(table).columns(['administrator_id']).execute();
  }
  for (const table of ['admin_session', 'admin_challenge', 'one_time_link', 'throttle']) {
    await db.schema.createIndex(`${table}_expiry`).on(table).columns(['expires_at']).execute();
  }
};

export const administrators: Migration = {
  name: '0007-administrators',
  version: 7,
  up: async (db, words) => {
    await createAccounts(db, words);
    await createFactors(db, words);
    await createPassages(db, words);
    await createPassageIndexes(db);
  },
};
