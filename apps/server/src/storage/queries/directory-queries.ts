/** Lists of the directory, and the views of its realms. */
import type { DirectoryReader } from '../ports/directory-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import { companyColumns, environmentColumns, realmColumns } from './directory-columns.ts';
import { toCompanyRecord, toEnvironmentRecord, toRealmRecord } from './directory-rows.ts';
import { createRealmViewQueries } from './realm-view-queries.ts';

const listCompanies = prepareQuery((db, _p: Record<never, never>) =>
  db.selectFrom('company').select(companyColumns).orderBy('slug'),
);

const listEnvironments = prepareQuery((db, p: { companyId: string }) =>
  db.selectFrom('environment').select(environmentColumns).where('company_id', '=', p.companyId).orderBy('slug'),
);

const listRealms = prepareQuery((db, p: { environmentId: string }) =>
  db.selectFrom('realm').select(realmColumns).where('environment_id', '=', p.environmentId).orderBy('slug'),
);

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
    listEnvironments: async (companyId) => (await listEnvironments.all(db, { companyId })).map(toEnvironmentRecord),
    listRealms: async (environmentId) => (await listRealms.all(db, { environmentId })).map(toRealmRecord),
    findRealmView: async (company, environment, realm) => views.bySlugs({ company, environment, realm }),
    findRealmViewById: async (realmId) => views.byId(realmId),
  };
};
