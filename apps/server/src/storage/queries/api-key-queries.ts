/** API keys of companies. */
import { apiKeyScopes } from '@cordboard/contract/admin-api/permissions';
import { z } from 'zod';
import { valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type { ApiKeyReader, ApiKeyRecord, ApiKeyWriter } from '../ports/api-key-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { ApiKeyTable } from '../tables/administration-tables.ts';

const columns = [
  'id',
  'company_id',
  'key_hash',
  'name',
  'hint',
  'scopes',
  'created_by_id',
  'created_by_name',
  'created_at',
  'expires_at',
  'revoked_at',
  'last_used_at',
  'last_address',
] as const satisfies readonly (keyof ApiKeyTable)[];

const scopeList = z.array(z.enum(apiKeyScopes));

const findByHash = prepareQuery((db, p: { keyHash: string }) =>
  db.selectFrom('api_key').select(columns).where('key_hash', '=', p.keyHash),
);

const find = prepareQuery((db, p: { companyId: string; id: string }) =>
  db.selectFrom('api_key').select(columns).where('company_id', '=', p.companyId).where('id', '=', p.id),
);

const list = prepareQuery((db, p: { companyId: string; createdAt: number; id: string; limit: number }) =>
  db
    .selectFrom('api_key')
    .select(columns)
    .where('company_id', '=', p.companyId)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(p.createdAt, p.id)))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

const countLive = prepareQuery((db, p: { companyId: string; now: number }) =>
  db
    .selectFrom('api_key')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('company_id', '=', p.companyId)
    .where('revoked_at', 'is', null)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', p.now)])),
);

const insert = prepareQuery((db, p: ApiKeyTable) => db.insertInto('api_key').values(valuesOf(p, columns)));

const rename = prepareQuery((db, p: { id: string; name: string }) =>
  db.updateTable('api_key').set({ name: p.name }).where('id', '=', p.id),
);

const revoke = prepareQuery((db, p: { id: string; at: number }) =>
  db.updateTable('api_key').set({ revoked_at: p.at }).where('id', '=', p.id).where('revoked_at', 'is', null),
);

const touch = prepareQuery((db, p: { id: string; at: number; address: string; unlessSince: number }) =>
  db
    .updateTable('api_key')
    .set({ last_used_at: p.at, last_address: p.address })
    .where('id', '=', p.id)
    .where(({ or, eb }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<', p.unlessSince)])),
);

const toRecord = (row: ApiKeyTable): ApiKeyRecord => ({
  id: row.id,
  companyId: row.company_id,
  name: row.name,
  keyHash: row.key_hash,
  hint: row.hint,
  scopes: readJson(scopeList, row.scopes, 'api_key.scopes'),
  createdBy: { id: row.created_by_id, name: row.created_by_name },
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
  lastAddress: row.last_address,
});

const orNull = (row: ApiKeyTable | null): ApiKeyRecord | null => (row === null ? null : toRecord(row));

/** Before every key: the newest comes first. */
const START = { createdAt: Number.MAX_SAFE_INTEGER, id: '' };

/** Finds keys. */
export const createApiKeyReader = (db: QueryRunner): ApiKeyReader => ({
  findApiKeyByHash: async (keyHash) => orNull(await findByHash.first(db, { keyHash })),
  findApiKey: async (companyId, id) => orNull(await find.first(db, { companyId, id })),
  listApiKeys: async (companyId, { before = START, limit }) =>
    (await list.all(db, { companyId, createdAt: before.createdAt, id: before.id, limit })).map(toRecord),
  countLiveApiKeys: async (companyId, now) => Number((await countLive.first(db, { companyId, now }))?.count ?? 0),
});

/** Makes, renames and revokes keys. */
export const createApiKeyWriter = (db: QueryRunner): ApiKeyWriter => ({
  addApiKey: async (record) => {
    await insert.run(db, {
      id: record.id,
      company_id: record.companyId,
      key_hash: record.keyHash,
      name: record.name,
      hint: record.hint,
      scopes: JSON.stringify(record.scopes),
      created_by_id: record.createdBy.id,
      created_by_name: record.createdBy.name,
      created_at: record.createdAt,
      expires_at: record.expiresAt,
      revoked_at: record.revokedAt,
      last_used_at: record.lastUsedAt,
      last_address: record.lastAddress,
    });
  },
  renameApiKey: async (id, name) => {
    await rename.run(db, { id, name });
  },
  revokeApiKey: async (id, at) => {
    await revoke.run(db, { id, at });
  },
  touchApiKey: async (id, use) => {
    await touch.run(db, { id, ...use });
  },
});
