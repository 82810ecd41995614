/** One signed-in browser: the person, and the tokens, which never leave this server. */

/** The tokens of one session and when they have to be renewed. */
export interface TokenSet {
  readonly accessToken: string;
  /** Absent when the hub issued none: the session then ends with the access token. */
  readonly refreshToken: string | undefined;
  /** What the hub granted, in the order of its answer (RFC 6749 §3.3). */
  readonly scopes: readonly string[];
  /** From this instant on the tokens are renewed at the next request: three quarters of their life. */
  readonly refreshAt: Date;
  readonly expiresAt: Date;
}

/** The person of a session, from the ID Token and the userinfo endpoint (OpenID Connect Core §5.1). */
export interface Person {
  /** `sub`: the person's permanent identifier in the realm. */
  readonly subject: string;
  readonly displayName: string;
  readonly firstName: string;
  /** `preferred_username`, or the e-mail address when there is none. */
  readonly login: string | undefined;
  /** Claim `connection_name` of the hub: the identity provider, as its administrator called it. */
  readonly connectionName: string | undefined;
  /** Claim `company_name` of the hub. */
  readonly companyName: string | undefined;
}

export interface DesktopSession {
  readonly person: Person;
  readonly tokens: TokenSet;
}
