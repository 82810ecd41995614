/** Environments over the API. */

import {
  createEnvironment,
  deleteEnvironment,
  type Environment,
  listEnvironments,
  readEnvironment,
  readEnvironmentImpact,
  updateEnvironment,
} from '@cordboard/contract/admin-api/environments';
import { type EnvironmentNode, environmentNode } from '@cordboard/contract/directory-nodes';
import { z } from 'zod';
import { environmentBaseUrl } from '../../directory/environment-url.ts';
import { describeEnvironment } from '../../directory/export/describe-records.ts';
import type { CompanyRecord, EnvironmentRecord } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertMayMovePublicUrl, assertMayRemoveOrMoveRealms } from '../directory/change-permissions.ts';
import {
  bindDelete,
  bindImpact,
  bindRead,
  createRecord,
  type DirectoryResource,
  notFound,
  updateRecord,
} from '../directory/directory-resource.ts';
import { inCompany } from '../directory/single-record.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';

interface CompanyPlace {
  readonly company: CompanyRecord;
}

interface FoundEnvironment extends CompanyPlace {
  readonly environment: EnvironmentRecord;
}

const show = async (
  { installationUrl }: AdminParts,
  reader: StorageReader,
  { company, environment }: FoundEnvironment,
): Promise<Environment> => ({
  ...describeEnvironment(environment),
  name: environment.name,
  info: {
    url: environmentBaseUrl(company, environment, installationUrl),
    realms: (await reader.listRealms(environment.id)).length,
  },
});

const findBySlug = async (
  reader: StorageReader,
  { company }: CompanyPlace,
  slug: string,
): Promise<FoundEnvironment | null> => {
  const environment = await reader.findEnvironment(company.id, slug);
  return environment === null ? null : { company, environment };
};

const createResource = (
  parts: AdminParts,
): DirectoryResource<CompanyPlace, FoundEnvironment, EnvironmentNode, Environment> => ({
  kind: 'environment',
  schema: environmentNode,
  key: 'slug',
  findPlace: async (reader, { params }) => {
    const company = await reader.findCompany(params['company'] ?? '');
    if (company === null) {
      throw notFound(params['company']);
    }
    return { company };
  },
  find: (reader, place, { params }) => findBySlug(reader, place, params['environment'] ?? ''),
  findByKey: findBySlug,
  describe: ({ environment }) => describeEnvironment(environment),
  version: ({ environment }) => describeEnvironment(environment),
  show: (reader, found) => show(parts, reader, found),
  path: ({ company }, slug) => `${company.slug}/${slug}`,
  file: ({ company }, node) => inCompany(company, node === null ? [] : [{ ...node, realms: [] }]),
  impactScope: ({ environment }) => ({ kind: 'environment', id: environment.id }),
  assertMayChange: async (call, { company }, { node, before }, reader) => {
    if (node !== null && node.publicUrl === before?.publicUrl) {
      return;
    }
    if (node !== null) {
      assertMayMovePublicUrl(call);
    }
    const environment = before === null ? null : await reader.findEnvironment(company.id, before.slug);
    assertMayRemoveOrMoveRealms(call, environment === null ? [] : await reader.listRealms(environment.id));
  },
});

/** Who may see the whole company gets a page of it; others have only a few environments. */
const findPage = async (
  reader: StorageReader,
  { company, query, may }: Call<typeof listEnvironments>,
): Promise<readonly EnvironmentRecord[]> => {
  const page = { after: readCursor(z.string(), query.cursor), limit: query.limit + 1 };
  if (may('directory.read', { companyId: company.id, environmentId: null })) {
    return reader.listEnvironments(company.id, page);
  }
  const all = await reader.listEnvironments(company.id, { ...page, limit: Number.MAX_SAFE_INTEGER });
  return all
    .filter(({ id }) => may('directory.read', { companyId: company.id, environmentId: id }))
    .slice(0, page.limit);
};

export const environmentRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const resource = createResource(parts);
  return [
    bind(listEnvironments, async (call) => {
      const { read } = parts.storage;
      const { records, next } = pageOfRecords(await findPage(read, call), call.query.limit, ({ slug }) => slug);
      const { company } = call;
      const items = await Promise.all(records.map((environment) => show(parts, read, { company, environment })));
      return { body: { items, next } };
    }),
    bind(createEnvironment, (call) => createRecord(parts, call, resource, call.body, (view) => view)),
    bindRead(parts, readEnvironment, resource),
    bind(updateEnvironment, (call) => updateRecord(parts, call, resource, { toBody: (view) => view })),
    bindDelete(parts, deleteEnvironment, resource),
    bindImpact(parts, readEnvironmentImpact, resource),
  ];
};
