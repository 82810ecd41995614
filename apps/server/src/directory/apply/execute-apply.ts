/**
 * Applies a file: fetches what it names, compares it with the directory, and makes all changes in one commit, or
 * none. Applying the same file again changes nothing.
 */
import type { ApplyAnswer, ApplyRequest } from '@cordboard/contract/control';
import type { ApplyPlan } from './apply-plan.ts';
import { type ApplyDependencies, prepareApply } from './prepare-apply.ts';

const toAnswer = (plan: ApplyPlan, applied: boolean): ApplyAnswer => ({
  applied,
  changes: plan.changes.map(({ change }) => change),
  unchanged: plan.unchanged,
  problems: [...plan.problems],
  notes: [...plan.notes],
});

/**
 * Plans and, unless it is a dry run or something is wrong, applies. Problems of the file are in the answer.
 *
 * @throws CordboardError with a code of `storage.` or `keys.` when the change cannot be stored.
 */
export const executeApply = async (request: ApplyRequest, dependencies: ApplyDependencies): Promise<ApplyAnswer> => {
  const { file, dryRun, prune } = request;
  const describe = (): Promise<typeof file> => Promise.resolve(file);
  const prepared = await prepareApply({ describe, prune, whole: false, deletions: [] }, dependencies);
  const { preview } = prepared;
  if (dryRun || preview.problems.length > 0) {
    return toAnswer(preview, false);
  }
  if (preview.changes.length === 0) {
    return toAnswer(preview, true);
  }
  await prepared.makeKeys();
  return dependencies.storage.write(async (writer) => {
    const final = await prepared.commit(writer);
    return toAnswer(final, final.problems.length === 0);
  });
};
