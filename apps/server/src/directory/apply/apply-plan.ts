/** What applying a file would do: collected by the planning steps, then shown, then carried out in order. */
import type { ApplyChange, ApplyProblem } from '@cordboard/contract/control';
import type { StorageWriter } from '../../storage/ports/storage.ts';

/** One change and how to make it. */
export interface PlannedChange {
  readonly change: ApplyChange;
  readonly write: (writer: StorageWriter) => Promise<void>;
}

/** A realm or service provider that does not exist yet and so needs keys. */
export interface NewKeyOwner {
  readonly kind: 'realm' | 'service-provider';
  readonly id: string;
  /** Of the service provider; '' for a realm. */
  readonly entityId: string;
}

export interface ApplyPlan {
  readonly changes: readonly PlannedChange[];
  readonly newKeyOwners: readonly NewKeyOwner[];
  readonly unchanged: number;
  readonly problems: readonly ApplyProblem[];
  readonly notes: readonly string[];
}

/** Collects a plan. Deletions come first, so that what replaces a record finds its place free. */
export class PlanBuilder {
  readonly #deletions: PlannedChange[] = [];
  readonly #changes: PlannedChange[] = [];
  readonly #newKeyOwners: NewKeyOwner[] = [];
  readonly #problems: ApplyProblem[] = [];
  readonly #notes = new Set<string>();
  #unchanged = 0;

  /** Adds a creation or an update; an update without differences only counts as unchanged. */
  put(change: ApplyChange, write: PlannedChange['write']): void {
    if (change.action === 'update' && change.fields.length === 0) {
      this.#unchanged += 1;
    } else {
      this.#changes.push({ change, write });
    }
  }

  delete(kind: ApplyChange['kind'], path: string, write: PlannedChange['write']): void {
    this.#deletions.push({ change: { action: 'delete', kind, path, fields: [] }, write });
  }

  needsKeys(owner: NewKeyOwner): void {
    this.#newKeyOwners.push(owner);
  }

  refuse(problem: ApplyProblem): void {
    this.#problems.push(problem);
  }

  note(text: string): void {
    this.#notes.add(text);
  }

  build(): ApplyPlan {
    return {
      changes: [...this.#deletions, ...this.#changes],
      newKeyOwners: this.#newKeyOwners,
      unchanged: this.#unchanged,
      problems: this.#problems,
      notes: [...this.#notes],
    };
  }
}
