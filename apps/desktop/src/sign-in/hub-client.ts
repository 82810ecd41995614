/**
 * The desktop as a confidential client of the hub: authorization code with PKCE, state and nonce, client_secret_basic
 * (OpenID Connect Core §3.1, RFC 7636, RFC 6749 §2.3.1). The hub may start later than the desktop: its metadata is
 * read when it is first needed, and again after a failure.
 */
import * as client from 'openid-client';
import { DesktopError } from '../desktop-error.ts';
import { isPlainHttp } from '../desktop-options.ts';
import type { Person, TokenSet } from '../session/desktop-session.ts';
import { personFromClaims } from './person-from-claims.ts';

/** The values that bind the answer to the sign-in that was begun. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export type RefreshOutcome =
  | { readonly kind: 'renewed'; readonly tokens: TokenSet }
  /** The hub does not know the refresh token any more, or not this client. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'unreachable' };

export interface HubClient {
  /** @throws DesktopError `desktop.hub_unreachable`. */
  authorizationUrl(secrets: SignInSecrets, options: { readonly switchAccount: boolean }): Promise<URL>;
  /** @throws DesktopError `desktop.hub_unreachable`, `desktop.sign_in_refused`, `desktop.sign_in_invalid`. */
  redeem(callbackUrl: URL, secrets: SignInSecrets): Promise<{ readonly person: Person; readonly tokens: TokenSet }>;
  refresh(tokens: TokenSet, subject: string): Promise<RefreshOutcome>;
  /**
   * Revokes the tokens (RFC 7009); the session ends whatever the hub says.
   *
   * @throws DesktopError `desktop.hub_unreachable`.
   */
  revoke(tokens: TokenSet): Promise<void>;
  /** Where the person can end all sessions, if the hub offers it (OpenID Connect RP-Initiated Logout §2). */
  signOutEverywhereUrl(): Promise<URL | undefined>;
}

export interface HubClientOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** With `openid` in front. */
  readonly scope: string;
  readonly redirectUri: string;
  readonly postLogoutRedirectUri: string;
  readonly clock: () => Date;
}

const TIMEOUT_SECONDS = 10;
/** Used when the hub does not say how long the access token lives (RFC 6749 §5.1 leaves it open). */
const DEFAULT_LIFETIME_SECONDS = 300;
const REFRESH_AT = 0.75;

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

const tokenSet = (tokens: Tokens, previous: TokenSet | undefined, now: Date): TokenSet => {
  const lifetimeMs = (tokens.expires_in ?? DEFAULT_LIFETIME_SECONDS) * 1000;
  return {
    accessToken: tokens.access_token,
    // A hub that does not rotate refresh tokens sends none again (RFC 6749 §6).
    refreshToken: tokens.refresh_token ?? previous?.refreshToken,
    scopes: tokens.scope?.split(' ') ?? previous?.scopes ?? [],
    refreshAt: new Date(now.getTime() + lifetimeMs * REFRESH_AT),
    expiresAt: new Date(now.getTime() + lifetimeMs),
  };
};

/** Codes of RFC 6749 §5.2 after which asking again with the same token or client cannot help. */
const FINAL_ERRORS: readonly string[] = ['invalid_grant', 'invalid_client', 'unauthorized_client'];

const isFinal = (error: unknown): boolean =>
  (error instanceof client.ResponseBodyError && FINAL_ERRORS.includes(error.error)) ||
  error instanceof client.WWWAuthenticateChallengeError;

const unreachable = (cause: unknown): DesktopError => new DesktopError('desktop.hub_unreachable', { cause });

const redeemFailure = (error: unknown): DesktopError => {
  if (error instanceof client.AuthorizationResponseError) {
    return new DesktopError('desktop.sign_in_refused', { received: error.error, cause: error });
  }
  if (isFinal(error)) {
    return new DesktopError('desktop.sign_in_invalid', { received: 'the code was refused', cause: error });
  }
  // A network failure is a TypeError of fetch or a timeout; everything else says that the answer was not right.
  const isNetwork = error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError');
  const isServer = error instanceof client.ClientError && error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
  return isNetwork || isServer
    ? unreachable(error)
    : new DesktopError('desktop.sign_in_invalid', {
        received: error instanceof Error ? error.message : String(error),
        cause: error,
      });
};

/** Reads the hub's metadata once; a failure is not remembered. */
const createConfigurationSource = (options: HubClientOptions): (() => Promise<client.Configuration>) => {
  let current: Promise<client.Configuration> | undefined;
  return async () => {
    current ??= client.discovery(
      new URL(options.issuer),
      options.clientId,
      { client_secret: options.clientSecret, token_endpoint_auth_method: 'client_secret_basic' },
      client.ClientSecretBasic(options.clientSecret),
      { timeout: TIMEOUT_SECONDS, execute: isPlainHttp(options.issuer) ? [client.allowInsecureRequests] : [] },
    );
    try {
      return await current;
    } catch (error) {
      current = undefined;
      throw unreachable(error);
    }
  };
};

const redeemCode = async (
  configuration: client.Configuration,
  callbackUrl: URL,
  secrets: SignInSecrets,
): Promise<{ readonly tokens: Tokens; readonly claims: Record<string, unknown>; readonly subject: string }> => {
  const tokens = await client.authorizationCodeGrant(configuration, callbackUrl, {
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    pkceCodeVerifier: secrets.codeVerifier,
    idTokenExpected: true,
  });
  const idToken = tokens.claims();
  if (idToken === undefined) {
    throw new DesktopError('desktop.sign_in_invalid', { expected: 'an ID Token', received: 'none' });
  }
  // Claims of the profile scope may be at the userinfo endpoint only (OpenID Connect Core §5.4).
  const hasUserInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
  const userInfo = hasUserInfo ? await client.fetchUserInfo(configuration, tokens.access_token, idToken.sub) : {};
  return { tokens, claims: { ...idToken, ...userInfo }, subject: idToken.sub };
};

const refreshTokens = async (
  configuration: client.Configuration,
  tokens: TokenSet & { readonly refreshToken: string },
  subject: string,
  clock: () => Date,
): Promise<RefreshOutcome> => {
  try {
    const renewed = await client.refreshTokenGrant(configuration, tokens.refreshToken);
    const claims = renewed.claims();
    // The ID Token of a refresh has to be about the same person (OpenID Connect Core §12.2).
    return claims !== undefined && claims.sub !== subject
      ? { kind: 'ended' }
      : { kind: 'renewed', tokens: tokenSet(renewed, tokens, clock()) };
  } catch (error) {
    return isFinal(error) ? { kind: 'ended' } : { kind: 'unreachable' };
  }
};

/** Nothing is fetched before the first call. */
export function createHubClient(options: HubClientOptions): HubClient {
  const configuration = createConfigurationSource(options);
  return {
    authorizationUrl: async (secrets, { switchAccount }) =>
      client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: options.redirectUri,
        scope: options.scope,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(secrets.codeVerifier),
        code_challenge_method: 'S256',
        ...(switchAccount ? { prompt: 'login' } : {}),
      }),
    redeem: async (callbackUrl, secrets) => {
      const metadata = await configuration();
      try {
        const { tokens, claims, subject } = await redeemCode(metadata, callbackUrl, secrets);
        return { person: personFromClaims(subject, claims), tokens: tokenSet(tokens, undefined, options.clock()) };
      } catch (error) {
        throw error instanceof DesktopError ? error : redeemFailure(error);
      }
    },
    refresh: async (tokens, subject) => {
      const { refreshToken } = tokens;
      if (refreshToken === undefined) {
        return { kind: 'ended' };
      }
      try {
        return await refreshTokens(await configuration(), { ...tokens, refreshToken }, subject, options.clock);
      } catch (error) {
        if (error instanceof DesktopError && error.code === 'desktop.hub_unreachable') {
          return { kind: 'unreachable' };
        }
        throw error;
      }
    },
    revoke: async (tokens) => {
      const metadata = await configuration();
      try {
        if (tokens.refreshToken !== undefined) {
          await client.tokenRevocation(metadata, tokens.refreshToken, { token_type_hint: 'refresh_token' });
        }
        await client.tokenRevocation(metadata, tokens.accessToken, { token_type_hint: 'access_token' });
      } catch (error) {
        throw unreachable(error);
      }
    },
    signOutEverywhereUrl: async () => {
      const metadata = await configuration();
      return metadata.serverMetadata().end_session_endpoint === undefined
        ? undefined
        : client.buildEndSessionUrl(metadata, { post_logout_redirect_uri: options.postLogoutRedirectUri });
    },
  };
}
