/** Sessions of the hub. They alone decide whether a person is signed in; everything else is derived. */

interface SessionBase {
  /** SHA-256 of the cookie value, base64url: the value itself is never stored. */
  readonly idHash: string;
  readonly realmId: string;
  readonly userId: string;
  /** When the person authenticated, at the identity provider or here; epoch milliseconds. */
  readonly authenticatedAt: number;
  readonly authnContext: string | null;
  readonly createdAt: number;
  /** Updated at most once a minute. */
  readonly lastSeenAt: number;
  /** The latest end: the realm's limit, or SessionNotOnOrAfter if that is sooner. */
  readonly expiresAt: number;
}

/** An identity provider signed the person in. */
export interface SamlSessionRecord extends SessionBase {
  readonly method: 'saml';
  readonly serviceProviderId: string;
  readonly connectionId: string;
  readonly idpEntityId: string;
  /** NameID and SessionIndex for sign-out at the identity provider, as sealed JSON; null when there is none. */
  readonly sealedIdpSession: string | null;
  /** SHA-256 of the value of the NameID, base64url: what a sign-out of the identity provider is found by. Null without one. */
  readonly idpSubjectHash: string | null;
}

/** User name and password signed the person in. */
export interface LocalSessionRecord extends SessionBase {
  readonly method: 'local';
}

export type HubSessionRecord = SamlSessionRecord | LocalSessionRecord;

export interface SessionReader {
  /** Null when unknown, ended, or expired at `now`. Idle time is the caller's rule. */
  findSession(idHash: string, now: number): Promise<HubSessionRecord | null>;
  /** Sessions alive at `now` of whom the identity provider of a connection calls so, oldest first. */
  listSubjectSessions(connectionId: string, idpSubjectHash: string, now: number): Promise<readonly SamlSessionRecord[]>;
  listUserSessions(realmId: string, userId: string, now: number): Promise<readonly HubSessionRecord[]>;
  /**
   * Sessions that are alive at `now`, of a realm or of those through one of its service providers or connections. At
   * most `limit` sessions of the realm are looked at.
   */
  countSessions(
    realmId: string,
    through: { readonly serviceProviderId?: string; readonly connectionId?: string },
    now: number,
    limit: number,
  ): Promise<{ readonly count: number; readonly looked: number }>;
}

export interface SessionWriter {
  putSession(record: HubSessionRecord): Promise<void>;
  touchSession(idHash: string, at: number): Promise<void>;
  /**
   * Notes that a session replaced another of the same person in the same browser. The former one
   * lives on, because apps hold tokens from it, and ends with its successor.
   */
  setFormerSession(idHash: string, formerIdHash: string): Promise<void>;
  /**
   * Ends a session, those that it replaced, and every OIDC artefact derived from them. True when
   * the session existed.
   */
  endSession(idHash: string): Promise<boolean>;
  /** Deletes what expired before `now`; returns the number of rows. */
  deleteExpiredSessions(now: number, limit: number): Promise<number>;
}
