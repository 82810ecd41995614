/** What every planning step has at hand. Planning reads, and changes nothing. */
import type { KeyRecord } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { PlanBuilder } from './apply-plan.ts';
import type { LoadedIdentityProviders } from './load-identity-providers.ts';

export interface PlanContext {
  /** The directory as it is: outside a write for a preview, the writer itself inside one. */
  readonly reader: StorageReader;
  readonly plan: PlanBuilder;
  /** Delete what listed places hold and the file does not. */
  readonly prune: boolean;
  readonly identityProviders: LoadedIdentityProviders;
  /** Without a trailing slash. */
  readonly installationUrl: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The id that a new record at this place gets: the same one each time that a plan is made. */
  readonly idFor: (kind: string, path: string) => string;
  /** Carries the keys of a new owner into the write. */
  readonly keysOf: (ownerId: string) => readonly KeyRecord[];
}
