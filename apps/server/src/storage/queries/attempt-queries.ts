/** Sign-in attempts: written as a whole at each stage, listed newest first. */
import { sql } from 'kysely';
import { z } from 'zod';
import { CordboardError } from '../../errors.ts';
import { excludedOf, valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type {
  AttemptCheck,
  AttemptOutcome,
  AttemptReader,
  AttemptRecord,
  AttemptWriter,
} from '../ports/attempt-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { AttemptTable } from '../tables/sign-in-tables.ts';
import { createAttemptHeads } from './attempt-head-queries.ts';
import { outcomes, readKind, readOutcome } from './attempt-rows.ts';

const checks: z.ZodType<AttemptCheck[]> = z.array(
  z.strictObject({
    stage: z.string(),
    name: z.string(),
    status: z.enum(['passed', 'failed', 'skipped', 'not-reached', 'recorded']),
    code: z.string().optional(),
    expected: z.string().optional(),
    received: z.string().optional(),
    hint: z.string().optional(),
  }),
);

const stageMs = z.record(z.string(), z.number());

const attemptColumns = [
  'id',
  'reference',
  'kind',
  'realm_id',
  'connection_id',
  'app',
  'started_at',
  'ended_at',
  'outcome',
  'code',
  'user_id',
  'subject',
  'checks',
  'stage_ms',
] as const satisfies readonly (keyof AttemptTable)[];

const findBy = (column: 'id' | 'reference') =>
  prepareQuery((db, p: { value: string }) =>
    db.selectFrom('attempt').select(attemptColumns).where(column, '=', p.value),
  );

const findById = findBy('id');
const findByReference = findBy('reference');

interface ListValues {
  readonly realmId: string;
  readonly beforeStartedAt: number;
  readonly beforeId: string;
  readonly limit: number;
}

/**
 * Each combination of filters is a query of its own, with the outcome as a literal: an index of
 * some outcomes serves only queries that name one of them.
 */
const listQuery = (by: { readonly realm: boolean; readonly outcome: AttemptOutcome | null }) =>
  prepareQuery((db, p: ListValues) => {
    let query = db.selectFrom('attempt').select(attemptColumns);
    if (by.realm) query = query.where('realm_id', '=', p.realmId);
    if (by.outcome !== null) query = query.where('outcome', '=', sql.lit(by.outcome));
    return query
      .where(({ eb, refTuple, tuple }) => eb(refTuple('started_at', 'id'), '<', tuple(p.beforeStartedAt, p.beforeId)))
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(p.limit);
  });

const listQueries = new Map(
  [true, false].map((realm) => [
    realm,
    new Map([null, ...outcomes].map((outcome) => [outcome, listQuery({ realm, outcome })])),
  ]),
);

/** What stays the same from the first put to the last: its indexes need no second write. */
const permanentColumns = ['reference', 'kind', 'realm_id', 'started_at'] as const;

const changingColumns = [
  'connection_id',
  'app',
  'ended_at',
  'outcome',
  'code',
  'user_id',
  'subject',
  'checks',
  'stage_ms',
] as const satisfies readonly (keyof AttemptTable)[];

const upsertAttempt = prepareQuery((db, p: AttemptTable) =>
  db
    .insertInto('attempt')
    .values(valuesOf(p, attemptColumns))
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(excludedOf<AttemptTable, (typeof changingColumns)[number]>(changingColumns))
        .where((eb) =>
          eb.and(permanentColumns.map((column) => eb(`attempt.${column}`, '=', eb.ref(`excluded.${column}`)))),
        ),
    ),
);

const abandonAttempts = prepareQuery((db, p: { startedBefore: number; at: number; limit: number }) =>
  db
    .updateTable('attempt')
    .set({ outcome: 'abandoned', ended_at: p.at })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('attempt')
        .select('id')
        .where('outcome', '=', sql.lit('pending'))
        .where('started_at', '<', p.startedBefore)
        .limit(p.limit),
    ),
);

const deleteAbandonedAttempts = prepareQuery((db, p: { startedBefore: number; limit: number }) =>
  db
    .deleteFrom('attempt')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('attempt')
        .select('id')
        .where('outcome', '=', sql.lit('abandoned'))
        .where('started_at', '<', p.startedBefore)
        .limit(p.limit),
    ),
);

const deleteAttempts = prepareQuery((db, p: { startedBefore: number; limit: number }) =>
  db
    .deleteFrom('attempt')
    .where('id', 'in', (eb) =>
      eb.selectFrom('attempt').select('id').where('started_at', '<', p.startedBefore).limit(p.limit),
    ),
);

const toRow = (record: AttemptRecord): AttemptTable => ({
  id: record.id,
  reference: record.reference,
  kind: record.kind,
  realm_id: record.realmId,
  connection_id: record.connectionId,
  app: record.app,
  started_at: record.startedAt,
  ended_at: record.endedAt,
  outcome: record.outcome,
  code: record.code,
  user_id: record.userId,
  subject: record.subject,
  checks: JSON.stringify(record.checks),
  stage_ms: JSON.stringify(record.stageMs),
});

const toRecord = (row: AttemptTable): AttemptRecord => ({
  id: row.id,
  reference: row.reference,
  kind: readKind(row.kind),
  realmId: row.realm_id,
  connectionId: row.connection_id,
  app: row.app,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  outcome: readOutcome(row.outcome),
  code: row.code,
  userId: row.user_id,
  subject: row.subject,
  checks: readJson(checks, row.checks, 'attempt.checks'),
  stageMs: readJson(stageMs, row.stage_ms, 'attempt.stage_ms'),
});

/** Reads attempts. */
export const createAttemptReader = (db: QueryRunner): AttemptReader => ({
  ...createAttemptHeads(db),
  findAttempt: async (id) => {
    const row = await findById.first(db, { value: id });
    return row === null ? null : toRecord(row);
  },
  findAttemptByReference: async (reference) => {
    const row = await findByReference.first(db, { value: reference });
    return row === null ? null : toRecord(row);
  },
  listAttempts: async (filter) => {
    const query = listQueries.get(filter.realmId !== undefined)?.get(filter.outcome ?? null);
    if (query === undefined) return [];
    const rows = await query.all(db, {
      realmId: filter.realmId ?? '',
      beforeStartedAt: filter.before?.startedAt ?? Number.MAX_SAFE_INTEGER,
      beforeId: filter.before?.id ?? '',
      limit: filter.limit,
    });
    return rows.map(toRecord);
  },
});

/** Changes attempts. */
export const createAttemptWriter = (db: QueryRunner): AttemptWriter => ({
  putAttempt: async (record) => {
    if ((await upsertAttempt.run(db, toRow(record))) === 1) return;
    throw new CordboardError('storage.permanent', {
      expected: 'the reference, kind, realm and start of the attempt as before',
      received: record.reference,
    });
  },
  abandonAttempts: async (startedBefore, at, limit) => abandonAttempts.run(db, { startedBefore, at, limit }),
  deleteAbandonedAttempts: async (startedBefore, limit) => deleteAbandonedAttempts.run(db, { startedBefore, limit }),
  deleteAttempts: async (startedBefore, limit) => deleteAttempts.run(db, { startedBefore, limit }),
});
