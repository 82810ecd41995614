/**
 * Artefacts of the OIDC issuers: interactions, codes, tokens, grants and derived sessions.
 * The identifiers are secrets, so only their SHA-256 arrives here.
 */

export interface OidcArtifactRecord {
  readonly realmId: string;
  /** Model name of the OIDC library, e.g. `AccessToken`. */
  readonly model: string;
  /** SHA-256 of the identifier, base64url. */
  readonly idHash: string;
  /** The payload without `jti`; JSON. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly grantId: string | null;
  readonly uid: string | null;
  readonly userCode: string | null;
  /** The hub session it derives from, or null while there is none. */
  readonly hubSessionHash: string | null;
  readonly consumedAt: number | null;
  /** Epoch milliseconds, or null for one without end. */
  readonly expiresAt: number | null;
}

export interface OidcArtifactReader {
  /** Null when unknown or expired at `now`. */
  findArtifact(realmId: string, model: string, idHash: string, now: number): Promise<OidcArtifactRecord | null>;
  findArtifactByUid(realmId: string, model: string, uid: string, now: number): Promise<OidcArtifactRecord | null>;
  findArtifactByUserCode(
    realmId: string,
    model: string,
    userCode: string,
    now: number,
  ): Promise<OidcArtifactRecord | null>;
  /** Grants to a client; at most `limit` grants of the realm are looked at. */
  countGrants(
    realmId: string,
    clientId: string,
    limit: number,
  ): Promise<{ readonly count: number; readonly looked: number }>;
}

export interface OidcArtifactWriter {
  /** Inserts or replaces by realm, model and idHash. */
  putArtifact(record: OidcArtifactRecord): Promise<void>;
  /** True for exactly one caller. */
  consumeArtifact(realmId: string, model: string, idHash: string, at: number): Promise<boolean>;
  deleteArtifact(realmId: string, model: string, idHash: string): Promise<void>;
  /** Every artefact of the grant, of all models. */
  deleteGrant(realmId: string, grantId: string): Promise<void>;
  /** Deletes what expired before `now`; returns the number of rows. */
  deleteExpiredArtifacts(now: number, limit: number): Promise<number>;
}
