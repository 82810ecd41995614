import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStorage } from '../../../storage/engines/sqlite/open-sqlite-storage.ts';
import { createIssuerFixture, type IssuerFixture, SECRETS } from './test-support/issuer-fixture.ts';
import { createRelyingParty } from './test-support/relying-party.ts';

let fixture: IssuerFixture;

afterEach(async () => {
  await fixture.close();
});

/** A raw request, because fetch does not let a test set Host. */
const rawGet = (
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(fixture.origin);
    const request = httpRequest({ hostname, port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    request.on('error', reject);
    request.end();
  });

describe('an issuer behind a proxy', () => {
  const publicUrl = 'https://sso.acme.example';

  it('uses the public URL, whatever Host and X-Forwarded headers say', async () => {
    fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }), publicUrl });
    const path = '/e/acme/production/agents/oidc/.well-known/openid-configuration';
    const answer = await rawGet(path, {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({
      issuer: `${publicUrl}/e/acme/production/agents/oidc`,
      token_endpoint: `${publicUrl}/e/acme/production/agents/oidc/token`,
    });
    expect(answer.body).not.toContain('evil.example');
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('sends the browser to the public URL, with cookies that only https carries', async () => {
    fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }), publicUrl });
    const query = new URLSearchParams({
      client_id: 'desktop',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'https://app.example/callback/desktop',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    const answer = await rawGet(`/e/acme/production/agents/oidc/auth?${query}`, { host: 'evil.example' });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toMatch(
      /^https:\/\/sso\.acme\.example\/e\/acme\/production\/agents\/interaction\//,
    );
    const cookies = answer.headers['set-cookie'] as string[];
    expect(cookies.map((cookie) => cookie.slice(0, cookie.indexOf('='))).toSorted()).toEqual([
      '__Secure-cordboard-interaction',
      '__Secure-cordboard-interaction.sig',
      '__Secure-cordboard-resume',
      '__Secure-cordboard-resume.sig',
    ]);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; secure; httponly; samesite=lax|; samesite=lax; secure; httponly/i);
      expect(cookie).toMatch(/path=\/e\/acme\/production\/agents\/(interaction|oidc\/auth)\//);
    }
  });
});

describe('headers', () => {
  it('let only documents that never hold anything secret be cached', async () => {
    fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }) });
    const party = await createRelyingParty(fixture, 'desktop');
    const cacheControl = async (path: string): Promise<string | null> =>
      (await fetch(`${fixture.issuerUrl}${path}`)).headers.get('cache-control');
    expect(await cacheControl('/jwks')).toBe('public, max-age=300');
    expect(await cacheControl('/me')).toBe('no-store');
    expect(await cacheControl('/nothing')).toBe('no-store');
    expect(
      (await party.visit(await party.start({ redirect_uri: 'https://evil.example/' }))).headers.get('cache-control'),
    ).toBe('no-store');
  });

  it('let pages of public clients read answers, and no other page', async () => {
    fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }) });
    const allowedOrigin = async (path: string, origin: string, init: RequestInit = {}): Promise<string | null> => {
      const response = await fetch(`${fixture.issuerUrl}${path}`, { ...init, headers: { ...init.headers, origin } });
      return response.headers.get('access-control-allow-origin');
    };
    const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } };
    const phone = 'https://phone.example';
    expect(await allowedOrigin('/jwks', phone)).toBe(phone);
    expect(await allowedOrigin('/.well-known/openid-configuration', phone)).toBe(phone);
    expect(await allowedOrigin('/token', phone, preflight)).toBe(phone);
    expect(await allowedOrigin('/me', phone, preflight)).toBe(phone);
    for (const stranger of ['https://app.example', 'https://evil.example', 'http://phone.example', 'null']) {
      expect(await allowedOrigin('/jwks', stranger)).toBeNull();
      expect(await allowedOrigin('/token', stranger, preflight)).toBeNull();
      expect(await allowedOrigin('/me', stranger)).toBeNull();
    }
    expect(await allowedOrigin('/token/introspection', phone, preflight)).toBeNull();
  });

  it('show an error page that runs nothing and repeats nothing of the request', async () => {
    fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }) });
    const party = await createRelyingParty(fixture, 'desktop');
    const visit = await party.visit(await party.start({ redirect_uri: 'https://evil.example/"><script>' }));
    expect(visit.status).toBe(400);
    expect(visit.headers.get('content-type')).toContain('text/html');
    expect(visit.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(visit.headers.get('x-content-type-options')).toBe('nosniff');
    expect(visit.body).toContain('gave an address that is not registered');
    expect(visit.body).not.toContain('evil.example');
  });
});

describe('bodies', () => {
  const token = (body: string, type: string): Promise<Response> =>
    fetch(`${fixture.issuerUrl}/token`, {
      method: 'POST',
      headers: {
        'content-type': type,
        authorization: `Basic ${Buffer.from(`queues:${SECRETS['queues']}`).toString('base64')}`,
      },
      body,
    });

  it('reach the library unread, as forms only', async () => {
    fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }) });
    const form = 'grant_type=refresh_token&refresh_token=unknown';
    const asForm = await token(form, 'application/x-www-form-urlencoded');
    expect([asForm.status, await asForm.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
    const asJson = await token('{"grant_type":"refresh_token"}', 'application/json');
    expect([asJson.status, await asJson.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_request' })]);
  });

  it('are refused above 56 KiB', async () => {
    fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }) });
    const padded = (size: number): string => `grant_type=refresh_token&refresh_token=${'a'.repeat(size)}`;
    const type = 'application/x-www-form-urlencoded';
    expect(await (await token(padded(50 * 1024), type)).json()).toMatchObject({ error: 'invalid_grant' });
    expect(await (await token(padded(60 * 1024), type)).json()).toMatchObject({ error: 'invalid_request' });
  });
});
