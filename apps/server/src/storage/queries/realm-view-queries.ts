/**
 * The view of one realm: read on every sign-in, changed now and then. The first statement finds
 * the realm and its revision; only when that revision is new is the rest read and checked again.
 * Every change of the directory raises the revision in its own commit, so a view is never stale
 * and never mixes two states, on however many nodes.
 */
import { CordboardError } from '../../errors.ts';
import type { RealmView } from '../ports/directory-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import { appColumns, connectionColumns, keyColumns, serviceProviderColumns } from './directory-columns.ts';
import {
  toAppRecord,
  toCompanyRecord,
  toConnectionRecord,
  toEnvironmentRecord,
  toKeyRecord,
  toRealmRecord,
  toServiceProviderRecord,
} from './directory-rows.ts';
import { listApprovedOpenings } from './local-sign-in-queries.ts';

/** Views kept in memory; one of an ordinary realm takes some 20 kB. */
const MAX_CACHED_VIEWS = 500;

/** A view that changes during each of so many reads is not readable. */
const MAX_READS = 10;

const realmWithParents = (db: QueryRunner) =>
  db
    .selectFrom('realm')
    .innerJoin('environment', 'environment.id', 'realm.environment_id')
    .innerJoin('company', 'company.id', 'environment.company_id')
    .select([
      'realm.id',
      'realm.environment_id',
      'realm.slug',
      'realm.name',
      'realm.kind',
      'realm.sso_mode',
      'realm.settings',
      'realm.revision',
      'environment.company_id',
      'environment.slug as environment_slug',
      'environment.name as environment_name',
      'environment.region',
      'environment.platform',
      'environment.public_url',
      'company.slug as company_slug',
      'company.name as company_name',
    ]);

interface Slugs {
  readonly company: string;
  readonly environment: string;
  readonly realm: string;
}

const findBySlugs = prepareQuery((db, p: Slugs) =>
  realmWithParents(db)
    .where('company.slug', '=', p.company)
    .where('environment.slug', '=', p.environment)
    .where('realm.slug', '=', p.realm),
);

const findById = prepareQuery((db, p: { realmId: string }) => realmWithParents(db).where('realm.id', '=', p.realmId));

const listServiceProviders = prepareQuery((db, p: { realmId: string }) =>
  db.selectFrom('service_provider').select(serviceProviderColumns).where('realm_id', '=', p.realmId).orderBy('slug'),
);

const listConnections = prepareQuery((db, p: { realmId: string }) =>
  db
    .selectFrom('connection')
    .select(connectionColumns)
    .where('realm_id', '=', p.realmId)
    .orderBy('service_provider_id')
    .orderBy('slug'),
);

const listApps = prepareQuery((db, p: { realmId: string }) =>
  db.selectFrom('app').select(appColumns).where('realm_id', '=', p.realmId).orderBy('slug'),
);

const listKeys = prepareQuery((db, p: { realmId: string }) =>
  db
    .selectFrom('key_pair')
    .select(keyColumns)
    .where('owner_id', 'in', (eb) =>
      eb
        .selectFrom('service_provider')
        .select('service_provider.id')
        .where('service_provider.realm_id', '=', p.realmId)
        .union(eb.selectFrom('realm').select('realm.id').where('realm.id', '=', p.realmId)),
    )
    .orderBy('created_at')
    .orderBy('id'),
);

const readRevision = prepareQuery((db, p: { realmId: string }) =>
  db.selectFrom('realm').select('revision').where('id', '=', p.realmId),
);

type FoundRealm = NonNullable<Awaited<ReturnType<typeof findById.first>>>;

interface CachedView {
  readonly revision: number;
  readonly view: RealmView;
}

const readView = async (db: QueryRunner, found: FoundRealm): Promise<RealmView> => {
  const realmId = found.id;
  return {
    company: toCompanyRecord({ id: found.company_id, slug: found.company_slug, name: found.company_name }),
    environment: toEnvironmentRecord({
      id: found.environment_id,
      company_id: found.company_id,
      slug: found.environment_slug,
      name: found.environment_name,
      region: found.region,
      platform: found.platform,
      public_url: found.public_url,
    }),
    realm: toRealmRecord(found),
    serviceProviders: (await listServiceProviders.all(db, { realmId })).map(toServiceProviderRecord),
    connections: (await listConnections.all(db, { realmId })).map(toConnectionRecord),
    apps: (await listApps.all(db, { realmId })).map(toAppRecord),
    keys: (await listKeys.all(db, { realmId })).map(toKeyRecord),
    localOpenings: await listApprovedOpenings(db, realmId),
  };
};

/** Finds realm views, and remembers the ones in use. */
export interface RealmViewQueries {
  /** By the slugs of its URL; null when one of them is unknown. */
  bySlugs(slugs: Slugs): Promise<RealmView | null>;
  byId(realmId: string): Promise<RealmView | null>;
}

/**
 * @param options.remember false within a transaction, whose states may never be committed
 */
export const createRealmViewQueries = (db: QueryRunner, options: { readonly remember: boolean }): RealmViewQueries => {
  const cache = new Map<string, CachedView>();

  const keep = (realmId: string, entry: CachedView): void => {
    cache.delete(realmId);
    cache.set(realmId, entry);
    const oldest = cache.keys().next();
    if (cache.size > MAX_CACHED_VIEWS && oldest.done !== true) cache.delete(oldest.value);
  };

  const viewOf = async (find: () => Promise<FoundRealm | null>): Promise<RealmView | null> => {
    for (let reads = 0; reads < MAX_READS; reads += 1) {
      const found = await find();
      if (found === null) return null;
      const known = cache.get(found.id);
      if (known !== undefined && known.revision === found.revision) {
        keep(found.id, known);
        return known.view;
      }
      const view = await readView(db, found);
      const after = await readRevision.first(db, { realmId: found.id });
      if (after?.revision === found.revision) {
        if (options.remember) keep(found.id, { revision: found.revision, view });
        return view;
      }
    }
    throw new CordboardError('storage.unstable_read', { expected: `a stable realm within ${MAX_READS} reads` });
  };

  return {
    bySlugs: async (slugs) => viewOf(async () => findBySlugs.first(db, slugs)),
    byId: async (realmId) => viewOf(async () => findById.first(db, { realmId })),
  };
};
