/** The state of a company at a glance. */
import { X509Certificate } from 'node:crypto';
import { type CompanyOverview, type RealmStatus, readCompanyOverview } from '@cordboard/contract/admin-api/overview';
import { environmentBaseUrl } from '../../directory/environment-url.ts';
import type { EnvironmentRecord, RealmView } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { realmBaseUrl } from './find-realm.ts';

const MAX_COUNTED = 10_000;
/** Attempts in which the last success is looked for, a few at first. */
const LOOK_BACK = [20, 980] as const;

type Environment = CompanyOverview['environments'][number];
type Realm = Environment['realms'][number];

const statusOf = ({ realm, connections }: RealmView): RealmStatus => {
  if (!connections.some(({ enabled }) => enabled)) {
    return 'needs-set-up';
  }
  return ({ 'non-sso': 'not-enabled', hybrid: 'hybrid', sso: 'on' } as const)[realm.ssoMode];
};

const endOf = (pem: string): number => new X509Certificate(pem).validToDate.getTime();

/** Several certificates stand for each other: what counts is the end of the last one. */
const lastEnd = (certificates: readonly string[]): number | null =>
  certificates.length === 0 ? null : Math.max(...certificates.map(endOf));

const nextExpiry = ({ serviceProviders, connections, keys }: RealmView): Realm['nextExpiry'] => {
  const ends = serviceProviders.flatMap(({ id, slug }) => {
    const own = keys.filter(({ ownerId, state }) => ownerId === id && state === 'current');
    const trusted = connections.filter(({ serviceProviderId, enabled }) => serviceProviderId === id && enabled);
    return [
      ...own.map(({ certificate }) => ({ at: lastEnd(certificate === null ? [] : [certificate]), of: slug })),
      ...trusted.map((connection) => ({
        at: lastEnd(connection.identityProvider.signingCertificates),
        of: `${slug}/${connection.slug}`,
      })),
    ];
  });
  const known = ends.flatMap(({ at, of }) => (at === null ? [] : [{ at, of }]));
  return known.toSorted((a, b) => a.at - b.at)[0] ?? null;
};

const lastSignIn = async (reader: StorageReader, realmId: string): Promise<number | null> => {
  let before = { startedAt: Number.MAX_SAFE_INTEGER, id: '' };
  for (const limit of LOOK_BACK) {
    const heads = await reader.listAttemptHeads({ realmId, narrowing: { by: 'realm' }, since: 0, before, limit });
    const found = heads.find(({ kind, outcome }) => kind === 'sign-in' && outcome === 'succeeded');
    const last = heads.at(-1);
    if (found !== undefined || last === undefined) {
      return found === undefined ? null : (found.endedAt ?? found.startedAt);
    }
    before = { startedAt: last.startedAt, id: last.id };
  }
  return null;
};

const bounded = (count: number) => ({ count: Math.min(count, MAX_COUNTED), more: count > MAX_COUNTED });

const describeRealm = async (parts: AdminParts, view: RealmView, now: number): Promise<Realm> => {
  const { read } = parts.storage;
  const { id, slug, name, kind, ssoMode } = view.realm;
  return {
    slug,
    name,
    kind,
    ssoMode,
    status: statusOf(view),
    url: `${realmBaseUrl(parts, view)}/`,
    users: bounded(await read.countUsers(id, MAX_COUNTED + 1)),
    sessions: bounded((await read.countSessions(id, {}, now, MAX_COUNTED + 1)).count),
    lastSignInAt: await lastSignIn(read, id),
    nextExpiry: nextExpiry(view),
  };
};

const realmsOf = async (parts: AdminParts, environment: EnvironmentRecord, now: number): Promise<Realm[]> => {
  const { read } = parts.storage;
  const realms: Realm[] = [];
  for (const { id } of await read.listRealms(environment.id)) {
    const view = await read.findRealmViewById(id);
    realms.push(...(view === null ? [] : [await describeRealm(parts, view, now)]));
  }
  return realms;
};

export const overviewRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(readCompanyOverview, async ({ company, may, now }) => {
    const environments: Environment[] = [];
    for (const environment of await parts.storage.read.listEnvironments(company.id)) {
      if (may('directory.read', { companyId: company.id, environmentId: environment.id })) {
        const { slug, name, platform, region } = environment;
        const url = environmentBaseUrl(company, environment, parts.installationUrl);
        environments.push({ slug, name, platform, region, url, realms: await realmsOf(parts, environment, now) });
      }
    }
    return { body: { environments } };
  }),
];
