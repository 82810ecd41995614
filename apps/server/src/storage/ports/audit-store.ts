/**
 * The audit log: who changed what. Events are only ever added. Each belongs to a chain, one for every company and one
 * for the installation, and carries the hash of the one before it.
 */

export type AuditActorKind = 'administrator' | 'api-key' | 'operator' | 'person' | 'system';

export interface AuditFieldChange {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface AuditEventRecord {
  /** Company id, or `installation`. */
  readonly chain: string;
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: { readonly kind: AuditActorKind; readonly id: string; readonly name: string };
  readonly action: string;
  readonly target: { readonly kind: string; readonly path: string };
  readonly fields: readonly AuditFieldChange[];
  /** Network address, or null. */
  readonly address: string | null;
  /** Hash of the event before it; `''` for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** The newest event of a chain, with a code that only a holder of the master key can make. */
export interface AuditHead {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
  readonly seal: string;
}

export interface AuditFilter {
  readonly chain: string;
  readonly actorId?: string | undefined;
  /** Id or name of the actor, the name in any letter case. Names are no proof of who it was: `actorId` is. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Not before, epoch milliseconds. */
  readonly since?: number | undefined;
  /** Before, epoch milliseconds. */
  readonly until?: number | undefined;
  /** The last one seen. */
  readonly before?: Pick<AuditEventRecord, 'at' | 'sequence'> | undefined;
  readonly limit: number;
}

export interface AuditReader {
  /** Newest first. */
  listAuditEvents(filter: AuditFilter): Promise<readonly AuditEventRecord[]>;
  /** Oldest first, from the event after `after`: for checking and exporting a chain. */
  readAuditChain(chain: string, after: number, limit: number): Promise<readonly AuditEventRecord[]>;
  /** Null when nothing was ever written to the chain. */
  findAuditHead(chain: string): Promise<AuditHead | null>;
  /** Every chain that was ever written to, in order. */
  listAuditChains(): Promise<readonly string[]>;
}

export interface AuditWriter {
  /**
   * Adds an event and moves the head of its chain to it.
   *
   * @throws `storage.duplicate` when the sequence is taken
   */
  addAuditEvent(event: AuditEventRecord, head: AuditHead): Promise<void>;
}
