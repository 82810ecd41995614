/** Lists of the directory, and the views of its realms. */
import type { DirectoryReader } from '../ports/directory-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import { companyColumns, environmentColumns, realmColumns } from './directory-columns.ts';
import { toCompanyRecord, toEnvironmentRecord, toRealmRecord } from './directory-rows.ts';
import { createRealmViewQueries } from './realm-view-queries.ts';

const listCompanies = prepareQuery((db, _p: Record<never, never>) =>
  db.selectFrom('company').select(companyColumns).orderBy('slug'),
);

const findCompany = (column: 'slug' | 'id') =>
  prepareQuery((db, p: { value: string }) =>
    db.selectFrom('company').select(companyColumns).where(column, '=', p.value),
  );

const findCompanyBySlug = findCompany('slug');
const findCompanyById = findCompany('id');

const findEnvironment = prepareQuery((db, p: { companyId: string; slug: string }) =>
  db
    .selectFrom('environment')
    .select(environmentColumns)
    .where('company_id', '=', p.companyId)
    .where('slug', '=', p.slug),
);

const listEnvironments = prepareQuery((db, p: { companyId: string }) =>
  db.selectFrom('environment').select(environmentColumns).where('company_id', '=', p.companyId).orderBy('slug'),
);

const listRealms = prepareQuery((db, p: { environmentId: string }) =>
  db.selectFrom('realm').select(realmColumns).where('environment_id', '=', p.environmentId).orderBy('slug'),
);

const mapped = <R, T>(map: (row: R) => T, row: R | null): T | null => (row === null ? null : map(row));

/**
 * Reads the directory.
 *
 * @param options.remember keep realm views in memory while their revision stands; never for the
 *   reads of a transaction
 */
export const createDirectoryReader = (db: QueryRunner, options: { readonly remember: boolean }): DirectoryReader => {
  const views = createRealmViewQueries(db, options);
  return {
    listCompanies: async () => (await listCompanies.all(db, {})).map(toCompanyRecord),
    findCompany: async (slug) => mapped(toCompanyRecord, await findCompanyBySlug.first(db, { value: slug })),
    findCompanyById: async (id) => mapped(toCompanyRecord, await findCompanyById.first(db, { value: id })),
    findEnvironment: async (companyId, slug) =>
      mapped(toEnvironmentRecord, await findEnvironment.first(db, { companyId, slug })),
    listEnvironments: async (companyId) => (await listEnvironments.all(db, { companyId })).map(toEnvironmentRecord),
    listRealms: async (environmentId) => (await listRealms.all(db, { environmentId })).map(toRealmRecord),
    findRealmView: async (company, environment, realm) => views.bySlugs({ company, environment, realm }),
    findRealmViewById: async (realmId) => views.byId(realmId),
  };
};
