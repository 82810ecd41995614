/** The sample application's side of OpenID Connect: code flow with PKCE, state and nonce, client_secret_basic. */
import * as client from 'openid-client';
import { z } from 'zod';
import { SandboxError } from '../sandbox-error.ts';
import type { SamplePerson } from './sample-pages.ts';

export interface SampleSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface SampleClient {
  /** @throws SandboxError `sandbox.sign_in_refused`. */
  authorizationUrl(signIn: SampleSignIn): Promise<URL>;
  /** @throws SandboxError `sandbox.sign_in_refused`. */
  redeem(callbackUrl: URL, signIn: SampleSignIn): Promise<SamplePerson>;
}

export interface SampleClientOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

const claim = z.string().optional().catch(undefined);

const claimsSchema = z.object({
  sub: z.string(),
  name: claim,
  preferred_username: claim,
  email: claim,
  connection_name: claim,
});

const personOf = (claims: unknown, authTime: number | undefined): SamplePerson => {
  const known = claimsSchema.parse(claims);
  return {
    subject: known.sub,
    name: known.name ?? known.preferred_username ?? known.sub,
    login: known.preferred_username,
    email: known.email,
    connectionName: known.connection_name,
    signedInAt: authTime === undefined ? undefined : new Date(authTime * 1000),
  };
};

const redeem = async (
  configuration: client.Configuration,
  callbackUrl: URL,
  signIn: SampleSignIn,
): Promise<SamplePerson> => {
  const tokens = await client.authorizationCodeGrant(configuration, callbackUrl, {
    expectedState: signIn.state,
    expectedNonce: signIn.nonce,
    pkceCodeVerifier: signIn.codeVerifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) {
    throw new SandboxError('sandbox.sign_in_refused', { expected: 'an ID Token', received: 'none' });
  }
  const userInfo = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return personOf({ ...claims, ...userInfo }, claims.auth_time);
};

/** The hub's metadata is read at the first call; a failure is not remembered. */
export function createSampleClient(options: SampleClientOptions): SampleClient {
  let current: Promise<client.Configuration> | undefined;
  const configuration = (): Promise<client.Configuration> => {
    current ??= client
      .discovery(
        new URL(options.issuer),
        options.clientId,
        { client_secret: options.clientSecret },
        client.ClientSecretBasic(options.clientSecret),
        // The whole sandbox is on the loopback interface, where the hub may speak plain http.
        { execute: [client.allowInsecureRequests] },
      )
      .catch((error: unknown) => {
        current = undefined;
        throw error;
      });
    return current;
  };
  const orRefuse = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (cause) {
      const received = cause instanceof Error ? cause.message : String(cause);
      throw cause instanceof SandboxError ? cause : new SandboxError('sandbox.sign_in_refused', { received, cause });
    }
  };
  return {
    authorizationUrl: (signIn) =>
      orRefuse(async () =>
        client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: options.redirectUri,
          scope: 'openid profile email',
          state: signIn.state,
          nonce: signIn.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(signIn.codeVerifier),
          code_challenge_method: 'S256',
        }),
      ),
    redeem: (callbackUrl, signIn) => orRefuse(async () => redeem(await configuration(), callbackUrl, signIn)),
  };
}
