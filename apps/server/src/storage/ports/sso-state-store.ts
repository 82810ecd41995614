/** What is known of single sign-on in a realm beyond its mode: since when, by whom, and what was seen to work. */

/** What an administrator makes sure of once single sign-on is on. */
export type SsoCheckItem = 'agent' | 'supervisor' | 'administrator';

export interface SsoChecked {
  readonly item: SsoCheckItem;
  /** Login of the administrator. */
  readonly by: string;
  readonly at: number;
}

export interface SsoStateRecord {
  readonly realmId: string;
  /** When the mode changed last, epoch milliseconds. */
  readonly changedAt: number;
  /** Login of who changed it. */
  readonly changedBy: string;
  readonly checklist: readonly SsoChecked[];
}

export interface SsoStateReader {
  /** Null until the mode was changed for the first time. */
  findSsoState(realmId: string): Promise<SsoStateRecord | null>;
}

export interface SsoStateWriter {
  /** Inserts or replaces by realm. */
  putSsoState(record: SsoStateRecord): Promise<void>;
}
