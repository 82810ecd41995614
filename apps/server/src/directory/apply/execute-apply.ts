/**
 * Applies a file: fetches what it names, compares it with the directory, and makes all changes in one commit, or
 * none. Applying the same file again changes nothing.
 */
import type { ApplyAnswer, ApplyRequest } from '@cordboard/contract/control';
import type { GuardedFetch } from '../../outbound/guarded-fetch.ts';
import type { KeyRecord } from '../../storage/ports/directory-store.ts';
import type { Storage, StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import type { KeyMaker } from './apply-keys.ts';
import type { ApplyPlan } from './apply-plan.ts';
import { loadIdentityProviders } from './load-identity-providers.ts';
import { planApply } from './plan-apply.ts';

export interface ApplyDependencies {
  readonly storage: Storage;
  readonly fetch: GuardedFetch;
  readonly makeKeys: KeyMaker;
  /** Present time in epoch milliseconds. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Without a trailing slash. */
  readonly installationUrl: string;
}

const toAnswer = (plan: ApplyPlan, applied: boolean): ApplyAnswer => ({
  applied,
  changes: plan.changes.map(({ change }) => change),
  unchanged: plan.unchanged,
  problems: [...plan.problems],
  notes: [...plan.notes],
});

/** The same place gets the same id in the plan that is looked at first and in the one that is carried out. */
const createIds = (newId: () => string): ((kind: string, path: string) => string) => {
  const ids = new Map<string, string>();
  return (kind, path) => {
    const key = `${kind} ${path}`;
    const id = ids.get(key) ?? newId();
    ids.set(key, id);
    return id;
  };
};

const addKeys = async (plan: ApplyPlan, keys: Map<string, readonly KeyRecord[]>, makeKeys: KeyMaker): Promise<void> => {
  for (const owner of plan.newKeyOwners.filter(({ id }) => !keys.has(id))) {
    keys.set(owner.id, await makeKeys(owner));
  }
};

/**
 * Plans and, unless it is a dry run or something is wrong, applies. Problems of the file are in the answer.
 *
 * @throws CordboardError with a code of `storage.` or `keys.` when the change cannot be stored.
 */
export const executeApply = async (request: ApplyRequest, dependencies: ApplyDependencies): Promise<ApplyAnswer> => {
  const { storage, clock, makeKeys, installationUrl } = dependencies;
  const { file, dryRun, prune } = request;
  const now = clock();
  const identityProviders = await loadIdentityProviders(file, { fetch: dependencies.fetch, now: new Date(now) });
  const idFor = createIds(dependencies.newId);
  const keys = new Map<string, readonly KeyRecord[]>();
  const keysOf = (id: string): readonly KeyRecord[] => keys.get(id) ?? [];
  const plan = (reader: StorageReader): Promise<ApplyPlan> =>
    planApply(file, { reader, prune, identityProviders, installationUrl, now, idFor, keysOf });

  const preview = await plan(storage.read);
  if (dryRun || preview.problems.length > 0) {
    return toAnswer(preview, false);
  }
  if (preview.changes.length === 0) {
    return toAnswer(preview, true);
  }
  await addKeys(preview, keys, makeKeys);
  return storage.write(async (writer: StorageWriter) => {
    // Made anew: somebody else may have changed the directory in the meantime.
    const final = await plan(writer);
    if (final.problems.length > 0) {
      return toAnswer(final, false);
    }
    await addKeys(final, keys, makeKeys);
    for (const { write } of final.changes) {
      await write(writer);
    }
    return toAnswer(final, true);
  });
};
