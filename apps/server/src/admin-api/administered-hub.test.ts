/** The administration API over the storage of a hub that people sign in to: what is changed counts at once. */
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdminApiFixture, type ApiAnswer, createAdminApiFixture } from '../../test-support/admin-api-fixture.ts';
import { createHubFixture, type HubFixture, pageOfKind } from '../../test-support/hub-fixture.ts';
import type { InjectedBrowser } from '../../test-support/injected-browser.ts';
import { createKeyMaker } from '../directory/apply/apply-keys.ts';
import { boundRoutes } from './bound-routes.ts';

const REALM = '/companies/acme/environments/production/realms/agents';
const OKTA = `${REALM}/service-providers/default/connections/okta`;
const AMINA = `${REALM}/users/user-agents-amina`;

let hub: HubFixture;
let api: AdminApiFixture;
let browser: InjectedBrowser;

beforeEach(async () => {
  hub = await createHubFixture();
  const { storage, sealer, audit, clock, random, directoryChanged } = hub.hub;
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `made-${ids}`;
  };
  const makeKeys = createKeyMaker({ sealer, clock, random, newId });
  api = await createAdminApiFixture({
    routes: adminRoutes,
    bound: boundRoutes,
    change: { storage, sealer, audit, clock, newId, makeKeys, directoryChanged },
  });
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
  browser = hub.browser();
  await hub.signIn(browser);
});
afterEach(async () => {
  await api.close();
  await hub.close();
});

const ask = async (request: string, body?: unknown): Promise<ApiAnswer> => {
  const answer = await api.send(request, { as: 'owner', body });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer;
};

const change = async (method: 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<ApiAnswer> => {
  const { headers } = await ask(`GET ${path}`);
  const answer = await api.send(`${method} ${path}`, {
    as: 'owner',
    body,
    headers: { 'if-match': String(headers['etag']) },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer;
};

const tiles = async (): Promise<readonly string[]> =>
  pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad').tiles.map(({ name }) => name);

const isSignedIn = async (): Promise<boolean> => (await browser.get(`${hub.realmUrl}/`)).status === 200;

describe('a change over the administration API', () => {
  it('of apps is on the launchpad at once', async () => {
    const app = { type: 'bookmark', slug: 'crm', name: 'Customers', url: 'https://crm.example/' };
    await ask(`POST ${REALM}/apps`, app);
    expect(await tiles()).toContain('Customers');
    await change('PATCH', `${REALM}/apps/crm`, { name: 'Customer records' });
    expect(await tiles()).toContain('Customer records');
    await change('DELETE', `${REALM}/apps/crm`);
    expect(await tiles()).toHaveLength(2);
  });

  it('shows the session and the link of who signed in, and ends them', async () => {
    const shown = await ask(`GET ${AMINA}`);
    expect(shown.body).toMatchObject({
      info: {
        linked: true,
        links: [{ connection: 'default/okta', value: 'n-amina-0001' }],
        sessions: [{ connection: 'default/okta' }],
      },
    });
    expect((await ask(`GET ${REALM}/users?linked=true`)).body).toMatchObject({ items: [{ login: 'amina' }] });
    expect(await isSignedIn()).toBe(true);
    expect((await ask(`POST ${AMINA}/sessions/end`, {})).body).toEqual({ ended: 1 });
    expect(await isSignedIn()).toBe(false);
    await hub.signIn(browser);
    const { info } = shown.body as { info: { links: { id: string }[] } };
    await ask(`POST ${AMINA}/unlink`, { link: info.links[0]?.id });
    expect(await isSignedIn()).toBe(false);
    await hub.signIn(browser);
    expect((await ask(`GET ${AMINA}`)).body).toMatchObject({ info: { linked: true } });
  });

  it('that disables a person or a connection signs out, and lets nobody in', async () => {
    await change('PATCH', AMINA, { enabled: false });
    expect(await isSignedIn()).toBe(false);
    expect((await hub.signIn(browser)).completed.status).toBe(403);
    await change('PATCH', AMINA, { enabled: true });
    await hub.signIn(browser);
    expect(await isSignedIn()).toBe(true);
    await change('PATCH', OKTA, { enabled: false });
    expect(await isSignedIn()).toBe(false);
  });

  it('that deletes a connection says who is signed out, and signs them out', async () => {
    const before = await ask(`GET ${OKTA}/impact`);
    expect(before.body).toMatchObject({ connections: 1, links: { count: 1 }, sessions: { count: 1 } });
    expect((await change('DELETE', OKTA)).body).toEqual(before.body);
    expect(await isSignedIn()).toBe(false);
  });

  it('of a public URL moves the realm to it', async () => {
    const environment = '/companies/acme/environments/production';
    await change('PATCH', environment, { publicUrl: 'https://login.acme.example' });
    expect((await ask(`GET ${REALM}`)).body).toMatchObject({ info: { url: 'https://login.acme.example/agents/' } });
    const metadata = await hub.browser().get('https://login.acme.example/agents/saml/default/metadata');
    expect(metadata.status).toBe(200);
    expect(metadata.body).toContain('entityID="https://login.acme.example/agents/saml/default/metadata"');
  });

  it('that makes a realm makes keys that its service provider signs with', async () => {
    const realms = '/companies/acme/environments/production/realms';
    await ask(`POST ${realms}`, { slug: 'portal', kind: 'customers' });
    await ask(`POST ${realms}/portal/service-providers`, { slug: 'default', wantEncryptedAssertions: true });
    const metadata = await hub.browser().get('https://sso.example/e/acme/production/portal/saml/default/metadata');
    expect(metadata.body.match(/<ds:X509Certificate>/g)).toHaveLength(2);
  });

  it('that leaves requests to sign in unsigned still hands the certificate over: messages about sign-out are signed', async () => {
    const providers = '/companies/acme/environments/production/realms/agents/service-providers';
    await ask(`POST ${providers}`, { slug: 'unsigned', signRequests: false });
    expect((await ask(`GET ${providers}/unsigned/values`)).body).toMatchObject({
      signingCertificate: expect.stringContaining('BEGIN CERTIFICATE'),
    });
  });

  it('finds the attempts that people made, and what the company looks like', async () => {
    const { body } = await ask('GET /companies/acme/attempts?person=amina@acme.example');
    expect(body).toMatchObject({ items: [{ outcome: 'succeeded', user: 'amina', connection: 'okta' }] });
    expect((await ask('GET /companies/acme/overview')).body).toMatchObject({
      environments: [
        {
          slug: 'production',
          realms: [
            {
              slug: 'agents',
              status: 'on',
              users: { count: 1 },
              sessions: { count: 1 },
              lastSignInAt: expect.any(Number),
            },
            { slug: 'customers', sessions: { count: 0 } },
          ],
        },
      ],
    });
  });

  it('is in an audit log that verifies', async () => {
    await change('PATCH', `${REALM}/apps/desktop`, { name: 'Desk' });
    await ask(`POST ${REALM}/apps/desktop/secret`);
    const verified = await hub.hub.audit.verify(hub.hub.storage.read, 'company-acme');
    expect(verified).toEqual({ ok: true, chain: 'company-acme', events: 2 });
  });
});
