import { createTestBrowser, fieldValue } from '@cordboard/sandbox/test-browser';
import { startTestIssuer } from '@cordboard/sandbox/test-issuer';
import { afterEach, describe, expect, it } from 'vitest';
import {
  callbackUrl,
  client,
  closeAll,
  home,
  SESSION_COOKIE,
  sendExtension,
  setUp,
  snapshot,
  startWork,
} from '../test-support/desktop-setup.ts';
import { SIGN_IN_LIFETIME_MS } from './sign-in/pending-sign-ins.ts';

afterEach(closeAll);

describe('sign-in', () => {
  it('goes straight to the hub with code, PKCE, state and nonce, and comes back asking for the extension only', async () => {
    const setup = await setUp();
    const { desktop, issuer, browser } = setup;
    issuer.behaviour.claims = { ...issuer.behaviour.claims, connection_name: 'Okta', company_name: 'Acme & Co' };
    const first = await browser.get(`${desktop.url}/`);
    expect(first.status).toBe(303);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const page = await (await browser.follow(first)).text();
    const [asked] = issuer.record.authorizations;
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      response_type: 'code',
      client_id: 'desktop',
      redirect_uri: `${desktop.url}/callback`,
      scope: 'openid profile email offline_access',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked?.get(name)).toMatch(/^[\w-]{43}$/);
    }
    expect(asked?.has('prompt')).toBe(false);
    expect(page).toContain('Signed in with Okta as <strong>Amina Haddad</strong> (amina)');
    expect(page).toContain('Acme &amp; Co');
    expect(page.match(/<input(?![^>]*type="hidden")/g)).toHaveLength(1);
    expect(page).toContain('name="extension"');
    expect(page).not.toContain('type="password"');
    expect(page).toContain('Not Amina? <a href="/switch-account">');
  });

  it('keeps tokens from the browser and from the log', async () => {
    const setup = await setUp();
    await startWork(setup);
    const cookies = setup.browser.cookie(setup.desktop.url, SESSION_COOKIE) ?? '';
    expect(cookies).toMatch(/^[\w-]{43}$/);
    const texts = [await (await home(setup)).text(), await (await snapshot(setup)).text(), JSON.stringify(setup.log)];
    expect(texts.join()).not.toMatch(/access_token|refresh_token|[0-9a-f]{32}/);
  });

  it('sends every page with a policy without inline code, and no frames', async () => {
    const setup = await setUp();
    const policy = (await home(setup)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'; script-src 'nonce-[A-Za-z0-9+/=]{24}'; style-src 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const page = await (await home(setup)).text();
    expect(page).not.toMatch(/ style=| on[a-z]+=|<style/);
  });

  it('asks for a new login to switch accounts, and the session before it ends', async () => {
    const setup = await setUp();
    const { desktop, issuer, browser } = setup;
    await startWork(setup);
    const before = browser.cookie(desktop.url, SESSION_COOKIE);
    issuer.behaviour.claims = { sub: 'agent-2', name: 'Luca Bianchi', given_name: 'Luca' };
    const page = await (await browser.follow(await browser.get(`${desktop.url}/switch-account`))).text();
    expect(issuer.record.authorizations.at(-1)?.get('prompt')).toBe('login');
    expect(page).toContain('Signed in as <strong>Luca Bianchi</strong>');
    expect(browser.cookie(desktop.url, SESSION_COOKIE)).not.toBe(before);
    expect(issuer.record.revoked).toHaveLength(2);
    const old = await fetch(`${desktop.url}/api/desktop`, { headers: { cookie: `${SESSION_COOKIE}=${before}` } });
    expect(old.status).toBe(401);
    await sendExtension(setup, fieldValue(page, 'token') ?? '', '1023');
    expect((await snapshot(setup)).status).toBe(200);
  });

  it('does not accept a callback twice, and takes a person with a session to the desktop', async () => {
    const setup = await setUp();
    const url = await callbackUrl(setup);
    expect((await setup.browser.get(url)).headers.get('location')).toBe('/');
    const again = await setup.browser.get(url);
    expect([again.status, again.headers.get('location')]).toEqual([303, '/']);
    expect(setup.issuer.record.grants).toEqual(['authorization_code']);
    const thief = await fetch(url, { redirect: 'manual' });
    expect(thief.status).toBe(400);
    expect(await thief.text()).toContain('This sign-in is over');
  });

  it('does not accept a callback in another browser, which does not disturb the right one', async () => {
    const setup = await setUp();
    const url = await callbackUrl(setup);
    const victim = createTestBrowser();
    const refused = await victim.get(url);
    expect(refused.status).toBe(400);
    expect(victim.cookie(setup.desktop.url, SESSION_COOKIE)).toBeUndefined();
    await setup.browser.get(url);
    expect(setup.browser.cookie(setup.desktop.url, SESSION_COOKIE)).toMatch(/^[\w-]{43}$/);
  });

  it('does not accept a callback again from a browser that kept its cookie', async () => {
    const { desktop, issuer } = await setUp();
    const toHub = await fetch(`${desktop.url}/sign-in`, { redirect: 'manual' });
    const [cookie = ''] = (toHub.headers.get('set-cookie') ?? '').split(';');
    const toCallback = await fetch(toHub.headers.get('location') ?? '', { redirect: 'manual' });
    const url = toCallback.headers.get('location') ?? '';
    const otherCode = new URL(url);
    otherCode.searchParams.set('code', 'x');
    const send = async (to: string): Promise<number> =>
      (await fetch(to, { redirect: 'manual', headers: { cookie } })).status;
    // What signs nobody in does not use the sign-in up.
    expect(await send(otherCode.href)).toBe(400);
    expect(await Promise.all([send(url), send(url)])).toEqual(expect.arrayContaining([303, 400]));
    expect(await send(url)).toBe(400);
    expect(issuer.record.grants).toEqual(['authorization_code', 'authorization_code']);
  });

  it.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['two states', (url: URL) => url.searchParams.append('state', 'x')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['another code', (url: URL) => url.searchParams.set('code', 'x')],
  ])('does not accept a callback with %s', async (_name, change) => {
    const setup = await setUp();
    const url = new URL(await callbackUrl(setup));
    change(url);
    const refused = await setup.browser.get(url.href);
    expect(refused.status).toBe(400);
    expect(setup.browser.cookie(setup.desktop.url, SESSION_COOKIE)).toBeUndefined();
  });

  it('does not accept a sign-in that took too long', async () => {
    const setup = await setUp();
    const url = await callbackUrl(setup);
    setup.pass(SIGN_IN_LIFETIME_MS);
    expect((await setup.browser.get(url)).status).toBe(400);
    expect(setup.issuer.record.grants).toEqual([]);
  });

  it('does not accept an ID Token with another nonce', async () => {
    const setup = await setUp();
    setup.issuer.behaviour.nonce = 'replayed';
    expect((await home(setup)).status).toBe(400);
    expect(setup.log.at(-1)?.code).toBe('desktop.sign_in_invalid');
    expect(setup.browser.cookie(setup.desktop.url, SESSION_COOKIE)).toBeUndefined();
  });

  it('says that the sign-in was not completed when the hub refuses', async () => {
    const setup = await setUp();
    setup.issuer.behaviour.authorizationError = 'access_denied';
    const refused = await home(setup);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('You are not signed in');
  });

  it('starts without the hub, says so to the person, and works when the hub is there', async () => {
    const issuer = await startTestIssuer([client]);
    await issuer.close();
    const setup = await setUp({ issuer: issuer.issuer });
    const refused = await home(setup);
    expect(refused.status).toBe(503);
    expect(await refused.text()).toContain('Sign-in is not available');
  });

  it('signs nobody in with a wrong client secret', async () => {
    const setup = await setUp({ clientSecret: 'wrong' });
    expect((await home(setup)).status).toBe(400);
    expect(setup.browser.cookie(setup.desktop.url, SESSION_COOKIE)).toBeUndefined();
  });
});
