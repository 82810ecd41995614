/** Set-ups under way and the links to them. */
import { sql } from 'kysely';
import { z } from 'zod';
import { excludedOf, valuesOf } from '../columns.ts';
import { readJson, readWord } from '../json-column.ts';
import type { SetUpLinkRecord, SetUpReader, SetUpRecord, SetUpState, SetUpWriter } from '../ports/set-up-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { SetUpLinkTable, SetUpTable } from '../tables/set-up-tables.ts';

const states: readonly SetUpState[] = ['open', 'submitted', 'accepted'];
const orders: readonly SetUpRecord['order'][] = ['import', 'by-hand'];

const setUpColumns = [
  'id',
  'service_provider_id',
  'realm_id',
  'connection',
  'vendor',
  'name',
  'set_up_order',
  'done_steps',
  'identity_provider',
  'settings',
  'state',
  'created_by',
  'updated_by',
  'step',
  'created_at',
  'updated_at',
  'submitted_at',
] as const satisfies readonly (keyof SetUpTable)[];

const linkColumns = [
  'id',
  'set_up_id',
  'token_hash',
  'recipient',
  'created_by',
  'created_at',
  'expires_at',
  'revoked_at',
  'last_used_at',
] as const satisfies readonly (keyof SetUpLinkTable)[];

const findSetUp = prepareQuery((db, p: { id: string }) =>
  db.selectFrom('set_up').select(setUpColumns).where('id', '=', p.id),
);

const listSetUps = prepareQuery((db, p: { serviceProviderId: string; limit: number }) =>
  db
    .selectFrom('set_up')
    .select(setUpColumns)
    .where('service_provider_id', '=', p.serviceProviderId)
    .where('state', '<>', sql.lit('accepted'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

const findLinkBy = (column: 'id' | 'token_hash') =>
  prepareQuery((db, p: { value: string }) =>
    db.selectFrom('set_up_link').select(linkColumns).where(column, '=', p.value),
  );

const findLinkById = findLinkBy('id');
const findLinkByToken = findLinkBy('token_hash');

const listLinks = prepareQuery((db, p: { setUpId: string; limit: number }) =>
  db
    .selectFrom('set_up_link')
    .select(linkColumns)
    .where('set_up_id', '=', p.setUpId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

const changing = [
  'vendor',
  'name',
  'set_up_order',
  'done_steps',
  'identity_provider',
  'settings',
  'state',
  'updated_by',
  'step',
  'updated_at',
  'submitted_at',
] as const;

const putSetUp = prepareQuery((db, p: SetUpTable) =>
  db
    .insertInto('set_up')
    .values(valuesOf(p, setUpColumns))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(excludedOf<SetUpTable, (typeof changing)[number]>(changing)),
    ),
);

const deleteSetUp = prepareQuery((db, p: { id: string }) => db.deleteFrom('set_up').where('id', '=', p.id));

const linkChanging = ['revoked_at', 'last_used_at'] as const;

const putLink = prepareQuery((db, p: SetUpLinkTable) =>
  db
    .insertInto('set_up_link')
    .values(valuesOf(p, linkColumns))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(excludedOf<SetUpLinkTable, (typeof linkChanging)[number]>(linkChanging)),
    ),
);

const toSetUp = (row: SetUpTable): SetUpRecord => ({
  id: row.id,
  realmId: row.realm_id,
  serviceProviderId: row.service_provider_id,
  connection: row.connection,
  vendor: row.vendor,
  name: row.name,
  order: readWord(orders, row.set_up_order, 'set_up.set_up_order'),
  step: row.step,
  doneSteps: readJson(z.array(z.string()), row.done_steps, 'set_up.done_steps'),
  identityProvider: readJson(z.unknown(), row.identity_provider, 'set_up.identity_provider'),
  settings: readJson(z.record(z.string(), z.unknown()), row.settings, 'set_up.settings'),
  state: readWord(states, row.state, 'set_up.state'),
  createdBy: row.created_by,
  updatedBy: row.updated_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  submittedAt: row.submitted_at,
});

const toSetUpRow = (record: SetUpRecord): SetUpTable => ({
  id: record.id,
  realm_id: record.realmId,
  service_provider_id: record.serviceProviderId,
  connection: record.connection,
  vendor: record.vendor,
  name: record.name,
  set_up_order: record.order,
  done_steps: JSON.stringify(record.doneSteps),
  identity_provider: JSON.stringify(record.identityProvider),
  settings: JSON.stringify(record.settings),
  state: record.state,
  created_by: record.createdBy,
  updated_by: record.updatedBy,
  step: record.step,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
  submitted_at: record.submittedAt,
});

const toLink = (row: SetUpLinkTable): SetUpLinkRecord => ({
  id: row.id,
  setUpId: row.set_up_id,
  tokenHash: row.token_hash,
  recipient: row.recipient,
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
});

const linkOrNull = (row: SetUpLinkTable | null): SetUpLinkRecord | null => (row === null ? null : toLink(row));

/** Reads set-ups and links. */
export const createSetUpReader = (db: QueryRunner): SetUpReader => ({
  findSetUp: async (id) => {
    const row = await findSetUp.first(db, { id });
    return row === null ? null : toSetUp(row);
  },
  listSetUps: async (serviceProviderId, limit) => (await listSetUps.all(db, { serviceProviderId, limit })).map(toSetUp),
  findSetUpLink: async (id) => linkOrNull(await findLinkById.first(db, { value: id })),
  findSetUpLinkByToken: async (tokenHash) => linkOrNull(await findLinkByToken.first(db, { value: tokenHash })),
  listSetUpLinks: async (setUpId, limit) => (await listLinks.all(db, { setUpId, limit })).map(toLink),
});

/** Changes set-ups and links. */
export const createSetUpWriter = (db: QueryRunner): SetUpWriter => ({
  putSetUp: async (record) => {
    await putSetUp.run(db, toSetUpRow(record));
  },
  deleteSetUp: async (id) => {
    await deleteSetUp.run(db, { id });
  },
  putSetUpLink: async (record) => {
    await putLink.run(db, {
      id: record.id,
      set_up_id: record.setUpId,
      token_hash: record.tokenHash,
      recipient: record.recipient,
      created_by: record.createdBy,
      created_at: record.createdAt,
      expires_at: record.expiresAt,
      revoked_at: record.revokedAt,
      last_used_at: record.lastUsedAt,
    });
  },
});
