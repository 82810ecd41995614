import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture, pageOfKind, sentRequest } from '../../test-support/hub-fixture.ts';
import type { ConnectionTestRecord } from '../storage/ports/connection-test-store.ts';

const SECRET = 'secret-of-the-test-link';

let hub: HubFixture;

const putTest = (part: Partial<ConnectionTestRecord> = {}): Promise<void> =>
  hub.hub.storage.write((writer) =>
    writer.putConnectionTest({
      id: 'test-1',
      realmId: 'realm-agents',
      serviceProviderId: 'sp-agents',
      connectionId: 'connection-agents-okta',
      startHash: createHash('sha256').update(SECRET).digest('base64url'),
      staged: false,
      settings: {},
      administrator: { id: 'admin-1', login: 'ada@acme.example' },
      attemptId: null,
      createdAt: Date.now(),
      expiresAt: Date.now() + 300_000,
      finishedAt: null,
      recognisedAs: null,
      sealedClaims: null,
      nextKeys: false,
      signingKeyId: null,
      ...part,
    }),
  );

const link = (): string => `${hub.realmUrl}/sign-in/test/${SECRET}`;

beforeEach(async () => {
  hub = await createHubFixture({ ssoMode: 'non-sso' });
});

afterEach(() => hub.close());

describe('the link of a test', () => {
  it('leads through the identity provider to a page with the result, and to no session', async () => {
    await putTest();
    const browser = hub.browser();
    const { completed } = await hub.signIn(browser, link());
    expect(completed.status).toBe(200);
    expect(completed.body).toContain('The answer was accepted');
    expect(completed.body).toContain('no administrator here');
    expect(completed.headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/);
    expect(completed.headers['cache-control']).toBe('no-store');
    expect(browser.cookie('cordboard-session')).toBeUndefined();
    expect(browser.cookie('cordboard-request')).toBeUndefined();
    expect((await hub.hub.storage.read.findConnectionTest('test-1'))?.finishedAt).not.toBeNull();
  });

  it('works once', async () => {
    await putTest();
    expect(sentRequest((await hub.browser().get(link())).location).id).not.toBe('');
    const again = await hub.browser().get(link());
    expect(pageOfKind(again, 'error')).toMatchObject({ problem: 'expired' });
  });

  it('is over after its time, and belongs to one realm', async () => {
    await putTest({ expiresAt: Date.now() - 1 });
    expect((await hub.browser().get(link())).status).toBe(410);
    await putTest({ expiresAt: Date.now() + 60_000 });
    expect((await hub.browser().get(link().replace('/agents/', '/customers/'))).status).toBe(410);
    expect((await hub.browser().get(`${link()}x`)).status).toBe(410);
    expect((await hub.browser().get(link())).status).toBe(303);
  });

  it('leads back to the result in the portal', async () => {
    await putTest();
    const { completed } = await hub.signIn(hub.browser(), link());
    const path = '/admin/acme/production/realms/agents/single-sign-on/default/okta/tests/test-1';
    expect(completed.body).toContain(`href="${hub.origin}${path}"`);
  });

  it('ends on a page that names the reference and leads to the result when the answer is refused', async () => {
    await putTest();
    const browser = hub.browser();
    const departure = await browser.get(link());
    expect(departure.headers['cross-origin-opener-policy']).toBe('unsafe-none');
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id, { audiences: ['https://other.example'] });
    const refused = await browser.crossSitePost(hub.acsUrl, { SAMLResponse });
    const [attempt] = await hub.attempts();
    expect(attempt).toMatchObject({ outcome: 'refused', code: 'assertion.audience' });
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('The test failed');
    expect(refused.body).toContain(attempt?.reference ?? 'none');
    expect(refused.body).toContain('/single-sign-on/default/okta/tests/test-1"');
  });
});
