/**
 * Inserts and changes of the directory. Identifier, slug and parent of a record are permanent:
 * addresses that identity providers and apps keep are made of them. Every change raises the
 * revision of the realms that show it.
 */
import { sql } from 'kysely';
import { CordboardError } from '../../errors.ts';
import { excludedOf, valuesOf } from '../columns.ts';
import type { Database } from '../database.ts';
import type { DirectoryWriter } from '../ports/directory-store.ts';
import { type PreparedQuery, prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type {
  AppTable,
  CompanyTable,
  ConnectionDocumentTable,
  ConnectionTable,
  EnvironmentTable,
  KeyPairTable,
  KnownKeyTable,
  RealmTable,
  ServiceProviderTable,
} from '../tables/directory-tables.ts';
import { followAliases } from './alias-queries.ts';
import {
  appColumns,
  companyColumns,
  connectionColumns,
  environmentColumns,
  keyColumns,
  knownKeyColumns,
  realmColumns,
  serviceProviderColumns,
} from './directory-columns.ts';
import {
  toAppRow,
  toCompanyRow,
  toConnectionRow,
  toEnvironmentRow,
  toKeyRow,
  toKnownKeyRow,
  toRealmRow,
  toServiceProviderRow,
} from './directory-rows.ts';
import { followSource } from './metadata-refresh-queries.ts';
import { touchCompany, touchEnvironment, touchOwner, touchRealm } from './realm-revision.ts';

const insertCompany = prepareQuery((db, p: CompanyTable) =>
  db
    .insertInto('company')
    .values(valuesOf(p, companyColumns))
    .onConflict((conflict) => conflict.doNothing()),
);
const updateCompany = prepareQuery((db, p: CompanyTable) =>
  db.updateTable('company').set({ name: p.name }).where('id', '=', p.id).where('slug', '=', p.slug),
);

const insertEnvironment = prepareQuery((db, p: EnvironmentTable) =>
  db
    .insertInto('environment')
    .values(valuesOf(p, environmentColumns))
    .onConflict((conflict) => conflict.doNothing()),
);
const updateEnvironment = prepareQuery((db, p: EnvironmentTable) =>
  db
    .updateTable('environment')
    .set(valuesOf(p, ['name', 'region', 'platform', 'public_url']))
    .where('id', '=', p.id)
    .where('slug', '=', p.slug)
    .where('company_id', '=', p.company_id),
);

type RealmRow = Omit<RealmTable, 'revision'>;
const insertRealm = prepareQuery((db, p: RealmRow) =>
  db
    .insertInto('realm')
    .values({ ...valuesOf(p, realmColumns), revision: 0 })
    .onConflict((conflict) => conflict.doNothing()),
);
const updateRealm = prepareQuery((db, p: RealmRow) =>
  db
    .updateTable('realm')
    .set(valuesOf(p, ['name', 'kind', 'sso_mode', 'settings']))
    .where('id', '=', p.id)
    .where('slug', '=', p.slug)
    .where('environment_id', '=', p.environment_id),
);

const insertServiceProvider = prepareQuery((db, p: ServiceProviderTable) =>
  db
    .insertInto('service_provider')
    .values(valuesOf(p, serviceProviderColumns))
    .onConflict((conflict) => conflict.doNothing()),
);
const updateServiceProvider = prepareQuery((db, p: ServiceProviderTable) =>
  db
    .updateTable('service_provider')
    .set({ settings: p.settings })
    .where('id', '=', p.id)
    .where('slug', '=', p.slug)
    .where('realm_id', '=', p.realm_id),
);

const insertConnection = prepareQuery((db, p: ConnectionTable) =>
  db
    .insertInto('connection')
    .values(valuesOf(p, connectionColumns))
    .onConflict((conflict) => conflict.doNothing()),
);
const updateConnection = prepareQuery((db, p: ConnectionTable) =>
  db
    .updateTable('connection')
    .set(valuesOf(p, ['name', 'is_default', 'enabled', 'idp_entity_id', 'identity_provider', 'source', 'settings']))
    .where('id', '=', p.id)
    .where('slug', '=', p.slug)
    .where('service_provider_id', '=', p.service_provider_id)
    .where('realm_id', '=', p.realm_id),
);

const putDocument = prepareQuery((db, p: ConnectionDocumentTable) =>
  db
    .insertInto('connection_document')
    .values(valuesOf(p, ['connection_id', 'document']))
    .onConflict((conflict) =>
      conflict.column('connection_id').doUpdateSet(excludedOf<ConnectionDocumentTable, 'document'>(['document'])),
    ),
);
const deleteDocument = prepareQuery((db, p: { connection_id: string }) =>
  db.deleteFrom('connection_document').where('connection_id', '=', p.connection_id),
);

const insertApp = prepareQuery((db, p: AppTable) =>
  db
    .insertInto('app')
    .values(valuesOf(p, appColumns))
    .onConflict((conflict) => conflict.doNothing()),
);
const updateApp = prepareQuery((db, p: AppTable) =>
  db
    .updateTable('app')
    .set(valuesOf(p, ['name', 'type', 'settings', 'secret_hash']))
    .where('id', '=', p.id)
    .where('slug', '=', p.slug)
    .where('realm_id', '=', p.realm_id),
);

const changingKeyColumns = keyColumns.filter(
  (name): name is Exclude<(typeof keyColumns)[number], 'id' | 'owner_id'> => name !== 'id' && name !== 'owner_id',
);

const insertKey = prepareQuery((db, p: KeyPairTable) =>
  db
    .insertInto('key_pair')
    .values(valuesOf(p, keyColumns))
    .onConflict((conflict) => conflict.doNothing()),
);
const updateKey = prepareQuery((db, p: KeyPairTable) =>
  db
    .updateTable('key_pair')
    .set(valuesOf(p, changingKeyColumns))
    .where('id', '=', p.id)
    .where('owner_id', '=', p.owner_id),
);

const putKnownKey = prepareQuery((db, p: KnownKeyTable) =>
  db
    .insertInto('known_key')
    .values(valuesOf(p, knownKeyColumns))
    .onConflict((conflict) =>
      conflict
        .columns(['connection_id', 'key_id'])
        .doUpdateSet(excludedOf<KnownKeyTable, 'exchanged_at' | 'tested_at'>(['exchanged_at', 'tested_at'])),
    ),
);

interface Entity<P> {
  readonly table: keyof Database;
  readonly insert: PreparedQuery<P, unknown>;
  readonly update: PreparedQuery<P, unknown>;
}

/** Inserts or updates; says which rule was broken when neither is possible. */
const put = async <P extends { readonly id: string; readonly slug?: string }>(
  db: QueryRunner,
  entity: Entity<P>,
  row: P,
): Promise<void> => {
  if ((await entity.insert.run(db, row)) === 1 || (await entity.update.run(db, row)) === 1) return;
  const same = await sql<{ id: string }>`select id from ${sql.table(entity.table)} where id = ${row.id}`.execute(db);
  const received = row.slug === undefined ? `${entity.table} ${row.id}` : `${entity.table} ${row.slug} (${row.id})`;
  throw same.rows.length === 0
    ? new CordboardError('storage.duplicate', { expected: 'names and addresses of its own', received })
    : new CordboardError('storage.permanent', { expected: 'the same slug and parent as before', received });
};

type Puts = Pick<DirectoryWriter, Extract<keyof DirectoryWriter, `put${string}`>>;

/** Inserts and changes records of the directory. */
export const createDirectoryPuts = (db: QueryRunner): Puts => ({
  putCompany: async (record) => {
    await put(db, { table: 'company', insert: insertCompany, update: updateCompany }, toCompanyRow(record));
    await touchCompany(db, record.id);
  },
  putEnvironment: async (record) => {
    const entity = { table: 'environment', insert: insertEnvironment, update: updateEnvironment } as const;
    await put(db, entity, toEnvironmentRow(record));
    await touchEnvironment(db, record.id);
  },
  putRealm: async (record) => {
    await put(db, { table: 'realm', insert: insertRealm, update: updateRealm }, toRealmRow(record));
    await touchRealm(db, record.id);
  },
  putServiceProvider: async (record) => {
    const entity = { table: 'service_provider', insert: insertServiceProvider, update: updateServiceProvider } as const;
    await put(db, entity, toServiceProviderRow(record));
    await followAliases(db, record);
    await touchRealm(db, record.realmId);
  },
  putConnection: async (record) => {
    const entity = { table: 'connection', insert: insertConnection, update: updateConnection } as const;
    await put(db, entity, toConnectionRow(record));
    await followSource(db, record);
    await touchRealm(db, record.realmId);
  },
  putConnectionDocument: async (connectionId, document) => {
    if (document === null) {
      await deleteDocument.run(db, { connection_id: connectionId });
    } else {
      await putDocument.run(db, { connection_id: connectionId, document });
    }
  },
  putApp: async (record) => {
    await put(db, { table: 'app', insert: insertApp, update: updateApp }, toAppRow(record));
    await touchRealm(db, record.realmId);
  },
  putKey: async (record) => {
    await put(db, { table: 'key_pair', insert: insertKey, update: updateKey }, toKeyRow(record));
    if ((await touchOwner(db, record.ownerId)) === 0) {
      throw new CordboardError('storage.unknown_parent', {
        expected: 'a service provider or a realm as the owner of the key',
        received: record.ownerId,
      });
    }
  },
  putKnownKey: async (record) => {
    await putKnownKey.run(db, toKnownKeyRow(record));
  },
});
