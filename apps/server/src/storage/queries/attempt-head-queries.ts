/** Attempts as the administration lists them: without their checks, and by more than the command line asks for. */
import { sql } from 'kysely';
import { isRarely } from '../columns.ts';
import type { AttemptHead, AttemptNarrowing, AttemptReader } from '../ports/attempt-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { AttemptTable } from '../tables/sign-in-tables.ts';
import { readKind, readOutcome } from './attempt-rows.ts';

const headColumns = [
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
] as const satisfies readonly (keyof AttemptTable)[];

interface HeadValues {
  readonly realmId: string;
  readonly value: string;
  readonly since: number;
  readonly beforeStartedAt: number;
  readonly beforeId: string;
  readonly limit: number;
}

type Condition = 'realm' | 'refused' | 'abandoned' | 'code' | 'userId' | 'subject';

const headQuery = (condition: Condition) =>
  prepareQuery((db, p: HeadValues) => {
    let query = db.selectFrom('attempt').select(headColumns).where('realm_id', '=', p.realmId);
    if (condition === 'refused' || condition === 'abandoned') {
      query = query.where('outcome', '=', sql.lit(condition));
    } else if (condition === 'code') {
      query = query.where('code', '=', p.value);
    } else if (condition === 'userId') {
      query = query.where('user_id', '=', p.value);
    } else if (condition === 'subject') {
      query = query
        .where('outcome', '=', sql.lit('refused'))
        .where('user_id', 'is', null)
        .where(isRarely('subject', p.value));
    }
    return query
      .where('started_at', '>=', p.since)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('started_at', 'id'), '<', tuple(p.beforeStartedAt, p.beforeId)))
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(p.limit);
  });

const headQueries: Readonly<Record<Condition, ReturnType<typeof headQuery>>> = {
  realm: headQuery('realm'),
  refused: headQuery('refused'),
  abandoned: headQuery('abandoned'),
  code: headQuery('code'),
  userId: headQuery('userId'),
  subject: headQuery('subject'),
};

const refusalCodes = prepareQuery((db, p: { realmId: string; since: number; limit: number }) =>
  db
    .selectFrom('attempt')
    .select('code')
    .where('realm_id', '=', p.realmId)
    .where('outcome', '=', sql.lit('refused'))
    .where('started_at', '>=', p.since)
    .orderBy('started_at', 'desc')
    .limit(p.limit),
);

const toHead = (row: Omit<AttemptTable, 'checks' | 'stage_ms'>): AttemptHead => ({
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
});

const conditionOf = (narrowing: AttemptNarrowing): Condition =>
  narrowing.by === 'outcome' ? narrowing.outcome : narrowing.by;

type Heads = Pick<AttemptReader, 'listAttemptHeads' | 'listRefusalCodes'>;

export const createAttemptHeads = (db: QueryRunner): Heads => ({
  listAttemptHeads: async ({ realmId, narrowing, since, before, limit }) => {
    const rows = await headQueries[conditionOf(narrowing)].all(db, {
      realmId,
      value: 'value' in narrowing ? narrowing.value : '',
      since,
      beforeStartedAt: before.startedAt,
      beforeId: before.id,
      limit,
    });
    return rows.map(toHead);
  },
  listRefusalCodes: async (realmId, since, limit) =>
    (await refusalCodes.all(db, { realmId, since, limit })).map(({ code }) => code),
});
