/**
 * Realm contexts by URL, in memory. The directory changes rarely and is read on every request; a
 * change empties the registry, and the next request of each realm loads it anew.
 */
import type { KeyRing } from '../keys/key-ring.ts';
import type { DirectoryReader } from '../storage/ports/directory-store.ts';
import { createRealmContext, type RealmContext } from './realm-context.ts';

/** Upper bound of realms kept; the one used longest ago leaves first. */
const MAX_REALMS = 2000;

export interface RealmRegistry {
  /** Null when one of the slugs is unknown. */
  find(company: string, environment: string, realm: string): Promise<RealmContext | null>;
  /** Forget everything: call after every change of the directory. */
  invalidate(): void;
}

export const createRealmRegistry = (options: {
  readonly directory: DirectoryReader;
  readonly installationUrl: string;
  readonly keyRing: KeyRing;
}): RealmRegistry => {
  const known = new Map<string, Promise<RealmContext | null>>();
  const load = async (company: string, environment: string, realm: string): Promise<RealmContext | null> => {
    const view = await options.directory.findRealmView(company, environment, realm);
    return view === null ? null : createRealmContext(view, options.installationUrl, options.keyRing);
  };
  const remember = (key: string, value: Promise<RealmContext | null>): void => {
    known.delete(key);
    known.set(key, value);
    const oldest = known.size > MAX_REALMS ? known.keys().next().value : undefined;
    if (oldest !== undefined) {
      known.delete(oldest);
    }
  };
  return {
    async find(company, environment, realm) {
      const key = `${company}/${environment}/${realm}`;
      const cached = known.get(key);
      const found = cached ?? load(company, environment, realm);
      remember(key, found);
      try {
        const context = await found;
        if (context === null && known.get(key) === found) {
          // Unknown slugs come from anybody: keeping them would let a stranger fill the memory.
          known.delete(key);
        }
        return context;
      } catch (error) {
        known.delete(key);
        throw error;
      }
    },
    invalidate() {
      known.clear();
    },
  };
};
