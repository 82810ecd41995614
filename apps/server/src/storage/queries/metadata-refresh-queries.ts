/** When metadata addresses are read next, and what became of the last time. */
import { z } from 'zod';
import { valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type { ConnectionRecord } from '../ports/directory-store.ts';
import type {
  MetadataRefreshReader,
  MetadataRefreshRecord,
  MetadataRefreshWriter,
} from '../ports/metadata-refresh-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { MetadataRefreshTable } from '../tables/directory-tables.ts';

/** A description that was just read is fresh for so long. */
const FIRST_AFTER_MS = 60 * 60 * 1000;

const columns = [
  'connection_id',
  'realm_id',
  'url',
  'checked_at',
  'succeeded_at',
  'adopted_at',
  'failures',
  'next_at',
  'problem',
  'valid_until',
  'blocked',
] as const satisfies readonly (keyof MetadataRefreshTable)[];

const find = prepareQuery((db, p: { connectionId: string }) =>
  db.selectFrom('metadata_refresh').select(columns).where('connection_id', '=', p.connectionId),
);

const listDue = prepareQuery((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('metadata_refresh')
    .select(columns)
    .where('next_at', '<=', p.now)
    .orderBy('next_at')
    .orderBy('connection_id')
    .limit(p.limit),
);

const insert = prepareQuery((db, p: MetadataRefreshTable) =>
  db
    .insertInto('metadata_refresh')
    .values(valuesOf(p, columns))
    .onConflict((conflict) => conflict.doNothing()),
);

const changing = [
  'checked_at',
  'succeeded_at',
  'adopted_at',
  'failures',
  'next_at',
  'problem',
  'valid_until',
  'blocked',
] as const;

const update = prepareQuery((db, p: MetadataRefreshTable) =>
  db
    .updateTable('metadata_refresh')
    .set(valuesOf(p, changing))
    .where('connection_id', '=', p.connection_id)
    .where('url', '=', p.url),
);

const deleteOther = prepareQuery((db, p: { connectionId: string; url: string }) =>
  db.deleteFrom('metadata_refresh').where('connection_id', '=', p.connectionId).where('url', '<>', p.url),
);

const problem = z.strictObject({ code: z.string(), words: z.string() });

const toRecord = (row: MetadataRefreshTable): MetadataRefreshRecord => ({
  connectionId: row.connection_id,
  realmId: row.realm_id,
  url: row.url,
  checkedAt: row.checked_at,
  succeededAt: row.succeeded_at,
  adoptedAt: row.adopted_at,
  failures: row.failures,
  nextAt: row.next_at,
  problem: row.problem === null ? null : readJson(problem, row.problem, 'metadata_refresh.problem'),
  validUntil: row.valid_until,
  blocked: row.blocked === 1,
});

const toRow = (record: MetadataRefreshRecord): MetadataRefreshTable => ({
  connection_id: record.connectionId,
  realm_id: record.realmId,
  url: record.url,
  checked_at: record.checkedAt,
  succeeded_at: record.succeededAt,
  adopted_at: record.adoptedAt,
  failures: record.failures,
  next_at: record.nextAt,
  problem: record.problem === null ? null : JSON.stringify(record.problem),
  valid_until: record.validUntil,
  blocked: record.blocked ? 1 : 0,
});

export const createMetadataRefreshReader = (db: QueryRunner): MetadataRefreshReader => ({
  findMetadataRefresh: async (connectionId) => {
    const row = await find.first(db, { connectionId });
    return row === null ? null : toRecord(row);
  },
  listDueMetadataRefreshes: async (now, limit) => (await listDue.all(db, { now, limit })).map(toRecord),
});

export const createMetadataRefreshWriter = (db: QueryRunner): MetadataRefreshWriter => ({
  updateMetadataRefresh: async (record) => {
    await update.run(db, toRow(record));
  },
});

/** Makes the record of a connection follow its source: another address begins anew, and without one there is none. */
export const followSource = async (db: QueryRunner, { id, realmId, source }: ConnectionRecord): Promise<void> => {
  await deleteOther.run(db, { connectionId: id, url: source.kind === 'url' ? source.url : '' });
  if (source.kind === 'url') {
    await insert.run(
      db,
      toRow({
        connectionId: id,
        realmId,
        url: source.url,
        checkedAt: null,
        succeededAt: null,
        adoptedAt: null,
        failures: 0,
        nextAt: source.fetchedAt + FIRST_AFTER_MS,
        problem: null,
        validUntil: null,
        blocked: false,
      }),
    );
  }
};
