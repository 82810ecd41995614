/** Sessions of administrators. */
import { valuesOf } from '../columns.ts';
import type { AdministrationReader, AdministrationWriter, AdminSessionRecord } from '../ports/administration-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { AdminSessionTable } from '../tables/administration-tables.ts';

const sessionColumns = [
  'id_hash',
  'administrator_id',
  'method',
  'address',
  'user_agent',
  'created_at',
  'last_seen_at',
  'expires_at',
  'limited_to',
  'connection_id',
  'idp_subject_hash',
  'idp_session_hash',
] as const satisfies readonly (keyof AdminSessionTable)[];

const findSession = prepareQuery((db, p: { idHash: string; now: number }) =>
  db.selectFrom('admin_session').select(sessionColumns).where('id_hash', '=', p.idHash).where('expires_at', '>', p.now),
);

const listSessions = prepareQuery((db, p: { administratorId: string; now: number }) =>
  db
    .selectFrom('admin_session')
    .select(sessionColumns)
    .where('administrator_id', '=', p.administratorId)
    .where('expires_at', '>', p.now)
    .orderBy('created_at', 'desc')
    .orderBy('id_hash'),
);

const listIdpSessions = prepareQuery((db, p: { connectionId: string; subjectHash: string; now: number }) =>
  db
    .selectFrom('admin_session')
    .select(sessionColumns)
    .where('connection_id', '=', p.connectionId)
    .where('idp_subject_hash', '=', p.subjectHash)
    .where('expires_at', '>', p.now),
);

const insertSession = prepareQuery((db, p: AdminSessionTable) =>
  db.insertInto('admin_session').values(valuesOf(p, sessionColumns)),
);

const touchSession = prepareQuery((db, p: { idHash: string; at: number }) =>
  db
    .updateTable('admin_session')
    .set({ last_seen_at: p.at })
    .where('id_hash', '=', p.idHash)
    .where('last_seen_at', '<', p.at),
);

const endSession = prepareQuery((db, p: { administratorId: string; idHash: string }) =>
  db.deleteFrom('admin_session').where('id_hash', '=', p.idHash).where('administrator_id', '=', p.administratorId),
);

const endSessions = prepareQuery((db, p: { administratorId: string; exceptIdHash: string }) =>
  db
    .deleteFrom('admin_session')
    .where('administrator_id', '=', p.administratorId)
    .where('id_hash', '<>', p.exceptIdHash),
);

const toSessionRow = (record: AdminSessionRecord): AdminSessionTable => ({
  id_hash: record.idHash,
  administrator_id: record.administratorId,
  method: record.method,
  address: record.address,
  user_agent: record.userAgent,
  created_at: record.createdAt,
  last_seen_at: record.lastSeenAt,
  expires_at: record.expiresAt,
  limited_to: record.limitedTo,
  connection_id: record.idpSession?.connectionId ?? null,
  idp_subject_hash: record.idpSession?.subjectHash ?? null,
  idp_session_hash: record.idpSession?.sessionHash ?? null,
});

const toIdpSession = (row: AdminSessionTable): AdminSessionRecord['idpSession'] =>
  row.connection_id === null || row.idp_subject_hash === null
    ? null
    : { connectionId: row.connection_id, subjectHash: row.idp_subject_hash, sessionHash: row.idp_session_hash };

const toSession = (row: AdminSessionTable): AdminSessionRecord => ({
  idHash: row.id_hash,
  administratorId: row.administrator_id,
  method: row.method,
  address: row.address,
  userAgent: row.user_agent,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: row.expires_at,
  limitedTo: row.limited_to,
  idpSession: toIdpSession(row),
});

/** Reads sessions. */
export const createAdminSessionReader = (
  db: QueryRunner,
): Pick<AdministrationReader, 'findAdminSession' | 'listAdminSessions'> => ({
  findAdminSession: async (idHash, now) => {
    const row = await findSession.first(db, { idHash, now });
    return row === null ? null : toSession(row);
  },
  listAdminSessions: async (administratorId, now) =>
    (await listSessions.all(db, { administratorId, now })).map(toSession),
});

/** Changes sessions. */
export const createAdminSessionWriter = (
  db: QueryRunner,
): Pick<
  AdministrationWriter,
  'putAdminSession' | 'touchAdminSession' | 'endAdminSession' | 'endAdminSessions' | 'endIdpAdminSessions'
> => ({
  putAdminSession: async (record) => {
    await insertSession.run(db, toSessionRow(record));
  },
  touchAdminSession: async (idHash, at) => {
    await touchSession.run(db, { idHash, at });
  },
  endAdminSession: async (administratorId, idHash) => (await endSession.run(db, { administratorId, idHash })) === 1,
  // No hash is empty, so the empty text excepts nothing.
  endAdminSessions: (administratorId, exceptIdHash) =>
    endSessions.run(db, { administratorId, exceptIdHash: exceptIdHash ?? '' }),
  endIdpAdminSessions: async ({ connectionId, subjectHash, sessionHashes }, now) => {
    const rows = await listIdpSessions.all(db, { connectionId, subjectHash, now });
    const ending = rows.filter(
      ({ idp_session_hash: hash }) => sessionHashes === null || hash === null || sessionHashes.includes(hash),
    );
    for (const { id_hash: idHash, administrator_id: administratorId } of ending) {
      await endSession.run(db, { administratorId, idHash });
    }
    return ending.length;
  },
});
