/**
 * The first schema. Directory, users and links are tied by foreign keys; sessions, artefacts and
 * sign-ins under way are not, because they are written on every sign-in: deletions name them.
 * Partial indexes leave out the rows that never carry the value.
 */
import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration, SchemaWords } from './migration.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const primary = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().primaryKey();
const child =
  (parent: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.notNull().references(`${parent}.id`).onDelete('cascade');

/** Adds text columns that must have a value. */
const withTexts = <T extends string>(
  table: CreateTableBuilder<T, string>,
  words: SchemaWords,
  names: readonly string[],
): CreateTableBuilder<T, string> =>
  names.reduce((builder, name) => builder.addColumn(name, words.text, required), table);

const createCompanies = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('company')
    .addColumn('id', words.text, primary)
    .addColumn('slug', words.text, (column) => column.notNull().unique())
    .addColumn('name', words.text, required)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema
    .createTable('environment')
    .addColumn('id', words.text, primary)
    .addColumn('company_id', words.text, child('company'))
    .addColumn('slug', words.text, required)
    .addColumn('name', words.text, required)
    .addColumn('region', words.text)
    .addColumn('platform', words.text, required)
    .addColumn('public_url', words.text, (column) => column.unique())
    .addUniqueConstraint('environment_slug', ['company_id', 'slug'])
    .modifyEnd(words.tableEnd)
    .execute();
  await withTexts(
    db.schema
      .createTable('realm')
      .addColumn('id', words.text, primary)
      .addColumn('environment_id', words.text, child('environment')),
    words,
    ['slug', 'name', 'kind', 'sso_mode', 'settings'],
  )
    .addColumn('revision', words.integer, required)
    .addUniqueConstraint('realm_slug', ['environment_id', 'slug'])
    .modifyEnd(words.tableEnd)
    .execute();
};

const createServiceProviders = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('service_provider')
    .addColumn('id', words.text, primary)
    .addColumn('realm_id', words.text, child('realm'))
    .addColumn('slug', words.text, required)
    .addColumn('settings', words.text, required)
    .addUniqueConstraint('service_provider_slug', ['realm_id', 'slug'])
    .addUniqueConstraint('service_provider_realm', ['id', 'realm_id'])
    .modifyEnd(words.tableEnd)
    .execute();
  const connection = db.schema
    .createTable('connection')
    .addColumn('id', words.text, primary)
    .addColumn('is_default', words.integer, required)
    .addColumn('enabled', words.integer, required);
  await withTexts(connection, words, [
    'service_provider_id',
    'realm_id',
    'slug',
    'name',
    'idp_entity_id',
    'identity_provider',
    'source',
    'settings',
  ])
    .addForeignKeyConstraint(
      'connection_service_provider',
      ['service_provider_id', 'realm_id'],
      'service_provider',
      ['id', 'realm_id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .addUniqueConstraint('connection_slug', ['service_provider_id', 'slug'])
    .addUniqueConstraint('connection_issuer', ['service_provider_id', 'idp_entity_id'])
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema.createIndex('connection_realm').on('connection').columns(['realm_id']).execute();
};

const createAppsAndKeys = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  const app = db.schema
    .createTable('app')
    .addColumn('id', words.text, primary)
    .addColumn('realm_id', words.text, child('realm'));
  await withTexts(app, words, ['slug', 'name', 'type', 'settings'])
    .addColumn('secret_hash', words.text)
    .addUniqueConstraint('app_slug', ['realm_id', 'slug'])
    .modifyEnd(words.tableEnd)
    .execute();
  const keyPair = db.schema.createTable('key_pair').addColumn('id', words.text, primary);
  await withTexts(keyPair, words, ['owner_id', 'purpose', 'state', 'algorithm', 'sealed_private_key'])
    .addColumn('certificate', words.text)
    .addColumn('public_jwk', words.text)
    .addColumn('created_at', words.integer, required)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema.createIndex('key_pair_owner').on('key_pair').columns(['owner_id']).execute();
};

const createUsers = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('user_account')
    .addColumn('id', words.text, primary)
    .addColumn('realm_id', words.text, child('realm'))
    .addColumn('login', words.text, required)
    .addColumn('email', words.text)
    .addColumn('email_key', words.text)
    .addColumn('display_name', words.text)
    .addColumn('first_name', words.text)
    .addColumn('last_name', words.text)
    .addColumn('enabled', words.integer, required)
    .addColumn('created_at', words.integer, required)
    .addColumn('updated_at', words.integer, required)
    .addUniqueConstraint('user_account_login', ['realm_id', 'login'])
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema
    .createIndex('user_account_email')
    .on('user_account')
    .columns(['realm_id', 'email_key', 'id'])
    .where(sql.ref('email_key'), 'is not', null)
    .execute();
  const link = db.schema.createTable('identity_link').addColumn('connection_id', words.text, child('connection'));
  const keyParts = ['idp_entity_id', 'format', 'name_qualifier', 'sp_name_qualifier', 'value'];
  await withTexts(link, words, keyParts)
    .addColumn('user_id', words.text, child('user_account'))
    .addColumn('created_at', words.integer, required)
    .addPrimaryKeyConstraint('identity_link_key', ['connection_id', ...keyParts])
    .modifyEnd(words.clusteredTableEnd)
    .execute();
  await db.schema.createIndex('identity_link_user').on('identity_link').columns(['user_id', 'created_at']).execute();
};

const createSessions = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  const session = db.schema.createTable('hub_session').addColumn('id_hash', words.text, primary);
  await withTexts(session, words, ['realm_id', 'user_id', 'service_provider_id', 'connection_id', 'idp_entity_id'])
    .addColumn('sealed_idp_session', words.text)
    .addColumn('authenticated_at', words.integer, required)
    .addColumn('authn_context', words.text)
    .addColumn('former_id_hash', words.text)
    .addColumn('created_at', words.integer, required)
    .addColumn('last_seen_at', words.integer, required)
    .addColumn('expires_at', words.integer, required)
    .modifyEnd(words.tableEnd)
    .execute();
  await db.schema.createIndex('hub_session_user').on('hub_session').columns(['realm_id', 'user_id']).execute();
  await db.schema.createIndex('hub_session_expiry').on('hub_session').columns(['expires_at']).execute();
};

const createArtifacts = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await withTexts(db.schema.createTable('oidc_artifact'), words, ['realm_id', 'model', 'id_hash', 'payload'])
    .addColumn('client_id', words.text)
    .addColumn('grant_id', words.text)
    .addColumn('uid', words.text)
    .addColumn('user_code', words.text)
    .addColumn('hub_session_hash', words.text)
    .addColumn('consumed_at', words.integer)
    .addColumn('expires_at', words.integer)
    .addPrimaryKeyConstraint('oidc_artifact_key', ['realm_id', 'model', 'id_hash'])
    .modifyEnd(words.tableEnd)
    .execute();
  const indexes: readonly (readonly [name: string, columns: readonly string[], present: string])[] = [
    ['oidc_artifact_uid', ['realm_id', 'model', 'uid'], 'uid'],
    ['oidc_artifact_user_code', ['realm_id', 'model', 'user_code'], 'user_code'],
    ['oidc_artifact_grant', ['realm_id', 'grant_id'], 'grant_id'],
    ['oidc_artifact_session', ['hub_session_hash'], 'hub_session_hash'],
    ['oidc_artifact_expiry', ['expires_at'], 'expires_at'],
  ];
  for (const [name, columns, present] of indexes) {
    const index = db.schema
      .createIndex(name)
      .on('oidc_artifact')
      .columns([...columns]);
    await index.where(sql.ref(present), 'is not', null).execute();
  }
};

const createSignIns = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  const request = withTexts(db.schema.createTable('sign_in_request'), words, [
    'realm_id',
    'id',
    'service_provider_id',
    'connection_id',
    'acs_url',
    'target',
    'binding_hash',
    'attempt_id',
  ]);
  await request
    .addColumn('authn_not_before', words.integer)
    .addColumn('restarted', words.integer, required)
    .addColumn('created_at', words.integer, required)
    .addColumn('expires_at', words.integer, required)
    .addColumn('consumed', words.integer, required)
    .addColumn('refused_answers', words.integer, required)
    .addPrimaryKeyConstraint('sign_in_request_key', ['realm_id', 'id'])
    .modifyEnd(words.clusteredTableEnd)
    .execute();
  await withTexts(db.schema.createTable('used_id'), words, ['scope', 'id'])
    .addColumn('expires_at', words.integer, required)
    .addPrimaryKeyConstraint('used_id_key', ['scope', 'id'])
    .modifyEnd(words.clusteredTableEnd)
    .execute();
  const parked = db.schema.createTable('parked_result').addColumn('handle_hash', words.text, primary);
  await withTexts(parked, words, ['realm_id', 'sealed'])
    .addColumn('expires_at', words.integer, required)
    .modifyEnd(words.tableEnd)
    .execute();
  for (const table of ['sign_in_request', 'used_id', 'parked_result']) {
    await db.schema.createIndex(`${table}_expiry`).on(table).columns(['expires_at']).execute();
  }
};

const createAttempts = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('attempt')
    .addColumn('id', words.text, primary)
    .addColumn('reference', words.text, (column) => column.notNull().unique())
    .addColumn('realm_id', words.text, required)
    .addColumn('connection_id', words.text)
    .addColumn('app', words.text)
    .addColumn('started_at', words.integer, required)
    .addColumn('ended_at', words.integer)
    .addColumn('outcome', words.text, required)
    .addColumn('code', words.text)
    .addColumn('user_id', words.text)
    .addColumn('subject', words.text)
    .addColumn('checks', words.text, required)
    .addColumn('stage_ms', words.text, required)
    .modifyEnd(words.tableEnd)
    .execute();
  const orders: readonly (readonly [name: string, columns: readonly string[]])[] = [
    ['attempt_started', ['started_at', 'id']],
    ['attempt_realm', ['realm_id', 'started_at', 'id']],
  ];
  for (const [name, columns] of orders) {
    await db.schema
      .createIndex(name)
      .on('attempt')
      .columns([...columns])
      .execute();
  }
  // Most attempts succeed: these hold the rest, and a success leaves them alone but for the last.
  const isProblem = sql<boolean>`outcome = 'refused' or outcome = 'abandoned'`;
  await db.schema
    .createIndex('attempt_problem')
    .on('attempt')
    .columns(['outcome', 'started_at', 'id'])
    .where(isProblem)
    .execute();
  await db.schema
    .createIndex('attempt_realm_problem')
    .on('attempt')
    .columns(['realm_id', 'outcome', 'started_at', 'id'])
    .where(isProblem)
    .execute();
  await db.schema
    .createIndex('attempt_pending')
    .on('attempt')
    .columns(['started_at', 'id'])
    .where(sql<boolean>`outcome = 'pending'`)
    .execute();
};

const createCounters = async (db: Kysely<unknown>, words: SchemaWords): Promise<void> => {
  await db.schema
    .createTable('counter')
    .addColumn('name', words.text, primary)
    .addColumn('value', words.integer, required)
    .modifyEnd(words.tableEnd)
    .execute();
  await sql`insert into counter (name, value) values ('directory_revision', 0)`.execute(db);
};

export const initial: Migration = {
  name: '0001-initial',
  version: 1,
  up: async (db, words) => {
    await createCompanies(db, words);
    await createServiceProviders(db, words);
    await createAppsAndKeys(db, words);
    await createUsers(db, words);
    await createSessions(db, words);
    await createArtifacts(db, words);
    await createSignIns(db, words);
    await createAttempts(db, words);
    await createCounters(db, words);
  },
};
