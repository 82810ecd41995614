/** What the page about single sign-on of a realm shows, read from the hub. */
import { type Connection, listConnections } from '@cordboard/contract/admin-api/connections';
import { type Realm, readRealm } from '@cordboard/contract/admin-api/realms';
import { listServiceProviders, type ServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { listSetUps, type SetUp } from '@cordboard/contract/admin-api/set-ups';
import { readSingleSignOn, type SingleSignOn } from '@cordboard/contract/admin-api/single-sign-on';
import type { ApiProblem } from '../../api/api-problem.ts';
import { useApi, useApiList } from '../../api/use-api.ts';
import type { RealmPlace } from '../realms/realm-place.ts';

/** A realm with its single sign-on, seen from one of its service providers. */
export interface SsoData {
  readonly place: RealmPlace;
  readonly realm: Realm;
  readonly sso: SingleSignOn;
  readonly etag: string | undefined;
  readonly serviceProviders: readonly ServiceProvider[];
  /** The chosen one; null while the realm has none. */
  readonly serviceProvider: ServiceProvider | null;
  readonly connections: readonly Connection[];
  /** The default one, or the first. */
  readonly connection: Connection | null;
  /** Newest first. */
  readonly setUps: readonly SetUp[];
}

export type SsoRead =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem; readonly retry: () => void }
  | { readonly state: 'read'; readonly data: SsoData };

const chosenProvider = (all: readonly ServiceProvider[], slug: string | undefined): ServiceProvider | null =>
  all.find((each) => each.slug === slug) ?? all.find(({ info }) => info.connections > 0) ?? all[0] ?? null;

export const useSingleSignOn = (place: RealmPlace, sp: string | undefined): SsoRead => {
  const realm = useApi(readRealm, { params: place });
  const sso = useApi(readSingleSignOn, { params: place });
  const providers = useApiList(listServiceProviders, { params: place });
  const serviceProvider = chosenProvider(providers.items, sp);
  const params = { ...place, serviceProvider: serviceProvider?.slug ?? 'default' };
  const enabled = serviceProvider !== null;
  const connections = useApiList(listConnections, { params }, { enabled });
  const setUps = useApi(listSetUps, { params }, { enabled });
  const problem = realm.error ?? sso.error ?? providers.error ?? connections.error ?? setUps.error;
  if (problem !== null) {
    const retry = (): void => {
      for (const read of [realm, sso, setUps]) void read.refetch();
      providers.retry();
      connections.retry();
    };
    return { state: 'failed', problem, retry };
  }
  const isWaiting = enabled && (connections.isLoading || setUps.data === undefined);
  if (realm.data === undefined || sso.data === undefined || providers.isLoading || isWaiting) {
    return { state: 'loading' };
  }
  const items = enabled ? connections.items : [];
  return {
    state: 'read',
    data: {
      place,
      realm: realm.data.body,
      sso: sso.data.body,
      etag: sso.data.etag,
      serviceProviders: providers.items,
      serviceProvider,
      connections: items,
      connection: items.find((each) => each.default) ?? items[0] ?? null,
      setUps: setUps.data?.body.items ?? [],
    },
  };
};
