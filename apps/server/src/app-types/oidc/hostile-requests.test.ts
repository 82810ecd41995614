import { hash } from 'node:crypto';
import * as oidc from 'openid-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStorage } from '../../storage/engines/sqlite/open-sqlite-storage.ts';
import { CALLBACK, createIssuerFixture, type IssuerFixture, SECRETS } from './http/test-support/issuer-fixture.ts';
import { createRelyingParty, type RelyingParty } from './http/test-support/relying-party.ts';

let fixture: IssuerFixture;
let party: RelyingParty;

beforeEach(async () => {
  fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }) });
  party = await createRelyingParty(fixture, 'desktop');
});

afterEach(async () => {
  vi.useRealTimers();
  await fixture.close();
});

interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const basic = (clientId: string, secret: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`,
});

const desktop = (): Record<string, string> => basic('desktop', SECRETS['desktop'] ?? '');

const post = async (
  path: string,
  form: Record<string, string> | string,
  headers: Record<string, string> = desktop(),
): Promise<TokenAnswer> => {
  const response = await fetch(`${fixture.issuerUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
};

interface Code {
  readonly form: Record<string, string>;
}

/** A fresh code with the form that exchanges it. */
const freshCode = async (from: RelyingParty = party): Promise<Code> => {
  const started = await from.start();
  const callback = await from.authorize(started);
  return {
    form: {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: from.redirectUri,
      code_verifier: started.verifier,
    },
  };
};

const errorOf = async (parameters: Record<string, string | undefined>): Promise<string | null> =>
  (await party.authorize(await party.start(parameters))).searchParams.get('error');

describe('a code', () => {
  it('is worth tokens to the app that got it, with the verifier and address of its request', async () => {
    expect((await post('/token', (await freshCode()).form)).status).toBe(200);
  });

  it.each([
    ['another code_verifier', { code_verifier: 'x'.repeat(43) }],
    ['the challenge in place of the verifier', { code_verifier: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }],
    ['another redirect_uri', { redirect_uri: `${CALLBACK}/queues` }],
    ['a redirect_uri that is a prefix', { redirect_uri: CALLBACK }],
    ['a changed code', { code: 'A'.repeat(43) }],
  ])('is worth nothing with %s', async (_name, change) => {
    const { form } = await freshCode();
    const refused = await post('/token', { ...form, ...change });
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_grant']);
    expect((await post('/token', form)).status).toBe(200);
  });

  it('is worth nothing without the code_verifier of its challenge', async () => {
    const { form } = await freshCode();
    const { code_verifier: _verifier, ...downgraded } = form;
    expect((await post('/token', downgraded)).body['error']).toBe('invalid_grant');
    expect((await post('/token', form)).status).toBe(200);
  });

  it('is worth nothing to another app', async () => {
    const { form } = await freshCode();
    const stolen = await post('/token', form, basic('queues', SECRETS['queues'] ?? ''));
    expect([stolen.status, stolen.body['error']]).toEqual([400, 'invalid_grant']);
    expect((await post('/token', form)).status).toBe(200);
  });

  it('is worth tokens once; a replay ends those that it was worth', async () => {
    const { form } = await freshCode();
    const first = await post('/token', form);
    const token = String(first.body['access_token']);
    expect((await oidc.tokenIntrospection(party.config, token)).active).toBe(true);
    expect((await post('/token', form)).body['error']).toBe('invalid_grant');
    expect((await oidc.tokenIntrospection(party.config, token)).active).toBe(false);
    expect(
      (await post('/token', { grant_type: 'refresh_token', refresh_token: String(first.body['refresh_token']) })).body[
        'error'
      ],
    ).toBe('invalid_grant');
  });

  it('leaves the other sign-ins of the app alone when it is replayed', async () => {
    const other = await party.signIn();
    const { form } = await freshCode();
    await post('/token', form);
    await post('/token', form);
    expect((await oidc.tokenIntrospection(party.config, other.access_token)).active).toBe(true);
  });

  it('lasts a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const kept = await freshCode();
    vi.setSystemTime(Date.now() + 59_000);
    expect((await post('/token', kept.form)).status).toBe(200);
    const late = await freshCode();
    vi.setSystemTime(Date.now() + 60_000);
    expect((await post('/token', late.form)).body['error']).toBe('invalid_grant');
  });
});

describe('a race', () => {
  /** Holds commits until `count` of them wait, so that requests have read before any has written. */
  const holdCommits = (count: number): void => {
    const write = fixture.storage.write.bind(fixture.storage);
    const waiting: (() => void)[] = [];
    vi.spyOn(fixture.storage, 'write').mockImplementation(async (change) => {
      if (waiting.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === count) for (const go of waiting) go();
        });
      }
      return write(change);
    });
  };

  it('for a code has one winner, whose tokens end as after any replay', async () => {
    const { form } = await freshCode();
    holdCommits(2);
    const answers = await Promise.all([post('/token', form), post('/token', form)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    const loser = answers.find(({ status }) => status === 400);
    expect(loser?.body).toEqual({ error: 'invalid_grant', error_description: 'grant request is invalid' });
    const winner = answers.find(({ status }) => status === 200);
    vi.restoreAllMocks();
    expect((await oidc.tokenIntrospection(party.config, String(winner?.body['access_token']))).active).toBe(false);
  });

  it('for a rotating refresh token has one winner', async () => {
    const phone = await createRelyingParty(fixture, 'phone', { redirectUri: 'https://phone.example/callback' });
    const tokens = await phone.signIn();
    const form = { grant_type: 'refresh_token', client_id: 'phone', refresh_token: tokens.refresh_token ?? '' };
    holdCommits(2);
    const answers = await Promise.all([post('/token', form, {}), post('/token', form, {})]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });
});

describe('a refresh token', () => {
  it('is worth nothing to another app', async () => {
    const tokens = await party.signIn();
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    expect((await post('/token', form, basic('queues', SECRETS['queues'] ?? ''))).body['error']).toBe('invalid_grant');
    expect((await post('/token', form)).status).toBe(200);
  });

  it('of a public client works once; reuse ends the whole chain', async () => {
    const phone = await createRelyingParty(fixture, 'phone', { redirectUri: 'https://phone.example/callback' });
    const first = (await phone.signIn()).refresh_token ?? '';
    const second = (await oidc.refreshTokenGrant(phone.config, first)).refresh_token ?? '';
    await expect(oidc.refreshTokenGrant(phone.config, first)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(oidc.refreshTokenGrant(phone.config, second)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('cannot widen its scope', async () => {
    const tokens = await party.signIn({ scope: 'openid offline_access' });
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    expect((await post('/token', { ...form, scope: 'openid email' })).body['error']).toBe('invalid_scope');
    expect((await post('/token', { ...form, scope: 'openid' })).status).toBe(200);
  });

  it('is no access token, and an access token no refresh token', async () => {
    const tokens = await party.signIn();
    await expect(oidc.fetchUserInfo(party.config, tokens.refresh_token ?? '', 'user-amina')).rejects.toMatchObject({
      status: 401,
    });
    const form = { grant_type: 'refresh_token', refresh_token: tokens.access_token };
    expect((await post('/token', form)).body['error']).toBe('invalid_grant');
    expect(await oidc.fetchUserInfo(party.config, tokens.access_token, 'user-amina')).toMatchObject({
      name: 'Amina Diallo',
    });
  });
});

describe('an authorization request', () => {
  it.each([
    ['a longer path', `${CALLBACK}/desktop/evil`],
    ['a prefix', CALLBACK],
    ['a trailing slash', `${CALLBACK}/desktop/`],
    ['another query', `${CALLBACK}/desktop?next=1`],
    ['a fragment', `${CALLBACK}/desktop#x`],
    ['other letter case of the host', `${CALLBACK}/desktop`.replace('app.example', 'APP.example')],
    ['a default port', `${CALLBACK}/desktop`.replace('app.example', 'app.example:443')],
    ['another scheme', `${CALLBACK}/desktop`.replace('https:', 'http:')],
    ['user information', `${CALLBACK}/desktop`.replace('https://', 'https://app.example@evil.example/')],
    ['dot segments', `${CALLBACK}/x/../desktop`],
    ['the address of another app', `${CALLBACK}/queues`],
    ['a script', 'javascript:alert(1)'],
  ])('is shown an error and sent nowhere for a redirect_uri with %s', async (_name, redirectUri) => {
    const { status, location, body } = await party.visit(await party.start({ redirect_uri: redirectUri }));
    expect([status, location]).toEqual([400, null]);
    expect(body).toContain('invalid_redirect_uri');
  });

  it('goes through when it names the one response mode there is', async () => {
    expect(
      (await party.authorize(await party.start({ response_mode: 'query' }))).searchParams.get('code'),
    ).not.toBeNull();
  });

  it('goes through with the exact redirect_uri, and not without one', async () => {
    expect((await party.authorize(await party.start())).href).toContain(`${CALLBACK}/desktop?code=`);
    expect((await party.visit(await party.start({ redirect_uri: undefined }))).status).toBe(400);
  });

  it.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE without a method', { code_challenge_method: undefined }, 'invalid_request'],
    ['a short challenge', { code_challenge: 'short' }, 'invalid_request'],
    ['the implicit flow', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['the token response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['the hybrid flow', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['a form_post answer', { response_mode: 'form_post' }, 'unsupported_response_mode'],
    ['a fragment answer', { response_mode: 'fragment' }, 'unsupported_response_mode'],
    ['a web_message answer', { response_mode: 'web_message' }, 'unsupported_response_mode'],
    ['a request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request_not_supported'],
    ['a request by reference', { request_uri: 'https://evil.example/request' }, 'request_uri_not_supported'],
    [
      'an unsigned id_token_hint',
      { id_token_hint: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyLWFtaW5hIn0.' },
      'invalid_request',
    ],
    ['a negative max_age', { max_age: '-1' }, 'invalid_request'],
    ['an unknown prompt', { prompt: 'create' }, 'invalid_request'],
  ])('is refused with %s', async (_name, parameters, error) => {
    // Errors of flows that answer in the fragment are sent there.
    const callback = await party.authorize(await party.start(parameters));
    const answer = new URLSearchParams(callback.search || callback.hash.slice(1));
    expect(answer.get('error')).toBe(error);
    expect(answer.get('code')).toBeNull();
    expect(answer.get('iss')).toBe(fixture.issuerUrl);
  });

  it('is refused with a parameter that occurs twice', async () => {
    const started = await party.start();
    started.url.searchParams.append('state', 'second');
    expect((await party.authorize(started)).searchParams.get('error')).toBe('invalid_request');
  });

  it('gets its state back as it was, whatever it holds', async () => {
    const state = '"><script>alert(1)</script>&code=x#\u00e9';
    const callback = await party.authorize(await party.start({ state }));
    expect(callback.searchParams.get('state')).toBe(state);
    expect(callback.searchParams.getAll('code')).toHaveLength(1);
  });

  it('may ask for scopes that do not exist, and gets those that do', async () => {
    expect(await errorOf({ scope: 'openid email admin' })).toBeNull();
    expect((await party.signIn({ scope: 'openid email admin' })).scope).toBe('openid email');
  });
});

describe('client authentication', () => {
  const exchange = async (headers: Record<string, string>, extra: Record<string, string> = {}): Promise<TokenAnswer> =>
    post('/token', { ...(await freshCode()).form, ...extra }, headers);

  it('accepts the secret in the header and in the form', async () => {
    expect((await exchange(desktop())).status).toBe(200);
    const form = { client_id: 'desktop', client_secret: SECRETS['desktop'] ?? '' };
    expect((await exchange({}, form)).status).toBe(200);
  });

  it.each([
    ['another secret', basic('desktop', 'wrong')],
    ['the beginning of the secret', basic('desktop', (SECRETS['desktop'] ?? '').slice(0, -1))],
    ['the stored hash', basic('desktop', hash('sha256', SECRETS['desktop'] ?? '', 'base64url'))],
    ['the secret of another app', basic('desktop', SECRETS['queues'] ?? '')],
    ['an unknown client', basic('nobody', SECRETS['desktop'] ?? '')],
    ['a public client with a secret', basic('phone', 'anything')],
  ])('refuses %s', async (_name, headers) => {
    const refused = await exchange(headers);
    expect([refused.status, refused.body['error']]).toEqual([401, 'invalid_client']);
  });

  it('refuses a confidential client that gives only its name, and two ways at once', async () => {
    expect((await exchange({}, { client_id: 'desktop' })).body['error']).toBe('invalid_client');
    expect((await exchange(desktop(), { client_secret: SECRETS['desktop'] ?? '' })).body['error']).toBe(
      'invalid_request',
    );
  });

  it.each(['password', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code', 'implicit'])(
    'offers no grant of type %s',
    async (grantType) => {
      expect((await post('/token', { grant_type: grantType })).body['error']).toBe('unsupported_grant_type');
    },
  );

  it('is needed for introspection', async () => {
    const tokens = await party.signIn();
    const form = { token: tokens.access_token };
    expect((await post('/token/introspection', form, {})).status).toBe(400);
    expect((await post('/token/introspection', form)).body).toMatchObject({ active: true });
  });

  it('reports refusals without secrets and tokens', async () => {
    const { form } = await freshCode();
    await post('/token', form, basic('desktop', 'a-wrong-secret'));
    const problem = fixture.problems.at(-1);
    expect(problem).toMatchObject({
      code: 'oidc.refused',
      error: 'invalid_client',
      clientId: 'desktop',
      route: 'token',
    });
    const { cause: _cause, ...logged } = problem ?? {};
    expect(JSON.stringify(logged)).not.toContain('a-wrong-secret');
    expect(JSON.stringify(logged)).not.toContain(form['code']);
  });
});
