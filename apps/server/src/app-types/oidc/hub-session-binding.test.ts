import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import * as oidc from 'openid-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CordboardError } from '../../errors.ts';
import { openSqliteStorage } from '../../storage/engines/sqlite/open-sqlite-storage.ts';
import type { HubSessionRecord } from '../../storage/ports/session-store.ts';
import { createIssuerFixture, type IssuerFixture, REALM_PATH, user } from './http/test-support/issuer-fixture.ts';
import { createRelyingParty, type RelyingParty } from './http/test-support/relying-party.ts';

let fixture: IssuerFixture;
let party: RelyingParty;

const MINUTE = 60_000;

/** Only the clock is faked, so that real HTTP goes on. */
const moveTime = (milliseconds: number): void => {
  vi.setSystemTime(Date.now() + milliseconds);
};

const hubSecret = (): string => party.browser.cookies().find(({ name }) => name === 'cordboard-session')?.value ?? '';

const currentSessionHash = async (): Promise<string> => {
  const sessions = await fixture.storage.read.listUserSessions('realm-1', 'user-amina', Date.now());
  return sessions[0]?.idHash ?? '';
};

const isActive = async (token: string): Promise<boolean> => (await oidc.tokenIntrospection(party.config, token)).active;

/** Goes as far as the sign-in page; returns the uid of the interaction. */
const stopAtSignIn = async (parameters: Record<string, string> = {}): Promise<string> => {
  fixture.hub.signIn = null;
  const visit = await party.visit(await party.start(parameters));
  expect(visit.body).toBe('sign-in page');
  return fixture.interactions.at(-1)?.uid ?? '';
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  fixture = await createIssuerFixture({
    storage: await openSqliteStorage({ path: ':memory:' }),
    realm: { idleMinutes: 90 },
  });
  party = await createRelyingParty(fixture, 'desktop');
});

afterEach(async () => {
  vi.useRealTimers();
  await fixture.close();
});

describe('tokens and the hub session that they came from', () => {
  const expectDead = async (tokens: oidc.TokenEndpointResponse): Promise<void> => {
    expect(await isActive(tokens.access_token)).toBe(false);
    expect(await isActive(tokens.refresh_token ?? '')).toBe(false);
    await expect(oidc.fetchUserInfo(party.config, tokens.access_token, 'user-amina')).rejects.toMatchObject({
      status: 401,
    });
    await expect(oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  };

  it('work while the session lives', async () => {
    const tokens = await party.signIn();
    moveTime(30 * MINUTE);
    expect(await isActive(tokens.access_token)).toBe(true);
    const refreshed = await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    expect(await isActive(refreshed.access_token)).toBe(true);
  });

  it('die when the session is ended', async () => {
    const tokens = await party.signIn();
    const idHash = await currentSessionHash();
    await fixture.storage.write((writer) => writer.endSession(idHash));
    await expectDead(tokens);
  });

  it('are refused by the session alone, even if an artefact outlived it', async () => {
    const tokens = await party.signIn();
    const session = (await fixture.storage.read.listUserSessions('realm-1', 'user-amina', Date.now()))[0];
    if (session === undefined) throw new Error('no session');
    // Moved to the past instead of ended, so that its artefacts stay.
    await fixture.storage.write((writer) => writer.putSession({ ...session, expiresAt: Date.now() }));
    await expectDead(tokens);
  });

  it('die when the user is disabled, and revive with them', async () => {
    const tokens = await party.signIn();
    await fixture.storage.write((writer) => writer.putUser(user('amina', { enabled: false })));
    await expectDead(tokens);
    await fixture.storage.write((writer) => writer.putUser(user('amina')));
    expect(await isActive(tokens.access_token)).toBe(true);
  });

  it('die when the session was idle for too long, and refreshing is use', async () => {
    const tokens = await party.signIn();
    moveTime(50 * MINUTE);
    await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    moveTime(90 * MINUTE);
    await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    moveTime(90 * MINUTE + 1);
    await expectDead(tokens);
  });

  it('are renewed before idle time can end the session', async () => {
    expect((await party.signIn()).expires_in).toBe(60 * 60);
    await fixture.close();
    fixture = await createIssuerFixture({
      storage: await openSqliteStorage({ path: ':memory:' }),
      realm: { idleMinutes: 20 },
    });
    party = await createRelyingParty(fixture, 'desktop');
    expect((await party.signIn()).expires_in).toBe(20 * 60);
  });

  it('cannot be had for a code whose session ended before the exchange', async () => {
    const started = await party.start();
    const callback = await party.authorize(started);
    const idHash = await currentSessionHash();
    await fixture.storage.write((writer) => writer.endSession(idHash));
    await expect(party.exchange(started, callback)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('never outlive the session', async () => {
    fixture.hub.sessionMinutes = 7;
    const tokens = await party.signIn();
    expect(tokens.expires_in).toBeGreaterThan(6 * 60);
    expect(tokens.expires_in).toBeLessThanOrEqual(7 * 60);
    expect((tokens.claims()?.exp ?? 0) * 1000).toBeLessThanOrEqual(Date.now() + 7 * MINUTE);
    const introspected = await oidc.tokenIntrospection(party.config, tokens.refresh_token ?? '');
    expect((introspected.exp ?? 0) * 1000).toBeLessThanOrEqual(Date.now() + 7 * MINUTE);
    moveTime(6 * MINUTE);
    const refreshed = await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    expect(refreshed.expires_in).toBeLessThanOrEqual(60);
    moveTime(MINUTE);
    await expectDead(refreshed);
  });

  it('end with the refresh time of the app, however often a public client rotates', async () => {
    const phone = await createRelyingParty(fixture, 'phone', { redirectUri: 'https://phone.example/callback' });
    fixture.hub.sessionMinutes = 24 * 60;
    let token = (await phone.signIn()).refresh_token ?? '';
    for (let hours = 0; hours < 9; hours++) {
      moveTime(60 * MINUTE);
      token = (await oidc.refreshTokenGrant(phone.config, token)).refresh_token ?? '';
    }
    moveTime(59 * MINUTE);
    token = (await oidc.refreshTokenGrant(phone.config, token)).refresh_token ?? '';
    moveTime(MINUTE);
    await expect(oidc.refreshTokenGrant(phone.config, token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

describe('the browser and its hub session', () => {
  it('needs a sign-in again when the session ended', async () => {
    await party.signIn();
    const idHash = await currentSessionHash();
    await fixture.storage.write((writer) => writer.endSession(idHash));
    fixture.hub.signIn = null;
    const visit = await party.visit(await party.start());
    expect(visit.body).toBe('sign-in page');
  });

  it('follows the hub to another person', async () => {
    expect((await party.signIn()).claims()?.sub).toBe('user-amina');
    const { secret } = await fixture.createHubSession('bruno');
    party.browser.setCookie({ name: 'cordboard-session', value: secret, path: REALM_PATH });
    expect((await party.signIn()).claims()?.sub).toBe('user-bruno');
  });

  it('is not signed in by a session of another realm', async () => {
    const { secret } = await fixture.createHubSession('amina', { realmId: 'realm-2' });
    party.browser.setCookie({ name: 'cordboard-session', value: secret, path: REALM_PATH });
    fixture.hub.signIn = null;
    expect((await party.visit(await party.start())).body).toBe('sign-in page');
  });

  it('keeps no session cookie of the issuer', async () => {
    await party.signIn();
    expect(party.browser.cookies().map(({ name }) => name)).toEqual(expect.arrayContaining(['cordboard-session']));
    expect(party.browser.cookies().map(({ name }) => name)).not.toContain('cordboard-oidc-session');
    expect(hubSecret()).not.toBe('');
  });
});

describe('prompt, max_age and hints', () => {
  it('answers prompt=none with login_required, and with a code when signed in', async () => {
    const refused = await party.authorize(await party.start({ prompt: 'none' }));
    expect(refused.searchParams.get('error')).toBe('login_required');
    expect(refused.searchParams.get('iss')).toBe(fixture.issuerUrl);
    await party.signIn();
    fixture.interactions.length = 0;
    expect((await party.signIn({ prompt: 'none' })).claims()?.sub).toBe('user-amina');
    expect(fixture.interactions).toEqual([]);
  });

  it('asks for a fresh sign-in with prompt=login', async () => {
    await party.signIn();
    const before = hubSecret();
    moveTime(MINUTE);
    fixture.interactions.length = 0;
    const tokens = await party.signIn({ prompt: 'login' });
    expect(fixture.interactions[0]).toMatchObject({ forceLogin: true, maxAgeSeconds: null });
    expect(hubSecret()).not.toBe(before);
    expect((tokens.claims()?.auth_time ?? 0) * 1000).toBeGreaterThan(Date.now() - 2000);
  });

  it('cannot be talked out of prompt=login by going straight to the end of the interaction', async () => {
    await party.signIn();
    const uid = await stopAtSignIn({ prompt: 'login' });
    const skipped = await party.browser.get(`${fixture.issuerUrl}/auth/${uid}`);
    expect(skipped.location).toContain(`${fixture.realmUrl}/interaction/`);
  });

  it('asks again when the sign-in is older than max_age, and not before', async () => {
    await party.signIn();
    fixture.interactions.length = 0;
    moveTime(60_000);
    await party.signIn({ max_age: '60' });
    expect(fixture.interactions).toEqual([]);
    moveTime(1000);
    const tokens = await party.signIn({ max_age: '60' });
    expect(fixture.interactions[0]).toMatchObject({ forceLogin: true, maxAgeSeconds: 60 });
    expect((tokens.claims()?.auth_time ?? 0) * 1000).toBeGreaterThan(Date.now() - 2000);
  });

  it('answers prompt=none by max_age as well', async () => {
    await party.signIn();
    moveTime(60_000);
    expect((await party.signIn({ prompt: 'none', max_age: '60' })).claims()?.sub).toBe('user-amina');
    moveTime(1000);
    const refused = await party.authorize(await party.start({ prompt: 'none', max_age: '60' }));
    expect(refused.searchParams.get('error')).toBe('login_required');
  });

  it('tells since when a sign-in counts, prompt=login before max_age', async () => {
    await stopAtSignIn({ max_age: '600' });
    const aged = fixture.interactions.at(-1);
    expect(aged?.authnNotBefore).toBe((aged?.startedAt ?? 0) - 600_000);
    await stopAtSignIn({ max_age: '600', prompt: 'login' });
    const forced = fixture.interactions.at(-1);
    expect(forced?.authnNotBefore).toBe(forced?.startedAt);
  });

  it('treats max_age=0 as prompt=login', async () => {
    await party.signIn();
    fixture.interactions.length = 0;
    await party.signIn({ max_age: '0' });
    expect(fixture.interactions[0]).toMatchObject({ forceLogin: true });
  });

  it('passes login_hint and connection on to the hub', async () => {
    await party.signIn({ login_hint: 'amina@acme.example', connection: 'okta-eu' });
    expect(fixture.interactions[0]).toMatchObject({
      clientId: 'desktop',
      appName: 'desktop app',
      loginHint: 'amina@acme.example',
      connectionHint: 'okta-eu',
      forceLogin: false,
      isPassive: false,
      prompt: { name: 'login', reasons: ['no_session'] },
    });
  });

  it('refuses a connection hint that is no slug', async () => {
    const refused = await party.authorize(await party.start({ connection: '../okta' }));
    expect(refused.searchParams.get('error')).toBe('invalid_request');
  });

  it('accepts only the person of the id_token_hint', async () => {
    const tokens = await party.signIn();
    const hint = { id_token_hint: tokens.id_token ?? '' };
    expect((await party.signIn(hint)).claims()?.sub).toBe('user-amina');
    const { secret } = await fixture.createHubSession('bruno');
    party.browser.setCookie({ name: 'cordboard-session', value: secret, path: REALM_PATH });
    const none = await party.authorize(await party.start({ ...hint, prompt: 'none' }));
    expect(none.searchParams.get('error')).toBe('login_required');
    const asked = await party.authorize(await party.start(hint));
    expect(asked.searchParams.get('error')).toBe('login_required');
  });
});

describe('the end of an interaction', () => {
  it('sends a refusal of the hub to the app, without control characters', async () => {
    fixture.hub.abort = { error: 'access_denied', description: 'No "access"\r\nfor you' };
    const callback = await party.authorize(await party.start());
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(callback.searchParams.get('error_description')).toBe('No  access   for you');
    expect(callback.searchParams.get('state')).not.toBeNull();
  });

  it.each([
    'access_denied',
    'interaction_required',
    'login_required',
    'server_error',
    'temporarily_unavailable',
  ] as const)('can be %s', async (error) => {
    fixture.hub.abort = { error, description: 'because' };
    const callback = await party.authorize(await party.start());
    expect(callback.searchParams.get('error')).toBe(error);
    expect(callback.searchParams.get('error_description')).toBe('because');
    expect(callback.searchParams.get('code')).toBeNull();
  });

  it('needs the cookie of the interaction', async () => {
    const uid = await stopAtSignIn();
    const stranger = await fetch(`${fixture.realmUrl}/interaction/${uid}`);
    expect(await stranger.json()).toMatchObject({ code: 'sign-in.browser_mismatch' });
    const unknown = await fetch(`${fixture.realmUrl}/interaction/${uid}x`);
    expect(await unknown.json()).toMatchObject({ code: 'oidc.interaction_unknown' });
    expect((await party.browser.get(`${fixture.realmUrl}/interaction/${uid}`)).body).toBe('sign-in page');
  });

  it('is over after an hour', async () => {
    const uid = await stopAtSignIn();
    moveTime(60 * MINUTE - 1000);
    expect((await party.browser.get(`${fixture.realmUrl}/interaction/${uid}`)).body).toBe('sign-in page');
    moveTime(1000);
    expect((await party.browser.get(`${fixture.realmUrl}/interaction/${uid}`)).body).toContain(
      'oidc.interaction_unknown',
    );
  });

  it('accepts a live session of this realm, and for a fresh sign-in only one that began since', async () => {
    const { session: before } = await fixture.createHubSession('amina');
    moveTime(1000);
    await stopAtSignIn();
    const plain = fixture.interactions.at(-1);
    await stopAtSignIn({ prompt: 'login' });
    const forced = fixture.interactions.at(-1);
    const { session: since } = await fixture.createHubSession('amina');
    const ended = { ...since, record: { ...since.record, expiresAt: Date.now() + 999 } };
    const foreign = { ...since, record: { ...since.record, realmId: 'realm-2' } };
    expect([before, since, ended, foreign].map((session) => plain?.accepts(session))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([before, since].map((session) => forced?.accepts(session))).toEqual([false, true]);
    const skewMs = 120_000;
    const authenticated = (authenticatedAt: number) => ({ ...since, record: { ...since.record, authenticatedAt } });
    const startedAt = forced?.startedAt ?? 0;
    expect(forced?.accepts(authenticated(startedAt - skewMs))).toBe(true);
    // A new hub session, but the identity provider answered from a session of before.
    expect(forced?.accepts(authenticated(startedAt - skewMs - 1))).toBe(false);
    expect(forced?.authnNotBefore).toBe(forced?.startedAt);
    expect(plain?.authnNotBefore).toBeNull();
  });

  it('refuses to go on with a session that the app did not ask for', async () => {
    const answers: string[] = [];
    await stopAtSignIn({ prompt: 'login' });
    const cookies = party.browser.cookies().map(({ name, value }) => `${name}=${value}`);
    const { session } = await fixture.createHubSession('amina');
    const request = new IncomingMessage(new Socket());
    request.headers.cookie = cookies.join('; ');
    const response = new ServerResponse(request);
    const refused = (changes: Partial<Pick<HubSessionRecord, 'createdAt' | 'expiresAt'>>): Promise<unknown> =>
      fixture
        .issuer()
        .completeInteraction(request, response, { ...session, record: { ...session.record, ...changes } });
    for (const changes of [{ createdAt: Date.now() - 1 }, { expiresAt: Date.now() }]) {
      await refused(changes).catch((error: unknown) =>
        answers.push(String(error instanceof CordboardError && error.code)),
      );
    }
    expect(answers).toEqual(['oidc.sign_in_not_fresh', 'oidc.hub_session_ended']);
    expect(await refused({})).toContain(`${fixture.issuerUrl}/auth/`);
    await fixture.issuer().finishInteraction(request, response, { hubSession: session.record, user: session.user });
    expect([response.statusCode, response.getHeader('location')]).toEqual([
      303,
      expect.stringContaining(`${fixture.issuerUrl}/auth/`),
    ]);
  });

  it('works once', async () => {
    const uid = await stopAtSignIn();
    fixture.hub.signIn = 'amina';
    const done = await party.browser.follow(`${fixture.realmUrl}/interaction/${uid}`, fixture.origin);
    expect(done.location).toContain('code=');
    expect((await party.browser.get(`${fixture.issuerUrl}/auth/${uid}`)).status).toBe(400);
  });
});
