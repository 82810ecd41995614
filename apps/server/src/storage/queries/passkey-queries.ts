/** Passkeys of administrators. */
import { z } from 'zod';
import { valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type { AdministratorReader, AdministratorWriter, PasskeyRecord } from '../ports/administrator-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { PasskeyTable } from '../tables/administration-tables.ts';

const transports = z.array(z.string());

const passkeyColumns = [
  'id',
  'administrator_id',
  'credential_id',
  'public_key',
  'counter',
  'transports',
  'backed_up',
  'name',
  'created_at',
  'last_used_at',
] as const satisfies readonly (keyof PasskeyTable)[];

const listPasskeys = prepareQuery((db, p: { administratorId: string }) =>
  db
    .selectFrom('passkey')
    .select(passkeyColumns)
    .where('administrator_id', '=', p.administratorId)
    .orderBy('created_at')
    .orderBy('id'),
);

const findPasskey = prepareQuery((db, p: { credentialId: string }) =>
  db.selectFrom('passkey').select(passkeyColumns).where('credential_id', '=', p.credentialId),
);

const insertPasskey = prepareQuery((db, p: PasskeyTable) =>
  db
    .insertInto('passkey')
    .values(valuesOf(p, passkeyColumns))
    .onConflict((conflict) => conflict.doNothing()),
);

const renamePasskey = prepareQuery((db, p: { administratorId: string; id: string; name: string }) =>
  db
    .updateTable('passkey')
    .set({ name: p.name })
    .where('id', '=', p.id)
    .where('administrator_id', '=', p.administratorId),
);

// WebAuthn Level 3 §7.2 step 22: a counter that does not go up is a copied authenticator, unless it never counts.
const usePasskey = prepareQuery((db, p: { id: string; counter: number; backedUp: number; at: number; zero: number }) =>
  db
    .updateTable('passkey')
    .set({ counter: p.counter, backed_up: p.backedUp, last_used_at: p.at })
    .where('id', '=', p.id)
    .where(({ eb, or, and, val }) =>
      or([eb('counter', '<', p.counter), and([eb('counter', '=', p.zero), eb(val(p.counter), '=', p.zero)])]),
    ),
);

const deletePasskey = prepareQuery((db, p: { administratorId: string; id: string }) =>
  db.deleteFrom('passkey').where('id', '=', p.id).where('administrator_id', '=', p.administratorId),
);

const deletePasskeys = prepareQuery((db, p: { administratorId: string }) =>
  db.deleteFrom('passkey').where('administrator_id', '=', p.administratorId),
);

const toRow = (record: PasskeyRecord): PasskeyTable => ({
  id: record.id,
  administrator_id: record.administratorId,
  credential_id: record.credentialId,
  public_key: record.publicKey,
  counter: record.counter,
  transports: JSON.stringify(record.transports),
  backed_up: record.backedUp ? 1 : 0,
  name: record.name,
  created_at: record.createdAt,
  last_used_at: record.lastUsedAt,
});

const toRecord = (row: PasskeyTable): PasskeyRecord => ({
  id: row.id,
  administratorId: row.administrator_id,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: readJson(transports, row.transports, 'passkey.transports'),
  backedUp: row.backed_up === 1,
  name: row.name,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

type Reads = Pick<AdministratorReader, 'listPasskeys' | 'findPasskey'>;
type Changes = Pick<
  AdministratorWriter,
  'addPasskey' | 'renamePasskey' | 'usePasskey' | 'deletePasskey' | 'deletePasskeys'
>;

/** Reads passkeys. */
export const createPasskeyReader = (db: QueryRunner): Reads => ({
  listPasskeys: async (administratorId) => (await listPasskeys.all(db, { administratorId })).map(toRecord),
  findPasskey: async (credentialId) => {
    const row = await findPasskey.first(db, { credentialId });
    return row === null ? null : toRecord(row);
  },
});

/** Changes passkeys. */
export const createPasskeyWriter = (db: QueryRunner): Changes => ({
  addPasskey: async (record) => (await insertPasskey.run(db, toRow(record))) === 1,
  renamePasskey: async (administratorId, id, name) =>
    (await renamePasskey.run(db, { administratorId, id, name })) === 1,
  usePasskey: async ({ id, counter, backedUp, at }) =>
    (await usePasskey.run(db, { id, counter, backedUp: backedUp ? 1 : 0, at, zero: 0 })) === 1,
  deletePasskey: async (administratorId, id) => (await deletePasskey.run(db, { administratorId, id })) === 1,
  deletePasskeys: async (administratorId) => {
    await deletePasskeys.run(db, { administratorId });
  },
});
