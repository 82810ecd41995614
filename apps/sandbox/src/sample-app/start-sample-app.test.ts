import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestBrowser } from '../../test-support/test-browser.ts';
import { startTestIssuer, type TestIssuer } from '../../test-support/test-issuer.ts';
import { type RunningSampleApp, startSampleApp } from './start-sample-app.ts';

const desktop = { clientId: 'desktop', clientSecret: 'one' };
const dashboard = { clientId: 'dashboard', clientSecret: 'two' };
const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const setUp = async (secret = dashboard.clientSecret): Promise<{ app: RunningSampleApp; issuer: TestIssuer }> => {
  const issuer = await startTestIssuer([desktop, dashboard]);
  const app = await startSampleApp({
    host: '127.0.0.1',
    port: 0,
    issuer: issuer.issuer,
    clientId: dashboard.clientId,
    clientSecret: secret,
    clock: () => new Date(),
    random: randomBytes,
  });
  running.push(app, issuer);
  return { app, issuer };
};

describe('the sample application', () => {
  it('shows who is signed in at the hub without asking anything', async () => {
    const { app, issuer } = await setUp();
    issuer.behaviour.claims = { ...issuer.behaviour.claims, name: 'Amina <Haddad>', connection_name: 'Okta' };
    const browser = createTestBrowser();
    const page = await (await browser.follow(await browser.get(app.url))).text();
    expect(page).toContain('Signed in as <strong>Amina &lt;Haddad&gt;</strong>');
    expect(page).toContain('<dt>Identity provider</dt><dd>Okta</dd>');
    expect(page).not.toContain('<form');
    expect(issuer.record.authorizations.map((query) => query.get('client_id'))).toEqual(['dashboard']);
    await browser.get(app.url);
    expect(issuer.record.authorizations).toHaveLength(1);
  });

  it('accepts a callback once, from the browser that began', async () => {
    const { app } = await setUp();
    const browser = createTestBrowser();
    const toCallback = await browser.get((await browser.get(app.url)).headers.get('location') ?? '');
    const callback = toCallback.headers.get('location') ?? '';
    expect((await createTestBrowser().get(callback)).status).toBe(400);
    expect((await browser.get(callback)).status).toBe(303);
    expect((await browser.get(callback)).status).toBe(400);
  });

  it('says why nobody is signed in', async () => {
    const wrongSecret = await setUp('wrong');
    const refused = createTestBrowser();
    const page = await refused.follow(await refused.get(wrongSecret.app.url));
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('sandbox.sign_in_refused')]);
    const { app, issuer } = await setUp();
    issuer.behaviour.nonce = 'replayed';
    const browser = createTestBrowser();
    expect((await browser.follow(await browser.get(app.url))).status).toBe(400);
  });

  it('listens on the loopback interface only', async () => {
    const options = {
      port: 0,
      issuer: 'http://127.0.0.1:1',
      ...dashboard,
      clock: () => new Date(),
      random: randomBytes,
    };
    await expect(startSampleApp({ ...options, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'sandbox.not_loopback',
    });
  });
});
