/**
 * What comes and goes while administrators sign in: sessions, steps under way, one-time links and
 * counters of failures. Every secret arrives here as its SHA-256 only.
 */

/** The session at an identity provider that a session of an administrator came from, as far as it must be found again. */
export interface AdminIdpSession {
  readonly connectionId: string;
  /** SHA-256 of the NameID's value, base64url. */
  readonly subjectHash: string;
  /** SHA-256 of what tells the session apart, base64url; null when it had no SessionIndex. */
  readonly sessionHash: string | null;
}

/** Sessions that an identity provider ended. */
export interface EndedAtIdp extends Pick<AdminIdpSession, 'connectionId' | 'subjectHash'> {
  /** Null for all of the person. */
  readonly sessionHashes: readonly string[] | null;
}

export interface AdminSessionRecord {
  /** SHA-256 of the cookie value, base64url. */
  readonly idHash: string;
  readonly administratorId: string;
  /** How it began, e.g. `password+totp`. */
  readonly method: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: number;
  /** Updated at most once a minute. */
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  /** The one company that it reaches, and with which it goes; null when it reaches all that the administrator may. */
  readonly limitedTo: string | null;
  /** Null when it came from no identity provider. */
  readonly idpSession: AdminIdpSession | null;
}

export const challengeKinds = [
  'second-factor',
  'passkey-sign-in',
  'passkey-registration',
  'totp-enrolment',
  'company-sign-in',
] as const;
export type ChallengeKind = (typeof challengeKinds)[number];

/** A step under way; taken once. */
export interface AdminChallengeRecord {
  /** SHA-256 of what the browser holds, base64url. */
  readonly idHash: string;
  readonly kind: ChallengeKind;
  /** Null while nobody is known. */
  readonly administratorId: string | null;
  /** Sealed JSON. */
  readonly sealed: string;
  /** Wrong answers so far. */
  readonly failures: number;
  readonly expiresAt: number;
}

export const linkKinds = ['first-run', 'invitation', 'recovery', 'password-reset'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Who made a link. */
export interface LinkCreator {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

/** A link that does one thing once, for an administrator or for a person of a realm. */
export interface OneTimeLinkRecord {
  /** SHA-256 of the token, base64url. */
  readonly tokenHash: string;
  readonly kind: LinkKind;
  /** The administrator or person that it is for; `''` for a first run. */
  readonly subject: string;
  /** Whether it also removes every second factor. */
  readonly resetsSecondFactors: boolean;
  readonly creator: LinkCreator;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Failures that were counted for one key. */
export interface ThrottleRecord {
  /** SHA-256 of what is counted, base64url. */
  readonly keyHash: string;
  readonly failures: number;
  readonly blockedUntil: number;
  /** When the failures are forgotten. */
  readonly expiresAt: number;
}

export interface AdministrationReader {
  /** Null when unknown, ended, or expired at `now`. Idle time is the caller's rule. */
  findAdminSession(idHash: string, now: number): Promise<AdminSessionRecord | null>;
  /** Newest first. */
  listAdminSessions(administratorId: string, now: number): Promise<readonly AdminSessionRecord[]>;
  /** Null when unknown, taken or expired at `now`. */
  findChallenge(kind: ChallengeKind, idHash: string, now: number): Promise<AdminChallengeRecord | null>;
  /** Null when unknown, used or expired at `now`. */
  findLink(kind: LinkKind, tokenHash: string, now: number): Promise<OneTimeLinkRecord | null>;
  /** Null when nothing was counted or all is forgotten at `now`. */
  findThrottle(keyHash: string, now: number): Promise<ThrottleRecord | null>;
}

export interface AdministrationWriter {
  putAdminSession(record: AdminSessionRecord): Promise<void>;
  touchAdminSession(idHash: string, at: number): Promise<void>;
  /** True when the administrator had the session. */
  endAdminSession(administratorId: string, idHash: string): Promise<boolean>;
  /** Ends every session but one; returns their number. */
  endAdminSessions(administratorId: string, exceptIdHash: string | null): Promise<number>;
  /**
   * Ends the sessions that came from those at the identity provider; one that had no SessionIndex ends with any of the person.
   * Returns the number of those that had not expired at `now`.
   */
  endIdpAdminSessions(ended: EndedAtIdp, now: number): Promise<number>;
  /** Inserts or replaces by `idHash`. */
  putChallenge(record: AdminChallengeRecord): Promise<void>;
  /** Takes a step: true for exactly one caller, before it expires at `now`. */
  takeChallenge(kind: ChallengeKind, idHash: string, now: number): Promise<boolean>;
  /** Counts a wrong answer; the step is over when there were `limit` of them. */
  countChallengeFailure(idHash: string, limit: number): Promise<void>;
  /** Every step under way of one administrator. */
  deleteChallenges(administratorId: string): Promise<void>;
  putLink(record: OneTimeLinkRecord): Promise<void>;
  /** Uses a link: true for exactly one caller, before it expires at `now`. */
  useLink(kind: LinkKind, tokenHash: string, now: number): Promise<boolean>;
  /** Takes back every link of a kind for one subject. */
  deleteLinks(kind: LinkKind, subject: string): Promise<void>;
  /** Inserts or replaces by `keyHash`. */
  putThrottle(record: ThrottleRecord): Promise<void>;
  deleteThrottle(keyHash: string): Promise<void>;
  /** Deletes what expired before `now`; returns the number of rows. */
  deleteExpiredAdministration(now: number, limit: number): Promise<number>;
}
