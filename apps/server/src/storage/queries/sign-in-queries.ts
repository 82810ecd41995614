/** Requests under way, used identifiers and parked results: each is taken by exactly one caller. */
import { z } from 'zod';
import { excludedOf, valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type { SignInReader, SignInRequestRecord, SignInTarget, SignInWriter } from '../ports/sign-in-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { IdpSignOutTable, ParkedResultTable, SignInRequestTable, UsedIdTable } from '../tables/sign-in-tables.ts';

const target: z.ZodType<SignInTarget> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('launchpad') }),
  z.strictObject({ kind: z.literal('app'), app: z.string() }),
  z.strictObject({ kind: z.literal('interaction'), uid: z.string(), app: z.string() }),
  z.strictObject({ kind: z.literal('test'), test: z.string() }),
  z.strictObject({ kind: z.literal('portal'), state: z.string() }),
]);

const requestColumns = [
  'realm_id',
  'id',
  'service_provider_id',
  'connection_id',
  'acs_url',
  'target',
  'binding_hash',
  'authn_not_before',
  'restarted',
  'attempt_id',
  'created_at',
  'expires_at',
  'consumed',
  'refused_answers',
] as const satisfies readonly (keyof SignInRequestTable)[];

const findRequest = prepareQuery((db, p: { realmId: string; id: string; now: number }) =>
  db
    .selectFrom('sign_in_request')
    .select(requestColumns)
    .where('realm_id', '=', p.realmId)
    .where('id', '=', p.id)
    .where('consumed', '=', 0)
    .where('expires_at', '>', p.now),
);

const findUsedRequest = prepareQuery((db, p: { realmId: string; id: string }) =>
  db
    .selectFrom('sign_in_request')
    .select('id')
    .where('realm_id', '=', p.realmId)
    .where('id', '=', p.id)
    .where('consumed', '=', 1),
);

const insertRequest = prepareQuery((db, p: SignInRequestTable) =>
  db.insertInto('sign_in_request').values(valuesOf(p, requestColumns)),
);

const findIdpSignOut = prepareQuery((db, p: { connectionId: string; sessionHash: string }) =>
  db
    .selectFrom('idp_sign_out')
    .select('at')
    .where('connection_id', '=', p.connectionId)
    .where('session_hash', '=', p.sessionHash),
);

const upsertIdpSignOut = prepareQuery((db, p: IdpSignOutTable) =>
  db
    .insertInto('idp_sign_out')
    .values(valuesOf(p, ['connection_id', 'session_hash', 'at', 'expires_at']))
    .onConflict((conflict) =>
      conflict
        .columns(['connection_id', 'session_hash'])
        .doUpdateSet(excludedOf<IdpSignOutTable, 'at' | 'expires_at'>(['at', 'expires_at']))
        .where((eb) => eb('idp_sign_out.at', '<', eb.ref('excluded.at'))),
    ),
);

// The row stays until it expires, so that the same identifier cannot be put and taken again.
const consumeRequest = prepareQuery((db, p: { realmId: string; id: string }) =>
  db
    .updateTable('sign_in_request')
    .set({ consumed: 1 })
    .where('realm_id', '=', p.realmId)
    .where('id', '=', p.id)
    .where('consumed', '=', 0),
);

const countRefusedAnswer = prepareQuery((db, p: { realmId: string; id: string }) =>
  db
    .updateTable('sign_in_request')
    .set(({ eb }) => ({ refused_answers: eb('refused_answers', '+', 1) }))
    .where('realm_id', '=', p.realmId)
    .where('id', '=', p.id),
);

const closeRefusedRequest = prepareQuery((db, p: { realmId: string; id: string; limit: number }) =>
  db
    .updateTable('sign_in_request')
    .set({ consumed: 1 })
    .where('realm_id', '=', p.realmId)
    .where('id', '=', p.id)
    .where('refused_answers', '>=', p.limit),
);

const insertUsedId = prepareQuery((db, p: UsedIdTable) =>
  db
    .insertInto('used_id')
    .values(valuesOf(p, ['scope', 'id', 'expires_at']))
    .onConflict((conflict) => conflict.doNothing()),
);

const insertParkedResult = prepareQuery((db, p: ParkedResultTable) =>
  db.insertInto('parked_result').values(valuesOf(p, ['handle_hash', 'realm_id', 'sealed', 'expires_at'])),
);

const takeParkedResult = prepareQuery((db, p: { handleHash: string; now: number }) =>
  db
    .deleteFrom('parked_result')
    .where('handle_hash', '=', p.handleHash)
    .where('expires_at', '>', p.now)
    .returning(['handle_hash', 'realm_id', 'sealed', 'expires_at']),
);

interface Expired {
  readonly now: number;
  readonly limit: number;
}

const deleteExpiredRequests = prepareQuery((db, p: Expired) =>
  db
    .deleteFrom('sign_in_request')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('realm_id', 'id'),
        'in',
        selectFrom('sign_in_request')
          .select(['realm_id', 'id'])
          .where('expires_at', '<', p.now)
          .limit(p.limit)
          .$asTuple('realm_id', 'id'),
      ),
    ),
);

const deleteExpiredUsedIds = prepareQuery((db, p: Expired) =>
  db
    .deleteFrom('used_id')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('scope', 'id'),
        'in',
        selectFrom('used_id')
          .select(['scope', 'id'])
          .where('expires_at', '<', p.now)
          .limit(p.limit)
          .$asTuple('scope', 'id'),
      ),
    ),
);

const deleteExpiredIdpSignOuts = prepareQuery((db, p: Expired) =>
  db
    .deleteFrom('idp_sign_out')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('connection_id', 'session_hash'),
        'in',
        selectFrom('idp_sign_out')
          .select(['connection_id', 'session_hash'])
          .where('expires_at', '<', p.now)
          .limit(p.limit)
          .$asTuple('connection_id', 'session_hash'),
      ),
    ),
);

const deleteExpiredParkedResults = prepareQuery((db, p: Expired) =>
  db
    .deleteFrom('parked_result')
    .where('handle_hash', 'in', (eb) =>
      eb.selectFrom('parked_result').select('handle_hash').where('expires_at', '<', p.now).limit(p.limit),
    ),
);

const toRequestRow = (record: SignInRequestRecord): SignInRequestTable => ({
  realm_id: record.realmId,
  id: record.id,
  service_provider_id: record.serviceProviderId,
  connection_id: record.connectionId,
  acs_url: record.acsUrl,
  target: JSON.stringify(record.target),
  binding_hash: record.bindingHash,
  authn_not_before: record.authnNotBefore,
  restarted: record.restarted ? 1 : 0,
  attempt_id: record.attemptId,
  created_at: record.createdAt,
  expires_at: record.expiresAt,
  consumed: 0,
  refused_answers: 0,
});

const toRequestRecord = (row: SignInRequestTable): SignInRequestRecord => ({
  id: row.id,
  realmId: row.realm_id,
  serviceProviderId: row.service_provider_id,
  connectionId: row.connection_id,
  acsUrl: row.acs_url,
  target: readJson(target, row.target, 'sign_in_request.target'),
  bindingHash: row.binding_hash,
  authnNotBefore: row.authn_not_before,
  restarted: row.restarted === 1,
  attemptId: row.attempt_id,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

/** Reads requests under way. */
export const createSignInReader = (db: QueryRunner): SignInReader => ({
  findRequest: async (realmId, id, now) => {
    const row = await findRequest.first(db, { realmId, id, now });
    return row === null ? null : toRequestRecord(row);
  },
  wasRequestUsed: async (realmId, id) => (await findUsedRequest.first(db, { realmId, id })) !== null,
  findIdpSignOut: async (connectionId, sessionHash) =>
    (await findIdpSignOut.first(db, { connectionId, sessionHash }))?.at ?? null,
});

/** Changes requests, used identifiers and parked results. */
export const createSignInWriter = (db: QueryRunner): SignInWriter => ({
  putRequest: async (record) => {
    await insertRequest.run(db, toRequestRow(record));
  },
  consumeRequest: async (realmId, id) => (await consumeRequest.run(db, { realmId, id })) === 1,
  countRefusedAnswer: async (realmId, id, limit) => {
    await countRefusedAnswer.run(db, { realmId, id });
    await closeRefusedRequest.run(db, { realmId, id, limit });
  },
  consumeId: async (scope, id, expiresAt) => (await insertUsedId.run(db, { scope, id, expires_at: expiresAt })) === 1,
  noteIdpSignOut: async (record) => {
    await upsertIdpSignOut.run(db, {
      connection_id: record.connectionId,
      session_hash: record.sessionHash,
      at: record.at,
      expires_at: record.expiresAt,
    });
  },
  parkResult: async (record) => {
    await insertParkedResult.run(db, {
      handle_hash: record.handleHash,
      realm_id: record.realmId,
      sealed: record.sealed,
      expires_at: record.expiresAt,
    });
  },
  takeResult: async (handleHash, now) => {
    const row = await takeParkedResult.first(db, { handleHash, now });
    if (row === null) return null;
    return { handleHash: row.handle_hash, realmId: row.realm_id, sealed: row.sealed, expiresAt: row.expires_at };
  },
  deleteExpired: async (now, limit) => {
    let deleted = 0;
    for (const query of [
      deleteExpiredRequests,
      deleteExpiredUsedIds,
      deleteExpiredParkedResults,
      deleteExpiredIdpSignOuts,
    ]) {
      if (deleted < limit) deleted += await query.run(db, { now, limit: limit - deleted });
    }
    return deleted;
  },
});
