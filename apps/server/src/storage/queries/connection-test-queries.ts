/** Tests of connections, and descriptions of identity providers that wait. */
import { sql } from 'kysely';
import { z } from 'zod';
import { excludedOf, valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type {
  ConnectionTestReader,
  ConnectionTestRecord,
  ConnectionTestWriter,
  StagedIdentityProvider,
} from '../ports/connection-test-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { ConnectionTestTable, StagedIdentityProviderTable } from '../tables/set-up-tables.ts';
import { identityProvider, identityProviderSource } from './directory-rows.ts';

const testColumns = [
  'id',
  'realm_id',
  'service_provider_id',
  'connection_id',
  'start_hash',
  'staged',
  'settings',
  'administrator_id',
  'administrator_login',
  'attempt_id',
  'created_at',
  'expires_at',
  'finished_at',
  'recognised_as',
  'sealed_claims',
  'next_keys',
  'signing_key_id',
] as const satisfies readonly (keyof ConnectionTestTable)[];

const stagedColumns = [
  'connection_id',
  'description',
  'source',
  'document',
  'staged_by',
  'staged_at',
] as const satisfies readonly (keyof StagedIdentityProviderTable)[];

const findBy = (column: 'id' | 'start_hash') =>
  prepareQuery((db, p: { value: string }) =>
    db.selectFrom('connection_test').select(testColumns).where(column, '=', p.value),
  );

const findById = findBy('id');
const findByStart = findBy('start_hash');

const list = prepareQuery((db, p: { connectionId: string; limit: number }) =>
  db
    .selectFrom('connection_test')
    .select(testColumns)
    .where('connection_id', '=', p.connectionId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

const findLastPassed = prepareQuery((db, p: { connectionId: string; staged: number }) =>
  db
    .selectFrom('connection_test')
    .select(testColumns)
    .where('connection_id', '=', p.connectionId)
    .where('staged', '=', p.staged)
    .where('recognised_as', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(sql.lit(1)),
);

const changing = [
  'attempt_id',
  'expires_at',
  'finished_at',
  'recognised_as',
  'sealed_claims',
  'signing_key_id',
] as const;

const putTest = prepareQuery((db, p: ConnectionTestTable) =>
  db
    .insertInto('connection_test')
    .values(valuesOf(p, testColumns))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(excludedOf<ConnectionTestTable, (typeof changing)[number]>(changing)),
    ),
);

const deleteUnfinished = prepareQuery((db, p: { connectionId: string; createdBefore: number }) =>
  db
    .deleteFrom('connection_test')
    .where('connection_id', '=', p.connectionId)
    .where('created_at', '<', p.createdBefore)
    .where('finished_at', 'is', null),
);

const countStaged = prepareQuery((db, p: { id: string }) =>
  db.updateTable('connection_test').set({ staged: 0 }).where('id', '=', p.id),
);

const findStaged = prepareQuery((db, p: { connectionId: string }) =>
  db.selectFrom('staged_identity_provider').select(stagedColumns).where('connection_id', '=', p.connectionId),
);

const stagedChanging = ['description', 'source', 'document', 'staged_by', 'staged_at'] as const;

const putStaged = prepareQuery((db, p: StagedIdentityProviderTable) =>
  db
    .insertInto('staged_identity_provider')
    .values(valuesOf(p, stagedColumns))
    .onConflict((conflict) =>
      conflict
        .column('connection_id')
        .doUpdateSet(excludedOf<StagedIdentityProviderTable, (typeof stagedChanging)[number]>(stagedChanging)),
    ),
);

const deleteStaged = prepareQuery((db, p: { connectionId: string }) =>
  db.deleteFrom('staged_identity_provider').where('connection_id', '=', p.connectionId),
);

const settings = z.record(z.string(), z.unknown());

const toRecord = (row: ConnectionTestTable): ConnectionTestRecord => ({
  id: row.id,
  realmId: row.realm_id,
  serviceProviderId: row.service_provider_id,
  connectionId: row.connection_id,
  startHash: row.start_hash,
  staged: row.staged === 1,
  settings: readJson(settings, row.settings, 'connection_test.settings'),
  administrator: { id: row.administrator_id, login: row.administrator_login },
  attemptId: row.attempt_id,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  finishedAt: row.finished_at,
  recognisedAs: row.recognised_as,
  sealedClaims: row.sealed_claims,
  nextKeys: row.next_keys === 1,
  signingKeyId: row.signing_key_id,
});

const toRow = (record: ConnectionTestRecord): ConnectionTestTable => ({
  id: record.id,
  realm_id: record.realmId,
  service_provider_id: record.serviceProviderId,
  connection_id: record.connectionId,
  start_hash: record.startHash,
  staged: record.staged ? 1 : 0,
  settings: JSON.stringify(record.settings),
  administrator_id: record.administrator.id,
  administrator_login: record.administrator.login,
  attempt_id: record.attemptId,
  created_at: record.createdAt,
  expires_at: record.expiresAt,
  finished_at: record.finishedAt,
  recognised_as: record.recognisedAs,
  sealed_claims: record.sealedClaims,
  next_keys: record.nextKeys ? 1 : 0,
  signing_key_id: record.signingKeyId,
});

const toStaged = (row: StagedIdentityProviderTable): StagedIdentityProvider => ({
  connectionId: row.connection_id,
  description: readJson(identityProvider, row.description, 'staged_identity_provider.description'),
  source: readJson(identityProviderSource, row.source, 'staged_identity_provider.source'),
  document: row.document,
  by: row.staged_by,
  at: row.staged_at,
});

const recordOrNull = (row: ConnectionTestTable | null): ConnectionTestRecord | null =>
  row === null ? null : toRecord(row);

/** Reads tests and what is staged. */
export const createConnectionTestReader = (db: QueryRunner): ConnectionTestReader => ({
  findConnectionTest: async (id) => recordOrNull(await findById.first(db, { value: id })),
  findConnectionTestByStart: async (startHash) => recordOrNull(await findByStart.first(db, { value: startHash })),
  listConnectionTests: async (connectionId, limit) => (await list.all(db, { connectionId, limit })).map(toRecord),
  findLastPassedTest: async (connectionId, staged) =>
    recordOrNull(await findLastPassed.first(db, { connectionId, staged: staged ? 1 : 0 })),
  findStagedIdentityProvider: async (connectionId) => {
    const row = await findStaged.first(db, { connectionId });
    return row === null ? null : toStaged(row);
  },
});

/** Changes tests and what is staged. */
export const createConnectionTestWriter = (db: QueryRunner): ConnectionTestWriter => ({
  putConnectionTest: async (record) => {
    await putTest.run(db, toRow(record));
  },
  deleteUnfinishedTests: async (connectionId, createdBefore) =>
    deleteUnfinished.run(db, { connectionId, createdBefore }),
  countStagedTest: async (id) => {
    await countStaged.run(db, { id });
  },
  putStagedIdentityProvider: async (record) => {
    await putStaged.run(db, {
      connection_id: record.connectionId,
      description: JSON.stringify(record.description),
      source: JSON.stringify(record.source),
      document: record.document,
      staged_by: record.by,
      staged_at: record.at,
    });
  },
  deleteStagedIdentityProvider: async (connectionId) => {
    await deleteStaged.run(db, { connectionId });
  },
});
