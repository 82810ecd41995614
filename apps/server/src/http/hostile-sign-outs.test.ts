/** Sign-outs under bad circumstances: what is damaged, odd or late must not keep a session alive, nor end another. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubFixture, type HubFixtureOptions, pageOfKind } from '../../test-support/hub-fixture.ts';
import type { InjectedBrowser } from '../../test-support/injected-browser.ts';
import { createLogoutFixture, type LogoutIdp, sentLogoutId } from '../../test-support/logout-idp.ts';
import { signInToApp } from '../../test-support/oidc-app.ts';

const LANDING = 'https://desktop.example/signed-out';

let hub: HubFixture;
let idp: LogoutIdp;
let sloUrl: string;

const open = async (options: HubFixtureOptions = {}): Promise<void> => {
  ({ hub, idp, sloUrl } = await createLogoutFixture(options));
  const { view } = await hub.realm();
  await hub.hub.storage.write(async (writer) => {
    for (const app of view.apps) {
      if (app.type === 'oidc') {
        await writer.putApp({ ...app, settings: { ...app.settings, postLogoutRedirectUris: [LANDING] } });
      }
    }
  });
  await hub.hub.directoryChanged();
};

beforeEach(() => open());
afterEach(() => hub.close());

/** What a thief, or the next person at the keyboard, could send again. */
const cookiesOf = (browser: InjectedBrowser): string =>
  browser
    .cookies()
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');

const isSignedIn = async (cookieHeader: string): Promise<boolean> =>
  (await hub.browser().get(`${hub.realmUrl}/`, { cookieHeader })).status === 200;

const signedIn = async (change: Parameters<HubFixture['signIn']>[2] = {}): Promise<InjectedBrowser> => {
  const browser = hub.browser();
  await hub.signIn(browser, undefined, change);
  return browser;
};

/** The form of the launchpad, to be sent at any time. */
const signOutForm = async (browser: InjectedBrowser) => {
  const { signOutToken: token } = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
  const headers = { origin: hub.origin, 'sec-fetch-site': 'same-origin' };
  return () => browser.post(`${hub.realmUrl}/sign-out`, { token }, { headers });
};

describe('a session of which it cannot be read any more what the identity provider calls it', () => {
  const damageSessions = () =>
    hub.hub.storage.write(async (writer) => {
      const sessions = await writer.listUserSessions('realm-agents', 'user-agents-amina', Date.now());
      for (const session of sessions) {
        if (session.method === 'saml') {
          await writer.putSession({ ...session, sealedIdpSession: 'v1.test.x.y' });
        }
      }
      return sessions.length;
    });

  it('ends with the others of the person when the identity provider says so', async () => {
    const damaged = cookiesOf(await signedIn());
    expect(await damageSessions()).toBe(1);
    const sound = cookiesOf(await signedIn());
    const { post: SAMLRequest } = await idp.request(sloUrl);
    expect((await hub.browser().crossSitePost(sloUrl, { SAMLRequest })).status).toBe(303);
    expect(await isSignedIn(damaged)).toBe(false);
    expect(await isSignedIn(sound)).toBe(false);
  });

  it('ends here, with the words that the other one may remain', async () => {
    const browser = await signedIn();
    const cookies = cookiesOf(browser);
    const signOut = await signOutForm(browser);
    expect(await damageSessions()).toBe(1);
    const answer = await signOut();
    expect(answer.status).toBe(303);
    expect(pageOfKind(await browser.get(answer.location ?? ''), 'signed-out').identityProvider).toEqual({
      name: 'OKTA',
      outcome: 'still-signed-in',
    });
    expect(await isSignedIn(cookies)).toBe(false);
  });

  it('ends when an app asks for it', async () => {
    const browser = hub.browser();
    const { tokens } = await signInToApp(hub, browser);
    const cookies = cookiesOf(browser);
    expect(await damageSessions()).toBe(1);
    const query = new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: LANDING });
    const answer = await browser.follow(`${hub.realmUrl}/oidc/session/end?${query}`, hub.origin);
    expect(answer.location).toBe(LANDING);
    expect(await isSignedIn(cookies)).toBe(false);
  });
});

describe('a sign-in that was on its way when the identity provider ended the session', () => {
  const endedAtIdp = async (change: Parameters<LogoutIdp['request']>[1]): Promise<void> => {
    const { post: SAMLRequest } = await idp.request(sloUrl, change);
    expect((await hub.browser().crossSitePost(sloUrl, { SAMLRequest })).status).toBe(303);
  };

  it.each([
    ['ahead of ours', 60_000],
    ['behind ours', -60_000],
  ])('is told from a newer one by the clock of the identity provider, %s', async (_, differenceMs) => {
    const there = (offsetMs: number): Date => new Date(Date.now() + differenceMs + offsetMs);
    await endedAtIdp({ sessionIndexes: [], now: there(0) });
    const old = { authnInstant: there(-20_000), now: there(-20_000), sessionIndex: 'old' };
    expect(await isSignedIn(cookiesOf(await signedIn(old)))).toBe(false);
    const newer = { authnInstant: there(20_000), now: there(20_000), sessionIndex: 'newer' };
    expect(await isSignedIn(cookiesOf(await signedIn(newer)))).toBe(true);
  });

  it('is refused as long as the assertion would be accepted, the tolerated difference of the clocks included', async () => {
    const issuedAt = new Date();
    const day = 24 * 60 * 60 * 1000;
    await endedAtIdp({ sessionIndexes: ['one'] });
    hub.advance(day + 60_000);
    await hub.hub.storage.write((writer) => writer.deleteExpired(issuedAt.getTime() + day + 60_000, 1000));
    const late = { now: issuedAt, authnInstant: issuedAt, lifetimeMs: day };
    expect(await isSignedIn(cookiesOf(await signedIn({ ...late, sessionIndex: 'two' })))).toBe(true);
    expect(await isSignedIn(cookiesOf(await signedIn({ ...late, sessionIndex: 'one' })))).toBe(false);
  });

  it('ends without a SessionIndex of its own as a session would, with any of the person', async () => {
    const sentAt = Date.now();
    await endedAtIdp({ sessionIndexes: ['one', 'two'], now: new Date(sentAt) });
    const withoutIndex = (offsetMs: number) =>
      signedIn({ sessionIndex: undefined, authnInstant: new Date(sentAt + offsetMs) });
    expect(await isSignedIn(cookiesOf(await withoutIndex(0)))).toBe(false);
    expect(await isSignedIn(cookiesOf(await withoutIndex(1000)))).toBe(true);
    expect(await isSignedIn(cookiesOf(await signedIn({ sessionIndex: 'three', authnInstant: new Date(sentAt) })))).toBe(
      true,
    );
  });
});

describe('an app that wants much back with its browser', () => {
  const endSession = async (state: string) => {
    const browser = hub.browser();
    const { tokens } = await signInToApp(hub, browser);
    const query = new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: LANDING, state });
    return { browser, departure: await browser.follow(`${hub.realmUrl}/oidc/session/end?${query}`, hub.origin) };
  };

  it.each([
    ['proved', undefined],
    ['not proved', null],
  ])('gets it, and the identity provider is asked, when its end is %s', async (_, key) => {
    const state = 's'.repeat(3000);
    const { browser, departure } = await endSession(state);
    const { post: SAMLResponse } = await idp.response(sloUrl, sentLogoutId(departure.location), {
      ...(key === null && { key }),
    });
    const answer = await browser.crossSitePost(sloUrl, { SAMLResponse });
    const page = key === null ? pageOfKind(await browser.get(answer.location ?? ''), 'signed-out') : null;
    expect(page === null ? answer.location : page.onHref).toBe(`${LANDING}?state=${state}`);
    expect(page?.identityProvider?.outcome).toBe(key === null ? 'unknown' : undefined);
  });

  it('does without it when it fits in no link: that the identity provider is asked goes first', async () => {
    const { browser, departure } = await endSession('s'.repeat(7000));
    const { post: SAMLResponse } = await idp.response(sloUrl, sentLogoutId(departure.location));
    const answer = await browser.crossSitePost(sloUrl, { SAMLResponse });
    expect(pageOfKind(await browser.get(answer.location ?? ''), 'signed-out')).toMatchObject({
      identityProvider: { name: 'OKTA', outcome: 'signed-out' },
      onHref: null,
    });
  });
});

describe('a NameID that fits in no link', () => {
  it('leaves the person with the words that the session at the identity provider remains', async () => {
    const browser = await signedIn({ nameId: { value: '名'.repeat(1000), nameQualifier: '名'.repeat(1000) } });
    const answer = await (await signOutForm(browser))();
    expect(pageOfKind(await browser.get(answer.location ?? ''), 'signed-out').identityProvider).toEqual({
      name: 'OKTA',
      outcome: 'still-signed-in',
    });
  });
});

describe('a session that does not count for a while, as its connection is disabled', () => {
  const setEnabled = async (enabled: boolean): Promise<void> => {
    await hub.hub.storage.write(async (writer) => {
      const view = await writer.findRealmViewById('realm-agents');
      for (const connection of view?.connections ?? []) {
        await writer.putConnection({ ...connection, enabled });
      }
    });
    await hub.hub.directoryChanged();
  };

  it('is over for good once the person signs out', async () => {
    const browser = await signedIn();
    const other = cookiesOf(await signedIn());
    const cookies = cookiesOf(browser);
    const signOut = await signOutForm(browser);
    await setEnabled(false);
    expect(await isSignedIn(cookies)).toBe(false);
    const answer = await signOut();
    expect(pageOfKind(await browser.get(answer.location ?? ''), 'signed-out').identityProvider).toEqual({
      name: null,
      outcome: 'still-signed-in',
    });
    await setEnabled(true);
    expect(await isSignedIn(cookies)).toBe(false);
    expect(await isSignedIn(other)).toBe(true);
  });

  it('is over for good once the identity provider says so', async () => {
    const cookies = cookiesOf(await signedIn());
    await setEnabled(false);
    const { id, post: SAMLRequest } = await idp.request(sloUrl);
    const answer = await hub.browser().crossSitePost(sloUrl, { SAMLRequest });
    expect(await idp.readResponse(await hub.realm(), { url: answer.location }, id)).toMatchObject({ accepted: true });
    await setEnabled(true);
    expect(await isSignedIn(cookies)).toBe(false);
  });

  it.each([
    ['is over for good once an app signs the person out', 'amina', false],
    ['is left alone by the ID token of somebody else', 'ben', true],
  ])('%s', async (_, login, comesBack) => {
    await hub.close();
    await open({ users: [{ login: 'amina' }, { login: 'ben', email: 'ben@acme.example' }] });
    const browser = hub.browser();
    const { tokens } = await signInToApp(hub, browser);
    const ben = {
      nameId: { value: 'n-ben-0001' },
      attributes: [{ name: 'email', values: [{ text: 'ben@acme.example' }] }],
    };
    const owner = login === 'amina' ? browser : await signedIn(ben);
    const cookies = cookiesOf(owner);
    await setEnabled(false);
    const query = new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: LANDING });
    const answer = await owner.follow(`${hub.realmUrl}/oidc/session/end?${query}`, hub.origin);
    expect(answer.location).toBe(LANDING);
    await setEnabled(true);
    expect(await isSignedIn(cookies)).toBe(comesBack);
  });
});

describe('the page that posts an answer', () => {
  const frameAncestors = async (url: string) => {
    await hub.close();
    await open({ identityProvider: { singleLogout: [{ binding: 'post', url, responseUrl: null }] } });
    const { post: SAMLRequest } = await idp.request(sloUrl);
    const { status, headers } = await hub.browser().crossSitePost(sloUrl, { SAMLRequest });
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    return { policy: policy.slice(policy.indexOf('frame-ancestors')), frames: headers['x-frame-options'] };
  };

  it.each([
    ['https://idp.example:8443/slo', 'https://idp.example:8443'],
    ['https://bücher.example/slo', 'https://xn--bcher-kva.example'],
  ])('may be framed by the origin of %s', async (url, source) => {
    expect(await frameAncestors(url)).toEqual({ policy: `frame-ancestors ${source}`, frames: undefined });
  });

  it.each(['https://idp.example;sandbox/slo', 'https://idp.example,x/slo', 'https://*/slo', 'https://*.example/slo'])(
    'may be framed by nobody for %s, which would say more in a policy than an origin',
    async (url) => {
      expect(await frameAncestors(url)).toEqual({ policy: "frame-ancestors 'none'", frames: 'DENY' });
    },
  );
});

describe('the RelayState of a request', () => {
  const returned = (location: string | null) => new URL(location ?? '').searchParams.get('RelayState');
  // As much as the kernel takes of a query.
  const long = 'r'.repeat(8 * 1024);

  it('goes back as it came, however long', async () => {
    const byRedirect = await idp.request(sloUrl, { relayState: long });
    expect(returned((await hub.browser().get(byRedirect.url)).location)).toBe(long);
    const { post: SAMLRequest } = await idp.request(sloUrl);
    const byPost = await hub.browser().crossSitePost(sloUrl, { SAMLRequest, RelayState: long });
    expect(returned(byPost.location)).toBe(long);
  });

  it('is refused when it is too long to go back', async () => {
    const session = cookiesOf(await signedIn());
    const { url } = await idp.request(sloUrl, { relayState: `${long}r` });
    expect((await hub.browser().get(url)).status).toBe(403);
    const { post: SAMLRequest } = await idp.request(sloUrl);
    const answer = await hub.browser().crossSitePost(sloUrl, { SAMLRequest, RelayState: `${long}r` });
    expect(answer.status).toBe(403);
    expect(await isSignedIn(session)).toBe(true);
  });

  it('in a query is the one that the signature covers', async () => {
    const session = cookiesOf(await signedIn());
    const { url } = await idp.request(sloUrl);
    for (const added of ['RelayState=x', 'Relay%53tate=x', 'RelayState']) {
      expect((await hub.browser().get(`${url}&${added}`)).status).toBe(403);
    }
    expect(await isSignedIn(session)).toBe(true);
    expect(returned((await hub.browser().get(`${url}&relaystate=x&RelayState[]=y`)).location)).toBeNull();
  });
});

describe('a connection that leads to another identity provider than when the person signed in', () => {
  const change = (entityId: string): Promise<void> =>
    hub.hub.storage
      .write(async (writer) => {
        const view = await writer.findRealmViewById('realm-agents');
        for (const connection of view?.connections ?? []) {
          const identityProvider = { ...connection.identityProvider, entityId };
          await writer.putConnection({ ...connection, identityProvider });
        }
      })
      .then(() => hub.hub.directoryChanged());

  it('is not told whom the former one signed in', async () => {
    const browser = await signedIn();
    const cookies = cookiesOf(browser);
    const signOut = await signOutForm(browser);
    await change('https://new.example/metadata');
    const answer = await signOut();
    expect(answer.status).toBe(303);
    expect(pageOfKind(await browser.get(answer.location ?? ''), 'signed-out').identityProvider?.outcome).toBe(
      'still-signed-in',
    );
    expect(await isSignedIn(cookies)).toBe(false);
  });

  it('ends no session of the former one', async () => {
    const cookies = cookiesOf(await signedIn());
    await change('https://new.example/metadata');
    const { post: SAMLRequest } = await idp.request(sloUrl, {
      issuer: 'https://new.example/metadata',
      sessionIndexes: [],
    });
    expect((await hub.browser().crossSitePost(sloUrl, { SAMLRequest })).status).toBe(303);
    expect(await isSignedIn(cookies)).toBe(true);
  });
});

describe('the link to the identity provider', () => {
  it('is followed as often from one address as sign-ins may begin there: each time is signed and leaves an attempt', async () => {
    await hub.close();
    await open({ limits: { signInStartsPerMinute: 3 } });
    const browser = await signedIn();
    const page = await (await signOutForm(browser))();
    const link = (/http-equiv="refresh" content="0;url=([^"]*)"/.exec(page.body)?.[1] ?? '').replaceAll('&amp;', '&');
    const statuses: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      statuses.push((await browser.get(link)).status);
    }
    expect(statuses).toEqual([303, 303, 303, 429, 429]);
    expect((await hub.attempts()).filter(({ kind }) => kind === 'sign-out')).toHaveLength(3);
    hub.advance(20_000);
    expect((await browser.get(link)).status).toBe(303);
  });
});
