/** Hub sessions, and the OIDC artefacts that end with them. */
import { excludedOf, valuesOf } from '../columns.ts';
import { readWord } from '../json-column.ts';
import type { HubSessionRecord, SessionReader, SessionWriter } from '../ports/session-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { HubSessionTable } from '../tables/sign-in-tables.ts';

const valueColumns = [
  'realm_id',
  'user_id',
  'method',
  'service_provider_id',
  'connection_id',
  'idp_entity_id',
  'sealed_idp_session',
  'idp_subject_hash',
  'authenticated_at',
  'authn_context',
  'created_at',
  'last_seen_at',
  'expires_at',
] as const satisfies readonly (keyof HubSessionTable)[];

const sessionColumns = ['id_hash', ...valueColumns] as const;

/** A row without the chain of former sessions, which has statements of its own. */
type SessionValues = Omit<HubSessionTable, 'former_id_hash'>;

/** Sessions that one can have replaced: more sign-ins in one browser are not followed back. */
const MAX_FORMER = 100;

const findSession = prepareQuery((db, p: { idHash: string; now: number }) =>
  db.selectFrom('hub_session').select(sessionColumns).where('id_hash', '=', p.idHash).where('expires_at', '>', p.now),
);

const listUserSessions = prepareQuery((db, p: { realmId: string; userId: string; now: number }) =>
  db
    .selectFrom('hub_session')
    .select(sessionColumns)
    .where('realm_id', '=', p.realmId)
    .where('user_id', '=', p.userId)
    .where('expires_at', '>', p.now)
    .orderBy('created_at')
    .orderBy('id_hash'),
);

const listSubjectSessions = prepareQuery((db, p: { connectionId: string; idpSubjectHash: string; now: number }) =>
  db
    .selectFrom('hub_session')
    .select(sessionColumns)
    .where('connection_id', '=', p.connectionId)
    .where('idp_subject_hash', '=', p.idpSubjectHash)
    .where('expires_at', '>', p.now)
    .orderBy('created_at')
    .orderBy('id_hash'),
);

interface CountValues {
  readonly realmId: string;
  readonly now: number;
  readonly limit: number;
}

const countSessions = prepareQuery((db, p: CountValues) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('hub_session')
        .select('id_hash')
        .where('realm_id', '=', p.realmId)
        .where('expires_at', '>', p.now)
        .limit(p.limit)
        .as('some'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count')),
);

const sessionPassages = prepareQuery((db, p: CountValues) =>
  db
    .selectFrom('hub_session')
    .select(['service_provider_id', 'connection_id'])
    .where('realm_id', '=', p.realmId)
    .where('expires_at', '>', p.now)
    .limit(p.limit),
);

const upsertSession = prepareQuery((db, p: SessionValues) =>
  db
    .insertInto('hub_session')
    .values(valuesOf(p, sessionColumns))
    .onConflict((conflict) =>
      conflict.column('id_hash').doUpdateSet(excludedOf<HubSessionTable, (typeof valueColumns)[number]>(valueColumns)),
    ),
);

const touchSession = prepareQuery((db, p: { idHash: string; at: number }) =>
  db
    .updateTable('hub_session')
    .set({ last_seen_at: p.at })
    .where('id_hash', '=', p.idHash)
    .where('last_seen_at', '<', p.at),
);

const setFormerSession = prepareQuery((db, p: { idHash: string; formerIdHash: string }) =>
  db.updateTable('hub_session').set({ former_id_hash: p.formerIdHash }).where('id_hash', '=', p.idHash),
);

const findFormerSession = prepareQuery((db, p: { idHash: string }) =>
  db.selectFrom('hub_session').select('former_id_hash').where('id_hash', '=', p.idHash),
);

const deleteSession = prepareQuery((db, p: { idHash: string }) =>
  db.deleteFrom('hub_session').where('id_hash', '=', p.idHash),
);

const deleteSessionArtifacts = prepareQuery((db, p: { idHash: string }) =>
  db.deleteFrom('oidc_artifact').where('hub_session_hash', '=', p.idHash),
);

// The artefacts of an expired session are left to their own expiry, which is never later.
const deleteExpiredSessions = prepareQuery((db, p: { now: number; limit: number }) =>
  db
    .deleteFrom('hub_session')
    .where('id_hash', 'in', (eb) =>
      eb.selectFrom('hub_session').select('id_hash').where('expires_at', '<', p.now).limit(p.limit),
    ),
);

const methods: readonly HubSessionRecord['method'][] = ['saml', 'local'];

type SamlColumns = Pick<
  SessionValues,
  'service_provider_id' | 'connection_id' | 'idp_entity_id' | 'sealed_idp_session' | 'idp_subject_hash'
>;

/** A local session came through no connection. */
const NO_PASSAGE: SamlColumns = {
  service_provider_id: '',
  connection_id: '',
  idp_entity_id: '',
  sealed_idp_session: null,
  idp_subject_hash: null,
};

const passageOf = (record: HubSessionRecord): SamlColumns =>
  record.method === 'local'
    ? NO_PASSAGE
    : {
        service_provider_id: record.serviceProviderId,
        connection_id: record.connectionId,
        idp_entity_id: record.idpEntityId,
        sealed_idp_session: record.sealedIdpSession,
        idp_subject_hash: record.idpSubjectHash,
      };

const toRow = (record: HubSessionRecord): SessionValues => ({
  id_hash: record.idHash,
  realm_id: record.realmId,
  user_id: record.userId,
  method: record.method,
  ...passageOf(record),
  authenticated_at: record.authenticatedAt,
  authn_context: record.authnContext,
  created_at: record.createdAt,
  last_seen_at: record.lastSeenAt,
  expires_at: record.expiresAt,
});

const toRecord = (row: SessionValues): HubSessionRecord => {
  const method = readWord(methods, row.method, 'hub_session.method');
  const common = {
    idHash: row.id_hash,
    realmId: row.realm_id,
    userId: row.user_id,
    authenticatedAt: row.authenticated_at,
    authnContext: row.authn_context,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
  return method === 'local'
    ? { ...common, method }
    : {
        ...common,
        method,
        serviceProviderId: row.service_provider_id,
        connectionId: row.connection_id,
        idpEntityId: row.idp_entity_id,
        sealedIdpSession: row.sealed_idp_session,
        idpSubjectHash: row.idp_subject_hash,
      };
};

/** Reads hub sessions. */
export const createSessionReader = (db: QueryRunner): SessionReader => ({
  findSession: async (idHash, now) => {
    const row = await findSession.first(db, { idHash, now });
    return row === null ? null : toRecord(row);
  },
  listSubjectSessions: async (connectionId, idpSubjectHash, now) =>
    (await listSubjectSessions.all(db, { connectionId, idpSubjectHash, now }))
      .map(toRecord)
      .filter((record) => record.method === 'saml'),
  listUserSessions: async (realmId, userId, now) =>
    (await listUserSessions.all(db, { realmId, userId, now })).map(toRecord),
  countSessions: async (realmId, { serviceProviderId, connectionId }, now, limit) => {
    if (serviceProviderId === undefined && connectionId === undefined) {
      const count = (await countSessions.first(db, { realmId, now, limit }))?.count ?? 0;
      return { count, looked: count };
    }
    const rows = await sessionPassages.all(db, { realmId, now, limit });
    const matching = rows.filter(
      (row) =>
        (serviceProviderId === undefined || row.service_provider_id === serviceProviderId) &&
        (connectionId === undefined || row.connection_id === connectionId),
    );
    return { count: matching.length, looked: rows.length };
  },
});

const endOne = async (db: QueryRunner, idHash: string): Promise<boolean> => {
  await deleteSessionArtifacts.run(db, { idHash });
  return (await deleteSession.run(db, { idHash })) === 1;
};

/** Changes hub sessions. */
export const createSessionWriter = (db: QueryRunner): SessionWriter => ({
  putSession: async (record) => {
    await upsertSession.run(db, toRow(record));
  },
  touchSession: async (idHash, at) => {
    await touchSession.run(db, { idHash, at });
  },
  setFormerSession: async (idHash, formerIdHash) => {
    await setFormerSession.run(db, { idHash, formerIdHash });
  },
  endSession: async (idHash) => {
    const former = (await findFormerSession.first(db, { idHash }))?.former_id_hash ?? null;
    const existed = await endOne(db, idHash);
    let next = former;
    for (let count = 0; next !== null && count < MAX_FORMER; count += 1) {
      const before: string | null = (await findFormerSession.first(db, { idHash: next }))?.former_id_hash ?? null;
      await endOne(db, next);
      next = before;
    }
    return existed;
  },
  deleteExpiredSessions: async (now, limit) => deleteExpiredSessions.run(db, { now, limit }),
});
