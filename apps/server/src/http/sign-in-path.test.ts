import { loadVerificationKey, verifyRedirectSignature } from '@cordboard/saml';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
  sentRequest,
} from '../../test-support/hub-fixture.ts';
import type { SetCookie } from '../../test-support/injected-browser.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const named = (cookies: readonly SetCookie[], part: string): SetCookie => {
  const found = cookies.filter((cookie) => cookie.name.includes(part));
  const [cookie] = found;
  if (cookie === undefined || found.length > 1) {
    throw new Error(`${found.length} cookies with ${part} in: ${cookies.map(({ name }) => name).join(', ')}`);
  }
  return cookie;
};

describe('a sign-in over HTTP', () => {
  it('sends the browser to the identity provider with a signed AuthnRequest of ours', async () => {
    const hub = await fixture();
    const answer = await hub.browser().get(`${hub.realmUrl}/`);
    expect(answer.status).toBe(303);
    expect(answer.headers['cache-control']).toBe('no-store');
    const request = sentRequest(answer.location);
    expect(request.destination).toBe('https://idp.example/okta/sso');
    expect(request.id).toMatch(/^_/);
    const { keys } = (await hub.realm()).view;
    const certificate = keys.find(({ purpose }) => purpose === 'request-signing')?.certificate ?? '';
    const [ours, another] = [certificate, hub.idp.certificatePem].map((pem) => loadVerificationKey(pem));
    expect(verifyRedirectSignature(request.message, { keys: ours === undefined ? [] : [ours] })).toBe(ours);
    expect(() => verifyRedirectSignature(request.message, { keys: another === undefined ? [] : [another] })).toThrow(
      expect.objectContaining({ code: 'signature.invalid' }),
    );
  });

  it('leads from the answer by way of the claim to a session and the launchpad', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const { received, completed } = await hub.signIn(browser);
    expect(received.status).toBe(303);
    expect(received.location).toMatch(`${hub.realmUrl}/sign-in/complete/`);
    expect(received.cookies).toEqual([]);
    expect(completed).toMatchObject({ status: 303, location: `${hub.realmUrl}/` });
    expect(completed.headers['cache-control']).toBe('no-store');
    const page = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
    expect(page).toMatchObject({ person: { login: 'amina' }, signedInWith: 'OKTA' });
  });

  it('goes on to the app that was wanted, and the tile then needs no sign-in', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const { completed } = await hub.signIn(browser, `${hub.realmUrl}/apps/wiki`);
    expect(completed.location).toBe(`${hub.realmUrl}/apps/wiki`);
    expect(await browser.get(`${hub.realmUrl}/apps/wiki`)).toMatchObject({
      status: 303,
      location: 'https://wiki.example/',
    });
    expect((await browser.get(`${hub.realmUrl}/apps/desktop`)).location).toBe('https://desktop.example/start');
    expect((await browser.get(`${hub.realmUrl}/apps/elsewhere`)).status).toBe(404);
  });

  it('works from a per-connection link and from the page that asks', async () => {
    const hub = await fixture({ connections: { okta: {}, entra: {} } });
    const browser = hub.browser();
    const asked = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'sign-in');
    expect(asked.choices.map(({ name, remembered }) => [name, remembered])).toEqual([
      ['ENTRA', false],
      ['OKTA', false],
    ]);
    const { completed } = await hub.signIn(browser, `${hub.origin}${asked.choices[1]?.href}`);
    expect(completed.location).toBe(`${hub.realmUrl}/`);
    expect(named(browser.cookies(), 'cordboard-connection').value).toBe('default/okta');
    const again = pageOfKind(await browser.get(`${hub.realmUrl}/sign-in?choose=1`), 'sign-in');
    expect(again.choices.map(({ remembered }) => remembered)).toEqual([false, true]);
    const direct = await browser.get(`${hub.realmUrl}/sign-in/default/entra`);
    expect(sentRequest(direct.location).destination).toBe('https://idp.example/entra/sso');
  });
});

describe('the cookies of a sign-in', () => {
  it('are limited to the realm, to https and to requests of their own site', async () => {
    const hub = await fixture();
    const { departure, completed } = await hub.signIn(hub.browser());
    const request = named(departure.cookies, 'request');
    expect(request.name).toMatch(/^__Secure-cordboard-request-[0-9a-f]{16}$/);
    expect(request).toMatchObject({ path: '/e/acme/production/agents/sign-in', maxAge: 900 });
    const session = named(completed.cookies, 'session');
    expect(session).toMatchObject({ name: '__Secure-cordboard-session', path: '/e/acme/production/agents' });
    expect(session.maxAge).toBeUndefined();
    for (const cookie of [...departure.cookies, ...completed.cookies]) {
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
    }
    expect(Buffer.from(session.value, 'base64url')).toHaveLength(32);
    expect(Buffer.from(request.value, 'base64url')).toHaveLength(32);
  });

  it('carry no prefix and no Secure over plain http, where a browser would refuse them', async () => {
    const hub = await fixture({ installationUrl: 'http://127.0.0.1:4500' });
    const { departure, completed } = await hub.signIn(hub.browser());
    expect(named(departure.cookies, 'request').name).toMatch(/^cordboard-request-/);
    expect(named(completed.cookies, 'session')).toMatchObject({ name: 'cordboard-session', secure: false });
    for (const cookie of [...departure.cookies, ...completed.cookies]) {
      expect(cookie).toMatchObject({ httpOnly: true, secure: false, sameSite: 'Lax' });
    }
  });

  it('do not pile up: the one of the request goes when the request is done', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const { departure, completed } = await hub.signIn(browser);
    const { name, path } = named(departure.cookies, 'request');
    expect(named(completed.cookies, 'request')).toMatchObject({ name, path, expired: true });
    expect(
      browser
        .cookies()
        .map((cookie) => cookie.name)
        .toSorted(),
    ).toEqual(['__Secure-cordboard-connection', '__Secure-cordboard-session']);
  });

  it('are a new secret at every sign-in: a planted session value is never adopted', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const path = '/e/acme/production/agents';
    const planted = 'A'.repeat(43);
    browser.setCookie({
      name: '__Secure-cordboard-session',
      value: planted,
      path,
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      maxAge: undefined,
      expired: false,
    });
    const first = await hub.signIn(browser);
    const second = await hub.signIn(browser, `${hub.realmUrl}/sign-in`);
    const values = [first, second].map(({ completed }) => named(completed.cookies, 'session').value);
    expect(new Set([planted, ...values]).size).toBe(3);
    const stranger = hub.browser();
    const visit = await stranger.get(`${hub.realmUrl}/`, { cookieHeader: `__Secure-cordboard-session=${planted}` });
    expect(visit.location).toMatch(/^https:\/\/idp\.example\//);
  });

  it('keep requests of parallel tabs side by side', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const first = await browser.get(`${hub.realmUrl}/apps/wiki`);
    const second = await browser.get(`${hub.realmUrl}/`);
    for (const departure of [second, first]) {
      const SAMLResponse = await hub.issue(sentRequest(departure.location).id);
      const received = await browser.crossSitePost(hub.acsUrl, { SAMLResponse });
      expect((await browser.get(received.location ?? '')).status).toBe(303);
    }
  });

  it('tell browsers apart: the result of one is refused in another, with a page and nothing created', async () => {
    const hub = await fixture();
    const [victim, attacker] = [hub.browser(), hub.browser()];
    const departure = await attacker.get(`${hub.realmUrl}/`);
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id);
    const received = await victim.crossSitePost(hub.acsUrl, { SAMLResponse });
    const refused = await victim.get(received.location ?? '');
    expect(refused.status).toBe(403);
    expect(refused.cookies).toEqual([]);
    expect(pageOfKind(refused, 'error')).toMatchObject({ problem: 'cookies' });
    const retried = await attacker.get(received.location ?? '');
    expect(retried.status).toBe(403);
    expect(retried.cookies).toEqual([]);
  });

  it.each([
    ['garbage', '%%%; =; ;;; a=b=c; \u0001'],
    ['a value that is no text', '__Secure-cordboard-session=%E0%A4%A'],
    ['10 KiB', `__Secure-cordboard-session=${'x'.repeat(10 * 1024)}`],
    ['200 of them', Array.from({ length: 200 }, (_, index) => `c${index}=v`).join('; ')],
    ['names of object members', '__proto__=1; constructor=1; toString=1'],
    ['two sessions', '__Secure-cordboard-session=a; __Secure-cordboard-session=b'],
  ])('do no harm as %s', async (_, cookieHeader) => {
    const hub = await fixture();
    const visit = await hub.browser().get(`${hub.realmUrl}/`, { cookieHeader });
    expect(visit.status).toBe(303);
    expect(visit.location).toMatch(/^https:\/\/idp\.example\//);
  });
});

describe('a departure by POST', () => {
  const identityProvider = {
    singleSignOn: [{ binding: 'post', url: 'https://idp.example/sso?a=1&b="><script>x' }],
  } as const;

  it('is a page that posts itself: escaped, one nonce script, no form-action', async () => {
    const hub = await fixture({ connections: { okta: { requestBinding: 'post' } }, identityProvider });
    const browser = hub.browser();
    const page = await browser.get(`${hub.realmUrl}/`);
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    const policy = String(page.headers['content-security-policy']);
    const [, nonce] = /script-src 'self' 'nonce-([A-Za-z0-9+/=]+)'/.exec(policy) ?? [];
    expect(policy).not.toContain('form-action');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.body.match(/<script/g)).toHaveLength(1);
    expect(page.body).toContain(`<script nonce="${nonce}">`);
    expect(page.body).toContain('action="https://idp.example/sso?a=1&amp;b=&quot;&gt;&lt;script&gt;x"');
    const [, message = ''] = /name="SAMLRequest" value="([^"]+)"/.exec(page.body) ?? [];
    const xml = Buffer.from(message, 'base64').toString('utf8');
    const [, id = ''] = / ID="([^"]+)"/.exec(xml) ?? [];
    expect(xml).toContain('<ds:Signature');
    const received = await browser.crossSitePost(hub.acsUrl, { SAMLResponse: await hub.issue(id) });
    expect((await browser.get(received.location ?? '')).location).toBe(`${hub.realmUrl}/`);
    const again = await browser.get(`${hub.realmUrl}/sign-in`);
    expect(String(again.headers['content-security-policy'])).not.toContain(String(nonce));
  });

  it('is not offered where the identity provider has no such endpoint: a page with a reference', async () => {
    const hub = await fixture({ connections: { okta: { requestBinding: 'post' } } });
    const answer = await hub.browser().get(`${hub.realmUrl}/`);
    expect(answer.status).toBe(503);
    expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'unavailable', reference: expect.any(String) });
    expect(await hub.attempts()).toMatchObject([{ outcome: 'refused', code: 'sign-in.no_login_endpoint' }]);
  });
});
