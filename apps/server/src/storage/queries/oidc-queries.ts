/** Artefacts of the OIDC issuers. */
import { z } from 'zod';
import { excludedOf, valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type { OidcArtifactReader, OidcArtifactRecord, OidcArtifactWriter } from '../ports/oidc-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { OidcArtifactTable } from '../tables/sign-in-tables.ts';

const payload = z.record(z.string(), z.unknown());

const valueColumns = [
  'payload',
  'client_id',
  'grant_id',
  'uid',
  'user_code',
  'hub_session_hash',
  'consumed_at',
  'expires_at',
] as const satisfies readonly (keyof OidcArtifactTable)[];

const artifactColumns = ['realm_id', 'model', 'id_hash', ...valueColumns] as const;

interface Lookup {
  readonly realmId: string;
  readonly model: string;
  readonly value: string;
  readonly now: number;
}

const findBy = (column: 'id_hash' | 'uid' | 'user_code') =>
  prepareQuery((db, p: Lookup) =>
    db
      .selectFrom('oidc_artifact')
      .select(artifactColumns)
      .where('realm_id', '=', p.realmId)
      .where('model', '=', p.model)
      .where(column, '=', p.value)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', p.now)])),
  );

const findByIdHash = findBy('id_hash');
const findByUid = findBy('uid');
const findByUserCode = findBy('user_code');

const grantClients = prepareQuery((db, p: { realmId: string; limit: number }) =>
  db
    .selectFrom('oidc_artifact')
    .select('client_id')
    .where('realm_id', '=', p.realmId)
    .where('model', '=', 'Grant')
    .limit(p.limit),
);

const upsertArtifact = prepareQuery((db, p: OidcArtifactTable) =>
  db
    .insertInto('oidc_artifact')
    .values(valuesOf(p, artifactColumns))
    .onConflict((conflict) =>
      conflict
        .columns(['realm_id', 'model', 'id_hash'])
        .doUpdateSet(excludedOf<OidcArtifactTable, (typeof valueColumns)[number]>(valueColumns)),
    ),
);

interface ArtifactKey {
  readonly realmId: string;
  readonly model: string;
  readonly idHash: string;
}

const consumeArtifact = prepareQuery((db, p: ArtifactKey & { at: number }) =>
  db
    .updateTable('oidc_artifact')
    .set({ consumed_at: p.at })
    .where('realm_id', '=', p.realmId)
    .where('model', '=', p.model)
    .where('id_hash', '=', p.idHash)
    .where('consumed_at', 'is', null),
);

const deleteArtifact = prepareQuery((db, p: ArtifactKey) =>
  db
    .deleteFrom('oidc_artifact')
    .where('realm_id', '=', p.realmId)
    .where('model', '=', p.model)
    .where('id_hash', '=', p.idHash),
);

const deleteGrant = prepareQuery((db, p: { realmId: string; grantId: string }) =>
  db.deleteFrom('oidc_artifact').where('realm_id', '=', p.realmId).where('grant_id', '=', p.grantId),
);

const deleteExpiredArtifacts = prepareQuery((db, p: { now: number; limit: number }) =>
  db
    .deleteFrom('oidc_artifact')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('realm_id', 'model', 'id_hash'),
        'in',
        selectFrom('oidc_artifact')
          .select(['realm_id', 'model', 'id_hash'])
          .where('expires_at', '<', p.now)
          .limit(p.limit)
          .$asTuple('realm_id', 'model', 'id_hash'),
      ),
    ),
);

const clientIdOf = (values: Readonly<Record<string, unknown>>): string | null => {
  const { clientId } = values;
  return typeof clientId === 'string' ? clientId : null;
};

const toRow = (record: OidcArtifactRecord): OidcArtifactTable => ({
  realm_id: record.realmId,
  model: record.model,
  id_hash: record.idHash,
  payload: JSON.stringify(record.payload),
  client_id: clientIdOf(record.payload),
  grant_id: record.grantId,
  uid: record.uid,
  user_code: record.userCode,
  hub_session_hash: record.hubSessionHash,
  consumed_at: record.consumedAt,
  expires_at: record.expiresAt,
});

const toRecord = (row: OidcArtifactTable): OidcArtifactRecord => ({
  realmId: row.realm_id,
  model: row.model,
  idHash: row.id_hash,
  payload: readJson(payload, row.payload, 'oidc_artifact.payload'),
  grantId: row.grant_id,
  uid: row.uid,
  userCode: row.user_code,
  hubSessionHash: row.hub_session_hash,
  consumedAt: row.consumed_at,
  expiresAt: row.expires_at,
});

const recordOrNull = (row: OidcArtifactTable | null): OidcArtifactRecord | null =>
  row === null ? null : toRecord(row);

/** Reads artefacts of the OIDC issuers. */
export const createOidcArtifactReader = (db: QueryRunner): OidcArtifactReader => ({
  findArtifact: async (realmId, model, idHash, now) =>
    recordOrNull(await findByIdHash.first(db, { realmId, model, value: idHash, now })),
  findArtifactByUid: async (realmId, model, uid, now) =>
    recordOrNull(await findByUid.first(db, { realmId, model, value: uid, now })),
  findArtifactByUserCode: async (realmId, model, userCode, now) =>
    recordOrNull(await findByUserCode.first(db, { realmId, model, value: userCode, now })),
  countGrants: async (realmId, clientId, limit) => {
    const rows = await grantClients.all(db, { realmId, limit });
    return { count: rows.filter(({ client_id: client }) => client === clientId).length, looked: rows.length };
  },
});

/** Changes artefacts of the OIDC issuers. */
export const createOidcArtifactWriter = (db: QueryRunner): OidcArtifactWriter => ({
  putArtifact: async (record) => {
    await upsertArtifact.run(db, toRow(record));
  },
  consumeArtifact: async (realmId, model, idHash, at) =>
    (await consumeArtifact.run(db, { realmId, model, idHash, at })) === 1,
  deleteArtifact: async (realmId, model, idHash) => {
    await deleteArtifact.run(db, { realmId, model, idHash });
  },
  deleteGrant: async (realmId, grantId) => {
    await deleteGrant.run(db, { realmId, grantId });
  },
  deleteExpiredArtifacts: async (now, limit) => deleteExpiredArtifacts.run(db, { now, limit }),
});
