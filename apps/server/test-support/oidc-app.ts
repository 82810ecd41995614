/** The desktop of the hub fixture as a relying party: authorization code with PKCE, by hand, so that a test sees all of it. */
import { createHash, randomBytes } from 'node:crypto';
import { CLIENT_SECRET } from './hub-directory.ts';
import type { HubFixture } from './hub-fixture.ts';
import type { Answer, InjectedBrowser } from './injected-browser.ts';

export const CALLBACK = 'https://desktop.example/callback';

export interface StartedAuthorization {
  readonly url: string;
  readonly verifier: string;
  readonly state: string;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

/** An authorization request with fresh PKCE, state and nonce. */
export const startAuthorization = (
  hub: Pick<HubFixture, 'realmUrl'>,
  more: Readonly<Record<string, string>> = {},
): StartedAuthorization => {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'desktop',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid offline_access',
    state,
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });
  return { url: `${hub.realmUrl}/oidc/auth?${query}`, verifier, state };
};

export const codeOf = (answer: Answer, started: StartedAuthorization): string => {
  const url = new URL(answer.location ?? 'https://nowhere.example');
  const code = url.searchParams.get('code');
  if (`${url.origin}${url.pathname}` !== CALLBACK || code === null || url.searchParams.get('state') !== started.state) {
    throw new Error(`no code: ${answer.status} ${answer.location ?? answer.body.slice(0, 500)}`);
  }
  return code;
};

const token = (hub: HubFixture, form: Readonly<Record<string, string>>): Promise<Answer> =>
  hub.browser().post(`${hub.realmUrl}/oidc/token`, form, {
    headers: {
      accept: 'application/json',
      authorization: `Basic ${Buffer.from(`desktop:${encodeURIComponent(CLIENT_SECRET)}`).toString('base64')}`,
    },
  });

export const exchange = async (hub: HubFixture, code: string, started: StartedAuthorization): Promise<Tokens> => {
  const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: started.verifier };
  const answer = await token(hub, form);
  if (answer.status !== 200) {
    throw new Error(`no tokens: ${answer.status} ${answer.body}`);
  }
  return JSON.parse(answer.body);
};

export const refresh = (hub: HubFixture, refreshToken: string): Promise<Answer> =>
  token(hub, { grant_type: 'refresh_token', refresh_token: refreshToken });

/** The whole way from the app to its tokens, by the identity provider. */
export const signInToApp = async (
  hub: HubFixture,
  browser: InjectedBrowser,
): Promise<{ readonly tokens: Tokens; readonly code: string }> => {
  const started = startAuthorization(hub);
  const { completed } = await hub.signIn(browser, started.url);
  const code = codeOf(await browser.follow(completed.location ?? '', hub.origin), started);
  return { tokens: await exchange(hub, code, started), code };
};
