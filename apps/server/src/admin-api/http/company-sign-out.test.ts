/** What a sign-out at the company's identity provider does to an administrator who came from there. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubFixture, pageOfKind, sentRequest } from '../../../test-support/hub-fixture.ts';
import type { InjectedBrowser } from '../../../test-support/injected-browser.ts';
import { createLogoutFixture, type LogoutIdp } from '../../../test-support/logout-idp.ts';

const ORIGIN = 'https://sso.example';
const START = `${ORIGIN}/admin/sso/acme`;

let hub: HubFixture;
let idp: LogoutIdp;
let sloUrl: string;

beforeEach(async () => {
  ({ hub, idp, sloUrl } = await createLogoutFixture());
  const { view } = await hub.realm();
  await hub.hub.storage.write(async (writer) => {
    await writer.putRealm({ ...view.realm, kind: 'admins' });
    await writer.putAdministrator({
      id: 'amina',
      login: 'amina@acme.example',
      name: 'Amina',
      passwordHash: null,
      sealedTotp: null,
      enabled: true,
      createdAt: 1,
      updatedAt: 1,
    });
    await writer.setGrants('amina', [
      { role: 'company-administrator', companyId: 'company-acme', environmentId: null },
    ]);
  });
  await hub.hub.directoryChanged();
});

afterEach(() => hub.close());

type Change = Parameters<HubFixture['signIn']>[2];

const reachCode = async (change?: Change) => {
  const browser = hub.browser();
  const { completed } = await hub.signIn(browser, START, change);
  return { browser, completed };
};

const signedIn = async (change?: Change): Promise<InjectedBrowser> => {
  const { browser, completed } = await reachCode(change);
  expect((await browser.get(completed.location ?? '')).location).toBe(`${ORIGIN}/admin/`);
  return browser;
};

const isSignedIn = async (browser: InjectedBrowser): Promise<boolean> =>
  (await browser.get(`${ORIGIN}/admin/api/v1/session`)).status === 200;

const endAtIdp = async (change: Parameters<LogoutIdp['request']>[1] = {}): Promise<void> => {
  const { post: SAMLRequest } = await idp.request(sloUrl, change);
  expect((await hub.browser().crossSitePost(sloUrl, { SAMLRequest })).status).toBe(303);
};

const signOutAttempt = async () => (await hub.attempts()).find(({ kind }) => kind === 'sign-out');

describe('a sign-out at the identity provider of a company', () => {
  it('ends the session in the portal that came from there, and says that it did', async () => {
    const browser = await signedIn();
    await endAtIdp();
    expect(await isSignedIn(browser)).toBe(false);
    expect((await signOutAttempt())?.checks).toContainEqual({
      stage: 'end-sessions',
      name: 'sessions',
      status: 'passed',
      received: '1 ended',
    });
  });

  it('without a SessionIndex ends all of the person', async () => {
    const browsers = [
      await signedIn(),
      await signedIn({ sessionIndex: 'two' }),
      await signedIn({ sessionIndex: undefined }),
    ];
    await endAtIdp({ sessionIndexes: [] });
    expect(await Promise.all(browsers.map(isSignedIn))).toEqual([false, false, false]);
  });

  it('with a SessionIndex ends that one, and those that came without any', async () => {
    const browsers = [
      await signedIn(),
      await signedIn({ sessionIndex: 'two' }),
      await signedIn({ sessionIndex: undefined }),
    ];
    await endAtIdp();
    expect(await Promise.all(browsers.map(isSignedIn))).toEqual([false, true, false]);
  });

  it('of somebody else ends nothing', async () => {
    const browser = await signedIn();
    await endAtIdp({ nameId: { value: 'n-ben-0001' }, sessionIndexes: [] });
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('overtakes a sign-in that waits for its browser, before and behind the code for the portal', async () => {
    const before = hub.browser();
    const departure = await before.follow(START, hub.origin);
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id);
    const received = await before.crossSitePost(hub.acsUrl, { SAMLResponse });
    const behind = await reachCode({ sessionIndex: 'two' });
    await endAtIdp({ sessionIndexes: ['session-index-0001', 'two'] });
    for (const [browser, location] of [
      [before, received.location],
      [behind.browser, behind.completed.location],
    ] as const) {
      const answer = await browser.get(location ?? '');
      expect(answer.status).toBe(403);
      const { reference } = pageOfKind(answer, 'error');
      const attempt = await hub.hub.storage.read.findAttemptByReference(reference ?? '');
      expect(attempt).toMatchObject({ outcome: 'refused', code: 'sign-in.ended_at_idp' });
      expect(await isSignedIn(browser)).toBe(false);
    }
  });
});
