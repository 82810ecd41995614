/** Lists of the directory, and the views of its realms. */
import { asciiLowerCase } from '@cordboard/contract/ascii-lower-case';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { DirectoryReader, SlugPage } from '../ports/directory-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import { companyColumns, environmentColumns, keyColumns, realmColumns } from './directory-columns.ts';
import {
  toCompanyRecord,
  toEnvironmentRecord,
  toKeyRecord,
  toKnownKeyRecord,
  toRealmRecord,
} from './directory-rows.ts';
import { createRealmViewQueries } from './realm-view-queries.ts';

interface PageValues {
  readonly after: string;
  readonly limit: number;
}

/** No slug is empty, so every one comes after the empty text. */
const pageValues = (page: SlugPage | undefined): PageValues => ({
  after: page?.after ?? '',
  limit: page?.limit ?? Number.MAX_SAFE_INTEGER,
});

const listCompanies = prepareQuery((db, p: PageValues) =>
  db.selectFrom('company').select(companyColumns).where('slug', '>', p.after).orderBy('slug').limit(p.limit),
);

const contains = (eb: ExpressionBuilder<Database, 'company'>, column: 'slug' | 'name', pattern: string) =>
  sql<boolean>`lower(${eb.ref(column)}) like ${pattern} escape '!'`;

const searchCompanies = prepareQuery((db, p: PageValues & { readonly pattern: string }) =>
  db
    .selectFrom('company')
    .select(companyColumns)
    .where('slug', '>', p.after)
    .where((eb) => eb.or([contains(eb, 'slug', p.pattern), contains(eb, 'name', p.pattern)]))
    .orderBy('slug')
    .limit(p.limit),
);

const patternOf = (text: string): string => `%${asciiLowerCase(text).replace(/[!%_]/g, '!$&')}%`;

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

const listEnvironments = prepareQuery((db, p: PageValues & { readonly companyId: string }) =>
  db
    .selectFrom('environment')
    .select(environmentColumns)
    .where('company_id', '=', p.companyId)
    .where('slug', '>', p.after)
    .orderBy('slug')
    .limit(p.limit),
);

const listRealms = prepareQuery((db, p: PageValues & { readonly environmentId: string }) =>
  db
    .selectFrom('realm')
    .select(realmColumns)
    .where('environment_id', '=', p.environmentId)
    .where('slug', '>', p.after)
    .orderBy('slug')
    .limit(p.limit),
);

const listPublicUrls = prepareQuery((db, _p: Record<never, never>) =>
  db
    .selectFrom('environment')
    .innerJoin('company', 'company.id', 'environment.company_id')
    .select([
      'environment.id as environmentId',
      'company.slug as company',
      'environment.slug as environment',
      'environment.public_url as publicUrl',
    ])
    // None is empty; in these words the index serves.
    .where('environment.public_url', '>', '')
    .$narrowType<{ publicUrl: string }>(),
);

const findDocument = prepareQuery((db, p: { connectionId: string }) =>
  db.selectFrom('connection_document').select('document').where('connection_id', '=', p.connectionId),
);

const listKnownKeys = prepareQuery((db, p: { serviceProviderId: string }) =>
  db
    .selectFrom('known_key')
    .innerJoin('connection', 'connection.id', 'known_key.connection_id')
    .select(['known_key.connection_id', 'known_key.key_id', 'known_key.exchanged_at', 'known_key.tested_at'])
    .where('connection.service_provider_id', '=', p.serviceProviderId)
    .orderBy('known_key.connection_id')
    .orderBy('known_key.key_id'),
);

const qualifiedKeyColumns = keyColumns.map((name) => `key_pair.${name}` as const);

const listRetiredKeys = prepareQuery((db, p: { purpose: string; retiredBefore: number; limit: number }) =>
  db
    .selectFrom('key_pair')
    .leftJoin('service_provider', 'service_provider.id', 'key_pair.owner_id')
    .select(qualifiedKeyColumns)
    .select('service_provider.realm_id')
    .where('key_pair.purpose', '=', p.purpose)
    .where('key_pair.retired_at', '<', p.retiredBefore)
    .orderBy('key_pair.retired_at')
    .orderBy('key_pair.id')
    .limit(p.limit),
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
    listCompanies: async (page) => (await listCompanies.all(db, pageValues(page))).map(toCompanyRecord),
    searchCompanies: async (text, page) =>
      (await searchCompanies.all(db, { ...pageValues(page), pattern: patternOf(text) })).map(toCompanyRecord),
    findCompany: async (slug) => mapped(toCompanyRecord, await findCompanyBySlug.first(db, { value: slug })),
    findCompanyById: async (id) => mapped(toCompanyRecord, await findCompanyById.first(db, { value: id })),
    findEnvironment: async (companyId, slug) =>
      mapped(toEnvironmentRecord, await findEnvironment.first(db, { companyId, slug })),
    listEnvironments: async (companyId, page) =>
      (await listEnvironments.all(db, { ...pageValues(page), companyId })).map(toEnvironmentRecord),
    listRealms: async (environmentId, page) =>
      (await listRealms.all(db, { ...pageValues(page), environmentId })).map(toRealmRecord),
    listPublicUrls: async () => listPublicUrls.all(db, {}),
    findRealmView: async (company, environment, realm) => views.bySlugs({ company, environment, realm }),
    findRealmViewById: async (realmId) => views.byId(realmId),
    findConnectionDocument: async (connectionId) => (await findDocument.first(db, { connectionId }))?.document ?? null,
    listKnownKeys: async (serviceProviderId) =>
      (await listKnownKeys.all(db, { serviceProviderId })).map(toKnownKeyRecord),
    listRetiredKeys: async (purpose, retiredBefore, limit) =>
      (await listRetiredKeys.all(db, { purpose, retiredBefore, limit })).map(({ realm_id, ...row }) => ({
        // A token key belongs to the realm itself.
        realmId: realm_id ?? row.owner_id,
        key: toKeyRecord(row),
      })),
  };
};
