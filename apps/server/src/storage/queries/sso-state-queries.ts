/** The state of single sign-on of a realm. */
import { z } from 'zod';
import { excludedOf, valuesOf } from '../columns.ts';
import { readJson } from '../json-column.ts';
import type { SsoChecked, SsoStateReader, SsoStateWriter } from '../ports/sso-state-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { SsoStateTable } from '../tables/set-up-tables.ts';

const columns = [
  'realm_id',
  'changed_at',
  'changed_by',
  'checklist',
] as const satisfies readonly (keyof SsoStateTable)[];

const checklist: z.ZodType<SsoChecked[]> = z.array(
  z.strictObject({ item: z.enum(['agent', 'supervisor', 'administrator']), by: z.string(), at: z.number() }),
);

const find = prepareQuery((db, p: { realmId: string }) =>
  db.selectFrom('sso_state').select(columns).where('realm_id', '=', p.realmId),
);

const changing = ['changed_at', 'changed_by', 'checklist'] as const;

const put = prepareQuery((db, p: SsoStateTable) =>
  db
    .insertInto('sso_state')
    .values(valuesOf(p, columns))
    .onConflict((conflict) =>
      conflict.column('realm_id').doUpdateSet(excludedOf<SsoStateTable, (typeof changing)[number]>(changing)),
    ),
);

/** Reads the state. */
export const createSsoStateReader = (db: QueryRunner): SsoStateReader => ({
  findSsoState: async (realmId) => {
    const row = await find.first(db, { realmId });
    return row === null
      ? null
      : {
          realmId: row.realm_id,
          changedAt: row.changed_at,
          changedBy: row.changed_by,
          checklist: readJson(checklist, row.checklist, 'sso_state.checklist'),
        };
  },
});

/** Changes the state. */
export const createSsoStateWriter = (db: QueryRunner): SsoStateWriter => ({
  putSsoState: async (record) => {
    await put.run(db, {
      realm_id: record.realmId,
      changed_at: record.changedAt,
      changed_by: record.changedBy,
      checklist: JSON.stringify(record.checklist),
    });
  },
});
