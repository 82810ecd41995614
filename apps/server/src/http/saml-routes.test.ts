import { readSpMetadata } from '@cordboard/saml';
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

const ACCEPTED = /\/sign-in\/complete\/[A-Za-z0-9_-]{43}$/;

/** A request under way and the answer that would be accepted for it. */
const begun = async (hub: HubFixture, change: Parameters<HubFixture['issue']>[1] = {}): Promise<string> => {
  const departure = await hub.browser().get(`${hub.realmUrl}/`);
  return hub.issue(sentRequest(departure.location).id, change);
};

/** The page has a reference whose attempt says why; nobody is signed in, and nothing internal is shown. */
const expectRefusal = async (hub: HubFixture, answer: Answer, code: string) => {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.cookies).toEqual([]);
  expect(answer.location).toBeNull();
  const { reference } = pageOfKind(answer, 'error');
  expect(reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(answer.body).not.toMatch(/\bat .*\.ts|Error:|node_modules|SamlError|CordboardError/);
  expect(answer.body).not.toContain(code);
  const attempt = await hub.hub.storage.read.findAttemptByReference(reference ?? '');
  expect(attempt).toMatchObject({ outcome: 'refused', code, userId: null });
  const [failed, ...others] = attempt?.checks.filter((check) => check.status === 'failed') ?? [];
  expect(others).toEqual([]);
  const users = await hub.hub.storage.read.listUsers('realm-agents', { after: null, limit: 10 });
  expect(users).toHaveLength(1);
  expect(await hub.hub.storage.read.listLinks('realm-agents', 'user-agents-amina')).toEqual([]);
  const now = hub.hub.clock();
  expect(await hub.hub.storage.read.listUserSessions('realm-agents', 'user-agents-amina', now)).toEqual([]);
  return failed;
};

const encoded = (text: string | Buffer): string => Buffer.from(text).toString('base64');

describe('what is posted to an assertion consumer service', () => {
  it('is accepted as a form with one SAMLResponse', async () => {
    const hub = await fixture();
    const SAMLResponse = await begun(hub);
    expect((await hub.browser().crossSitePost(hub.acsUrl, { SAMLResponse })).location).toMatch(ACCEPTED);
  });

  it.each([
    ['no field', {}, 'sign-in.response_missing'],
    ['an empty field', { SAMLResponse: '' }, 'sign-in.response_missing'],
    ['a field of another case', { samlresponse: encoded('<a/>') }, 'sign-in.response_missing'],
    ['no base64', { SAMLResponse: '<Response/>' }, 'sign-in.response_unreadable'],
    ['base64 of no XML', { SAMLResponse: encoded('hello') }, 'sign-in.response_unreadable'],
    [
      'octets that are no UTF-8',
      { SAMLResponse: encoded(Buffer.from([0xff, 0xfe, 0])) },
      'sign-in.response_unreadable',
    ],
    ['a DOCTYPE', { SAMLResponse: encoded('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>') }, 'sign-in.response_unreadable'],
    ['another document', { SAMLResponse: encoded('<html/>') }, 'sign-in.issuer_unknown'],
  ])('is refused with %s', async (_, form, code) => {
    const hub = await fixture();
    const failed = await expectRefusal(hub, await hub.browser().crossSitePost(hub.acsUrl, form), code);
    expect(failed).toMatchObject({ stage: 'receive-response', code });
    expect(failed?.expected, 'what was expected').toEqual(expect.any(String));
    expect(failed?.received, 'what was received').toEqual(expect.any(String));
  });

  it('is refused with two SAMLResponses, even when each of them would do', async () => {
    const hub = await fixture();
    const value = encodeURIComponent(await begun(hub));
    const twice = await hub.browser().crossSitePost(hub.acsUrl, `SAMLResponse=${value}&SAMLResponse=${value}`);
    const failed = await expectRefusal(hub, twice, 'sign-in.response_missing');
    expect(failed).toMatchObject({ expected: 'SAMLResponse once', received: 'SAMLResponse more than once' });
    expect((await hub.browser().crossSitePost(hub.acsUrl, `SAMLResponse=${value}`)).location).toMatch(ACCEPTED);
  });

  it('is refused past 256 KiB of message, and past the limit of the body', async () => {
    const hub = await fixture();
    const large = { SAMLResponse: encoded(`<a>${'x'.repeat(450 * 1024)}</a>`) };
    expect(large.SAMLResponse.length).toBeGreaterThan(600 * 1024);
    const failed = await expectRefusal(
      hub,
      await hub.browser().crossSitePost(hub.acsUrl, large),
      'sign-in.response_unreadable',
    );
    expect(failed?.received).toMatch(/^message\.too_large/);
    const tooLarge = await hub.browser().crossSitePost(hub.acsUrl, { SAMLResponse: 'A'.repeat(800 * 1024) });
    expect(tooLarge.status).toBe(413);
    expect(pageOfKind(tooLarge, 'error').problem).toBe('refused');
    expect(await expectRefusal(hub, tooLarge, 'http.too_large')).toMatchObject({
      expected: `at most ${768 * 1024} octets`,
      received: expect.stringMatching(/^8192\d\d octets$/),
    });
  });

  it.each([
    ['application/json', (response: string) => JSON.stringify({ SAMLResponse: response })],
    ['text/plain', (response: string) => `SAMLResponse=${encodeURIComponent(response)}`],
    ['application/xml', (response: string) => Buffer.from(response, 'base64').toString('utf8')],
    ['multipart/form-data; boundary=x', (response: string) => `--x\r\nname="SAMLResponse"\r\n\r\n${response}\r\n--x--`],
    ['application/octet-stream', (response: string) => response],
  ])('is refused as %s, with the type that came', async (type, body) => {
    const hub = await fixture();
    const SAMLResponse = await begun(hub);
    const headers = { 'content-type': type };
    const answer = await hub.browser().crossSitePost(hub.acsUrl, body(SAMLResponse), { headers });
    const failed = await expectRefusal(hub, answer, 'sign-in.response_missing');
    expect(failed).toMatchObject({ expected: 'application/x-www-form-urlencoded', received: type });
    expect((await hub.browser().crossSitePost(hub.acsUrl, { SAMLResponse })).location).toMatch(ACCEPTED);
  });

  it('is refused without a body, and works with the charset that some browsers add', async () => {
    const hub = await fixture();
    const SAMLResponse = await begun(hub);
    const empty = await hub.browser().send('POST', hub.acsUrl);
    await expectRefusal(hub, empty, 'sign-in.response_missing');
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
    const answer = await hub.browser().crossSitePost(hub.acsUrl, { SAMLResponse }, { headers });
    expect(answer.location).toMatch(ACCEPTED);
  });
});

describe('RelayState', () => {
  it.each([
    '//evil.example/',
    'https://evil.example/?a=b',
    'javascript:alert(1)',
    'wiki\r\nset-cookie: a=b',
    '\u0000',
    '../../../admin',
    '__proto__',
  ])('%j of an unsolicited answer leads nowhere but to the launchpad', async (RelayState) => {
    const hub = await fixture({ connections: { okta: { idpInitiated: 'accept' } } });
    const browser = hub.browser();
    const form = { SAMLResponse: await hub.issue(undefined), RelayState };
    const received = await browser.crossSitePost(hub.acsUrl, form);
    expect(received.location).toMatch(ACCEPTED);
    const completed = await browser.get(received.location ?? '');
    expect(completed).toMatchObject({ status: 303, location: `${hub.realmUrl}/` });
    expect(JSON.stringify(completed.headers)).not.toContain('evil');
  });

  it.each(['wiki', 'https://wiki.example/'])(
    '%j of an unsolicited answer leads to the registered app',
    async (state) => {
      const hub = await fixture({ connections: { okta: { idpInitiated: 'accept' } } });
      const browser = hub.browser();
      const form = { SAMLResponse: await hub.issue(undefined), RelayState: state };
      const received = await browser.crossSitePost(hub.acsUrl, form);
      expect((await browser.get(received.location ?? '')).location).toBe(`${hub.realmUrl}/apps/wiki`);
    },
  );

  it('of an answer to our request is ignored', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const departure = await browser.get(`${hub.realmUrl}/`);
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id);
    const received = await browser.crossSitePost(hub.acsUrl, { SAMLResponse, RelayState: 'wiki' });
    expect((await browser.get(received.location ?? '')).location).toBe(`${hub.realmUrl}/`);
  });

  it('is refused when it comes twice, with what was expected, and does not count past 2048 characters', async () => {
    const hub = await fixture();
    const SAMLResponse = await begun(hub);
    const value = encodeURIComponent(SAMLResponse);
    const twice = await hub.browser().crossSitePost(hub.acsUrl, `SAMLResponse=${value}&RelayState=a&RelayState=b`);
    expect(await expectRefusal(hub, twice, 'sign-in.response_unreadable')).toMatchObject({
      expected: 'RelayState at most once',
    });
    const longest = { SAMLResponse, RelayState: 'x'.repeat(2049) };
    expect((await hub.browser().crossSitePost(hub.acsUrl, longest)).location).toMatch(ACCEPTED);
  });
});

describe('the address of an assertion consumer service', () => {
  it('tells somebody who opens it in a browser where to begin, and reads nothing', async () => {
    const hub = await fixture({ serviceProvider: { nodes: ['ccx-1'] } });
    const SAMLResponse = encodeURIComponent(await begun(hub));
    for (const url of [hub.acsUrl, `${hub.acsUrl}?SAMLResponse=${SAMLResponse}`, `${hub.acsUrl}/ccx-1`]) {
      const answer = await hub.browser().get(url);
      expect(answer.status).toBe(405);
      expect(answer.headers).toMatchObject({ allow: 'POST', 'cache-control': 'no-store' });
      const page = pageOfKind(answer, 'error');
      expect(page).toMatchObject({ problem: 'not-by-hand', reference: null, retryHref: `${page.realm?.basePath}/` });
    }
    expect((await hub.attempts()).filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  it('refuses every other method in the same words, and reads no body that comes with it', async () => {
    const hub = await fixture({ serviceProvider: { nodes: ['ccx-1'] } });
    const payload = `SAMLResponse=${encodeURIComponent(await begun(hub))}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const method of ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
      for (const url of [hub.acsUrl, `${hub.acsUrl}/ccx-1`]) {
        const answer = await hub.browser().send(method, url, method === 'HEAD' ? {} : { payload, headers });
        expect(answer.status, `${method} ${url}`).toBe(405);
        expect(answer.headers).toMatchObject({ allow: 'POST', 'cache-control': 'no-store' });
        if (method !== 'HEAD') {
          expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'not-by-hand', reference: null });
        }
      }
    }
    expect((await hub.attempts()).filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  it('reads no body of another method, however large or ill described it is', async () => {
    const hub = await fixture();
    const form = 'application/x-www-form-urlencoded';
    const bodies = [
      { payload: `SAMLResponse=${'A'.repeat(800 * 1024)}`, headers: { 'content-type': form } },
      { payload: 'a', headers: { 'content-type': '\u00ff' } },
    ];
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
      for (const body of bodies) {
        const answer = await hub.browser().send(method, hub.acsUrl, body);
        expect(answer.status, method).toBe(405);
        expect(answer.headers).toMatchObject({ allow: 'POST' });
      }
    }
    expect((await hub.attempts()).filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  it('answers no method where there is no endpoint', async () => {
    const hub = await fixture();
    expect((await hub.browser().send('PUT', `${hub.acsUrl}/ccx-1`, { payload: '' })).status).toBe(404);
    expect((await hub.browser().get(`${hub.acsUrl}/ccx-1`)).status).toBe(404);
    expect((await hub.browser().get(`${hub.realmUrl}/saml/other/acs`)).status).toBe(404);
  });

  it('has a node only where one is registered', async () => {
    const hub = await fixture({ serviceProvider: { nodes: ['ccx-1'] } });
    const post = async (url: string): Promise<Answer> =>
      hub.browser().crossSitePost(url, { SAMLResponse: await begun(hub) });
    const atNode = `${hub.acsUrl}/ccx-1`;
    const SAMLResponse = await begun(hub, { acsUrl: atNode });
    expect((await hub.browser().crossSitePost(atNode, { SAMLResponse })).location).toMatch(ACCEPTED);
    for (const path of ['/ccx-2', '/', '/CCX-1', '/ccx-1/', '/ccx%2D1/x', '/%2e%2e']) {
      expect((await post(`${hub.acsUrl}${path}`)).status, path).toBe(404);
    }
    expect((await hub.attempts()).filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  it('takes what names it, and nothing for another node or for the address without one', async () => {
    const hub = await fixture({ serviceProvider: { nodes: ['ccx-1', 'ccx-2'] } });
    const urls = [hub.acsUrl, `${hub.acsUrl}/ccx-1`, `${hub.acsUrl}/ccx-2`];
    for (const named of urls) {
      for (const at of urls) {
        const answer = await hub.browser().crossSitePost(at, { SAMLResponse: await begun(hub, { acsUrl: named }) });
        expect(answer.status, `${named} at ${at}`).toBe(named === at ? 303 : 403);
      }
    }
    const refused = (await hub.attempts()).filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => 'response.destination'));
  });

  it('does not exist for unknown realms and service providers', async () => {
    const hub = await fixture();
    const SAMLResponse = await begun(hub);
    const base = hub.origin;
    for (const path of [
      '/e/acme/production/nobody/saml/default/acs',
      '/e/acme/staging/agents/saml/default/acs',
      '/e/nobody/production/agents/saml/default/acs',
      '/e/acme/production/agents/saml/other/acs',
      '/e/acme/production/agents/saml/__proto__/acs',
      '/e/Acme/production/agents/saml/default/acs',
      '/e/acme/production/agents/saml/default/acs/',
    ]) {
      const answer = await hub.browser().crossSitePost(`${base}${path}`, { SAMLResponse });
      expect(answer.status, path).toBe(404);
      expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'not-found', reference: null });
    }
  });

  it('takes an answer for its own realm only', async () => {
    const hub = await fixture();
    const SAMLResponse = await begun(hub);
    const other = hub.acsUrl.replace('/agents/', '/customers/');
    await expectRefusal(hub, await hub.browser().crossSitePost(other, { SAMLResponse }), 'sign-in.request_unknown');
  });
});

describe('an answer that nobody asked for', () => {
  it('becomes a request of our own, once in a row', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const unsolicited = { SAMLResponse: await hub.issue(undefined), RelayState: 'wiki' };
    const discarded = await browser.crossSitePost(hub.acsUrl, unsolicited);
    expect(discarded.location).toMatch(`${hub.realmUrl}/sign-in/restart?continue=`);
    const restarted = await browser.get(discarded.location ?? '');
    expect(restarted.location).toMatch(/^https:\/\/idp\.example\/okta\/sso\?SAMLRequest=/);
    const again = await browser.crossSitePost(hub.acsUrl, { SAMLResponse: await hub.issue(undefined) });
    const loop = await browser.get(again.location ?? '');
    expect(loop.status).toBe(403);
    expect(pageOfKind(loop, 'error')).toMatchObject({ problem: 'refused', reference: expect.any(String) });
    expect((await hub.attempts()).map(({ code }) => code)).toContain('sign-in.restart_loop');
  });

  it('signs in by the request of our own, and goes to the app of the RelayState', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const unsolicited = { SAMLResponse: await hub.issue(undefined), RelayState: 'wiki' };
    const discarded = await browser.crossSitePost(hub.acsUrl, unsolicited);
    const restarted = await browser.get(discarded.location ?? '');
    const SAMLResponse = await hub.issue(sentRequest(restarted.location).id);
    const received = await browser.crossSitePost(hub.acsUrl, { SAMLResponse });
    const completed = await browser.get(received.location ?? '');
    expect(completed.location).toBe(`${hub.realmUrl}/apps/wiki`);
    expect(completed.cookies.find(({ name }) => name.includes('restart'))).toMatchObject({ expired: true });
  });
});

describe('metadata', () => {
  it('is readable and names the service, its endpoint and its signing key', async () => {
    const hub = await fixture();
    const answer = await hub.browser().get(`${hub.realmUrl}/saml/default/metadata`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/samlmetadata+xml; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('public, max-age=300');
    expect(answer.headers['content-disposition']).toBe('inline; filename="default-metadata.xml"');
    const metadata = readSpMetadata(Buffer.from(answer.body), { now: new Date() });
    expect(metadata.entityId).toBe(`${hub.realmUrl}/saml/default/metadata`);
    expect(metadata.assertionConsumerServices.map(({ location }) => location)).toEqual([hub.acsUrl]);
    expect(metadata.signingCertificates).toHaveLength(1);
    expect(metadata.encryptionKeys).toEqual([]);
  });

  it('numbers the endpoints of several nodes, the one without a node first', async () => {
    const hub = await fixture({ serviceProvider: { nodes: ['ccx-1', 'ccx-2'] } });
    const answer = await hub.browser().get(`${hub.realmUrl}/saml/default/metadata`);
    const { assertionConsumerServices } = readSpMetadata(Buffer.from(answer.body), { now: new Date() });
    expect(assertionConsumerServices.map(({ index, location, isDefault }) => [index, location, isDefault])).toEqual([
      [0, hub.acsUrl, true],
      [1, `${hub.acsUrl}/ccx-1`, false],
      [2, `${hub.acsUrl}/ccx-2`, false],
    ]);
  });

  it('has the endpoint of a node as its default where that is set, which requests then name', async () => {
    const hub = await fixture({ serviceProvider: { nodes: ['ccx-1', 'ccx-2'], defaultNode: 'ccx-2' } });
    const answer = await hub.browser().get(`${hub.realmUrl}/saml/default/metadata`);
    const { assertionConsumerServices } = readSpMetadata(Buffer.from(answer.body), { now: new Date() });
    expect(assertionConsumerServices.map(({ index, location, isDefault }) => [index, location, isDefault])).toEqual([
      [2, `${hub.acsUrl}/ccx-2`, true],
      [0, hub.acsUrl, false],
      [1, `${hub.acsUrl}/ccx-1`, false],
    ]);
    const browser = hub.browser();
    const { id, message } = sentRequest((await browser.get(`${hub.realmUrl}/`)).location);
    expect(Buffer.from(message.octets).toString()).toContain(`"${hub.acsUrl}/ccx-2"`);
    const SAMLResponse = await hub.issue(id, { acsUrl: `${hub.acsUrl}/ccx-2` });
    expect((await browser.crossSitePost(`${hub.acsUrl}/ccx-2`, { SAMLResponse })).location).toMatch(ACCEPTED);
  });

  it('has the encryption key only while encryption is wanted, and never a private key', async () => {
    const hub = await fixture({ serviceProvider: { wantEncryptedAssertions: true, entityId: 'urn:acme:agents' } });
    const answer = await hub.browser().get(`${hub.realmUrl}/saml/default/metadata`);
    const metadata = readSpMetadata(Buffer.from(answer.body), { now: new Date() });
    expect(metadata.entityId).toBe('urn:acme:agents');
    expect(metadata.encryptionKeys).toHaveLength(1);
    expect(metadata.encryptionKeys[0]?.certificate).not.toEqual(metadata.signingCertificates[0]);
    expect(answer.body).not.toContain('PRIVATE');
  });

  it('does not exist for unknown service providers', async () => {
    const hub = await fixture();
    for (const path of ['/saml/other/metadata', '/saml/default/metadata/', '/saml/default']) {
      expect((await hub.browser().get(`${hub.realmUrl}${path}`)).status, path).toBe(404);
    }
  });
});
