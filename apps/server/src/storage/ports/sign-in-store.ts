/**
 * State of sign-ins under way: requests sent, identifiers used up, results waiting to be claimed.
 * All of it is short-lived, and each piece can be taken exactly once, on whichever node.
 */

/** What the person wanted when the sign-in began. */
export type SignInTarget =
  | { readonly kind: 'launchpad' }
  | { readonly kind: 'app'; readonly app: string }
  /** An OIDC interaction under way, by its uid. */
  | { readonly kind: 'interaction'; readonly uid: string; readonly app: string }
  /** A test of a connection, by its id: nobody is signed in. */
  | { readonly kind: 'test'; readonly test: string }
  /** The Administration Portal, by the hash of the state of the browser that began: no hub session comes of it. */
  | { readonly kind: 'portal'; readonly state: string };

/** One AuthnRequest that was sent. */
export interface SignInRequestRecord {
  /** The ID of the AuthnRequest. */
  readonly id: string;
  readonly realmId: string;
  readonly serviceProviderId: string;
  readonly connectionId: string;
  /** The endpoint that the answer has to come to. */
  readonly acsUrl: string;
  readonly target: SignInTarget;
  /** SHA-256 of the browser's request cookie, base64url. */
  readonly bindingHash: string;
  /** Epoch milliseconds; a sign-in at the IdP before it does not satisfy the request. Null when any will do. */
  readonly authnNotBefore: number | null;
  /** True when it was sent because of an unsolicited answer: that happens once. */
  readonly restarted: boolean;
  readonly attemptId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A verified answer that waits for its browser. The value is sealed JSON. */
export interface ParkedResultRecord {
  /** SHA-256 of the one-time handle, base64url. */
  readonly handleHash: string;
  readonly realmId: string;
  readonly sealed: string;
  readonly expiresAt: number;
}

/** An identity provider ended a session of a person, or all of them. */
export interface IdpSignOutRecord {
  readonly connectionId: string;
  /** SHA-256 of what tells the session apart, base64url. */
  readonly sessionHash: string;
  readonly at: number;
  /** Until when an assertion from before could arrive. */
  readonly expiresAt: number;
}

export interface SignInReader {
  /** Null when unknown, used or expired at `now`. */
  findRequest(realmId: string, id: string, now: number): Promise<SignInRequestRecord | null>;
  /** Whether the request was sent and used up; known until some time after its expiry. */
  wasRequestUsed(realmId: string, id: string): Promise<boolean>;
  /** When the identity provider ended the session, as far as that is still known; null when it did not. */
  findIdpSignOut(connectionId: string, sessionHash: string): Promise<number | null>;
}

export interface SignInWriter {
  putRequest(record: SignInRequestRecord): Promise<void>;
  /** Takes the request: true for exactly one caller, ever. */
  consumeRequest(realmId: string, id: string): Promise<boolean>;
  /**
   * Counts an answer to the request that was refused; the request is used up when there were `limit`
   * of them.
   */
  countRefusedAnswer(realmId: string, id: string, limit: number): Promise<void>;
  /** Uses an identifier up: true for exactly one caller until `expiresAt`. */
  consumeId(scope: string, id: string, expiresAt: number): Promise<boolean>;
  /** Keeps the latest of several. */
  noteIdpSignOut(record: IdpSignOutRecord): Promise<void>;
  parkResult(record: ParkedResultRecord): Promise<void>;
  /** Takes a parked result: the record for exactly one caller, null for the rest and after its expiry. */
  takeResult(handleHash: string, now: number): Promise<ParkedResultRecord | null>;
  /** Deletes what expired before `now`; returns the number of rows. */
  deleteExpired(now: number, limit: number): Promise<number>;
}
