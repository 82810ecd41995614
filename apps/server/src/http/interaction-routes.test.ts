import { afterEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
  sentRequest,
} from '../../test-support/hub-fixture.ts';
import { codeOf, exchange, refresh, signInToApp, startAuthorization } from '../../test-support/oidc-app.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

describe('an app that asks for a sign-in', () => {
  it('gets a code after the identity provider, and tokens for it', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const { tokens } = await signInToApp(hub, browser);
    expect(tokens).toMatchObject({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      id_token: expect.any(String),
    });
    const [, payload = ''] = tokens.id_token.split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).toMatchObject({
      iss: `${hub.realmUrl}/oidc`,
      aud: 'desktop',
    });
    const [attempt] = await hub.attempts();
    expect(attempt).toMatchObject({ outcome: 'succeeded', app: 'desktop' });
  });

  it('gets the next code without the identity provider while the session holds', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    await hub.signIn(browser);
    const started = startAuthorization(hub);
    const answer = await browser.follow(started.url, hub.origin);
    expect(await exchange(hub, codeOf(answer, started), started)).toMatchObject({ id_token: expect.any(String) });
    expect(await hub.attempts()).toHaveLength(1);
  });

  it('gets a fresh sign-in with prompt=login, though the session holds', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    await hub.signIn(browser);
    const before = browser.cookie('session')?.value;
    const started = startAuthorization(hub, { prompt: 'login' });
    const departure = await browser.follow(started.url, hub.origin);
    const request = sentRequest(departure.location);
    expect(request.forceAuthn).toBe(true);
    const SAMLResponse = await hub.issue(request.id);
    const received = await browser.crossSitePost(hub.acsUrl, { SAMLResponse });
    const answer = await browser.follow(received.location ?? '', hub.origin);
    expect(codeOf(answer, started)).not.toBe('');
    expect(browser.cookie('session')?.value).not.toBe(before);
  });

  it('is not satisfied with an old sign-in at the identity provider when it wants a fresh one', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const started = startAuthorization(hub, { prompt: 'login' });
    const departure = await browser.follow(started.url, hub.origin);
    const authnInstant = new Date(hub.hub.clock() - 60 * 60_000);
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id, { authnInstant });
    const received = await browser.crossSitePost(hub.acsUrl, { SAMLResponse });
    expect(received.status).toBe(403);
    expect(browser.cookie('session')).toBeUndefined();
  });

  it('is told login_required with prompt=none while nobody is signed in', async () => {
    const hub = await fixture();
    const answer = await hub.browser().follow(startAuthorization(hub, { prompt: 'none' }).url, hub.origin);
    expect(new URL(answer.location ?? '').searchParams.get('error')).toBe('login_required');
    expect(await hub.attempts()).toEqual([]);
  });

  it('may hint at a connection and at a person, and nothing else comes of a wrong hint', async () => {
    const hub = await fixture({
      connections: { okta: {}, entra: { match: { emailAttribute: 'email', emailDomains: ['north.example'] } } },
    });
    const departure = async (more: Record<string, string>) =>
      hub.browser().follow(startAuthorization(hub, more).url, hub.origin);
    expect(sentRequest((await departure({ connection: 'entra' })).location).destination).toContain('/entra/');
    expect(sentRequest((await departure({ connection: 'okta' })).location).destination).toContain('/okta/');
    const byDomain = await departure({ login_hint: 'ben@north.example' });
    expect(sentRequest(byDomain.location).destination).toContain('/entra/');
    const asked = pageOfKind(await departure({ connection: 'nothing', login_hint: 'ben@x.example' }), 'sign-in');
    expect(asked).toMatchObject({ appName: 'App desktop', emailHint: 'ben@x.example' });
  });
});

describe('an interaction', () => {
  it.each(['x', 'a'.repeat(43), '%00', '__proto__'])('that nobody began is a page: %s', async (uid) => {
    const hub = await fixture();
    const answer = await hub.browser().get(`${hub.realmUrl}/interaction/${uid}`);
    expect(answer.status).toBe(410);
    expect(pageOfKind(answer, 'error')).toMatchObject({
      problem: 'expired',
      realm: { companyName: 'Acme' },
      reference: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      retryHref: expect.stringContaining('/sign-in?choose=1'),
    });
    expect(await hub.attempts()).toMatchObject([
      { outcome: 'refused', code: 'oidc.interaction_unknown', checks: [{ received: 'none' }] },
    ]);
  });

  it('belongs to the browser that began it', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const begun = await browser.get(startAuthorization(hub).url);
    expect(begun.location).toMatch(`${hub.realmUrl}/interaction/`);
    expect((await hub.browser().get(begun.location ?? '')).status).toBe(403);
    expect((await browser.get(begun.location ?? '')).status).toBe(303);
  });

  it('belongs to its realm', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const begun = await browser.get(startAuthorization(hub).url);
    const cookieHeader = browser
      .cookies()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const elsewhere = (begun.location ?? '').replace('/agents/', '/customers/');
    expect((await browser.get(elsewhere, { cookieHeader })).status).toBe(410);
    expect((await browser.get(begun.location ?? '', { cookieHeader })).status).toBe(303);
  });
});

describe('the tokens of an app', () => {
  it('end with the sign-out', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const { tokens } = await signInToApp(hub, browser);
    const renewed = await refresh(hub, tokens.refresh_token);
    expect(renewed.status).toBe(200);
    const { signOutToken } = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
    await browser.post(`${hub.realmUrl}/sign-out`, { token: signOutToken }, { headers: { origin: hub.origin } });
    const refused = await refresh(hub, tokens.refresh_token);
    expect([refused.status, JSON.parse(refused.body)]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_grant' }),
    ]);
    const userinfo = await hub.browser().get(`${hub.realmUrl}/oidc/me`, {
      headers: { accept: 'application/json', authorization: `Bearer ${tokens.access_token}` },
    });
    expect(userinfo.status).toBe(401);
  });

  it('go on when the same person signs in again, and end with the sign-out after that', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const { tokens } = await signInToApp(hub, browser);
    await hub.signIn(browser, `${hub.realmUrl}/sign-in`);
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(200);
    const { signOutToken } = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
    await browser.post(`${hub.realmUrl}/sign-out`, { token: signOutToken }, { headers: { origin: hub.origin } });
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(400);
  });

  it('end when another person signs in with the same browser', async () => {
    const hub = await fixture({
      users: [{}, { login: 'ben', email: 'ben@acme.example' }],
    });
    const browser = hub.browser();
    const { tokens } = await signInToApp(hub, browser);
    await hub.signIn(browser, `${hub.realmUrl}/sign-in`, {
      nameId: { value: 'n-ben-0002', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
      attributes: [{ name: 'email', values: [{ text: 'ben@acme.example' }] }],
    });
    expect(pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad').person.login).toBe('ben');
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(400);
  });
});

describe('an authorization request that is refused before a sign-in', () => {
  const refusedFor = async (change: Readonly<Record<string, string>>) => {
    const hub = await fixture();
    const url = new URL(startAuthorization(hub).url);
    for (const [name, value] of Object.entries(change)) {
      url.searchParams.set(name, value);
    }
    const answer = await hub.browser().get(url.href);
    expect(answer.status).toBe(400);
    const [attempt, ...others] = await hub.attempts();
    expect(others).toEqual([]);
    expect(answer.body).toContain(attempt?.reference ?? 'no attempt');
    expect(answer.body).toContain('Tell your supervisor');
    expect(attempt).toMatchObject({ outcome: 'refused', code: 'oidc.refused' });
    return attempt?.checks[0];
  };

  it('shows the reference of an attempt that names the registered redirect URIs', async () => {
    const check = await refusedFor({ redirect_uri: 'https://evil.example/callback' });
    expect(check?.expected).toContain('/callback');
    expect(check?.expected).not.toContain('evil');
    expect(check?.received).toContain('https://evil.example/callback');
  });

  it('shows the reference of an attempt that names the unknown client', async () => {
    expect((await refusedFor({ client_id: 'nobody' }))?.received).toContain('client_id nobody');
  });
});
