/** Administrators, their grants, and the codes and passkeys that they sign in with. */
import { type Role, roles } from '@cordboard/contract/admin-api/permissions';
import { asciiLowerCase } from '@cordboard/contract/ascii-lower-case';
import { CordboardError } from '../../errors.ts';
import { valuesOf } from '../columns.ts';
import { readWord } from '../json-column.ts';
import type {
  AdministratorReader,
  AdministratorRecord,
  AdministratorWriter,
  RoleGrant,
  StoredAdministrator,
} from '../ports/administrator-store.ts';
import { type PreparedQuery, prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { AdministratorRoleTable, AdministratorTable, RecoveryCodeTable } from '../tables/administration-tables.ts';
import { createPasskeyReader, createPasskeyWriter } from './passkey-queries.ts';

/** What a put replaces; the rest has statements of its own. */
const recordColumns = [
  'login',
  'login_key',
  'name',
  'password_hash',
  'sealed_totp',
  'enabled',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof AdministratorTable)[];

const administratorColumns = ['id', ...recordColumns, 'last_signed_in_at', 'revision'] as const;

type AdministratorRow = Omit<AdministratorTable, 'totp_last_step'>;

const findAdministrator = prepareQuery((db, p: { id: string }) =>
  db.selectFrom('administrator').select(administratorColumns).where('id', '=', p.id),
);

const findByLogin = prepareQuery((db, p: { loginKey: string }) =>
  db.selectFrom('administrator').select(administratorColumns).where('login_key', '=', p.loginKey),
);

const listAll = prepareQuery((db, p: { after: string; limit: number }) =>
  db
    .selectFrom('administrator')
    .select(administratorColumns)
    .where('login_key', '>', p.after)
    .orderBy('login_key')
    .limit(p.limit),
);

const listOfCompany = prepareQuery((db, p: { companyId: string; after: string; limit: number }) =>
  db
    .selectFrom('administrator')
    .select(administratorColumns)
    .where('login_key', '>', p.after)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('administrator_role')
          .select('administrator_role.position')
          .whereRef('administrator_role.administrator_id', '=', 'administrator.id')
          .where('administrator_role.company_id', '=', p.companyId),
      ),
    )
    .orderBy('login_key')
    .limit(p.limit),
);

const listEnabledOwners = prepareQuery((db, p: { enabled: number; role: Role }) =>
  db
    .selectFrom('administrator')
    .select(administratorColumns)
    .where('enabled', '=', p.enabled)
    .where('id', 'in', (eb) =>
      eb.selectFrom('administrator_role').select('administrator_id').where('role', '=', p.role),
    )
    .orderBy('login_key'),
);

const listGrants = prepareQuery((db, p: { administratorId: string }) =>
  db
    .selectFrom('administrator_role')
    .select(['role', 'company_id', 'environment_id'])
    .where('administrator_id', '=', p.administratorId)
    .orderBy('position'),
);

const countRecoveryCodes = prepareQuery((db, p: { administratorId: string }) =>
  db
    .selectFrom('recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('codes'))
    .where('administrator_id', '=', p.administratorId),
);

const insertAdministrator = prepareQuery((db, p: AdministratorTable) =>
  db
    .insertInto('administrator')
    .values(valuesOf(p, [...administratorColumns, 'totp_last_step']))
    .onConflict((conflict) => conflict.doNothing()),
);

const updateAdministrator = prepareQuery((db, p: AdministratorTable) =>
  db
    .updateTable('administrator')
    .set(valuesOf(p, recordColumns))
    .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', p.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('administrator as other')
            .select('other.id')
            .where('other.login_key', '=', p.login_key)
            .where('other.id', '<>', p.id),
        ),
      ),
    ),
);

const touchAdministrator = prepareQuery((db, p: { id: string }) =>
  db
    .updateTable('administrator')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', p.id),
);

const deleteAdministrator = prepareQuery((db, p: { id: string }) =>
  db.deleteFrom('administrator').where('id', '=', p.id),
);

const deleteGrants = prepareQuery((db, p: { administratorId: string }) =>
  db.deleteFrom('administrator_role').where('administrator_id', '=', p.administratorId),
);

const insertGrant = prepareQuery((db, p: AdministratorRoleTable) =>
  db
    .insertInto('administrator_role')
    .values(valuesOf(p, ['administrator_id', 'position', 'role', 'company_id', 'environment_id'])),
);

const noteSignIn = prepareQuery((db, p: { id: string; at: number }) =>
  db.updateTable('administrator').set({ last_signed_in_at: p.at }).where('id', '=', p.id),
);

const useTotpStep = prepareQuery((db, p: { id: string; step: number }) =>
  db
    .updateTable('administrator')
    .set({ totp_last_step: p.step })
    .where('id', '=', p.id)
    .where(({ eb, or }) => or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', p.step)])),
);

const clearTotpStep = prepareQuery((db, p: { id: string }) =>
  db.updateTable('administrator').set({ totp_last_step: null }).where('id', '=', p.id),
);

const deleteRecoveryCodes = prepareQuery((db, p: { administratorId: string }) =>
  db.deleteFrom('recovery_code').where('administrator_id', '=', p.administratorId),
);

const insertRecoveryCode = prepareQuery((db, p: RecoveryCodeTable) =>
  db.insertInto('recovery_code').values(valuesOf(p, ['administrator_id', 'code_hash'])),
);

const useRecoveryCode = prepareQuery((db, p: { administratorId: string; codeHash: string }) =>
  db.deleteFrom('recovery_code').where('administrator_id', '=', p.administratorId).where('code_hash', '=', p.codeHash),
);

const toRow = (record: AdministratorRecord): AdministratorTable => ({
  id: record.id,
  login: record.login,
  login_key: asciiLowerCase(record.login),
  name: record.name,
  password_hash: record.passwordHash,
  sealed_totp: record.sealedTotp,
  totp_last_step: null,
  enabled: record.enabled ? 1 : 0,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
  last_signed_in_at: null,
  revision: 1,
});

const toRecord = (row: AdministratorRow): StoredAdministrator => ({
  id: row.id,
  login: row.login,
  name: row.name,
  passwordHash: row.password_hash,
  sealedTotp: row.sealed_totp,
  enabled: row.enabled === 1,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  lastSignedInAt: row.last_signed_in_at,
  revision: row.revision,
});

const toGrant = (row: Pick<AdministratorRoleTable, 'role' | 'company_id' | 'environment_id'>): RoleGrant => ({
  role: readWord(roles, row.role, 'administrator_role.role'),
  companyId: row.company_id,
  environmentId: row.environment_id,
});

const firstRecord = async <P>(
  db: QueryRunner,
  query: PreparedQuery<P, AdministratorRow>,
  values: P,
): Promise<StoredAdministrator | null> => {
  const row = await query.first(db, values);
  return row === null ? null : toRecord(row);
};

/** Reads administrators. */
export const createAdministratorReader = (db: QueryRunner): AdministratorReader => ({
  ...createPasskeyReader(db),
  findAdministrator: (id) => firstRecord(db, findAdministrator, { id }),
  findAdministratorByLogin: (login) => firstRecord(db, findByLogin, { loginKey: asciiLowerCase(login) }),
  listGrants: async (administratorId) => (await listGrants.all(db, { administratorId })).map(toGrant),
  listAdministrators: async ({ companyId, after, limit }) => {
    const page = { after: asciiLowerCase(after ?? ''), limit };
    const rows =
      companyId === undefined ? await listAll.all(db, page) : await listOfCompany.all(db, { ...page, companyId });
    return rows.map(toRecord);
  },
  listEnabledOwners: async () =>
    (await listEnabledOwners.all(db, { enabled: 1, role: 'installation-owner' })).map(toRecord),
  countRecoveryCodes: async (administratorId) =>
    Number((await countRecoveryCodes.first(db, { administratorId }))?.codes ?? 0),
});

const putAdministrator = async (db: QueryRunner, record: AdministratorRecord): Promise<void> => {
  const row = toRow(record);
  if ((await insertAdministrator.run(db, row)) === 1 || (await updateAdministrator.run(db, row)) === 1) return;
  throw new CordboardError('storage.duplicate', { expected: 'a login of its own', received: record.login });
};

const sameGrant = (a: RoleGrant, b: RoleGrant): boolean =>
  a.role === b.role && a.companyId === b.companyId && a.environmentId === b.environmentId;

const setGrants = async (db: QueryRunner, administratorId: string, grants: readonly RoleGrant[]): Promise<void> => {
  await deleteGrants.run(db, { administratorId });
  const distinct = grants.filter((grant, index) => grants.findIndex((other) => sameGrant(grant, other)) === index);
  for (const [position, grant] of distinct.entries()) {
    await insertGrant.run(db, {
      administrator_id: administratorId,
      position,
      role: grant.role,
      company_id: grant.companyId,
      environment_id: grant.environmentId,
    });
  }
  await touchAdministrator.run(db, { id: administratorId });
};

/** Changes administrators. */
export const createAdministratorWriter = (db: QueryRunner): AdministratorWriter => ({
  ...createPasskeyWriter(db),
  putAdministrator: (record) => putAdministrator(db, record),
  setGrants: (administratorId, grants) => setGrants(db, administratorId, grants),
  deleteAdministrator: async (id) => (await deleteAdministrator.run(db, { id })) === 1,
  noteSignIn: async (id, at) => {
    await noteSignIn.run(db, { id, at });
  },
  useTotpStep: async (id, step) => (await useTotpStep.run(db, { id, step })) === 1,
  clearTotpStep: async (id) => {
    await clearTotpStep.run(db, { id });
  },
  setRecoveryCodes: async (administratorId, codeHashes) => {
    await deleteRecoveryCodes.run(db, { administratorId });
    for (const codeHash of codeHashes) {
      await insertRecoveryCode.run(db, { administrator_id: administratorId, code_hash: codeHash });
    }
  },
  useRecoveryCode: async (administratorId, codeHash) =>
    (await useRecoveryCode.run(db, { administratorId, codeHash })) === 1,
});
