/** Service providers over the API. */

import {
  createServiceProvider,
  deleteServiceProvider,
  listServiceProviders,
  readServiceProvider,
  readServiceProviderImpact,
  readServiceProviderMetadata,
  readServiceProviderValues,
  type ServiceProvider,
  updateServiceProvider,
} from '@cordboard/contract/admin-api/service-providers';
import { type ServiceProviderNode, serviceProviderNode } from '@cordboard/contract/directory-nodes';
import { writeSpMetadata } from '@cordboard/saml';
import { describeServiceProvider } from '../../directory/export/describe-records.ts';
import { serviceProviderUrls } from '../../directory/service-provider-urls.ts';
import { spMetadata } from '../../directory/sp-metadata.ts';
import type { ServiceProviderRecord } from '../../storage/ports/directory-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertMayChangeRealm } from '../directory/change-permissions.ts';
import {
  bindDelete,
  bindImpact,
  bindRead,
  createRecord,
  type DirectoryResource,
  updateRecord,
} from '../directory/directory-resource.ts';
import { findRealmPlace, type RealmPlace, realmPath } from '../directory/find-realm.ts';
import { inRealm } from '../directory/single-record.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { pageBySlug } from '../http/page-cursor.ts';
import { findServiceProvider, realmBaseUrl } from './find-realm.ts';
import { valuesOf } from './view-set-up.ts';

interface FoundServiceProvider extends RealmPlace {
  readonly serviceProvider: ServiceProviderRecord;
}

const show = (parts: AdminParts, { view, serviceProvider }: FoundServiceProvider): ServiceProvider => {
  const { entityId, metadataUrl, acs, sloUrl } = serviceProviderUrls(serviceProvider, realmBaseUrl(parts, view));
  return {
    ...describeServiceProvider(serviceProvider),
    info: {
      entityId,
      metadataUrl,
      acs: [...acs],
      sloUrl,
      connections: view.connections.filter(({ serviceProviderId }) => serviceProviderId === serviceProvider.id).length,
    },
  };
};

const findBySlug = ({ view }: RealmPlace, slug: string | undefined): Promise<FoundServiceProvider | null> => {
  const serviceProvider = view.serviceProviders.find((candidate) => candidate.slug === slug);
  return Promise.resolve(serviceProvider === undefined ? null : { view, serviceProvider });
};

const createResource = (
  parts: AdminParts,
): DirectoryResource<RealmPlace, FoundServiceProvider, ServiceProviderNode, ServiceProvider> => ({
  kind: 'service-provider',
  schema: serviceProviderNode,
  key: 'slug',
  findPlace: findRealmPlace,
  find: (_reader, place, { params }) => findBySlug(place, params['serviceProvider']),
  findByKey: (_reader, place, slug) => findBySlug(place, slug),
  describe: ({ serviceProvider }) => describeServiceProvider(serviceProvider),
  version: ({ serviceProvider }) => describeServiceProvider(serviceProvider),
  show: (_reader, found) => Promise.resolve(show(parts, found)),
  path: ({ view }, slug) => realmPath(view, slug),
  file: ({ view }, node) => inRealm(view, { serviceProviders: node === null ? [] : [{ ...node, connections: [] }] }),
  impactScope: ({ view, serviceProvider }) => ({ kind: 'service-provider', view, id: serviceProvider.id }),
  assertMayChange: (call, { view }) => assertMayChangeRealm(call, view.realm.kind),
});

export const serviceProviderRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const resource = createResource(parts);
  return [
    bind(listServiceProviders, async (call) => {
      const { view } = await findRealmPlace(parts.storage.read, call);
      const { records, next } = pageBySlug(view.serviceProviders, call.query);
      return { body: { items: records.map((serviceProvider) => show(parts, { view, serviceProvider })), next } };
    }),
    bind(createServiceProvider, (call) => createRecord(parts, call, resource, call.body, (view) => view)),
    bindRead(parts, readServiceProvider, resource),
    bind(updateServiceProvider, (call) => updateRecord(parts, call, resource, { toBody: (view) => view })),
    bindDelete(parts, deleteServiceProvider, resource),
    bindImpact(parts, readServiceProviderImpact, resource),
    bind(readServiceProviderValues, async (call) => {
      const { view, serviceProvider } = await findServiceProvider(parts.storage.read, call.params);
      return { body: valuesOf(view, serviceProvider, realmBaseUrl(parts, view)) };
    }),
    bind(readServiceProviderMetadata, async (call) => {
      const { view, serviceProvider } = await findServiceProvider(parts.storage.read, call.params);
      const urls = serviceProviderUrls(serviceProvider, realmBaseUrl(parts, view));
      return { body: { xml: writeSpMetadata(spMetadata({ view }, { record: serviceProvider, ...urls })) } };
    }),
  ];
};
