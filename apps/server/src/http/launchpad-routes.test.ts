import { afterEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
} from '../../test-support/hub-fixture.ts';
import type { Answer, InjectedBrowser } from '../../test-support/injected-browser.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const signedIn = async (hub: HubFixture): Promise<{ browser: InjectedBrowser; token: string }> => {
  const browser = hub.browser();
  await hub.signIn(browser);
  const page = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
  return { browser, token: page.signOutToken };
};

const isSignedIn = async (hub: HubFixture, browser: InjectedBrowser): Promise<boolean> =>
  (await browser.get(`${hub.realmUrl}/`)).status === 200;

const signOut = (
  hub: HubFixture,
  browser: InjectedBrowser,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = { origin: hub.origin, 'sec-fetch-site': 'same-origin' },
): Promise<Answer> => browser.post(`${hub.realmUrl}/sign-out`, form, { headers });

describe('the launchpad', () => {
  it('shows the person, the connection and the apps', async () => {
    const hub = await fixture();
    const { browser } = await signedIn(hub);
    const page = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
    expect(page.tiles.map(({ slug, href }) => [slug, href])).toEqual([
      ['desktop', '/e/acme/production/agents/apps/desktop'],
      ['wiki', '/e/acme/production/agents/apps/wiki'],
    ]);
    expect(page.realm).toEqual({
      companyName: 'Acme',
      environmentName: 'Production',
      basePath: '/e/acme/production/agents',
    });
    expect(page.sessionEndsAt - page.now).toBeGreaterThan(9 * 60 * 60_000);
  });

  it('writes names so that they stay text', async () => {
    const hub = await fixture({ users: [{ displayName: '</script><script>alert(1)</script>' }] });
    const { browser } = await signedIn(hub);
    const answer = await browser.get(`${hub.realmUrl}/`);
    expect(answer.body).not.toContain('</script><script>alert');
    expect(pageOfKind(answer, 'launchpad').person.displayName).toBe('</script><script>alert(1)</script>');
  });

  it('belongs to one realm: the session of another does not open it', async () => {
    const hub = await fixture();
    const { browser } = await signedIn(hub);
    const value = browser.cookie('session')?.value ?? '';
    const cookieHeader = `__Secure-cordboard-session=${value}`;
    const customers = hub.realmUrl.replace('/agents', '/customers');
    expect((await browser.get(`${hub.realmUrl}/`, { cookieHeader })).status).toBe(200);
    expect((await browser.get(`${customers}/`, { cookieHeader })).status).toBe(303);
  });
});

describe('sign-out', () => {
  it('ends the session, removes its cookie and shows the way back', async () => {
    const hub = await fixture();
    const { browser, token } = await signedIn(hub);
    const cookie = browser.cookie('session');
    const answer = await signOut(hub, browser, { token });
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(new RegExp(`^${hub.realmUrl}/signed-out\\?about=`));
    const said = pageOfKind(await browser.get(answer.location ?? ''), 'signed-out');
    expect(said.identityProvider).toEqual({ name: 'OKTA', outcome: 'still-signed-in' });
    expect(answer.cookies).toMatchObject([{ name: cookie?.name, path: cookie?.path, expired: true }]);
    expect(pageOfKind(await browser.get(`${hub.realmUrl}/signed-out`), 'signed-out').signInHref).toBe(
      '/e/acme/production/agents/sign-in?choose=1',
    );
    const kept = await browser.get(`${hub.realmUrl}/`, { cookieHeader: `${cookie?.name}=${cookie?.value}` });
    expect(kept.status).toBe(303);
  });

  it('is accepted as browsers send it: form posts may have `Origin: null`', async () => {
    const hub = await fixture();
    const { browser, token } = await signedIn(hub);
    const answer = await signOut(hub, browser, { token }, { origin: 'null', 'sec-fetch-site': 'same-origin' });
    expect(answer.status).toBe(303);
    expect(await isSignedIn(hub, browser)).toBe(false);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { origin: 'https://x.sso.example', 'sec-fetch-site': 'same-site' }],
    ['nobody who says where from', {}],
  ])('is refused for %s, even with the token', async (_, headers) => {
    const hub = await fixture();
    const { browser, token } = await signedIn(hub);
    const answer = await signOut(hub, browser, { token }, headers);
    expect(answer.status).toBe(403);
    expect(pageOfKind(answer, 'error').problem).toBe('refused');
    expect(await isSignedIn(hub, browser)).toBe(true);
  });

  it('is refused without the token of this very session', async () => {
    const hub = await fixture();
    const [mine, theirs] = [await signedIn(hub), await signedIn(hub)];
    expect(mine.token).not.toBe(theirs.token);
    for (const token of [theirs.token, '', 'x', mine.token.slice(1), `${mine.token}A`, mine.token.toUpperCase()]) {
      expect((await signOut(hub, mine.browser, { token })).status, token).toBe(403);
    }
    expect((await signOut(hub, mine.browser, {})).status).toBe(400);
    expect((await signOut(hub, mine.browser, { token: mine.token, more: '1' })).status).toBe(400);
    expect(await isSignedIn(hub, mine.browser)).toBe(true);
    expect((await signOut(hub, mine.browser, { token: mine.token })).status).toBe(303);
    expect(await isSignedIn(hub, theirs.browser)).toBe(true);
  });

  it('in a second tab, after the first has signed out, leads to the same page', async () => {
    const hub = await fixture();
    const { browser, token } = await signedIn(hub);
    await signOut(hub, browser, { token });
    expect(await signOut(hub, browser, { token })).toMatchObject({
      status: 303,
      location: `${hub.realmUrl}/signed-out`,
    });
  });

  it('works when the session is over already', async () => {
    const hub = await fixture();
    const { browser, token } = await signedIn(hub);
    hub.advance(24 * 60 * 60_000);
    const answer = await signOut(hub, browser, { token });
    expect(answer.status).toBe(303);
    expect(answer.cookies).toMatchObject([{ expired: true }]);
  });

  it('takes no GET', async () => {
    const hub = await fixture();
    const { browser, token } = await signedIn(hub);
    expect((await browser.get(`${hub.realmUrl}/sign-out?token=${token}`)).status).toBe(404);
    expect(await isSignedIn(hub, browser)).toBe(true);
  });
});

describe('a session', () => {
  it('ends when it was idle for too long, and not a moment before', async () => {
    const hub = await fixture({ realm: { idleMinutes: 30 } });
    const { browser } = await signedIn(hub);
    hub.advance(29 * 60_000);
    expect(await isSignedIn(hub, browser)).toBe(true);
    hub.advance(29 * 60_000);
    expect(await isSignedIn(hub, browser)).toBe(true);
    hub.advance(31 * 60_000);
    expect(await isSignedIn(hub, browser)).toBe(false);
  });

  it('ends at its limit, however much it is used', async () => {
    const hub = await fixture({ realm: { idleMinutes: 30, sessionMinutes: 60 } });
    const { browser } = await signedIn(hub);
    for (let minutes = 0; minutes < 59; minutes += 29) {
      expect(await isSignedIn(hub, browser)).toBe(true);
      hub.advance(29 * 60_000);
    }
    hub.advance(60_000);
    expect(await isSignedIn(hub, browser)).toBe(false);
  });
});
