/** Passwords of users, and openings of local sign-in during an outage. */
import { z } from 'zod';
import { excludedOf, valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type {
  CredentialRecord,
  LocalOpeningRecord,
  LocalSignInReader,
  LocalSignInWriter,
  OpeningActor,
} from '../ports/local-sign-in-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { LocalOpeningTable, UserCredentialTable } from '../tables/people-tables.ts';
import { touchRealm } from './realm-revision.ts';
import { toUserRecord, userColumns } from './user-rows.ts';

const credentialValues = [
  'realm_id',
  'password_hash',
  'changed_at',
  'link_hash',
  'link_expires_at',
] as const satisfies readonly (keyof UserCredentialTable)[];
const credentialColumns = ['user_id', ...credentialValues] as const;

const openingValues = [
  'user_ids',
  'reason',
  'starts_at',
  'ends_at',
  'requested_by',
  'requested_at',
  'approved_by',
  'approved_at',
  'closed_by',
  'closed_at',
] as const satisfies readonly (keyof LocalOpeningTable)[];
const openingColumns = ['id', 'realm_id', ...openingValues] as const;

const findCredential = prepareQuery((db, p: { realmId: string; userId: string }) =>
  db
    .selectFrom('user_credential')
    .select(credentialColumns)
    .where('user_id', '=', p.userId)
    .where('realm_id', '=', p.realmId),
);

const findCredentialByLink = prepareQuery((db, p: { realmId: string; linkHash: string; now: number }) =>
  db
    .selectFrom('user_credential')
    .select(credentialColumns)
    .where('link_hash', '=', p.linkHash)
    .where('link_expires_at', '>', p.now)
    .where('realm_id', '=', p.realmId),
);

const listCredentials = prepareQuery((db, p: { realmId: string; after: string; limit: number }) =>
  db
    .selectFrom('user_credential')
    .innerJoin('user_account', 'user_account.id', 'user_credential.user_id')
    .select(credentialValues.map((column) => `user_credential.${column}` as const))
    .select(userColumns.map((column) => `user_account.${column}` as const))
    .where('user_credential.realm_id', '=', p.realmId)
    .where('user_credential.user_id', '>', p.after)
    .orderBy('user_credential.user_id')
    .limit(p.limit),
);

const upsertCredential = prepareQuery((db, p: UserCredentialTable) =>
  db
    .insertInto('user_credential')
    .values(valuesOf(p, credentialColumns))
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet(excludedOf<UserCredentialTable, (typeof credentialValues)[number]>(credentialValues)),
    ),
);

const deleteCredential = prepareQuery((db, p: { realmId: string; userId: string }) =>
  db.deleteFrom('user_credential').where('user_id', '=', p.userId).where('realm_id', '=', p.realmId),
);

const findOpening = prepareQuery((db, p: { realmId: string; id: string }) =>
  db.selectFrom('local_opening').select(openingColumns).where('id', '=', p.id).where('realm_id', '=', p.realmId),
);

const listOpenings = prepareQuery((db, p: { realmId: string; requestedAt: number; id: string; limit: number }) =>
  db
    .selectFrom('local_opening')
    .select(openingColumns)
    .where('realm_id', '=', p.realmId)
    .where((eb) => eb(eb.refTuple('requested_at', 'id'), '<', eb.tuple(p.requestedAt, p.id)))
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

const listApproved = prepareQuery((db, p: { realmId: string }) =>
  db
    .selectFrom('local_opening')
    .select(openingColumns)
    .where('realm_id', '=', p.realmId)
    .where('closed_at', 'is', null)
    .where('approved_at', 'is not', null)
    .orderBy('ends_at')
    .orderBy('id'),
);

const upsertOpening = prepareQuery((db, p: LocalOpeningTable) =>
  db
    .insertInto('local_opening')
    .values(valuesOf(p, openingColumns))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(excludedOf<LocalOpeningTable, (typeof openingValues)[number]>(openingValues)),
    ),
);

const closeEnded = prepareQuery((db, p: { now: number; limit: number }) =>
  db
    .updateTable('local_opening')
    .set((eb) => ({ closed_at: eb.ref('ends_at') }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('local_opening')
        .select('id')
        .where('closed_at', 'is', null)
        .where('ends_at', '<=', p.now)
        .limit(p.limit),
    ),
);

const userIds = z.array(z.string());
const openingActor = z.strictObject({ id: z.string(), name: z.string() });

const toCredential = (row: UserCredentialTable): CredentialRecord => ({
  userId: row.user_id,
  realmId: row.realm_id,
  passwordHash: row.password_hash,
  changedAt: row.changed_at,
  linkHash: row.link_hash,
  linkExpiresAt: row.link_expires_at,
});

const toActor = (text: string | null): OpeningActor | null =>
  text === null ? null : readJson(openingActor, text, 'local_opening actor');

const toOpening = (row: LocalOpeningTable): LocalOpeningRecord => ({
  id: row.id,
  realmId: row.realm_id,
  userIds: readJson(userIds, row.user_ids, 'local_opening.user_ids'),
  reason: row.reason,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  requestedBy: readJson(openingActor, row.requested_by, 'local_opening.requested_by'),
  requestedAt: row.requested_at,
  approvedBy: toActor(row.approved_by),
  approvedAt: row.approved_at,
  closedBy: toActor(row.closed_by),
  closedAt: row.closed_at,
});

const actorText = (actor: OpeningActor | null): string | null => (actor === null ? null : JSON.stringify(actor));

const toOpeningRow = (record: LocalOpeningRecord): LocalOpeningTable => ({
  id: record.id,
  realm_id: record.realmId,
  user_ids: JSON.stringify(record.userIds),
  reason: record.reason,
  starts_at: record.startsAt,
  ends_at: record.endsAt,
  requested_by: JSON.stringify(record.requestedBy),
  requested_at: record.requestedAt,
  approved_by: actorText(record.approvedBy),
  approved_at: record.approvedAt,
  closed_by: actorText(record.closedBy),
  closed_at: record.closedAt,
});

/** For the view of a realm: approved and not closed, the one that ends first in front. */
export const listApprovedOpenings = async (db: QueryRunner, realmId: string): Promise<readonly LocalOpeningRecord[]> =>
  (await listApproved.all(db, { realmId })).map(toOpening);

/** Reads passwords and openings. */
export const createLocalSignInReader = (db: QueryRunner): LocalSignInReader => ({
  findCredential: async (realmId, userId) => {
    const row = await findCredential.first(db, { realmId, userId });
    return row === null ? null : toCredential(row);
  },
  findCredentialByLink: async (realmId, linkHash, now) => {
    const row = await findCredentialByLink.first(db, { realmId, linkHash, now });
    return row === null ? null : toCredential(row);
  },
  // No id is empty, so every one comes after the empty text.
  listCredentials: async (realmId, page) =>
    (await listCredentials.all(db, { realmId, after: page.after ?? '', limit: page.limit })).map((row) => ({
      credential: toCredential({ ...row, user_id: row.id }),
      user: toUserRecord(row),
    })),
  findLocalOpening: async (realmId, id) => {
    const row = await findOpening.first(db, { realmId, id });
    return row === null ? null : toOpening(row);
  },
  listLocalOpenings: async (realmId, { before, limit }) => {
    const { requestedAt, id } = before ?? { requestedAt: Number.MAX_SAFE_INTEGER, id: '' };
    return (await listOpenings.all(db, { realmId, requestedAt, id, limit })).map(toOpening);
  },
});

/** Changes passwords and openings. */
export const createLocalSignInWriter = (db: QueryRunner): LocalSignInWriter => ({
  putCredential: async (record) => {
    await upsertCredential.run(db, {
      user_id: record.userId,
      realm_id: record.realmId,
      password_hash: record.passwordHash,
      changed_at: record.changedAt,
      link_hash: record.linkHash,
      link_expires_at: record.linkExpiresAt,
    });
  },
  deleteCredential: async (realmId, userId) => (await deleteCredential.run(db, { realmId, userId })) === 1,
  putLocalOpening: async (record) => {
    await upsertOpening.run(db, toOpeningRow(record));
    await touchRealm(db, record.realmId);
  },
  // No revision changes: by their time they open nothing any more.
  closeEndedOpenings: async (now, limit) => closeEnded.run(db, { now, limit }),
});
