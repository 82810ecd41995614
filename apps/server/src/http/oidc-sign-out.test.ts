/** Sign-outs that an app asks for (OpenID Connect RP-Initiated Logout 1.0), with and without the identity provider. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
} from '../../test-support/hub-fixture.ts';
import type { InjectedBrowser } from '../../test-support/injected-browser.ts';
import { ASKED, createLogoutIdp, IDP_SLO_URL, sentLogoutId } from '../../test-support/logout-idp.ts';
import { refresh, signInToApp } from '../../test-support/oidc-app.ts';

const LANDING = 'https://desktop.example/signed-out';

let hub: HubFixture;

const open = async (options: HubFixtureOptions): Promise<void> => {
  hub = await createHubFixture(options);
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

beforeEach(() => open(ASKED));
afterEach(() => hub.close());

const endSession = (browser: InjectedBrowser, query: Readonly<Record<string, string>>) =>
  browser.follow(`${hub.realmUrl}/oidc/session/end?${new URLSearchParams(query)}`, hub.origin);

const signedIn = async () => {
  const browser = hub.browser();
  const { tokens } = await signInToApp(hub, browser);
  const query = { id_token_hint: tokens.id_token, post_logout_redirect_uri: LANDING, state: 's-1' };
  return { browser, tokens, query };
};

describe('an app that signs somebody out', () => {
  it('sends the browser to the identity provider once the session here and its tokens are over, and gets it back', async () => {
    const { browser, tokens, query } = await signedIn();
    const departure = await endSession(browser, query);
    expect(departure.location).toMatch(new RegExp(`^${IDP_SLO_URL}\\?SAMLRequest=`));
    expect(browser.cookie('session')).toBeUndefined();
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(400);
    const idp = createLogoutIdp(hub.idp);
    const { post } = await idp.response(`${hub.realmUrl}/saml/default/slo`, sentLogoutId(departure.location));
    const answer = await browser.crossSitePost(`${hub.realmUrl}/saml/default/slo`, { SAMLResponse: post });
    expect(answer).toMatchObject({ status: 303, location: `${LANDING}?state=s-1` });
  });

  it('gets the browser by a link when the identity provider could not be proved to have signed out', async () => {
    const { browser, query } = await signedIn();
    const departure = await endSession(browser, query);
    const idp = createLogoutIdp(hub.idp);
    const sloUrl = `${hub.realmUrl}/saml/default/slo`;
    const { post } = await idp.response(sloUrl, sentLogoutId(departure.location), { key: null });
    const answer = await browser.crossSitePost(sloUrl, { SAMLResponse: post });
    expect(pageOfKind(await browser.get(answer.location ?? ''), 'signed-out')).toMatchObject({
      identityProvider: { name: 'OKTA', outcome: 'unknown' },
      onHref: `${LANDING}?state=s-1`,
    });
  });

  it('gets the browser at once where the identity provider is not asked', async () => {
    await hub.close();
    await open({ ...ASKED, connections: { okta: { sendLogoutRequests: false } } });
    const { browser, tokens, query } = await signedIn();
    expect((await endSession(browser, query)).location).toBe(`${LANDING}?state=s-1`);
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(400);
  });

  it('ends on our own page without an address of its own', async () => {
    await hub.close();
    await open({ ...ASKED, connections: { okta: { sendLogoutRequests: false } } });
    const { browser, query } = await signedIn();
    const answer = await browser.get(
      `${hub.realmUrl}/oidc/session/end?${new URLSearchParams({ id_token_hint: query.id_token_hint })}`,
    );
    expect(pageOfKind(await browser.get(answer.location ?? ''), 'signed-out').identityProvider).toEqual({
      name: 'OKTA',
      outcome: 'still-signed-in',
    });
  });

  it('ends nobody’s session with the ID token of somebody else', async () => {
    await hub.close();
    await open({ ...ASKED, users: [{ login: 'amina' }, { login: 'ben', email: 'ben@acme.example' }] });
    const { query: ours } = await signedIn();
    const ben = hub.browser();
    await hub.signIn(ben, undefined, {
      nameId: { value: 'n-ben-0001' },
      attributes: [{ name: 'email', values: [{ text: 'ben@acme.example' }] }],
    });
    const answer = await ben.get(`${hub.realmUrl}/oidc/session/end?${new URLSearchParams(ours)}`);
    expect(answer.location).toBe(`${hub.realmUrl}/`);
    expect((await ben.get(`${hub.realmUrl}/`)).status).toBe(200);
  });
});
