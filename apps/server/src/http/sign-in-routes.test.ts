import { afterEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
  sentRequest,
} from '../../test-support/hub-fixture.ts';
import type { Answer } from '../../test-support/injected-browser.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const match = (...emailDomains: string[]) => ({ match: { emailAttribute: 'email', emailDomains } });

const TWO_CONNECTIONS: HubFixtureOptions = {
  connections: { okta: match('acme.example', 'shared.example'), entra: match('north.example', 'shared.example') },
};

/** The `continue` value of the page that asks who signs in. */
const continueOf = async (hub: HubFixture, path = '/'): Promise<string> =>
  pageOfKind(await hub.browser().get(`${hub.realmUrl}${path}`), 'sign-in').continue;

const discover = (
  hub: HubFixture,
  body: unknown,
  headers: Readonly<Record<string, string>> = { origin: hub.origin, 'sec-fetch-site': 'same-origin' },
  realmUrl = hub.realmUrl,
): Promise<Answer> =>
  hub.browser().post(`${realmUrl}/sign-in/discover`, JSON.stringify(body), {
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
  });

describe('discovery by e-mail address', () => {
  it('leads to the one connection of the domain, whatever its letter case, and goes on with what was wanted', async () => {
    const hub = await fixture(TWO_CONNECTIONS);
    const wanted = await continueOf(hub, '/apps/wiki');
    const answer = await discover(hub, { email: ' Amina@ACME.Example ', continue: wanted });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { found, href } = JSON.parse(answer.body);
    expect(found).toBe(true);
    expect(href).toMatch(/^\/e\/acme\/production\/agents\/sign-in\/default\/okta\?continue=/);
    const browser = hub.browser();
    const { completed } = await hub.signIn(browser, `${hub.origin}${href}`);
    expect(completed.location).toBe(`${hub.realmUrl}/apps/wiki`);
  });

  it.each(['x@unknown.example', 'x@shared.example', 'x@sub.acme.example', 'x@acme.example.evil', 'x@example'])(
    'is as neutral about %s as about any other',
    async (email) => {
      const hub = await fixture(TWO_CONNECTIONS);
      const answer = await discover(hub, { email, continue: await continueOf(hub) });
      expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { found: false }]);
    },
  );

  it.each([
    'amina',
    '',
    '@acme.example',
    'amina@',
    'a b@acme.example',
    'a@b@acme.example',
    'amina@acme.example\nx',
    `${'a'.repeat(242)}@acme.example`,
    7,
    null,
    ['amina@acme.example'],
  ])('refuses %j as no address', async (email) => {
    const hub = await fixture(TWO_CONNECTIONS);
    const answer = await discover(hub, { email, continue: await continueOf(hub) });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { code: 'http.bad_request' }]);
  });

  it('takes an address of 254 characters, and no member that it does not know', async () => {
    const hub = await fixture(TWO_CONNECTIONS);
    const wanted = await continueOf(hub);
    const email = `${'a'.repeat(241)}@acme.example`;
    expect(email).toHaveLength(254);
    expect(JSON.parse((await discover(hub, { email, continue: wanted })).body)).toMatchObject({ found: true });
    expect((await discover(hub, { email, continue: wanted, more: 1 })).status).toBe(400);
    expect((await discover(hub, { email })).status).toBe(400);
  });

  it.each([
    ['the page', {}, 200],
    ['the page in a browser without Sec-Fetch-Site', { 'sec-fetch-site': '' }, 200],
    ['the page under a policy that hides its origin', { origin: 'null' }, 200],
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['another site that names no Sec-Fetch-Site', { origin: 'https://evil.example', 'sec-fetch-site': '' }, 403],
    ['another host of the same site', { origin: 'https://other.sso.example', 'sec-fetch-site': 'same-site' }, 403],
    ['our host over http', { origin: 'http://sso.example' }, 403],
    ['our host at another port', { origin: 'https://sso.example:8443' }, 403],
    ['a host that begins like ours', { origin: 'https://sso.example.evil' }, 403],
    ['a sandboxed page of another site', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
    ['a page that hides its origin, with no Sec-Fetch-Site', { origin: 'null', 'sec-fetch-site': '' }, 403],
    ['another site without Origin', { origin: '', 'sec-fetch-site': 'cross-site' }, 403],
    ['nobody who says where from', { origin: '', 'sec-fetch-site': '' }, 403],
    ['the page, without Origin', { origin: '' }, 200],
  ])('answers %s as it should', async (_, change, status) => {
    const hub = await fixture(TWO_CONNECTIONS);
    const all = { origin: hub.origin, 'sec-fetch-site': 'same-origin', ...change };
    const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const body = { email: 'amina@acme.example', continue: await continueOf(hub) };
    const answer = await discover(hub, body, headers);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject(status === 200 ? { found: true } : { code: 'http.cross_site' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('is over with the sign-in that it belongs to, to the millisecond', async () => {
    const hub = await fixture(TWO_CONNECTIONS);
    const body = { email: 'amina@acme.example', continue: await continueOf(hub) };
    hub.advance(59 * 60_000);
    expect((await discover(hub, body)).status).toBe(200);
    hub.advance(60_000);
    const over = await discover(hub, body);
    expect([over.status, JSON.parse(over.body)]).toEqual([410, { code: 'sign-in.continuation' }]);
  });

  it('goes on with nothing that is not of this realm and of this hub', async () => {
    const [hub, other] = [await fixture(TWO_CONNECTIONS), await fixture(TWO_CONNECTIONS)];
    const email = 'amina@acme.example';
    const own = await continueOf(hub);
    const changed = `${own.slice(0, -4)}${own.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    const headers = { origin: hub.origin };
    for (const foreign of [await continueOf(other), changed, 'x', '', `${own}.x`, 'https://evil.example/']) {
      expect((await discover(hub, { email, continue: foreign }, headers)).status, foreign).toBe(410);
    }
    const customers = hub.realmUrl.replace('/agents', '/customers');
    expect((await discover(hub, { email, continue: own }, headers, customers)).status).toBe(410);
    expect((await discover(hub, { email, continue: own }, headers)).status).toBe(200);
  });
});

describe('a link that goes on with a sign-in', () => {
  it.each(['/sign-in', '/sign-in/default/okta', '/sign-in/restart'])(
    'is refused at %s when it is of another realm, with a reference and a way to start again',
    async (path) => {
      const hub = await fixture(TWO_CONNECTIONS);
      const own = encodeURIComponent(await continueOf(hub));
      const customers = hub.realmUrl.replace('/agents', '/customers');
      const refused = await hub.browser().get(`${customers}${path}?continue=${own}`);
      expect(refused.status).toBe(410);
      expect(pageOfKind(refused, 'error')).toMatchObject({
        problem: 'expired',
        reference: expect.any(String),
        retryHref: '/e/acme/production/customers/sign-in?choose=1',
      });
      expect(await hub.attempts()).toMatchObject([{ code: 'sign-in.continuation', realmId: 'realm-customers' }]);
      expect((await hub.browser().get(`${hub.realmUrl}${path}?continue=${own}`)).status).toBeLessThan(400);
    },
  );

  it('is over after an hour', async () => {
    const hub = await fixture(TWO_CONNECTIONS);
    const link = `${hub.realmUrl}/sign-in/default/okta?continue=${encodeURIComponent(await continueOf(hub))}`;
    expect((await hub.browser().get(link)).status).toBe(303);
    hub.advance(60 * 60_000);
    expect((await hub.browser().get(link)).status).toBe(410);
  });

  it('leads to no connection that is not there', async () => {
    const hub = await fixture(TWO_CONNECTIONS);
    for (const path of ['default/nothing', 'other/okta', 'default/OKTA', '__proto__/okta', 'default/okta%2F..']) {
      const answer = await hub.browser().get(`${hub.realmUrl}/sign-in/${path}`);
      expect(answer.status, path).toBe(404);
      expect(pageOfKind(answer, 'error').problem).toBe('not-found');
    }
    expect((await hub.browser().get(`${hub.realmUrl}/sign-in/default/entra`)).status).toBe(303);
  });

  it('cannot be an app that the realm does not have', async () => {
    const hub = await fixture();
    expect((await hub.browser().get(`${hub.realmUrl}/sign-in?app=nothing`)).status).toBe(404);
    expect((await hub.browser().get(`${hub.realmUrl}/sign-in?app=wiki`)).status).toBe(303);
  });
});

describe('the claim of a result', () => {
  it.each(['x', '%00', 'a'.repeat(199), '..%2f..', `${'A'.repeat(43)}`])('refuses the handle %s', async (handle) => {
    const hub = await fixture();
    const answer = await hub.browser().get(`${hub.realmUrl}/sign-in/complete/${handle}`);
    expect(answer.status).toBe(403);
    expect(answer.cookies).toEqual([]);
    expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'expired', reference: expect.any(String) });
  });

  it('works once, and only in its own realm', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const { received } = await hub.signIn(browser);
    expect((await browser.get(received.location ?? '')).status).toBe(403);
    const other = hub.browser();
    const departure = await other.get(`${hub.realmUrl}/`);
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id);
    const { location } = await other.crossSitePost(hub.acsUrl, { SAMLResponse });
    const elsewhere = (location ?? '').replace('/agents/', '/customers/');
    expect((await other.get(elsewhere)).status).toBe(403);
    expect(await hub.hub.storage.read.listUserSessions('realm-customers', 'user-customers-amina', 0)).toEqual([]);
  });
});

describe('a realm in mode Non-SSO', () => {
  it('begins no sign-in at an identity provider and says so', async () => {
    const hub = await fixture({ ssoMode: 'non-sso' });
    const answer = await hub.browser().get(`${hub.realmUrl}/sign-in/default/okta`);
    expect(answer.status).toBe(403);
    expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'not-enabled', retryHref: null });
  });
});
