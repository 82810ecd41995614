import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
  sentRequest,
} from '../../test-support/hub-fixture.ts';
import type { Answer } from '../../test-support/injected-browser.ts';
import { createLogger } from '../telemetry/create-logger.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const JSON_CLIENT = { headers: { accept: 'application/json' } };

const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
};

describe('headers', () => {
  it.each([
    ['a page', '/e/acme/production/agents/signed-out', 200],
    ['a redirect', '/e/acme/production/agents/', 303],
    ['metadata', '/e/acme/production/agents/saml/default/metadata', 200],
    ['a script', '/assets/immutable/main-1.js', 200],
    ['an asset that does not exist', '/assets/nothing.js', 404],
    ['an unknown address', '/nothing', 404],
    ['an unknown realm', '/e/a/b/c/', 404],
    ['an address that cannot be decoded', '/e/%zz/b/c/', 404],
    ['a parameter that is too long', `/e/${'a'.repeat(300)}/b/c/`, 404],
    ['an interaction that nobody began', '/e/acme/production/agents/interaction/x', 410],
    ['the discovery document', '/e/acme/production/agents/oidc/.well-known/openid-configuration', 200],
    ['an error of the issuer', '/e/acme/production/agents/oidc/auth', 400],
    ['an unknown address of the issuer', '/e/acme/production/agents/oidc/nothing', 404],
    ['the health check', '/healthz', 200],
  ])('are on %s', async (_, path, status) => {
    const hub = await fixture();
    const answer = await hub.browser().get(`${hub.origin}${path}`);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(COMMON_HEADERS);
    expect(answer.headers['referrer-policy']).toMatch(/^(no-referrer|same-origin)$/);
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['server']).toBeUndefined();
  });

  it('allow a page its own files only, and nobody to frame it', async () => {
    const hub = await fixture();
    const pages = await Promise.all(
      ['/e/acme/production/agents/signed-out', '/nothing'].map((path) => hub.browser().get(`${hub.origin}${path}`)),
    );
    for (const { headers, body } of pages) {
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "frame-ancestors 'none'",
          "form-action 'self'",
          "base-uri 'none'",
          "connect-src 'self'",
        ]),
      );
      expect(policy.join()).not.toMatch(/unsafe|\*/);
      const nonce = /'nonce-([^']+)'/.exec(policy.join(';'))?.[1] ?? 'no nonce';
      expect(body).toContain(`nonce="${nonce}"`);
      expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-store' });
      // With no-referrer, browsers post forms with `Origin: null`, also those of our own pages.
      expect(headers['referrer-policy']).toBe('same-origin');
    }
    expect(new Set(pages.map(({ headers }) => headers['content-security-policy'])).size).toBe(2);
  });

  it('promise no https where there is none', async () => {
    const hub = await fixture({ installationUrl: 'http://127.0.0.1:4500' });
    const answer = await hub.browser().get(`${hub.realmUrl}/signed-out`);
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });

  it('let only files with a hash in their name be kept for ever', async () => {
    const hub = await fixture();
    const cacheControl = async (path: string): Promise<unknown> =>
      (await hub.browser().get(`${hub.origin}/assets/${path}`)).headers['cache-control'];
    expect(await cacheControl('immutable/main-1.js')).toBe('public, max-age=31536000, immutable');
    expect(await cacheControl('logo.svg')).toBe('public, max-age=3600');
    expect(await cacheControl('nothing.svg')).toBe('no-store');
  });
});

describe('what is not there', () => {
  it.each([
    '/nothing',
    '//evil.example/',
    '//',
    '/e//production/agents/',
    '/e/acme/production//',
    '/e/acme/production/agents//',
    '/e/acme/production/%2e%2e/',
    '/e/acme/%2e%2e/production/agents/',
    '/e/acme/production/agents%2f..%2fcustomers/',
    '/e/acme%00/production/agents/',
    '/E/acme/production/agents/',
    '/e/acme/production/agents/sign-in/complete',
    '/e/acme/production/agents/apps/',
    '/e/acme/production/agents/.env',
    '/assets/../../data/cordboard.sqlite',
    '/assets/%2e%2e/data/cordboard.sqlite',
    '/assets/..%2fdata%2fcordboard.sqlite',
    '/assets/.vite/manifest.json',
    '/assets/%2evite/manifest.json',
    '/assets/',
    '/assets/immutable',
    '/%zz',
    '/%E0%A4%A',
    `/${'a'.repeat(8000)}`,
    `/e/acme/production/agents/apps/${'a'.repeat(8000)}`,
    '/e/__proto__/constructor/prototype/',
    '/e/acme/production/agents/;jsessionid=1/',
  ])('is answered with 404: %s', async (path) => {
    const hub = await fixture();
    const answer = await hub.browser().get(`${hub.origin}${path}`);
    expect(answer.status).toBe(404);
    expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'not-found', reference: null, realm: null });
    expect(answer.location).toBeNull();
    const forOthers = await hub.browser().get(`${hub.origin}${path}`, JSON_CLIENT);
    expect(forOthers.status).toBe(404);
    expect(JSON.parse(forOthers.body)).toEqual({ code: expect.stringMatching(/^(http\.not_found|sign-in\.\w+)$/) });
  });

  it.each(['/assets/..%5cdata%5ccordboard.sqlite', '/assets/%00'])('is refused: %s', async (path) => {
    const hub = await fixture();
    const answer = await hub.browser().get(`${hub.origin}${path}`, JSON_CLIENT);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { code: 'http.bad_request' }]);
  });

  it('serves what is there beside them', async () => {
    const hub = await fixture();
    expect((await hub.browser().get(`${hub.origin}/assets/immutable/main-1.js`)).body).toBe('export {};');
    expect((await hub.browser().get(`${hub.origin}/assets/logo.svg`)).status).toBe(200);
    expect((await hub.browser().get(`${hub.origin}/e/acme/production/agents`)).location).toBe(`${hub.realmUrl}/`);
    expect((await hub.browser().send('HEAD', `${hub.origin}/assets/logo.svg`)).status).toBe(200);
  });
});

describe('Host and X-Forwarded headers', () => {
  const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-for': '1.2.3.4' };

  it('never bend a URL of ours', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const headers = { ...forged, host: 'evil.example' };
    const departure = await browser.get(`${hub.realmUrl}/`, { headers });
    expect(Buffer.from(sentRequest(departure.location).message.octets).toString('utf8')).toContain(
      `AssertionConsumerServiceURL="${hub.acsUrl}"`,
    );
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id);
    const received = await browser.crossSitePost(hub.acsUrl, { SAMLResponse }, { headers });
    const completed = await browser.get(received.location ?? '', { headers });
    const metadata = await browser.get(`${hub.realmUrl}/saml/default/metadata`, { headers });
    const discovery = await browser.get(`${hub.realmUrl}/oidc/.well-known/openid-configuration`, { headers });
    expect(completed.location).toBe(`${hub.realmUrl}/`);
    for (const { headers: sent, body } of [departure, received, completed, metadata, discovery]) {
      expect(JSON.stringify(sent) + body).not.toContain('evil.example');
    }
  });

  it.each(['', 'a b', '[', 'evil.example:99999', '/', '@'])('does no harm as Host %j', async (host) => {
    const hub = await fixture({ publicUrl: 'https://login.acme.example' });
    expect((await hub.browser().get(`${hub.origin}/healthz`, { headers: { host } })).status).toBe(200);
  });
});

describe('an environment with a public URL of its own', () => {
  it.each(['https://login.acme.example', 'https://login.acme.example/sso'])('lives at %s', async (publicUrl) => {
    const hub = await fixture({ publicUrl });
    const browser = hub.browser();
    const { departure, received, completed } = await hub.signIn(browser);
    const path = new URL(`${publicUrl}/agents`).pathname;
    expect(departure.cookies[0]?.path).toBe(`${path}/sign-in`);
    expect(received.location).toMatch(`${publicUrl}/agents/sign-in/complete/`);
    expect(completed.location).toBe(`${publicUrl}/agents/`);
    expect(browser.cookie('session')?.path).toBe(path);
    const launchpad = pageOfKind(await browser.get(`${publicUrl}/agents/`), 'launchpad');
    expect(launchpad.signOutHref).toBe(`${path}/sign-out`);
    const metadata = await browser.get(`${publicUrl}/agents/saml/default/metadata`);
    expect(metadata.body).toContain(`entityID="${publicUrl}/agents/saml/default/metadata"`);
    expect(metadata.body).toContain(`Location="${publicUrl}/agents/saml/default/acs"`);
    expect(metadata.body).not.toContain('/e/acme');
    const discovery = await browser.get(`${publicUrl}/agents/oidc/.well-known/openid-configuration`);
    expect(JSON.parse(discovery.body)).toMatchObject({ issuer: `${publicUrl}/agents/oidc` });
  });

  it.each([
    [['127.0.0.1'], 200],
    [['10.0.0.0/8'], 404],
    [[], 404],
  ])('is found by X-Forwarded-Host only from a trusted proxy: %j', async (trustedProxies, status) => {
    const hub = await fixture({ publicUrl: 'https://login.acme.example', trustedProxies });
    const headers = { 'x-forwarded-host': 'login.acme.example' };
    expect((await hub.browser().get('http://10.0.0.5:4500/agents/signed-out', { headers })).status).toBe(status);
  });

  it('is served for its own host only, and serves nothing of others', async () => {
    const hub = await fixture({ publicUrl: 'https://login.acme.example' });
    const get = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
      hub.browser().get(url, { headers });
    expect((await get('https://login.acme.example/agents/signed-out')).status).toBe(200);
    expect((await get('https://evil.example/agents/signed-out')).status).toBe(404);
    expect(
      (await get('https://evil.example/agents/signed-out', { 'x-forwarded-host': 'login.acme.example' })).status,
    ).toBe(404);
    expect((await get('https://login.acme.example/e/acme/production/agents/signed-out')).status).toBe(404);
    expect((await get('https://login.acme.example/../acme/production/agents/signed-out')).status).toBe(404);
    expect((await get('https://login.acme.example/assets/logo.svg')).status).toBe(200);
  });
});

describe('bodies', () => {
  it('are refused past 768 KiB, and read up to there', async () => {
    const hub = await fixture();
    const post = (size: number): Promise<Answer> =>
      hub.browser().post(`${hub.realmUrl}/sign-out`, `token=${'a'.repeat(size)}`, {
        headers: { ...JSON_CLIENT.headers, origin: hub.origin },
        cookieHeader: '__Secure-cordboard-session=x',
      });
    const limit = 768 * 1024 - 'token='.length;
    expect(JSON.parse((await post(limit)).body)).toEqual({ code: 'http.cross_site' });
    const refused = await post(limit + 1);
    expect(refused.status).toBe(413);
    expect(JSON.parse(refused.body)).toEqual({ code: 'http.too_large' });
  });

  it.each([
    ['broken JSON', 'application/json', '{"email":'],
    ['JSON with a poisoned prototype', 'application/json', '{"__proto__":{"email":"a@b.c"}}'],
    ['no JSON', 'application/json', ''],
    ['XML', 'application/xml', '<a/>'],
    ['a broken content type', 'no/such thing;;', 'x'],
    ['an array', 'application/json', '[]'],
  ])('that hold %s are refused', async (_, type, body) => {
    const hub = await fixture();
    const headers = { ...JSON_CLIENT.headers, origin: hub.origin, 'content-type': type };
    const answer = await hub.browser().post(`${hub.realmUrl}/sign-in/discover`, body, { headers });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ code: 'http.bad_request' });
    expect(answer.headers).toMatchObject(COMMON_HEADERS);
  });
});

describe('a failure', () => {
  it('shows a page without its cause, or a code to what is no browser, and logs it', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const hub = await fixture({ logger: createLogger('error', stream) });
    await hub.hub.storage.close();
    const page = await hub.browser().get(`${hub.realmUrl}/`);
    expect(page.status).toBe(503);
    expect(pageOfKind(page, 'error')).toMatchObject({ problem: 'unavailable', reference: null });
    expect(page.body).not.toMatch(/storage|sqlite|\bat .*\.ts/i);
    const answer = await hub.browser().get(`${hub.realmUrl}/`, JSON_CLIENT);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([503, { code: 'storage.closed' }]);
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code: 'storage.closed', msg: 'request failed' });
  });

  it('to read a request is answered without a word of it, in the answer and in the log', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const hub = await fixture({ logger: createLogger('trace', stream) });
    const { port, hostname } = new URL(await hub.hub.listen());
    const send = async (text: string): Promise<string> => {
      const socket = connect(Number(port), hostname);
      socket.end(text);
      let answer = '';
      socket.on('data', (chunk) => {
        answer += String(chunk);
      });
      await once(socket, 'close');
      return answer;
    };
    expect(await send('GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await send('GET / HTTP/1.1\r\ncookie: secret-value\r\nbroken\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await send(`GET / HTTP/1.1\r\ncookie: ${'secret-value'.repeat(2000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    const log = lines.join('');
    expect(log).toContain('HPE_HEADER_OVERFLOW');
    expect(log.includes('secret-value')).toBe(false);
    expect(log.includes(Buffer.from('secret-value').toJSON().data.join(','))).toBe(false);
  });
});
