/** Sign-outs that begin here: the identity provider is asked to end its own session, and what it answers is shown. */
import { STATUS_PARTIAL_LOGOUT, STATUS_REQUEST_DENIED, STATUS_RESPONDER, STATUS_SUCCESS } from '@cordboard/saml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubFixture, type HubFixtureOptions, pageOfKind, sentRequest } from '../../test-support/hub-fixture.ts';
import type { InjectedBrowser } from '../../test-support/injected-browser.ts';
import {
  ASKED,
  createLogoutFixture,
  createLogoutIdp,
  IDP_SLO_URL,
  type LogoutIdp,
  SIGNED_IN,
  sentLogoutId,
} from '../../test-support/logout-idp.ts';

let hub: HubFixture;
let idp: LogoutIdp;
let sloUrl: string;

const open = async (options: HubFixtureOptions = {}): Promise<void> => {
  ({ hub, idp, sloUrl } = await createLogoutFixture(options));
};

beforeEach(() => open());
afterEach(() => hub.close());

const reopen = async (options: HubFixtureOptions): Promise<void> => {
  await hub.close();
  await open(options);
};

/** The answer to the sign-out of the launchpad. */
const signOut = async (browser: InjectedBrowser) => {
  const launchpad = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
  return browser.post(
    `${hub.realmUrl}/sign-out`,
    { token: launchpad.signOutToken },
    { headers: { origin: hub.origin, 'sec-fetch-site': 'same-origin' } },
  );
};

/** Where the page that follows the form leads. */
const refreshOf = (body: string): string =>
  (/http-equiv="refresh" content="0;url=([^"]*)"/.exec(body)?.[1] ?? '').replaceAll('&amp;', '&');

/** Signed in, signed out here, and on the way to the identity provider. */
const leave = async () => {
  const browser = hub.browser();
  await hub.signIn(browser);
  const page = await signOut(browser);
  expect(page.status).toBe(200);
  const departure = await browser.get(refreshOf(page.body));
  return { browser, departure, requestId: sentLogoutId(departure.location) };
};

const signedOut = async (browser: InjectedBrowser, location: string | null) =>
  pageOfKind(await browser.get(location ?? ''), 'signed-out');

const signOutAttempt = async () => (await hub.attempts()).find(({ kind }) => kind === 'sign-out');

describe('signing out at the launchpad', () => {
  it('ends the session here first, then asks the identity provider in a signed request about that session', async () => {
    const { browser, departure } = await leave();
    expect((await browser.get(`${hub.realmUrl}/`)).status).toBe(303);
    expect(browser.cookie('session')).toBeUndefined();
    expect(await idp.readRequest(await hub.realm(), departure.location)).toMatchObject({
      accepted: true,
      message: {
        ...SIGNED_IN,
        destination: IDP_SLO_URL,
        reason: 'urn:oasis:names:tc:SAML:2.0:logout:user',
      },
    });
    expect(await signOutAttempt()).toMatchObject({
      outcome: 'pending',
      userId: 'user-agents-amina',
      subject: SIGNED_IN.nameId.value,
      connectionId: 'connection-agents-okta',
    });
  });

  it('leads through a page of ours, because browsers hold forms to their own site', async () => {
    const browser = hub.browser();
    await hub.signIn(browser);
    const page = await signOut(browser);
    expect(page.headers['content-security-policy']).toContain("form-action 'self'");
    expect(refreshOf(page.body)).toMatch(new RegExp(`^${hub.realmUrl}/sign-out/go\\?to=`));
  });

  it('posts the request where the identity provider takes no redirect', async () => {
    await reopen({ identityProvider: { singleLogout: [{ binding: 'post', url: IDP_SLO_URL, responseUrl: null }] } });
    const browser = hub.browser();
    await hub.signIn(browser);
    const departure = await browser.get(refreshOf((await signOut(browser)).body));
    expect(departure.status).toBe(200);
    expect(departure.body).toContain(`action="${IDP_SLO_URL}"`);
    expect(departure.body).toMatch(/name="SAMLRequest" value="[A-Za-z0-9+/=]+"/);
    expect(departure.headers['x-frame-options']).toBe('DENY');
  });

  it.each<[string, HubFixtureOptions]>([
    ['has no address for that', { identityProvider: { singleLogout: [] } }],
    ['is not to be asked', { ...ASKED, connections: { okta: { sendLogoutRequests: false } } }],
  ])('says that the session there remains when the identity provider %s', async (_, options) => {
    await reopen(options);
    const browser = hub.browser();
    await hub.signIn(browser);
    const answer = await signOut(browser);
    expect(answer.status).toBe(303);
    expect(await signedOut(browser, answer.location)).toMatchObject({
      identityProvider: { name: 'OKTA', outcome: 'still-signed-in' },
      reference: null,
      onHref: null,
    });
    expect(await signOutAttempt()).toBeUndefined();
  });

  it('says so as well when the identity provider gave no NameID', async () => {
    const browser = hub.browser();
    await hub.signIn(browser, undefined, { nameId: undefined });
    const answer = await signOut(browser);
    expect((await signedOut(browser, answer.location)).identityProvider?.outcome).toBe('still-signed-in');
  });
});

describe('the answer of the identity provider', () => {
  it.each(['post', 'url'] as const)('by %s completes the sign-out', async (way) => {
    const { browser, requestId } = await leave();
    const response = await idp.response(sloUrl, requestId);
    const answer =
      way === 'post'
        ? await browser.crossSitePost(sloUrl, { SAMLResponse: response.post })
        : await browser.get(response.url);
    expect(answer.status).toBe(303);
    expect(await signedOut(browser, answer.location)).toMatchObject({
      identityProvider: { name: 'OKTA', outcome: 'signed-out' },
      reference: null,
    });
    const attempt = await signOutAttempt();
    expect(attempt).toMatchObject({ outcome: 'succeeded', code: null });
    expect(attempt?.checks).toContainEqual(
      expect.objectContaining({ stage: 'receive-logout-response', name: 'in-response-to', status: 'passed' }),
    );
  });

  it('tells that other applications could not be told', async () => {
    const { browser, requestId } = await leave();
    const status = { codes: [STATUS_SUCCESS, STATUS_PARTIAL_LOGOUT] };
    const { post } = await idp.response(sloUrl, requestId, { status });
    const answer = await browser.crossSitePost(sloUrl, { SAMLResponse: post });
    expect((await signedOut(browser, answer.location)).identityProvider?.outcome).toBe('partly');
  });

  it.each<[string, string, string, Parameters<LogoutIdp['response']>[2]]>([
    [
      'a refusal',
      'still-signed-in',
      'logout.status',
      { status: { codes: [STATUS_RESPONDER, STATUS_REQUEST_DENIED], message: 'no' } },
    ],
    ['no signature', 'unknown', 'logout.not_signed', { key: null }],
    ['another issuer', 'unknown', 'logout.issuer', { issuer: 'https://evil.example' }],
  ])('with %s leaves the person signed out here, warned, and with a reference', async (_, outcome, code, change) => {
    const { browser, requestId } = await leave();
    const { post } = await idp.response(sloUrl, requestId, change);
    const answer = await browser.crossSitePost(sloUrl, { SAMLResponse: post });
    const attempt = await signOutAttempt();
    expect(await signedOut(browser, answer.location)).toMatchObject({
      identityProvider: { name: 'OKTA', outcome },
      reference: attempt?.reference,
    });
    expect(attempt).toMatchObject({ outcome: 'refused', code });
  });

  it('is taken once, and belongs to a request that was sent', async () => {
    const { browser, requestId } = await leave();
    const { post } = await idp.response(sloUrl, requestId);
    await browser.crossSitePost(sloUrl, { SAMLResponse: post });
    const foreign = await idp.response(sloUrl, '_never-sent');
    for (const SAMLResponse of [post, foreign.post]) {
      const answer = await browser.crossSitePost(sloUrl, { SAMLResponse });
      const page = await signedOut(browser, answer.location);
      expect(page.identityProvider).toEqual({ name: null, outcome: 'unknown' });
      const attempt = await hub.hub.storage.read.findAttemptByReference(page.reference ?? '');
      expect(attempt).toMatchObject({ kind: 'sign-out', code: 'sign-out.request_unknown' });
    }
  });

  it('comes too late after a quarter of an hour', async () => {
    const { browser, requestId } = await leave();
    hub.advance(15 * 60_000);
    const late = createLogoutIdp(hub.idp, () => Date.now() + 15 * 60_000);
    const { post } = await late.response(sloUrl, requestId);
    const answer = await browser.crossSitePost(sloUrl, { SAMLResponse: post });
    expect((await signedOut(browser, answer.location)).identityProvider?.outcome).toBe('unknown');
  });

  it('never opens a sign-in that waits for its browser', async () => {
    const browser = hub.browser();
    const departure = await browser.get(`${hub.realmUrl}/`);
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id);
    const parked = await browser.crossSitePost(hub.acsUrl, { SAMLResponse });
    const handle = (parked.location ?? '').split('/').at(-1) ?? '';
    const { post } = await idp.response(sloUrl, handle);
    const answer = await browser.crossSitePost(sloUrl, { SAMLResponse: post });
    expect(await signedOut(browser, answer.location)).toMatchObject({
      identityProvider: { name: null, outcome: 'unknown' },
    });
    expect((await signOutAttempt())?.code).toBe('keys.unsealable');
  });
});

describe('links of a sign-out', () => {
  it('that nobody here made, or that are over, end on the plain page', async () => {
    const browser = hub.browser();
    await hub.signIn(browser);
    const link = refreshOf((await signOut(browser)).body);
    hub.advance(5 * 60_000);
    for (const target of [link, `${hub.realmUrl}/sign-out/go`, `${hub.realmUrl}/sign-out/go?to=v1.x.y`]) {
      expect((await browser.get(target)).location).toBe(`${hub.realmUrl}/signed-out`);
    }
    const forged = await signedOut(browser, `${hub.realmUrl}/signed-out?about=v1.test.x.y`);
    expect(forged).toMatchObject({ identityProvider: null, reference: null, onHref: null });
  });

  it('of one realm are nothing in another', async () => {
    const browser = hub.browser();
    await hub.signIn(browser);
    const link = refreshOf((await signOut(browser)).body).replace('/agents/', '/customers/');
    expect((await browser.get(link)).location).toBe(`${hub.realmUrl.replace('/agents', '/customers')}/signed-out`);
  });
});
