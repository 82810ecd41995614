/**
 * Reading and changing one record of the directory, for every kind alike. A change is the record as it is to be,
 * planned and carried out by the engine of `cordboard apply`, so that the API and the command know the same rules.
 */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import type { Impact } from '@cordboard/contract/admin-api/impact';
import { applyMergePatch } from '@cordboard/contract/admin-api/merge-patch';
import type { ChangeKind } from '@cordboard/contract/control';
import type { ResolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import type { z } from 'zod';
import type { Deletion } from '../../directory/apply/plan-context.ts';
import { type ApplyDependencies, type PreparedApply, prepareApply } from '../../directory/apply/prepare-apply.ts';
import { CordboardError } from '../../errors.ts';
import type { StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { auditChanges } from '../audit-changes.ts';
import { type Answer, type BoundRoute, bind, type Call } from '../http/call.ts';
import { assertMatch, entityTag } from '../http/entity-tag.ts';
import { readPart } from '../http/request-problems.ts';
import { countImpact, type ImpactScope } from './count-impact.ts';
import { planRefusal } from './plan-refusal.ts';

/** What finding a record needs of a call. */
export interface DirectoryCall extends Pick<Call, 'now' | 'may' | 'company' | 'environment'> {
  readonly params: Readonly<Record<string, string>>;
}

/** Null stands for a record that is not there: before it is made, or once it is deleted. */
export interface RecordChange<N> {
  readonly node: N | null;
  readonly before: N | null;
}

/**
 * @typeParam P the place that holds the record
 * @typeParam F the record within it
 * @typeParam N its node, as in an applied file
 * @typeParam V what the API shows
 */
export interface DirectoryResource<P, F extends P, N, V> {
  readonly kind: ChangeKind;
  readonly schema: z.ZodType<N>;
  /** Name of the field that identifies the record, and is permanent. */
  readonly key: keyof N & string;
  /** @throws CordboardError `admin.not_found` */
  readonly findPlace: (reader: StorageReader, call: DirectoryCall) => Promise<P>;
  /** The record that the path names. */
  readonly find: (reader: StorageReader, place: P, call: DirectoryCall) => Promise<F | null>;
  /** The record that has the key already. */
  readonly findByKey: (reader: StorageReader, place: P, key: string) => Promise<F | null>;
  readonly describe: (found: F) => N;
  /** What a change replaces: the ETag stands for it. */
  readonly version: (found: F) => unknown;
  readonly show: (reader: StorageReader, found: F, call: DirectoryCall) => Promise<V>;
  /** Slugs from the company down. */
  readonly path: (place: P, key: string) => string;
  /** The file that says the record; null for the place around it alone. */
  readonly file: (place: P, node: N | null) => ResolvedApplyFile;
  readonly impactScope: (found: F) => ImpactScope;
  /** Further permissions, and what this way of changing does not change. */
  readonly assertMayChange?: (
    call: DirectoryCall,
    place: P,
    change: RecordChange<N>,
    reader: StorageReader,
  ) => void | Promise<void>;
}

export const notFound = (received: string | undefined): CordboardError =>
  new CordboardError('admin.not_found', { received });

const findOrThrow = async <P, F extends P, N, V>(
  resource: DirectoryResource<P, F, N, V>,
  reader: StorageReader,
  call: DirectoryCall,
): Promise<F> => {
  const found = await resource.find(reader, await resource.findPlace(reader, call), call);
  if (found === null) {
    throw notFound(Object.values(call.params).join('/'));
  }
  return found;
};

/** What the engine needs, with the audit log written in the name of the caller. */
export const applyDependencies = (
  parts: AdminParts,
  call: Pick<Call, 'audit' | 'may' | 'company'>,
): ApplyDependencies => ({
  storage: parts.storage,
  fetch: parts.fetch,
  makeKeys: parts.makeKeys,
  clock: parts.clock,
  newId: parts.newId,
  installationUrl: parts.installationUrl,
  remote: true,
  mayWiden: () => call.may('company.write', { companyId: call.company.id, environmentId: null }),
  recordChanges: (writer, changes) => auditChanges(writer, changes, (event) => call.audit(writer, event)),
});

const prepare = async (
  parts: AdminParts,
  call: Pick<Call, 'audit' | 'may' | 'company'>,
  describe: (reader: StorageReader) => Promise<ResolvedApplyFile>,
  deletions: readonly Deletion[] = [],
): Promise<PreparedApply> => {
  const wanted = { describe, prune: false, whole: true, deletions };
  const prepared = await prepareApply(wanted, applyDependencies(parts, call));
  if (prepared.preview.problems.length === 0) {
    await prepared.makeKeys();
  }
  return prepared;
};

/** Notes of the plan are about this one record. */
const commit = async (prepared: PreparedApply, writer: StorageWriter): Promise<readonly string[]> => {
  const plan = await prepared.commit(writer);
  if (plan.problems.length > 0) {
    throw planRefusal(plan.problems);
  }
  return plan.notes;
};

const changed = async (parts: AdminParts, kind: ChangeKind): Promise<void> => {
  // People are in no view of a realm.
  if (kind !== 'user') {
    await parts.directoryChanged();
  }
};

export const tagOf = <P, F extends P, N, V>({ version }: DirectoryResource<P, F, N, V>, found: F): string =>
  entityTag(version(found));

export const bindRead = <R extends AdminRoute, P, F extends P, N>(
  parts: AdminParts,
  route: R,
  resource: DirectoryResource<P, F, N, z.input<R['response']>>,
): BoundRoute =>
  bind(route, async (call) => {
    const { read } = parts.storage;
    const found = await findOrThrow(resource, read, call);
    return { body: await resource.show(read, found, call), etag: tagOf(resource, found) };
  });

export const bindImpact = <
  R extends AdminRoute & { readonly response: z.ZodType<Impact, Impact> },
  P,
  F extends P,
  N,
  V,
>(
  parts: AdminParts,
  route: R,
  resource: DirectoryResource<P, F, N, V>,
): BoundRoute =>
  bind<AdminRoute>(route, async (call) => {
    const { read } = parts.storage;
    const found = await findOrThrow(resource, read, call);
    return { body: await countImpact(read, resource.impactScope(found), call.now), etag: tagOf(resource, found) };
  });

/** What else belongs to the same commit, after the record was written. */
type Within = (writer: StorageWriter) => Promise<void>;

/** Makes a record. @throws CordboardError `admin.exists` and what the plan refuses */
export const createRecord = async <R extends AdminRoute, P, F extends P, N, V>(
  parts: AdminParts,
  call: Call<R> & DirectoryCall,
  resource: DirectoryResource<P, F, N, V>,
  node: N,
  toBody: (view: V, notes: readonly string[]) => z.input<R['response']>,
  within?: Within,
): Promise<Answer<R>> => {
  const { read } = parts.storage;
  const key = String(node[resource.key]);
  await resource.assertMayChange?.(call, await resource.findPlace(read, call), { node, before: null }, read);
  const describe = async (reader: StorageReader): Promise<ResolvedApplyFile> =>
    resource.file(await resource.findPlace(reader, call), node);
  const prepared = await prepare(parts, call, describe);
  const answer = await call.write(async (writer) => {
    const place = await resource.findPlace(writer, call);
    if ((await resource.findByKey(writer, place, key)) !== null) {
      throw new CordboardError('admin.exists', {
        expected: 'a name that is free',
        received: resource.path(place, key),
      });
    }
    const notes = await commit(prepared, writer);
    await within?.(writer);
    const found = await resource.findByKey(writer, await resource.findPlace(writer, call), key);
    if (found === null) {
      throw new CordboardError('internal.failed', { expected: 'the record that was made' });
    }
    return { body: toBody(await resource.show(writer, found, call), notes), etag: tagOf(resource, found) };
  });
  await changed(parts, resource.kind);
  return answer;
};

const assertPermanent = <N>(before: N, after: N, key: keyof N & string): void => {
  if (before[key] !== after[key]) {
    throw new CordboardError('admin.read_only', {
      expected: `${key} ${String(before[key])}`,
      received: String(after[key]),
      hint: 'Identifiers are permanent: addresses and accounts are made of them. Make a new record.',
    });
  }
};

/**
 * Changes a record by a merge patch.
 *
 * @param refine a last word on what is wanted, before it is planned
 * @throws CordboardError `admin.changed_meanwhile`, `admin.read_only` and what the plan refuses
 */
export const updateRecord = async <R extends AdminRoute, P, F extends P, N, V>(
  parts: AdminParts,
  call: Call<R> & DirectoryCall,
  resource: DirectoryResource<P, F, N, V>,
  options: {
    readonly file?: (found: F, node: N) => ResolvedApplyFile;
    readonly toBody: (view: V, notes: readonly string[]) => z.input<R['response']>;
  },
): Promise<Answer<R>> => {
  const file = options.file ?? resource.file;
  const { read } = parts.storage;
  const base = await findOrThrow(resource, read, call);
  const baseTag = tagOf(resource, base);
  assertMatch(call.ifMatch, baseTag);
  const before = resource.describe(base);
  const node = readPart(resource.schema, applyMergePatch(before, call.body));
  assertPermanent(before, node, resource.key);
  await resource.assertMayChange?.(call, base, { node, before }, read);
  const prepared = await prepare(parts, call, async (reader) => file(await findOrThrow(resource, reader, call), node));
  const answer = await call.write(async (writer) => {
    // What the patch was merged with has to be there still, whatever If-Match says.
    assertMatch(baseTag, tagOf(resource, await findOrThrow(resource, writer, call)));
    await resource.assertMayChange?.(call, base, { node, before }, writer);
    const notes = await commit(prepared, writer);
    const found = await findOrThrow(resource, writer, call);
    return { body: options.toBody(await resource.show(writer, found, call), notes), etag: tagOf(resource, found) };
  });
  await changed(parts, resource.kind);
  return answer;
};

/** Changes a record in a way that has no version: what is wanted is said anew from the record as it is then. */
export const replaceRecord = async <R extends AdminRoute, P, F extends P, N, V>(
  parts: AdminParts,
  call: Call<R> & DirectoryCall,
  resource: DirectoryResource<P, F, N, V>,
  options: {
    readonly file: (found: F) => ResolvedApplyFile;
    readonly toBody: (view: V, notes: readonly string[]) => z.input<R['response']>;
    readonly within?: Within;
  },
): Promise<Answer<R>> => {
  const { read } = parts.storage;
  const base = await findOrThrow(resource, read, call);
  await resource.assertMayChange?.(
    call,
    base,
    { node: resource.describe(base), before: resource.describe(base) },
    read,
  );
  const describe = async (reader: StorageReader): Promise<ResolvedApplyFile> =>
    options.file(await findOrThrow(resource, reader, call));
  const prepared = await prepare(parts, call, describe);
  const answer = await call.write(async (writer) => {
    const notes = await commit(prepared, writer);
    await options.within?.(writer);
    const found = await findOrThrow(resource, writer, call);
    return { body: options.toBody(await resource.show(writer, found, call), notes) };
  });
  await changed(parts, resource.kind);
  return answer;
};

export const bindDelete = <
  R extends AdminRoute & { readonly response: z.ZodType<Impact, Impact> },
  P,
  F extends P,
  N,
  V,
>(
  parts: AdminParts,
  route: R,
  resource: DirectoryResource<P, F, N, V>,
): BoundRoute =>
  bind<AdminRoute>(route, async (call) => {
    const { read } = parts.storage;
    const base = await findOrThrow(resource, read, call);
    assertMatch(call.ifMatch, tagOf(resource, base));
    const before = resource.describe(base);
    await resource.assertMayChange?.(call, base, { node: null, before }, read);
    const path = resource.path(base, String(before[resource.key]));
    const describe = async (reader: StorageReader): Promise<ResolvedApplyFile> =>
      resource.file(await resource.findPlace(reader, call), null);
    const prepared = await prepare(parts, call, describe, [{ kind: resource.kind, path }]);
    const answer = await call.write(async (writer) => {
      const found = await findOrThrow(resource, writer, call);
      assertMatch(call.ifMatch, tagOf(resource, found));
      await resource.assertMayChange?.(call, found, { node: null, before }, writer);
      const impact = await countImpact(writer, resource.impactScope(found), call.now);
      await commit(prepared, writer);
      return { body: impact };
    });
    await changed(parts, resource.kind);
    return answer;
  });
