/** Answers that repeated requests get again. */
import { excludedOf, valuesOf } from '../columns.ts';
import type { IdempotencyReader, IdempotencyWriter, IdempotentAnswerRecord } from '../ports/idempotency-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { IdempotentAnswerTable } from '../tables/administration-tables.ts';

const columns = [
  'scope',
  'key_hash',
  'request_hash',
  'sealed_answer',
  'expires_at',
] as const satisfies readonly (keyof IdempotentAnswerTable)[];

const find = prepareQuery((db, p: { scope: string; keyHash: string; now: number }) =>
  db
    .selectFrom('idempotent_answer')
    .select(columns)
    .where('scope', '=', p.scope)
    .where('key_hash', '=', p.keyHash)
    .where('expires_at', '>', p.now),
);

const changing = ['request_hash', 'sealed_answer', 'expires_at'] as const;

const put = prepareQuery((db, p: IdempotentAnswerTable) =>
  db
    .insertInto('idempotent_answer')
    .values(valuesOf(p, columns))
    .onConflict((conflict) =>
      conflict
        .columns(['scope', 'key_hash'])
        .doUpdateSet(excludedOf<IdempotentAnswerTable, (typeof changing)[number]>(changing)),
    ),
);

const deleteExpired = prepareQuery((db, p: { now: number; limit: number }) =>
  db
    .deleteFrom('idempotent_answer')
    .where(({ refTuple, selectFrom, eb }) =>
      eb(
        refTuple('scope', 'key_hash'),
        'in',
        selectFrom('idempotent_answer')
          .select(['scope', 'key_hash'])
          .where('expires_at', '<', p.now)
          .limit(p.limit)
          .$asTuple('scope', 'key_hash'),
      ),
    ),
);

const toRecord = (row: IdempotentAnswerTable): IdempotentAnswerRecord => ({
  scope: row.scope,
  keyHash: row.key_hash,
  requestHash: row.request_hash,
  sealedAnswer: row.sealed_answer,
  expiresAt: row.expires_at,
});

/** Finds kept answers. */
export const createIdempotencyReader = (db: QueryRunner): IdempotencyReader => ({
  findIdempotentAnswer: async (scope, keyHash, now) => {
    const row = await find.first(db, { scope, keyHash, now });
    return row === null ? null : toRecord(row);
  },
});

/** Keeps answers. */
export const createIdempotencyWriter = (db: QueryRunner): IdempotencyWriter => ({
  putIdempotentAnswer: async (record) => {
    await put.run(db, {
      scope: record.scope,
      key_hash: record.keyHash,
      request_hash: record.requestHash,
      sealed_answer: record.sealedAnswer,
      expires_at: record.expiresAt,
    });
  },
  deleteExpiredIdempotentAnswers: async (now, limit) => deleteExpired.run(db, { now, limit }),
});
