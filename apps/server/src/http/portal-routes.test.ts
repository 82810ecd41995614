import { afterEach, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture, type HubFixtureOptions } from '../../test-support/hub-fixture.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const policyOf = (headers: Readonly<Record<string, unknown>>): readonly string[] =>
  String(headers['content-security-policy']).split('; ');

describe('the portal', () => {
  it.each([
    '/admin',
    '/admin/',
    '/admin/setup',
    '/admin/acme/production/users?cursor=x',
    '/admin/api/production/users',
  ])('answers %s with its document', async (path) => {
    const hub = await fixture();
    const { status, headers, body } = await hub.browser().get(`${hub.origin}${path}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('src="/assets/immutable/main-2.js"');
    expect(body).toContain('data-base-path="/admin"');
  });

  it('allows the document our own files only, and nobody to frame or keep it', async () => {
    const hub = await fixture();
    const { headers, body } = await hub.browser().get(`${hub.origin}/admin/`);
    const policy = policyOf(headers);
    const nonce = /'nonce-([^']+)'/.exec(policy.join(';'))?.[1] ?? 'no nonce';
    expect(policy).toEqual([
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ]);
    expect(body).toContain(`nonce="${nonce}" src=`);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it('takes another nonce for every answer', async () => {
    const hub = await fixture();
    const answers = await Promise.all([1, 2].map(() => hub.browser().get(`${hub.origin}/admin/`)));
    expect(new Set(answers.map(({ headers }) => headers['content-security-policy'])).size).toBe(2);
  });

  it('leaves the addresses of the API to the API', async () => {
    const hub = await fixture();
    const { status, headers } = await hub.browser().get(`${hub.origin}/admin/api/v1/nothing`);
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/problem+json');
  });

  it('answers only to GET', async () => {
    const hub = await fixture();
    const { statusCode } = await hub.hub.server.inject({ method: 'POST', url: '/admin/setup' });
    expect(statusCode).toBe(404);
  });
});

describe('the portal at another host', () => {
  it('sends the browser to the host of the installation, with the whole address', async () => {
    const { hub, origin } = await fixture();
    const answer = await hub.server.inject({
      url: '/admin/acme/production/users?search=a%20b',
      headers: { host: 'other.example' },
    });
    expect(answer.statusCode).toBe(307);
    expect(answer.headers.location).toBe(`${origin}/admin/acme/production/users?search=a+b&moved=1`);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('answers when it has sent the browser already, so that a proxy that hides the host makes no circle', async () => {
    const { hub } = await fixture();
    const answer = await hub.server.inject({ url: '/admin/?moved=1', headers: { host: 'inner:8080' } });
    expect(answer.statusCode).toBe(200);
  });

  it('leads nowhere else, whatever the address looks like', async () => {
    const { hub, origin } = await fixture();
    const answer = await hub.server.inject({ url: '/admin//evil.example/', headers: { host: 'other.example' } });
    expect(new URL(String(answer.headers.location)).origin).toBe(origin);
  });

  it('believes a proxy of the installation about the host', async () => {
    const { hub, origin } = await fixture({ trustedProxies: ['127.0.0.1'] });
    const answer = await hub.server.inject({
      url: '/admin/',
      headers: { host: 'inner:8080', 'x-forwarded-host': new URL(origin).host },
    });
    expect(answer.statusCode).toBe(200);
  });
});
