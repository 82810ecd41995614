/** Realms over the API. Their mode is not changed here: it needs a passed test. */

import {
  createRealm,
  deleteRealm,
  listRealms,
  type Realm,
  readRealm,
  readRealmImpact,
  updateRealm,
} from '@cordboard/contract/admin-api/realms';
import { type RealmNode, realmNode } from '@cordboard/contract/directory-nodes';
import { z } from 'zod';
import { describeRealm } from '../../directory/export/describe-records.ts';
import { CordboardError } from '../../errors.ts';
import type { CompanyRecord, EnvironmentRecord, RealmView } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertMayChangeRealm } from '../directory/change-permissions.ts';
import {
  bindDelete,
  bindImpact,
  bindRead,
  createRecord,
  type DirectoryCall,
  type DirectoryResource,
  notFound,
  updateRecord,
} from '../directory/directory-resource.ts';
import { emptyRealm, inEnvironment } from '../directory/single-record.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';
import { realmBaseUrl } from './find-realm.ts';

interface EnvironmentPlace {
  readonly company: CompanyRecord;
  readonly environment: EnvironmentRecord;
}

interface FoundRealm extends EnvironmentPlace {
  readonly view: RealmView;
}

const show = (parts: AdminParts, view: RealmView): Realm => {
  const url = realmBaseUrl(parts, view);
  return {
    ...describeRealm(view.realm),
    name: view.realm.name,
    info: {
      url: `${url}/`,
      issuer: `${url}/oidc`,
      serviceProviders: view.serviceProviders.length,
      connections: view.connections.length,
      apps: view.apps.length,
    },
  };
};

const findPlace = async (reader: StorageReader, { params }: DirectoryCall): Promise<EnvironmentPlace> => {
  const company = await reader.findCompany(params['company'] ?? '');
  const environment = company === null ? null : await reader.findEnvironment(company.id, params['environment'] ?? '');
  if (company === null || environment === null) {
    throw notFound(`${params['company']}/${params['environment']}`);
  }
  return { company, environment };
};

const findBySlug = async (
  reader: StorageReader,
  { company, environment }: EnvironmentPlace,
  slug: string,
): Promise<FoundRealm | null> => {
  const view = await reader.findRealmView(company.slug, environment.slug, slug);
  return view === null ? null : { company, environment, view };
};

/** @throws CordboardError `admin.sso_mode` */
const assertMode = (node: RealmNode, before: RealmNode | null): void => {
  const present = before?.ssoMode ?? 'non-sso';
  if ((node.ssoMode ?? present) !== present) {
    throw new CordboardError('admin.sso_mode', { expected: `ssoMode ${present}`, received: node.ssoMode });
  }
};

const createResource = (parts: AdminParts): DirectoryResource<EnvironmentPlace, FoundRealm, RealmNode, Realm> => ({
  kind: 'realm',
  schema: realmNode,
  key: 'slug',
  findPlace,
  find: (reader, place, { params }) => findBySlug(reader, place, params['realm'] ?? ''),
  findByKey: findBySlug,
  describe: ({ view }) => describeRealm(view.realm),
  version: ({ view }) => describeRealm(view.realm),
  show: (_reader, { view }) => Promise.resolve(show(parts, view)),
  path: ({ company, environment }, slug) => `${company.slug}/${environment.slug}/${slug}`,
  file: (place, node) => inEnvironment(place, node === null ? [] : [{ ...node, ...emptyRealm }]),
  impactScope: ({ view }) => ({ kind: 'realm', view }),
  assertMayChange: (call, _place, { node, before }) => {
    for (const { kind } of [node, before].filter((realm) => realm !== null)) {
      assertMayChangeRealm(call, kind);
    }
    if (node !== null) {
      assertMode(node, before);
    }
  },
});

export const realmRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const resource = createResource(parts);
  return [
    bind(listRealms, async ({ environment, query }) => {
      const { read } = parts.storage;
      const page = { after: readCursor(z.string(), query.cursor), limit: query.limit + 1 };
      const realms = await read.listRealms(environment.id, page);
      const { records, next } = pageOfRecords(realms, query.limit, ({ slug }) => slug);
      const views = await Promise.all(records.map(({ id }) => read.findRealmViewById(id)));
      return { body: { items: views.flatMap((view) => (view === null ? [] : show(parts, view))), next } };
    }),
    bind(createRealm, (call) => createRecord(parts, call, resource, call.body, (view) => view)),
    bindRead(parts, readRealm, resource),
    bind(updateRealm, (call) => updateRecord(parts, call, resource, { toBody: (view) => view })),
    bindDelete(parts, deleteRealm, resource),
    bindImpact(parts, readRealmImpact, resource),
  ];
};
