import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oidc from 'openid-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStorage } from '../../storage/engines/sqlite/open-sqlite-storage.ts';
import { createIssuerFixture, type IssuerFixture, LOGGED_OUT } from './http/test-support/issuer-fixture.ts';
import { createRelyingParty } from './http/test-support/relying-party.ts';

let fixture: IssuerFixture;

beforeEach(async () => {
  fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }) });
});

afterEach(async () => {
  await fixture.close();
});

describe('discovery', () => {
  it('announces what is offered, under the public URL', async () => {
    const response = await fetch(`${fixture.issuerUrl}/.well-known/openid-configuration`);
    const document = (await response.json()) as Record<'grant_types_supported' | 'scopes_supported', string[]>;
    expect(document).toMatchObject({
      issuer: fixture.issuerUrl,
      authorization_endpoint: `${fixture.issuerUrl}/auth`,
      token_endpoint: `${fixture.issuerUrl}/token`,
      userinfo_endpoint: `${fixture.issuerUrl}/me`,
      end_session_endpoint: `${fixture.issuerUrl}/session/end`,
      introspection_endpoint: `${fixture.issuerUrl}/token/introspection`,
      revocation_endpoint: `${fixture.issuerUrl}/token/revocation`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256', 'RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      authorization_response_iss_parameter_supported: true,
    });
    expect(document.grant_types_supported.toSorted()).toEqual(['authorization_code', 'refresh_token']);
    expect(document.scopes_supported.toSorted()).toEqual(['email', 'offline_access', 'openid', 'profile']);
    expect(document).not.toHaveProperty('registration_endpoint');
    expect(document).not.toHaveProperty('device_authorization_endpoint');
    expect(document).not.toHaveProperty('pushed_authorization_request_endpoint');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  });

  it('publishes no private key member', async () => {
    const response = await fetch(`${fixture.issuerUrl}/jwks`);
    const { keys } = (await response.json()) as { keys: { alg: string }[] };
    expect(keys.map(({ alg }) => alg)).toEqual(['ES256', 'RS256']);
    expect(keys.flatMap((key) => Object.keys(key))).not.toContain('d');
  });

  it('answers 404 for another realm and for unknown paths', async () => {
    const other = fixture.issuerUrl.replace('/agents/', '/nobody/');
    expect((await fetch(`${other}/jwks`)).status).toBe(404);
    expect((await fetch(`${fixture.issuerUrl}/reg`)).status).toBe(404);
    expect((await fetch(`${fixture.issuerUrl}/device`)).status).toBe(404);
  });
});

describe('the code flow', () => {
  it('signs a person in and hands out tokens that tell who it is', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const started = await party.start();
    const callback = await party.authorize(started);
    expect(callback.searchParams.get('iss')).toBe(fixture.issuerUrl);
    expect(callback.searchParams.get('state')).toBe(started.state);
    const tokens = await party.exchange(started, callback);
    expect(tokens.claims()).toMatchObject({
      iss: fixture.issuerUrl,
      aud: 'desktop',
      sub: 'user-amina',
      preferred_username: 'amina',
      name: 'Amina Diallo',
      given_name: 'Amina',
      family_name: 'Diallo',
      email: 'amina@acme.example',
      nonce: started.nonce,
    });
    expect(decodeProtectedHeader(tokens.id_token ?? '').alg).toBe('ES256');
    expect(tokens.expires_in).toBe(3600);
    const info = await oidc.fetchUserInfo(party.config, tokens.access_token, 'user-amina');
    expect(info).toEqual({
      sub: 'user-amina',
      preferred_username: 'amina',
      name: 'Amina Diallo',
      given_name: 'Amina',
      family_name: 'Diallo',
      email: 'amina@acme.example',
      connection_name: 'OKTA',
      company_name: 'Acme',
    });
  });

  it('hands out only the claims of the scopes that were asked for', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn({ scope: 'openid email' });
    expect(await oidc.fetchUserInfo(party.config, tokens.access_token, 'user-amina')).toEqual({
      sub: 'user-amina',
      email: 'amina@acme.example',
    });
    expect(tokens.claims()).not.toHaveProperty('name');
  });

  it('takes the second app of the same browser through without a sign-in', async () => {
    const first = await createRelyingParty(fixture, 'desktop');
    await first.signIn();
    fixture.hub.signIn = null;
    const second = await createRelyingParty(fixture, 'queues', { browser: first.browser, method: 'post' });
    const tokens = await second.signIn();
    expect(tokens.claims()?.sub).toBe('user-amina');
    expect(fixture.interactions.filter(({ clientId }) => clientId === 'queues')).toEqual([]);
  });

  it('signs with RS256 for an app that asks for it', async () => {
    const party = await createRelyingParty(fixture, 'legacy', { idTokenAlgorithm: 'RS256' });
    const tokens = await party.signIn();
    expect(decodeProtectedHeader(tokens.id_token ?? '').alg).toBe('RS256');
    expect(tokens.claims()?.sub).toBe('user-amina');
  });

  it('serves a public client with PKCE and rotating refresh tokens', async () => {
    const party = await createRelyingParty(fixture, 'phone', { redirectUri: 'https://phone.example/callback' });
    const tokens = await party.signIn();
    const refreshed = await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    expect(refreshed.refresh_token).toBeDefined();
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
  });

  it('does not know an app without a secret that is not allowed to be public', async () => {
    const party = await createRelyingParty(fixture, 'forgotten');
    const visit = await party.visit(await party.start());
    expect(visit.status).toBe(400);
    expect(visit.location).toBeNull();
    expect(visit.body).toContain('invalid_client');
  });

  it('leaves out a refresh token unless offline_access was asked for', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    expect((await party.signIn({ scope: 'openid' })).refresh_token).toBeUndefined();
    expect((await party.signIn({ scope: 'openid offline_access' })).refresh_token).toBeDefined();
    expect((await party.signIn({ scope: 'openid offline_access', prompt: 'consent' })).refresh_token).toBeDefined();
  });

  it('refreshes a confidential client without rotating', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn();
    const refreshed = await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    expect(refreshed.refresh_token).toBe(tokens.refresh_token);
    expect(refreshed.access_token).not.toBe(tokens.access_token);
    expect(refreshed.claims()?.sub).toBe('user-amina');
  });

  it('keeps two sign-ins of one browser apart', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    fixture.hub.signIn = null;
    const left = await party.start();
    const right = await party.start();
    await party.visit(left);
    await party.visit(right);
    fixture.hub.signIn = 'amina';
    const [second, first] = [await party.authorize(right), await party.authorize(left)];
    expect((await party.exchange(left, first)).claims()?.sub).toBe('user-amina');
    expect((await party.exchange(right, second)).claims()?.sub).toBe('user-amina');
  });
});

describe('introspection and revocation', () => {
  it('tells an app about its own tokens until they are revoked', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn();
    const active = await oidc.tokenIntrospection(party.config, tokens.access_token);
    expect(active).toMatchObject({ active: true, client_id: 'desktop', sub: 'user-amina' });
    await oidc.tokenRevocation(party.config, tokens.refresh_token ?? '');
    expect(await oidc.tokenIntrospection(party.config, tokens.access_token)).toEqual({ active: false });
    await expect(oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('tells and does nothing about tokens of another app', async () => {
    const desktop = await createRelyingParty(fixture, 'desktop');
    const queues = await createRelyingParty(fixture, 'queues');
    const tokens = await desktop.signIn();
    expect(await oidc.tokenIntrospection(queues.config, tokens.access_token)).toEqual({ active: false });
    await oidc.tokenRevocation(queues.config, tokens.access_token);
    expect(await oidc.tokenIntrospection(desktop.config, tokens.access_token)).toMatchObject({ active: true });
  });
});

describe('RP-initiated logout', () => {
  const endSession = (idToken: string | undefined, uri: string | undefined): string => {
    const url = new URL(`${fixture.issuerUrl}/session/end`);
    if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
    if (uri !== undefined) url.searchParams.set('post_logout_redirect_uri', uri);
    url.searchParams.set('state', 'back again');
    return url.href;
  };

  it('ends the hub session of the person whose ID token is shown', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn();
    const visit = await party.browser.get(endSession(tokens.id_token, LOGGED_OUT));
    expect(visit.status).toBe(303);
    expect(visit.location).toBe(`${LOGGED_OUT}?state=back+again`);
    expect(party.browser.cookies().map(({ name }) => name)).not.toContain('cordboard-session');
    expect(await oidc.tokenIntrospection(party.config, tokens.access_token)).toEqual({ active: false });
  });

  it('lands on the page of the hub without a post_logout_redirect_uri', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn();
    expect((await party.browser.get(endSession(tokens.id_token, undefined))).location).toBe(
      `${fixture.realmUrl}/signed-out`,
    );
  });

  it('ends nothing without a hint, and leads to where the person can sign out', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn();
    const visit = await party.browser.get(endSession(undefined, undefined));
    expect(visit.location).toBe(`${fixture.realmUrl}/`);
    expect(await oidc.tokenIntrospection(party.config, tokens.access_token)).toMatchObject({ active: true });
  });

  it('ends nothing with the ID token of somebody else', async () => {
    const mallory = await createRelyingParty(fixture, 'desktop');
    fixture.hub.signIn = 'bruno';
    const stolen = await mallory.signIn();
    fixture.hub.signIn = 'amina';
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn();
    expect((await party.browser.get(endSession(stolen.id_token, LOGGED_OUT))).location).toBe(`${fixture.realmUrl}/`);
    expect(await oidc.tokenIntrospection(party.config, tokens.access_token)).toMatchObject({ active: true });
  });

  it('goes on at once when the person is signed out already', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn();
    await party.browser.get(endSession(tokens.id_token, LOGGED_OUT));
    expect((await party.browser.get(endSession(tokens.id_token, LOGGED_OUT))).location).toContain(LOGGED_OUT);
  });

  it('refuses an address that only begins like a registered one, and a forged hint', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const tokens = await party.signIn();
    const near = await party.browser.get(endSession(tokens.id_token, `${LOGGED_OUT}/more`));
    expect([near.status, near.location]).toEqual([400, null]);
    const [header, , signature] = (tokens.id_token ?? '').split('.');
    const payload = Buffer.from(JSON.stringify({ ...decodeJwt(tokens.id_token ?? ''), sub: 'user-bruno' }));
    const forged = `${header}.${payload.toString('base64url')}.${signature}`;
    const refused = await party.browser.get(endSession(forged, LOGGED_OUT));
    expect([refused.status, refused.location]).toEqual([400, null]);
    expect(await oidc.tokenIntrospection(party.config, tokens.access_token)).toMatchObject({ active: true });
  });
});
