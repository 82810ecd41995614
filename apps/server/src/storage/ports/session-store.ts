/** Sessions of the hub. They alone decide whether a person is signed in; everything else is derived. */

export interface HubSessionRecord {
  /** SHA-256 of the cookie value, base64url: the value itself is never stored. */
  readonly idHash: string;
  readonly realmId: string;
  readonly userId: string;
  readonly serviceProviderId: string;
  readonly connectionId: string;
  readonly idpEntityId: string;
  /** NameID and SessionIndex for sign-out at the identity provider, as sealed JSON; null when there is none. */
  readonly sealedIdpSession: string | null;
  /** When the person authenticated at the identity provider, epoch milliseconds. */
  readonly authenticatedAt: number;
  readonly authnContext: string | null;
  readonly createdAt: number;
  /** Updated at most once a minute. */
  readonly lastSeenAt: number;
  /** The latest end: the realm's limit, or SessionNotOnOrAfter if that is sooner. */
  readonly expiresAt: number;
}

export interface SessionReader {
  /** Null when unknown, ended, or expired at `now`. Idle time is the caller's rule. */
  findSession(idHash: string, now: number): Promise<HubSessionRecord | null>;
  listUserSessions(realmId: string, userId: string, now: number): Promise<readonly HubSessionRecord[]>;
}

export interface SessionWriter {
  putSession(record: HubSessionRecord): Promise<void>;
  touchSession(idHash: string, at: number): Promise<void>;
  /** Ends a session and deletes every OIDC artefact derived from it. True when it existed. */
  endSession(idHash: string): Promise<boolean>;
  /** Deletes what expired before `now`; returns the number of rows. */
  deleteExpiredSessions(now: number, limit: number): Promise<number>;
}
