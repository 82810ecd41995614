/** Sign-in attempts: what was tried, which checks passed, and why it ended. Kept for support. */

export type AttemptKind = 'sign-in' | 'sign-out';

export type AttemptOutcome = 'pending' | 'succeeded' | 'refused' | 'abandoned';

/** One rule tried on an attempt. */
export interface AttemptCheck {
  /** The stage that tried it, e.g. `verify-assertion`. */
  readonly stage: string;
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'not-reached' | 'recorded';
  readonly code?: string | undefined;
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  readonly hint?: string | undefined;
}

export interface AttemptRecord {
  readonly id: string;
  /** Eight characters as `7F3K-92QD`, unique. */
  readonly reference: string;
  /** What was tried; a sign-out is one only as far as an identity provider has part in it. */
  readonly kind: AttemptKind;
  readonly realmId: string;
  readonly connectionId: string | null;
  readonly app: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: AttemptOutcome;
  /** The code of the failed check, or null. */
  readonly code: string | null;
  readonly userId: string | null;
  /** What the identity provider called the person: the e-mail address once it is read, before that the NameID; or null. */
  readonly subject: string | null;
  readonly checks: readonly AttemptCheck[];
  /** Milliseconds of each stage that ran. */
  readonly stageMs: Readonly<Record<string, number>>;
}

/** An attempt without what is only looked at one by one. */
export type AttemptHead = Omit<AttemptRecord, 'checks' | 'stageMs'>;

/** What a list of attempts is narrowed to: each has an index of its own. */
export type AttemptNarrowing =
  | { readonly by: 'realm' }
  | { readonly by: 'outcome'; readonly outcome: 'refused' | 'abandoned' }
  | { readonly by: 'code' | 'userId' | 'subject'; readonly value: string };

export interface AttemptReader {
  findAttempt(id: string): Promise<AttemptRecord | null>;
  findAttemptByReference(reference: string): Promise<AttemptRecord | null>;
  /** Newest first. `before` is `startedAt` and `id` of the last one seen. */
  listAttempts(filter: {
    readonly realmId?: string | undefined;
    readonly outcome?: AttemptOutcome | undefined;
    readonly before?: { readonly startedAt: number; readonly id: string } | undefined;
    readonly limit: number;
  }): Promise<readonly AttemptRecord[]>;
  /**
   * Of one realm, newest first. By subject only those are found that were refused and became no user. `since` is included, `before`
   * (the last one seen) is not.
   */
  listAttemptHeads(filter: {
    readonly realmId: string;
    readonly narrowing: AttemptNarrowing;
    readonly since: number;
    readonly before: { readonly startedAt: number; readonly id: string };
    readonly limit: number;
  }): Promise<readonly AttemptHead[]>;
  /** Codes of the newest refused attempts of a realm, at most `limit`. */
  listRefusalCodes(realmId: string, since: number, limit: number): Promise<readonly (string | null)[]>;
}

export interface AttemptWriter {
  /** Inserts or replaces by id. Reference, kind, realm and start of an attempt must not change. */
  putAttempt(record: AttemptRecord): Promise<void>;
  /**
   * Ends attempts that are still pending and started before `startedBefore` as abandoned; returns
   * the number of rows.
   */
  abandonAttempts(startedBefore: number, at: number, limit: number): Promise<number>;
  /** Deletes abandoned attempts that started before `startedBefore`; returns the number of rows. */
  deleteAbandonedAttempts(startedBefore: number, limit: number): Promise<number>;
  /** Deletes attempts that started before `startedBefore`; returns the number of rows. */
  deleteAttempts(startedBefore: number, limit: number): Promise<number>;
}
