/**
 * The one way in which the directory changes: what is wanted is compared with what is there, by the same rules for a
 * whole file and for a single record, and all changes are made in one commit, or none.
 */
import { checkApplyFile } from '@cordboard/contract/check-apply-file';
import type { ApplyChange, ApplyProblem } from '@cordboard/contract/control';
import { formatPath } from '@cordboard/contract/document-problem';
import type { ResolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import type { GuardedFetch } from '../../outbound/guarded-fetch.ts';
import type { KeyRecord } from '../../storage/ports/directory-store.ts';
import type { Storage, StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import type { KeyMaker } from './apply-keys.ts';
import type { ApplyPlan } from './apply-plan.ts';
import { applyProblem } from './apply-problem.ts';
import { loadIdentityProviders } from './load-identity-providers.ts';
import { planApply } from './plan-apply.ts';
import type { PlanContext } from './plan-context.ts';

export interface ApplyDependencies {
  readonly storage: Storage;
  readonly fetch: GuardedFetch;
  readonly makeKeys: KeyMaker;
  /** Present time in epoch milliseconds. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Without a trailing slash. */
  readonly installationUrl: string;
  /** Whether the caller is elsewhere than on the machine of the hub, where a command may do more. */
  readonly remote: boolean;
  /** Whether the caller may let more people keep a password beside single sign-on. Asked only where somebody would. */
  readonly mayWiden: () => boolean;
  /** Adds the changes to the audit log, within the commit that makes them. */
  readonly recordChanges: (writer: StorageWriter, changes: readonly ApplyChange[]) => Promise<void>;
}

/** How the directory is to be. */
export interface WantedDirectory extends Pick<PlanContext, 'prune' | 'whole' | 'deletions'> {
  /**
   * What is wanted, made anew for every look at the directory: the places around a single record are then as they are
   * at that moment.
   */
  readonly describe: (reader: StorageReader) => Promise<ResolvedApplyFile>;
}

export interface PreparedApply {
  /** What it would do, seen from outside a write. */
  readonly preview: ApplyPlan;
  /** Makes the keys of new owners, which takes longer than a write may. */
  makeKeys(): Promise<void>;
  /** Makes the changes within a write, or none when the plan has problems by now. */
  commit(writer: StorageWriter): Promise<ApplyPlan>;
}

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

const brokenRules = (file: ResolvedApplyFile): readonly ApplyProblem[] =>
  checkApplyFile(file).map(({ path, message }) =>
    applyProblem('apply.invalid', formatPath(path), { received: message }),
  );

/** Fetches what is named, and looks at what would change. */
export const prepareApply = async (
  wanted: WantedDirectory,
  dependencies: ApplyDependencies,
): Promise<PreparedApply> => {
  const { storage, clock, installationUrl, recordChanges, makeKeys, remote, mayWiden } = dependencies;
  const { prune, whole, deletions } = wanted;
  const now = clock();
  const file = await wanted.describe(storage.read);
  const identityProviders = await loadIdentityProviders(file, { fetch: dependencies.fetch, now: new Date(now) });
  const idFor = createIds(dependencies.newId);
  const keys = new Map<string, readonly KeyRecord[]>();
  const keysOf = (id: string): readonly KeyRecord[] => keys.get(id) ?? [];
  const plan = async (reader: StorageReader): Promise<ApplyPlan> => {
    const current = await wanted.describe(reader);
    const broken = brokenRules(current);
    const caller = { remote, mayWiden };
    const context = {
      reader,
      prune,
      whole,
      deletions,
      ...caller,
      identityProviders,
      installationUrl,
      now,
      idFor,
      keysOf,
    };
    return broken.length > 0
      ? { changes: [], newKeyOwners: [], unchanged: 0, problems: broken, notes: [] }
      : planApply(current, context);
  };
  const preview = await plan(storage.read);
  return {
    preview,
    makeKeys: () => addKeys(preview, keys, makeKeys),
    commit: async (writer) => {
      // Made anew: somebody else may have changed the directory in the meantime.
      const final = await plan(writer);
      if (final.problems.length > 0) {
        return final;
      }
      await addKeys(final, keys, makeKeys);
      for (const { write } of final.changes) {
        await write(writer);
      }
      await recordChanges(
        writer,
        final.changes.map(({ change }) => change),
      );
      return final;
    },
  };
};
