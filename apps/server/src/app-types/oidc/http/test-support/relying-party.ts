/** An app of the fixture as a relying party: openid-client with PKCE, state and nonce. */
import * as oidc from 'openid-client';
import { Browser, type Visit } from './browser.ts';
import { CALLBACK, type IssuerFixture, SECRETS } from './issuer-fixture.ts';

export interface StartedAuthorization {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export interface RelyingParty {
  readonly config: oidc.Configuration;
  readonly redirectUri: string;
  readonly browser: Browser;
  /** An authorization URL with fresh PKCE, state and nonce; an undefined parameter is left out. */
  start(parameters?: Record<string, string | undefined>): Promise<StartedAuthorization>;
  /** Goes through the sign-in and returns the redirect back to the app. */
  authorize(started: StartedAuthorization): Promise<URL>;
  visit(started: StartedAuthorization): Promise<Visit>;
  exchange(
    started: StartedAuthorization,
    callback: URL,
  ): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers>;
  signIn(
    parameters?: Record<string, string | undefined>,
  ): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers>;
}

const authentication = (clientId: string, method: 'basic' | 'post'): oidc.ClientAuth => {
  const secret = SECRETS[clientId];
  if (secret === undefined) {
    return oidc.None();
  }
  return method === 'basic' ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret);
};

/** Discovers the issuer as `clientId`. */
export const createRelyingParty = async (
  fixture: IssuerFixture,
  clientId: string,
  options: {
    readonly browser?: Browser;
    readonly redirectUri?: string;
    readonly method?: 'basic' | 'post';
    readonly idTokenAlgorithm?: string;
  } = {},
): Promise<RelyingParty> => {
  const browser = options.browser ?? new Browser();
  const redirectUri = options.redirectUri ?? `${CALLBACK}/${clientId}`;
  const config = await oidc.discovery(
    new URL(fixture.issuerUrl),
    clientId,
    { id_token_signed_response_alg: options.idTokenAlgorithm ?? 'ES256' },
    authentication(clientId, options.method ?? 'basic'),
    { execute: [oidc.allowInsecureRequests] },
  );
  const start: RelyingParty['start'] = async (parameters = {}) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const all: Record<string, string | undefined> = {
      redirect_uri: redirectUri,
      scope: 'openid profile email offline_access',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...parameters,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { url: oidc.buildAuthorizationUrl(config, Object.fromEntries(given)), verifier, state, nonce };
  };
  const visit: RelyingParty['visit'] = (started) => browser.follow(started.url, fixture.origin);
  const authorize: RelyingParty['authorize'] = async (started) => {
    const { location, status, body } = await visit(started);
    if (location === null) {
      throw new Error(`no redirect back: ${status} ${body}`);
    }
    return new URL(location);
  };
  const exchange: RelyingParty['exchange'] = (started, callback) =>
    oidc.authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: started.verifier,
      expectedState: started.state,
      expectedNonce: started.nonce,
      idTokenExpected: true,
    });
  const signIn: RelyingParty['signIn'] = async (parameters) => {
    const started = await start(parameters);
    return exchange(started, await authorize(started));
  };
  return { config, redirectUri, browser, start, authorize, visit, exchange, signIn };
};
