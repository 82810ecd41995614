import { readServiceProviderValues } from '@cordboard/contract/admin-api/service-providers';
import {
  createSetUp,
  createSetUpLink,
  deleteSetUp,
  listSetUpLinks,
  listSetUps,
  readLinkedSetUp,
  readSetUp,
  reopenSetUp,
  revokeSetUpLink,
  submitLinkedSetUp,
  updateLinkedSetUp,
  updateSetUp,
} from '@cordboard/contract/admin-api/set-ups';
import { readSingleSignOn } from '@cordboard/contract/admin-api/single-sign-on';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type AdminApiFixture,
  type ApiAnswer,
  createAdminApiFixture,
} from '../../../test-support/admin-api-fixture.ts';
import { createSignInFixture, type SignInFixture } from '../../../test-support/sign-in-fixture.ts';
import { serviceProviderRoutes } from './service-providers.ts';
import { setUpLinkRoutes } from './set-up-links.ts';
import { setUpRoutes } from './set-ups.ts';
import { singleSignOnRoutes } from './single-sign-on.ts';

const SP = '/companies/acme/environments/production/realms/agents/service-providers/default';
const DAY = 24 * 60 * 60 * 1000;
const MANUAL = { entityId: 'https://idp.example/adfs', loginUrl: 'https://idp.example/login' };

let hub: SignInFixture;
let api: AdminApiFixture;

beforeEach(async () => {
  hub = await createSignInFixture();
  const { storage, sealer, clock } = hub.dependencies;
  api = await createAdminApiFixture({
    routes: [
      listSetUps,
      createSetUp,
      readSetUp,
      updateSetUp,
      deleteSetUp,
      reopenSetUp,
      listSetUpLinks,
      createSetUpLink,
      revokeSetUpLink,
      readLinkedSetUp,
      updateLinkedSetUp,
      submitLinkedSetUp,
      readSingleSignOn,
      readServiceProviderValues,
    ],
    bound: (parts) => [
      ...setUpRoutes(parts),
      ...setUpLinkRoutes(parts),
      ...singleSignOnRoutes(parts).slice(0, 1),
      ...serviceProviderRoutes(parts).filter(({ route }) => route === readServiceProviderValues),
    ],
    change: { storage, sealer, clock },
  });
  api.addAdministrator('ada', {
    role: 'environment-administrator',
    companyId: 'company-acme',
    environmentId: 'environment-production',
  });
  api.addAdministrator('eve', { role: 'company-administrator', companyId: 'company-globex', environmentId: null });
});

afterEach(async () => {
  await api.close();
  await hub.close();
});

const identified = z.object({ id: z.string() });

const begin = async (): Promise<string> => {
  const body = { connection: 'adfs', vendor: 'adfs', name: 'ADFS', order: 'import', settings: { require: 'response' } };
  const answer = await api.send(`POST ${SP}/set-ups`, { as: 'ada', body });
  expect(answer).toMatchObject({ status: 201, body: { state: 'open', createdBy: 'ada@acme.example', step: null } });
  return identified.parse(answer.body).id;
};

const change = async (id: string, body: unknown, etag?: string): Promise<ApiAnswer> => {
  const present = etag ?? String((await api.send(`GET ${SP}/set-ups/${id}`, { as: 'ada' })).headers['etag']);
  return api.send(`PATCH ${SP}/set-ups/${id}`, { as: 'ada', body, headers: { 'if-match': present } });
};

const makeLink = async (id: string, body: unknown = { recipient: 'Ida of IT' }) => {
  const answer = await api.send(`POST ${SP}/set-ups/${id}/links`, { as: 'ada', body });
  expect(answer.status).toBe(201);
  const made = z.object({ id: z.string(), url: z.string(), expiresAt: z.number() }).parse(answer.body);
  return { ...made, token: made.url.split('#')[1] ?? '' };
};

const byLink = (token: string, request = 'GET', path = '', more: { body?: unknown; etag?: string } = {}) =>
  api.send(`${request} /set-up-link${path}`, {
    apiKey: token,
    ...(more.body !== undefined && { body: more.body }),
    headers: { origin: 'https://sso.example', ...(more.etag !== undefined && { 'if-match': more.etag }) },
  });

const fillIn = async (token: string, body: unknown) => {
  const { headers } = await byLink(token);
  return byLink(token, 'PATCH', '', { body, etag: String(headers['etag']) });
};

const actions = async () =>
  (await hub.dependencies.storage.read.listAuditEvents({ chain: 'company-acme', limit: 50 })).map(
    ({ action, actor }) => `${actor.kind} ${actor.name}: ${action}`,
  );

describe('a set-up', () => {
  it('keeps what was entered, step by step, and can be taken up again', async () => {
    const id = await begin();
    await change(id, { step: 'copy-values', doneSteps: ['begin'] });
    await change(id, { identityProvider: { manual: MANUAL } });
    const read = await api.send(`GET ${SP}/set-ups/${id}`, { as: 'ada' });
    expect(read.body).toMatchObject({
      connection: 'adfs',
      step: 'copy-values',
      doneSteps: ['begin'],
      identityProvider: { manual: MANUAL },
      settings: { require: 'response' },
    });
    expect((await api.send(`GET ${SP}/set-ups`, { as: 'ada' })).body).toMatchObject({ items: [{ id }] });
    expect(await actions()).toEqual([
      'administrator ada@acme.example: set-up.updated',
      'administrator ada@acme.example: set-up.created',
    ]);
  });

  it('takes metadata by address or as text, and clears it again', async () => {
    const id = await begin();
    for (const identityProvider of [{ url: 'https://idp.example/metadata' }, { text: '<EntityDescriptor/>' }, null]) {
      expect(await change(id, { identityProvider })).toMatchObject({ status: 200, body: { identityProvider } });
    }
  });

  it('refuses what is no draft', async () => {
    const id = await begin();
    for (const body of [
      { identityProvider: { url: 'ftp://idp.example' } },
      { identityProvider: { manual: { entityID: 'x' } } },
      { settings: { clockSkewSeconds: 301 } },
      { step: 'Not A Step' },
      { vendor: 'okta' },
    ]) {
      expect(await change(id, body)).toMatchObject({ status: 400, body: { code: 'admin.invalid' } });
    }
  });

  it('is changed by the version that was read', async () => {
    const id = await begin();
    expect(await change(id, { step: 'a' }, '"other"')).toMatchObject({ status: 412 });
  });

  it('belongs to its service provider and company', async () => {
    const id = await begin();
    expect(await api.send(`GET ${SP}/set-ups/${id}`, { as: 'eve' })).toMatchObject({ status: 404 });
    expect(await api.send(`GET ${SP}/set-ups/other`, { as: 'ada' })).toMatchObject({ status: 404 });
    const elsewhere = SP.replace('default', 'chat');
    expect(await api.send(`GET ${elsewhere}/set-ups/${id}`, { as: 'ada' })).toMatchObject({ status: 404 });
  });

  it('can be discarded, and takes its links with it', async () => {
    const id = await begin();
    const { token } = await makeLink(id);
    const { headers } = await api.send(`GET ${SP}/set-ups/${id}`, { as: 'ada' });
    const etag = { 'if-match': String(headers['etag']) };
    expect(await api.send(`DELETE ${SP}/set-ups/${id}`, { as: 'ada', headers: etag })).toMatchObject({ status: 204 });
    expect(await byLink(token)).toMatchObject({ status: 401 });
  });

  it('is one of fifty at most', async () => {
    for (let count = 0; count < 50; count += 1) {
      await begin();
    }
    const body = { connection: 'adfs', vendor: 'adfs', name: 'ADFS', order: 'import' };
    expect(await api.send(`POST ${SP}/set-ups`, { as: 'ada', body })).toMatchObject({
      status: 409,
      body: { code: 'set-up.too_many' },
    });
  });
});

describe('a set-up link', () => {
  it('shows one connection with what the identity provider has to be told', async () => {
    const { token, url } = await makeLink(await begin());
    expect(url).toMatch(/^https:\/\/sso\.example\/admin\/set-up-link#csl_[\w-]{43}$/);
    const answer = await byLink(token);
    const realm = 'https://sso.example/e/acme/production/agents';
    expect(answer.body).toMatchObject({
      company: 'Acme',
      environment: 'Production',
      recipient: 'Ida of IT',
      vendor: 'adfs',
      state: 'open',
      values: {
        entityId: `${realm}/saml/default/metadata`,
        metadataUrl: `${realm}/saml/default/metadata`,
        acsUrls: [{ url: `${realm}/saml/default/acs`, index: 0, isDefault: true, node: null }],
        sloUrl: `${realm}/saml/default/slo`,
        startUrl: `${realm}/`,
        signingCertificate: expect.stringContaining('BEGIN CERTIFICATE'),
        encryptionCertificate: null,
      },
    });
    expect(JSON.stringify(answer.body)).not.toContain('company-acme');
    const own = await api.send(`GET ${SP}/values`, { as: 'ada' });
    expect(own.body).toEqual((answer.body as { values: unknown }).values);
  });

  it('fills in the part of the identity provider, which then waits for an administrator', async () => {
    const id = await begin();
    const { token } = await makeLink(id);
    expect(await byLink(token, 'POST', '/submit')).toMatchObject({ status: 409, body: { code: 'set-up.incomplete' } });
    expect(await fillIn(token, { identityProvider: { manual: MANUAL }, doneSteps: ['begin'] })).toMatchObject({
      status: 200,
      body: { identityProvider: { manual: MANUAL } },
    });
    expect(await byLink(token, 'POST', '/submit')).toMatchObject({ status: 200, body: { state: 'submitted' } });
    expect(await fillIn(token, { step: 'x' })).toMatchObject({ status: 409, body: { code: 'set-up.closed' } });
    expect(await byLink(token, 'POST', '/submit')).toMatchObject({ status: 409 });
    expect((await api.send(`GET ${SP}/set-ups/${id}`, { as: 'ada' })).body).toMatchObject({
      state: 'submitted',
      submittedAt: hub.now,
      updatedBy: 'Ida of IT (by link)',
    });
    const view = await hub.dependencies.storage.read.findRealmViewById('realm-agents');
    expect(view?.connections.map(({ slug }) => slug)).toEqual(['okta']);
    expect((await actions()).slice(0, 2)).toEqual([
      'person Ida of IT: set-up.submitted',
      'person Ida of IT: set-up.filled-in',
    ]);
  });

  it('fills it in again once it was given back', async () => {
    const id = await begin();
    const { token } = await makeLink(id);
    expect(await api.send(`POST ${SP}/set-ups/${id}/reopen`, { as: 'ada' })).toMatchObject({ status: 409 });
    await fillIn(token, { identityProvider: { manual: MANUAL } });
    await byLink(token, 'POST', '/submit');
    expect(await api.send(`POST ${SP}/set-ups/${id}/reopen`, { as: 'ada' })).toMatchObject({ body: { state: 'open' } });
    expect(await fillIn(token, { step: 'x' })).toMatchObject({ status: 200 });
  });

  it('changes nothing else: neither settings nor name nor anything of the company', async () => {
    const { token } = await makeLink(await begin());
    for (const body of [{ settings: { allowSha1: true } }, { name: 'x' }, { order: 'by-hand' }]) {
      expect(await fillIn(token, body)).toMatchObject({ status: 400 });
    }
    const sso = '/companies/acme/environments/production/realms/agents/single-sign-on';
    for (const request of [`GET ${SP}/set-ups`, `GET ${sso}`]) {
      expect(await api.send(request, { apiKey: token })).toMatchObject({ status: 404 });
    }
  });

  it('is over after its days, to the millisecond', async () => {
    const { token, expiresAt } = await makeLink(await begin(), { recipient: 'Ida', days: 1 });
    expect(expiresAt).toBe(hub.now + DAY);
    hub.now = expiresAt - 1;
    expect(await byLink(token)).toMatchObject({ status: 200 });
    hub.now = expiresAt;
    expect(await byLink(token)).toMatchObject({ status: 401 });
  });

  it.each([0, 15, 1.5])('is not made for %d days', async (days) => {
    const id = await begin();
    const body = { recipient: 'Ida', days };
    expect(await api.send(`POST ${SP}/set-ups/${id}/links`, { as: 'ada', body })).toMatchObject({ status: 400 });
  });

  it('can be revoked, once and for all', async () => {
    const id = await begin();
    const { token, id: link } = await makeLink(id);
    const revoke = () => api.send(`POST ${SP}/set-ups/${id}/links/${link}/revoke`, { as: 'ada' });
    expect(await revoke()).toMatchObject({ status: 200, body: { revokedAt: hub.now } });
    const first = hub.now;
    hub.now += 5;
    expect(await revoke()).toMatchObject({ body: { revokedAt: first } });
    expect(await byLink(token)).toMatchObject({ status: 401 });
    expect((await actions()).filter((action) => action.endsWith('revoked'))).toHaveLength(1);
  });

  it('shows when it was used last, and is listed without its token', async () => {
    const id = await begin();
    const { token } = await makeLink(id);
    await byLink(token);
    const list = await api.send(`GET ${SP}/set-ups/${id}/links`, { as: 'ada' });
    expect(list.body).toMatchObject({ items: [{ recipient: 'Ida of IT', lastUsedAt: hub.now, revokedAt: null }] });
    expect(JSON.stringify(list.body)).not.toContain(token);
  });

  it('is refused as a whole when it is unknown, and nobody else can call its routes', async () => {
    expect(await byLink('csl_unknown')).toMatchObject({ status: 401 });
    expect(await api.send('GET /set-up-link', { as: 'ada' })).toMatchObject({ status: 403 });
    expect(await api.send('GET /set-up-link')).toMatchObject({ status: 401 });
  });
});
