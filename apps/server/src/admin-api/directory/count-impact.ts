/** What a deletion takes along, counted up to a limit: a warning needs to say how many, not to the last one. */
import type { BoundedCount, Impact } from '@cordboard/contract/admin-api/impact';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';

const LIMIT = 10_000;

export type ImpactScope =
  | { readonly kind: 'company'; readonly id: string }
  | { readonly kind: 'environment'; readonly id: string }
  | { readonly kind: 'realm'; readonly view: RealmView }
  | { readonly kind: 'service-provider'; readonly view: RealmView; readonly id: string }
  | { readonly kind: 'connection'; readonly view: RealmView; readonly id: string }
  | { readonly kind: 'app'; readonly view: RealmView; readonly slug: string }
  | { readonly kind: 'user'; readonly view: RealmView; readonly id: string };

const none: BoundedCount = { count: 0, more: false };
const nothing: Impact = {
  environments: 0,
  realms: 0,
  serviceProviders: 0,
  connections: 0,
  apps: 0,
  users: none,
  links: none,
  sessions: none,
};

const bounded = (count: number, isCutOff = count > LIMIT): BoundedCount => ({
  count: Math.min(count, LIMIT),
  more: isCutOff,
});

const plus = (a: BoundedCount, b: BoundedCount): BoundedCount =>
  bounded(a.count + b.count, a.more || b.more || a.count + b.count > LIMIT);

const add = (a: Impact, b: Impact): Impact => ({
  environments: a.environments + b.environments,
  realms: a.realms + b.realms,
  serviceProviders: a.serviceProviders + b.serviceProviders,
  connections: a.connections + b.connections,
  apps: a.apps + b.apps,
  users: plus(a.users, b.users),
  links: plus(a.links, b.links),
  sessions: plus(a.sessions, b.sessions),
});

interface Counting {
  readonly reader: StorageReader;
  /** Epoch milliseconds. */
  readonly now: number;
}

const countLinks = async ({ reader }: Counting, connectionIds: readonly string[]): Promise<BoundedCount> => {
  let sum = none;
  for (const id of connectionIds) {
    sum = plus(sum, bounded(await reader.countLinks(id, LIMIT + 1)));
  }
  return sum;
};

const countSessions = async (
  { reader, now }: Counting,
  realmId: string,
  through: { readonly serviceProviderId?: string; readonly connectionId?: string } = {},
): Promise<BoundedCount> => {
  const { count, looked } = await reader.countSessions(realmId, through, now, LIMIT + 1);
  return bounded(count, looked > LIMIT);
};

const ofConnections = async (
  counting: Counting,
  view: RealmView,
  connectionIds: readonly string[],
  through: { readonly serviceProviderId?: string; readonly connectionId?: string },
): Promise<Impact> => ({
  ...nothing,
  connections: connectionIds.length,
  links: await countLinks(counting, connectionIds),
  sessions: await countSessions(counting, view.realm.id, through),
});

const ofRealm = async (counting: Counting, view: RealmView): Promise<Impact> => ({
  ...(await ofConnections(
    counting,
    view,
    view.connections.map(({ id }) => id),
    {},
  )),
  realms: 1,
  serviceProviders: view.serviceProviders.length,
  apps: view.apps.length,
  users: bounded(await counting.reader.countUsers(view.realm.id, LIMIT + 1)),
});

const ofEnvironment = async (counting: Counting, id: string): Promise<Impact> => {
  let sum: Impact = { ...nothing, environments: 1 };
  for (const realm of await counting.reader.listRealms(id)) {
    const view = await counting.reader.findRealmViewById(realm.id);
    sum = view === null ? sum : add(sum, await ofRealm(counting, view));
  }
  return sum;
};

const ofCompany = async (counting: Counting, id: string): Promise<Impact> => {
  let sum = nothing;
  for (const environment of await counting.reader.listEnvironments(id)) {
    sum = add(sum, await ofEnvironment(counting, environment.id));
  }
  return sum;
};

const ofUser = async ({ reader, now }: Counting, realmId: string, id: string): Promise<Impact> => ({
  ...nothing,
  users: bounded(1),
  links: bounded((await reader.listLinks(realmId, id)).length),
  sessions: bounded((await reader.listUserSessions(realmId, id, now)).length),
});

/** Sessions of an app are those in which a person has let it sign in. */
const ofApp = async ({ reader }: Counting, realmId: string, slug: string): Promise<Impact> => {
  const { count, looked } = await reader.countGrants(realmId, slug, LIMIT + 1);
  return { ...nothing, apps: 1, sessions: bounded(count, looked > LIMIT) };
};

export const countImpact = (reader: StorageReader, scope: ImpactScope, now: number): Promise<Impact> => {
  const counting: Counting = { reader, now };
  switch (scope.kind) {
    case 'company':
      return ofCompany(counting, scope.id);
    case 'environment':
      return ofEnvironment(counting, scope.id);
    case 'realm':
      return ofRealm(counting, scope.view);
    case 'service-provider': {
      const ids = scope.view.connections.filter(({ serviceProviderId }) => serviceProviderId === scope.id);
      const through = { serviceProviderId: scope.id };
      return ofConnections(
        counting,
        scope.view,
        ids.map(({ id }) => id),
        through,
      ).then((sum) => ({ ...sum, serviceProviders: 1 }));
    }
    case 'connection':
      return ofConnections(counting, scope.view, [scope.id], { connectionId: scope.id });
    case 'app':
      return ofApp(counting, scope.view.realm.id, scope.slug);
    case 'user':
      return ofUser(counting, scope.view.realm.id, scope.id);
  }
};
