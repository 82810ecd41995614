/** Removes retired keys when their time is over, each with its event in the audit log. */
import type { AuditLog } from '../audit/audit-log.ts';
import { retirementTerms } from '../directory/keys/key-life.ts';
import type { KeyPurpose, RealmView, RetiredKey } from '../storage/ports/directory-store.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { runEvery } from './run-every.ts';

export interface RetiredKeyOptions {
  readonly storage: Storage;
  readonly audit: AuditLog;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Called after keys were removed. */
  readonly directoryChanged: () => Promise<void>;
  /** Told about a run that failed; the next one tries again. */
  readonly onError: (error: unknown) => void;
}

const INTERVAL_MS = 10 * 60 * 1000;
/** Keys looked up at a time. */
const BATCH = 100;

const PURPOSES: readonly KeyPurpose[] = ['request-signing', 'assertion-decryption', 'token-signing'];

const ownerPath = (view: RealmView, ownerId: string): string => {
  const serviceProvider = view.serviceProviders.find(({ id }) => id === ownerId);
  const parts = [view.company.slug, view.environment.slug, view.realm.slug, serviceProvider?.slug];
  return parts.filter((part) => part !== undefined).join('/');
};

const removeOne = (
  options: Pick<RetiredKeyOptions, 'storage' | 'audit'>,
  { realmId, key: { id } }: RetiredKey,
  retiredBefore: number,
): Promise<boolean> =>
  options.storage.write(async (writer) => {
    const view = await writer.findRealmViewById(realmId);
    const key = view?.keys.find((candidate) => candidate.id === id);
    // Somebody may have promoted it again, or removed it, since it was listed.
    if (view === null || key === undefined || key.retiredAt === null || key.retiredAt >= retiredBefore) {
      return false;
    }
    await writer.deleteKey(id);
    await options.audit.append(writer, {
      companyId: view.company.id,
      actor: { kind: 'system', id: 'retired-keys', name: 'Cordboard' },
      action: 'key.removed',
      target: { kind: 'key', path: `${ownerPath(view, key.ownerId)}/${key.purpose}/${id}` },
      fields: [{ name: 'state', from: 'retired', to: null }],
    });
    return true;
  });

/** One pass; returns the number of keys removed. */
export const removeRetiredKeys = async (options: Omit<RetiredKeyOptions, 'onError'>): Promise<number> => {
  const now = options.clock();
  let removed = 0;
  for (const purpose of PURPOSES) {
    const retiredBefore = now - retirementTerms[purpose].keptMs;
    for (const retired of await options.storage.read.listRetiredKeys(purpose, retiredBefore, BATCH)) {
      removed += (await removeOne(options, retired, retiredBefore)) ? 1 : 0;
    }
  }
  if (removed > 0) {
    await options.directoryChanged();
  }
  return removed;
};

/** Runs a pass every ten minutes until the returned function is called; it waits for a pass under way. */
export const startKeyRemoval = (options: RetiredKeyOptions): (() => Promise<void>) =>
  runEvery(INTERVAL_MS, () => removeRetiredKeys(options), options.onError);
