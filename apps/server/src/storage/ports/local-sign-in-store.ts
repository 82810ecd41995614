/** Local sign-in: the passwords of users, and the times in which an identity provider's outage is bridged by them. */
import type { UserRecord } from './user-store.ts';

export interface CredentialRecord {
  readonly userId: string;
  readonly realmId: string;
  /** Argon2id in the PHC string format; null until the person has set one, and after a reset. */
  readonly passwordHash: string | null;
  /** When the password was set, or the link made; epoch milliseconds. */
  readonly changedAt: number;
  /** SHA-256 of the token of the one link that sets a password, base64url; null when none is out. */
  readonly linkHash: string | null;
  readonly linkExpiresAt: number | null;
}

/** An administrator as one who asked, approved or closed. */
export interface OpeningActor {
  readonly id: string;
  readonly name: string;
}

/** Local sign-in for named people in a realm of mode sso, for a limited time. */
export interface LocalOpeningRecord {
  readonly id: string;
  readonly realmId: string;
  readonly userIds: readonly string[];
  readonly reason: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly requestedBy: OpeningActor;
  readonly requestedAt: number;
  /** Null until another administrator agreed; it opens nothing before. */
  readonly approvedBy: OpeningActor | null;
  readonly approvedAt: number | null;
  /** Null for one that ended by itself. */
  readonly closedBy: OpeningActor | null;
  readonly closedAt: number | null;
}

export interface LocalSignInReader {
  findCredential(realmId: string, userId: string): Promise<CredentialRecord | null>;
  /** By the link that sets a password; null when unknown, replaced, used or expired at `now`. */
  findCredentialByLink(realmId: string, linkHash: string, now: number): Promise<CredentialRecord | null>;
  /** Everybody who has a password or a link to set one, by user id. */
  listCredentials(
    realmId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly { readonly credential: CredentialRecord; readonly user: UserRecord }[]>;
  findLocalOpening(realmId: string, id: string): Promise<LocalOpeningRecord | null>;
  /** Newest first; `before` is the last one seen. */
  listLocalOpenings(
    realmId: string,
    page: { readonly before?: Pick<LocalOpeningRecord, 'requestedAt' | 'id'> | undefined; readonly limit: number },
  ): Promise<readonly LocalOpeningRecord[]>;
}

export interface LocalSignInWriter {
  /** Inserts or replaces by user. */
  putCredential(record: CredentialRecord): Promise<void>;
  /** True when there was one. */
  deleteCredential(realmId: string, userId: string): Promise<boolean>;
  /** Inserts or replaces by id; the realm's view shows it when it is approved and not closed. */
  putLocalOpening(record: LocalOpeningRecord): Promise<void>;
  /** Notes the end of openings that ended by themselves before `now`; returns the number of rows. */
  closeEndedOpenings(now: number, limit: number): Promise<number>;
}
