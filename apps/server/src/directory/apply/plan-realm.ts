/** Plans one realm with all that is in it. */
import { indexNodes, keepIndexes } from '@cordboard/contract/acs-nodes';
import type { ResolvedRealm, ResolvedServiceProvider } from '@cordboard/contract/resolved-apply-file';
import {
  realmSettings,
  type ServiceProviderSettings,
  serviceProviderSettings,
} from '@cordboard/contract/tenant-settings';
import type { RealmRecord, RealmView, ServiceProviderRecord, SsoMode } from '../../storage/ports/directory-store.ts';
import { serviceProviderUrls } from '../service-provider-urls.ts';
import { applyProblem } from './apply-problem.ts';
import { checkAliases } from './check-aliases.ts';
import { checkNamedWidening, widenedBy } from './check-widening.ts';
import { diffFields, type FieldView, newFields } from './diff-fields.ts';
import { planApps } from './plan-apps.ts';
import { planConnections } from './plan-connections.ts';
import { isDropped, type PlanContext } from './plan-context.ts';
import { planUsers } from './plan-users.ts';

/** The environment that the realm belongs to, existing or new. */
export interface RealmOwner {
  readonly environmentId: string;
  /** `company/environment`. */
  readonly path: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Slugs of every realm of the environment, existing or new. */
  readonly realms: readonly string[];
}

const realmView = ({ name, kind, ssoMode, settings }: RealmRecord): FieldView => ({ name, kind, ssoMode, settings });

const wantedMode = (
  context: PlanContext,
  realm: ResolvedRealm,
  before: RealmRecord | undefined,
  path: string,
): SsoMode => {
  const present = before?.ssoMode ?? 'non-sso';
  const wanted = realm.ssoMode ?? present;
  if (context.remote && wanted !== present) {
    context.plan.refuse(
      applyProblem('admin.sso_mode', path, {
        expected: `ssoMode ${present}`,
        received: wanted,
        hint: 'Test the connection, then enable single sign-on; or apply the file on the machine of the hub.',
      }),
    );
  } else if (wanted === 'sso' && present !== 'sso' && !realm.allowUntestedEnable) {
    context.plan.refuse(
      applyProblem('apply.untested_enable', path, {
        expected: 'ssoMode non-sso or hybrid, until a test of the connection has passed',
        received: 'sso',
        hint: 'For a demo or a rehearsal set allowUntestedEnable: true. With it, an error in the settings locks everybody out.',
      }),
    );
  }
  return wanted;
};

const planRealmRecord = (
  context: PlanContext,
  owner: RealmOwner,
  realm: ResolvedRealm,
  before: RealmRecord | undefined,
): RealmRecord => {
  const path = `${owner.path}/${realm.slug}`;
  const { sessionMinutes, idleMinutes, localSignIn } = realm;
  const record: RealmRecord = {
    id: before?.id ?? context.idFor('realm', path),
    environmentId: owner.environmentId,
    slug: realm.slug,
    name: realm.name ?? (context.whole ? undefined : before?.name) ?? realm.slug,
    kind: realm.kind,
    ssoMode: wantedMode(context, realm, before, path),
    settings: { sessionMinutes, idleMinutes, localSignIn },
  };
  if (before !== undefined && before.kind !== record.kind) {
    context.plan.refuse(
      applyProblem('apply.conflict', path, {
        expected: `kind ${before.kind}`,
        received: record.kind,
        hint: 'The kind says who the people of a realm are, and cannot change. Make another realm.',
      }),
    );
  }
  checkNamedWidening(context, path, record, before);
  const fields =
    before === undefined
      ? newFields({ settings: realmSettings.parse({}) }, realmView(record))
      : diffFields(realmView(before), realmView(record));
  context.plan.put(
    { action: before === undefined ? 'create' : 'update', kind: 'realm', path, fields },
    async (writer) => {
      await writer.putRealm(record);
      for (const key of before === undefined ? context.keysOf(record.id) : []) {
        await writer.putKey(key);
      }
    },
  );
  if (before === undefined) {
    context.plan.needsKeys({ kind: 'realm', id: record.id, entityId: '' });
  }
  return record;
};

const serviceProviderView = (settings: ServiceProviderSettings): FieldView => {
  const nodes = indexNodes(settings.nodes).map(({ slug, index }, position) =>
    index === position + 1 ? slug : `${slug} (index ${index})`,
  );
  return { settings: { ...settings, nodes } };
};

/** A realm that is planned. */
interface RealmPlace {
  readonly id: string;
  readonly path: string;
  /** Without a trailing slash. */
  readonly url: string;
  readonly owner: RealmOwner;
}

const planServiceProviderRecord = async (
  context: PlanContext,
  realm: RealmPlace,
  serviceProvider: ResolvedServiceProvider,
  before: ServiceProviderRecord | undefined,
): Promise<ServiceProviderRecord> => {
  const path = `${realm.path}/${serviceProvider.slug}`;
  const { slug, connections: _connections, ...wanted } = serviceProvider;
  const settings = { ...wanted, nodes: keepIndexes(before?.settings.nodes ?? [], wanted.nodes) };
  const record: ServiceProviderRecord = {
    id: before?.id ?? context.idFor('service-provider', path),
    realmId: realm.id,
    slug,
    settings,
  };
  const { environmentId, baseUrl, realms } = realm.owner;
  await checkAliases(context, { path, environmentId, baseUrl, realms }, record, before);
  const fields =
    before === undefined
      ? newFields(serviceProviderView(serviceProviderSettings.parse({})), serviceProviderView(settings))
      : diffFields(serviceProviderView(before.settings), serviceProviderView(settings));
  context.plan.put(
    { action: before === undefined ? 'create' : 'update', kind: 'service-provider', path, fields },
    async (writer) => {
      await writer.putServiceProvider(record);
      for (const key of before === undefined ? context.keysOf(record.id) : []) {
        await writer.putKey(key);
      }
    },
  );
  if (before === undefined) {
    const entityId = settings.entityId ?? `${realm.url}/saml/${slug}/metadata`;
    context.plan.needsKeys({ kind: 'service-provider', id: record.id, entityId });
  }
  return record;
};

const planServiceProviders = async (
  context: PlanContext,
  place: RealmPlace,
  realm: ResolvedRealm,
  view: RealmView | null,
): Promise<void> => {
  const existing = view?.serviceProviders ?? [];
  const listed = new Set(realm.serviceProviders.map(({ slug }) => slug));
  for (const { id, slug } of existing) {
    const dropped = { kind: 'service-provider', path: `${place.path}/${slug}` } as const;
    if (isDropped(context, dropped, listed.has(slug))) {
      context.plan.delete(dropped.kind, dropped.path, (writer) => writer.deleteServiceProvider(id));
    }
  }
  for (const serviceProvider of realm.serviceProviders) {
    const before = existing.find(({ slug }) => slug === serviceProvider.slug);
    const record = await planServiceProviderRecord(context, place, serviceProvider, before);
    const { id } = record;
    const connections = view?.connections.filter(({ serviceProviderId }) => serviceProviderId === id) ?? [];
    const path = `${place.path}/${serviceProvider.slug}`;
    const urls = serviceProviderUrls(record, place.url);
    const ssoMode = view?.realm.ssoMode ?? 'non-sso';
    const owner = { serviceProviderId: id, realmId: place.id, path, urls, ssoMode };
    planConnections(context, owner, serviceProvider, connections);
  }
};

/** Plans what the file says about a realm. `before` is its record, when there is one. */
export const planRealm = async (
  context: PlanContext,
  owner: RealmOwner,
  realm: ResolvedRealm,
  before: RealmRecord | undefined,
): Promise<void> => {
  const record = planRealmRecord(context, owner, realm, before);
  const { id } = record;
  const view = before === undefined ? null : await context.reader.findRealmViewById(id);
  const path = `${owner.path}/${realm.slug}`;
  await planServiceProviders(context, { id, path, url: `${owner.baseUrl}/${realm.slug}`, owner }, realm, view);
  planApps(context, { id, path }, realm, view?.apps ?? []);
  const widening = widenedBy(record, before);
  await planUsers(context, { id, path, isNew: before === undefined, widening }, realm.users);
};
