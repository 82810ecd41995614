/**
 * When the metadata address of each connection is read next, and what became of it. There is a record for exactly those
 * connections whose description came from an address: it appears, begins anew and goes with `putConnection`.
 */

export interface MetadataRefreshProblem {
  readonly code: string;
  /** What was expected and what came, in words. */
  readonly words: string;
}

export interface MetadataRefreshRecord {
  readonly connectionId: string;
  readonly realmId: string;
  readonly url: string;
  /** Epoch milliseconds; null until it was read for the first time since it was set. */
  readonly checkedAt: number | null;
  readonly succeededAt: number | null;
  /** When certificates were taken over last. */
  readonly adoptedAt: number | null;
  /** Attempts that failed one after another. */
  readonly failures: number;
  readonly nextAt: number;
  /** Why the last attempt failed; null when it did not. */
  readonly problem: MetadataRefreshProblem | null;
  /** `validUntil` of the document that was read last, epoch milliseconds. */
  readonly validUntil: number | null;
  /** Whether a change was found that a description staged by somebody else stands before. */
  readonly blocked: boolean;
}

export interface MetadataRefreshReader {
  findMetadataRefresh(connectionId: string): Promise<MetadataRefreshRecord | null>;
  /** Those due at `now`, the one that waits longest first. */
  listDueMetadataRefreshes(now: number, limit: number): Promise<readonly MetadataRefreshRecord[]>;
}

export interface MetadataRefreshWriter {
  /** Changes the record of a connection; nothing when it has none, or one for another address. */
  updateMetadataRefresh(record: MetadataRefreshRecord): Promise<void>;
}
