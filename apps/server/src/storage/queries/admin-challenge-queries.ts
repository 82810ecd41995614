/** Steps under way of administrators who sign in or set something up. */
import { excludedOf, valuesOf } from '../columns.ts';
import { readWord } from '../json-column.ts';
import {
  type AdminChallengeRecord,
  type AdministrationReader,
  type AdministrationWriter,
  challengeKinds,
} from '../ports/administration-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { AdminChallengeTable } from '../tables/administration-tables.ts';

const challengeColumns = [
  'id_hash',
  'kind',
  'administrator_id',
  'sealed',
  'failures',
  'expires_at',
] as const satisfies readonly (keyof AdminChallengeTable)[];

const findChallenge = prepareQuery((db, p: { kind: string; idHash: string; now: number }) =>
  db
    .selectFrom('admin_challenge')
    .select(challengeColumns)
    .where('id_hash', '=', p.idHash)
    .where('kind', '=', p.kind)
    .where('expires_at', '>', p.now),
);

const putChallenge = prepareQuery((db, p: AdminChallengeTable) =>
  db
    .insertInto('admin_challenge')
    .values(valuesOf(p, challengeColumns))
    .onConflict((conflict) =>
      conflict
        .column('id_hash')
        .doUpdateSet(
          excludedOf<AdminChallengeTable, 'kind' | 'administrator_id' | 'sealed' | 'failures' | 'expires_at'>([
            'kind',
            'administrator_id',
            'sealed',
            'failures',
            'expires_at',
          ]),
        ),
    ),
);

const takeChallenge = prepareQuery((db, p: { kind: string; idHash: string; now: number }) =>
  db
    .deleteFrom('admin_challenge')
    .where('id_hash', '=', p.idHash)
    .where('kind', '=', p.kind)
    .where('expires_at', '>', p.now),
);

const countFailure = prepareQuery((db, p: { idHash: string }) =>
  db
    .updateTable('admin_challenge')
    .set(({ eb }) => ({ failures: eb('failures', '+', 1) }))
    .where('id_hash', '=', p.idHash),
);

const deleteFailed = prepareQuery((db, p: { idHash: string; limit: number }) =>
  db.deleteFrom('admin_challenge').where('id_hash', '=', p.idHash).where('failures', '>=', p.limit),
);

const deleteChallenges = prepareQuery((db, p: { administratorId: string }) =>
  db.deleteFrom('admin_challenge').where('administrator_id', '=', p.administratorId),
);

const toChallengeRow = (record: AdminChallengeRecord): AdminChallengeTable => ({
  id_hash: record.idHash,
  kind: record.kind,
  administrator_id: record.administratorId,
  sealed: record.sealed,
  failures: record.failures,
  expires_at: record.expiresAt,
});

const toChallenge = (row: AdminChallengeTable): AdminChallengeRecord => ({
  idHash: row.id_hash,
  kind: readWord(challengeKinds, row.kind, 'admin_challenge.kind'),
  administratorId: row.administrator_id,
  sealed: row.sealed,
  failures: row.failures,
  expiresAt: row.expires_at,
});

/** Reads steps. */
export const createChallengeReader = (db: QueryRunner): Pick<AdministrationReader, 'findChallenge'> => ({
  findChallenge: async (kind, idHash, now) => {
    const row = await findChallenge.first(db, { kind, idHash, now });
    return row === null ? null : toChallenge(row);
  },
});

/** Changes steps. */
export const createChallengeWriter = (
  db: QueryRunner,
): Pick<AdministrationWriter, 'putChallenge' | 'takeChallenge' | 'countChallengeFailure' | 'deleteChallenges'> => ({
  putChallenge: async (record) => {
    await putChallenge.run(db, toChallengeRow(record));
  },
  takeChallenge: async (kind, idHash, now) => (await takeChallenge.run(db, { kind, idHash, now })) === 1,
  countChallengeFailure: async (idHash, limit) => {
    await countFailure.run(db, { idHash });
    await deleteFailed.run(db, { idHash, limit });
  },
  deleteChallenges: async (administratorId) => {
    await deleteChallenges.run(db, { administratorId });
  },
});
