/** Companies over the API. */
import {
  type Company,
  createCompany,
  deleteCompany,
  listCompanies,
  readCompany,
  readCompanyImpact,
  updateCompany,
} from '@cordboard/contract/admin-api/companies';
import { type CompanyNode, companyNode } from '@cordboard/contract/directory-nodes';
import { z } from 'zod';
import { describeCompany } from '../../directory/export/describe-records.ts';
import type { CompanyRecord } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { Actor } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import {
  bindDelete,
  bindImpact,
  bindRead,
  createRecord,
  type DirectoryResource,
  updateRecord,
} from '../directory/directory-resource.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';

interface FoundCompany {
  readonly company: CompanyRecord;
}

const show = async (reader: StorageReader, company: CompanyRecord): Promise<Company> => ({
  ...describeCompany(company),
  name: company.name,
  info: { environments: (await reader.listEnvironments(company.id)).length },
});

const findBySlug = async (reader: StorageReader, slug: string): Promise<FoundCompany | null> => {
  const company = await reader.findCompany(slug);
  return company === null ? null : { company };
};

const resource: DirectoryResource<object, FoundCompany, CompanyNode, Company> = {
  kind: 'company',
  schema: companyNode,
  key: 'slug',
  findPlace: () => Promise.resolve({}),
  find: (reader, _place, { params }) => findBySlug(reader, params['company'] ?? ''),
  findByKey: (reader, _place, slug) => findBySlug(reader, slug),
  describe: ({ company }) => describeCompany(company),
  version: ({ company }) => describeCompany(company),
  show: (reader, { company }) => show(reader, company),
  path: (_place, slug) => slug,
  file: (_place, node) => ({ companies: node === null ? [] : [{ ...node, environments: [] }] }),
  impactScope: ({ company }) => ({ kind: 'company', id: company.id }),
};

/** Companies that the caller has a part in; null for all of them. */
const ownCompanies = (actor: Actor): ReadonlySet<string> | null => {
  if (actor.kind !== 'administrator') {
    return new Set([actor.companyId]);
  }
  const ids = actor.grants.map(({ companyId }) => companyId);
  return ids.includes(null) ? null : new Set(ids.filter((id) => id !== null));
};

const matches = ({ slug, name }: CompanyRecord, search: string | undefined): boolean =>
  search === undefined || [slug, name].some((text) => text.toLowerCase().includes(search.toLowerCase()));

const findPage = async (
  reader: StorageReader,
  { actor, query }: Call<typeof listCompanies>,
): Promise<readonly CompanyRecord[]> => {
  const page = { after: readCursor(z.string(), query.cursor), limit: query.limit + 1 };
  const own = ownCompanies(actor);
  if (own === null) {
    return query.search === undefined ? reader.listCompanies(page) : reader.searchCompanies(query.search, page);
  }
  const found = await Promise.all([...own].map((id) => reader.findCompanyById(id)));
  return found
    .flatMap((company) => company ?? [])
    .filter((company) => company.slug > (page.after ?? '') && matches(company, query.search))
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
    .slice(0, page.limit);
};

export const companyRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(listCompanies, async (call) => {
    const { read } = parts.storage;
    const { records, next } = pageOfRecords(await findPage(read, call), call.query.limit, ({ slug }) => slug);
    return { body: { items: await Promise.all(records.map((company) => show(read, company))), next } };
  }),
  bind(createCompany, (call) => createRecord(parts, call, resource, call.body, (view) => view)),
  bindRead(parts, readCompany, resource),
  bind(updateCompany, (call) => updateRecord(parts, call, resource, { toBody: (view) => view })),
  bindDelete(parts, deleteCompany, resource),
  bindImpact(parts, readCompanyImpact, resource),
];
