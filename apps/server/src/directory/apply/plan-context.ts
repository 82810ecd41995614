/** What every planning step has at hand. Planning reads, and changes nothing. */
import type { ChangeKind } from '@cordboard/contract/control';
import type { KeyRecord } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { PlanBuilder } from './apply-plan.ts';
import type { LoadedIdentityProviders } from './load-identity-providers.ts';

/** A record that is to go, named by itself instead of being left out of a file. */
export interface Deletion {
  readonly kind: ChangeKind;
  /** Slugs from the company down. */
  readonly path: string;
}

export interface PlanContext {
  /** The directory as it is: outside a write for a preview, the writer itself inside one. */
  readonly reader: StorageReader;
  readonly plan: PlanBuilder;
  /** Delete what listed places hold and the file does not. */
  readonly prune: boolean;
  /**
   * Every record is said as a whole: optional values that it lacks are taken away, where they stay otherwise. A
   * connection that names no identity provider keeps the one it has.
   */
  readonly whole: boolean;
  readonly deletions: readonly Deletion[];
  /**
   * The caller is not on the machine: the mode of a realm changes only by Enable and Disable, and what is trusted while
   * single sign-on is on only by staging, testing and accepting it.
   */
  readonly remote: boolean;
  /** Whether the caller may let more people keep a password beside single sign-on. */
  readonly mayWiden: () => boolean;
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

/** Whether a record that exists is to go: it was named, or a file leaves it out and that counts. */
export const isDropped = (context: PlanContext, { kind, path }: Deletion, isListed: boolean): boolean =>
  (context.prune && !isListed) || context.deletions.some((named) => named.kind === kind && named.path === path);
