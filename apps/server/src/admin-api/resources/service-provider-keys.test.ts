import { X509Certificate } from 'node:crypto';
import { type KeyView, keyRoutes } from '@cordboard/contract/admin-api/keys';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminApiFixture,
  type ApiAnswer,
  createAdminApiFixture,
} from '../../../test-support/admin-api-fixture.ts';
import { createSignInFixture, type SignInFixture } from '../../../test-support/sign-in-fixture.ts';
import { keyUploadRoutes } from './key-uploads.ts';
import { realmKeyRoutes } from './realm-keys.ts';
import { serviceProviderKeyRoutes } from './service-provider-keys.ts';

const SERVICE_PROVIDER = '/companies/acme/environments/production/realms/agents/service-providers/default';
const KEYS = `${SERVICE_PROVIDER}/keys`;
const DAY_MS = 24 * 60 * 60 * 1000;

let hub: SignInFixture;
let api: AdminApiFixture;
let changes: number;

beforeEach(async () => {
  hub = await createSignInFixture();
  changes = 0;
  const { storage, sealer, clock } = hub.dependencies;
  api = await createAdminApiFixture({
    routes: keyRoutes,
    bound: (parts) => [...serviceProviderKeyRoutes(parts), ...keyUploadRoutes(parts), ...realmKeyRoutes(parts)],
    change: {
      storage,
      sealer,
      clock,
      directoryChanged: async () => {
        changes += 1;
      },
    },
  });
  const grant = { companyId: 'company-acme', environmentId: 'environment-production' };
  api.addAdministrator('admin', { role: 'environment-administrator', ...grant });
  api.addAdministrator('auditor', { role: 'auditor', ...grant });
  api.addAdministrator('elsewhere', {
    role: 'environment-administrator',
    companyId: 'company-acme',
    environmentId: 'environment-staging',
  });
});

afterEach(async () => {
  await api.close();
  await hub.close();
});

const send = (request: string, options: Parameters<AdminApiFixture['send']>[1] = {}): Promise<ApiAnswer> =>
  api.send(request, { as: 'admin', ...options });

const list = async () =>
  (await send(`GET ${KEYS}`)).body as { items: readonly KeyView[]; dues: readonly Record<string, unknown>[] };
const states = async () => (await list()).items.map(({ purpose, state }) => `${purpose} ${state}`);

const prepare = (body: unknown = {}, purpose = 'request-signing', headers: Record<string, string> = {}) =>
  send(`POST ${KEYS}/${purpose}/next`, { body, headers });
const prepared = async (purpose = 'request-signing'): Promise<KeyView> => {
  const answer = await prepare({}, purpose);
  expect(answer.status).toBe(201);
  return answer.body as KeyView;
};
const promote = (id: string, body: unknown = { allowUntested: true }) => send(`POST ${KEYS}/${id}/promote`, { body });
const remove = (id: string, query = '', ifMatch = '*') =>
  send(`DELETE ${KEYS}/${id}${query}`, { headers: { 'if-match': ifMatch } });

const events = async () => await hub.dependencies.storage.read.listAuditEvents({ chain: 'company-acme', limit: 50 });
const actions = async () => (await events()).map(({ action }) => action);

describe('keys of a service provider', () => {
  it('are shown with their certificate and everything public, and nothing else', async () => {
    const answer = await send(`GET ${KEYS}`);
    const { items } = answer.body as { items: readonly KeyView[] };
    expect(items.map(({ purpose, state, origin, algorithm }) => [purpose, state, origin, algorithm])).toEqual([
      ['request-signing', 'current', 'generated', 'RSA-2048'],
      ['assertion-decryption', 'current', 'generated', 'RSA-2048'],
    ]);
    const certificate = new X509Certificate(items[0]?.certificate?.pem ?? '');
    expect(items[0]?.certificate).toMatchObject({
      fingerprintSha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      fingerprintSha1: certificate.fingerprint.replaceAll(':', '').toLowerCase(),
      notAfter: certificate.validToDate.getTime(),
      signatureAlgorithm: 'sha256WithRSAEncryption',
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/sealed|PRIVATE|v1\./i);
  });

  it('are read one by one, with a version that days do not change', async () => {
    const first = await send(`GET ${KEYS}/key-request-signing`);
    expect(first).toMatchObject({ status: 200, body: { id: 'key-request-signing', state: 'current' } });
    hub.now += 40 * DAY_MS;
    const later = await send(`GET ${KEYS}/key-request-signing`);
    expect(later.headers['etag']).toBe(first.headers['etag']);
    expect(later.body).not.toEqual(first.body);
    expect(await send(`GET ${KEYS}/none`)).toMatchObject({ status: 404, body: { code: 'admin.not_found' } });
  });

  it('are for those who may read the environment, and change for those who may change it', async () => {
    expect(await send(`GET ${KEYS}`, { as: 'auditor' })).toMatchObject({ status: 200 });
    expect(await send(`GET ${KEYS}`, { as: 'elsewhere' })).toMatchObject({ status: 404 });
    expect(await send(`POST ${KEYS}/request-signing/next`, { as: 'auditor', body: {} })).toMatchObject({ status: 403 });
    const other = KEYS.replace('service-providers/default', 'service-providers/other');
    expect(await send(`GET ${other}`)).toMatchObject({ status: 404 });
    expect(await send(`POST ${other}/request-signing/next`, { body: {} })).toMatchObject({ status: 404 });
  });
});

describe('a next key', () => {
  it('is made as asked for, SHA-256 and 2048 bits unless something else is', async () => {
    const plain = await prepare();
    expect(plain).toMatchObject({
      status: 201,
      body: { purpose: 'request-signing', state: 'next', origin: 'generated', algorithm: 'RSA-2048', promotedAt: null },
    });
    expect((plain.body as KeyView).certificate?.signatureAlgorithm).toBe('sha256WithRSAEncryption');
    const other = await prepare({ bits: 3072, hash: 'SHA-512', validityYears: 1 }, 'assertion-decryption');
    const { certificate, algorithm } = other.body as KeyView;
    expect(algorithm).toBe('RSA-3072');
    expect(certificate?.signatureAlgorithm).toBe('sha512WithRSAEncryption');
    expect(certificate?.daysLeft).toBe(365);
    expect(certificate?.subject).toMatch(/agents\/saml\/default\/metadata$/);
    expect(changes).toBe(2);
  });

  it('is refused beside another, and the first one stays', async () => {
    const { id } = await prepared();
    expect(await prepare()).toMatchObject({ status: 409, body: { code: 'key.next_exists', received: `key ${id}` } });
    expect(await states()).toEqual(['request-signing current', 'request-signing next', 'assertion-decryption current']);
  });

  it('is made once of two that are asked for at the same time', async () => {
    const answers = await Promise.all([prepare(), prepare()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it('is the same when it is asked for again with the same key of the request', async () => {
    const headers = { 'idempotency-key': 'make-me-once' };
    const first = await prepare({}, 'request-signing', headers);
    expect(await prepare({}, 'request-signing', headers)).toMatchObject({ status: 201, body: first.body });
  });

  it.each([
    [{ bits: 1024 }],
    [{ bits: '2048' }],
    [{ hash: 'SHA-1' }],
    [{ validityYears: 0 }],
    [{ validityYears: 21 }],
    [{ algorithm: 'ES256' }],
  ])('is refused as %j', async (body) => {
    expect(await prepare(body)).toMatchObject({ status: 400, body: { code: 'admin.invalid' } });
  });

  it('is not made for a purpose that a service provider has no key for', async () => {
    expect(await prepare({}, 'token-signing')).toMatchObject({ status: 404 });
  });
});

describe('promoting a key', () => {
  it('waits for a test with every connection, unless that is waived', async () => {
    const { id } = await prepared();
    expect(await promote(id, {})).toMatchObject({
      status: 409,
      body: { code: 'key.untested', received: 'none at okta' },
    });
    expect(await promote(id)).toMatchObject({ status: 200, body: { id, state: 'current', promotedAt: hub.now } });
    expect(await states()).toEqual([
      'request-signing current',
      'request-signing retired',
      'assertion-decryption current',
    ]);
  });

  it('is told at each connection which keys it would be refused for, those that retired included', async () => {
    const untested = async () =>
      (await list()).dues.map(({ connection, untestedKeys }) => ({ connection, untestedKeys }));
    expect(await untested()).toEqual([{ connection: 'okta', untestedKeys: [] }]);
    const { id } = await prepared();
    await prepared('assertion-decryption');
    expect(await untested()).toEqual([{ connection: 'okta', untestedKeys: [id] }]);
    await promote(id);
    expect(await untested()).toEqual([{ connection: 'okta', untestedKeys: ['key-request-signing'] }]);
    expect(await promote('key-request-signing', {})).toMatchObject({ status: 409, body: { code: 'key.untested' } });
  });

  it('needs no test of a key that nothing uses', async () => {
    const { id } = await prepared('assertion-decryption');
    expect(await promote(id, {})).toMatchObject({ status: 200 });
  });

  it('happens once of two at the same time', async () => {
    const { id } = await prepared();
    const answers = await Promise.all([promote(id), promote(id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'key.not_promotable' });
    expect((await states()).filter((state) => state === 'request-signing retired')).toHaveLength(1);
  });

  it('takes the step back with the retired key', async () => {
    const { id } = await prepared();
    await promote(id);
    expect(await promote('key-request-signing')).toMatchObject({
      status: 200,
      body: { state: 'current', retiredAt: null },
    });
    expect((await list()).items.find((key) => key.id === id)).toMatchObject({ state: 'retired', retiredAt: hub.now });
  });

  it('knows only keys of this service provider', async () => {
    expect(await promote('none')).toMatchObject({ status: 404 });
  });
});

describe('removing a key', () => {
  it('is refused for the current one', async () => {
    expect(await remove('key-request-signing')).toMatchObject({ status: 409, body: { code: 'key.in_use' } });
  });

  it('asks for the version that was read', async () => {
    const { id } = await prepared();
    expect(await send(`DELETE ${KEYS}/${id}`)).toMatchObject({ status: 428 });
    const { headers } = await send(`GET ${KEYS}/${id}`);
    await promote(id);
    expect(await remove(id, '', String(headers['etag']))).toMatchObject({ status: 412 });
  });

  it('drops a next signing key, and a retired one at once', async () => {
    const { id } = await prepared();
    expect(await remove(id)).toMatchObject({ status: 204 });
    const second = await prepared();
    await promote(second.id);
    expect(await remove('key-request-signing')).toMatchObject({ status: 204 });
    expect((await list()).items.map((key) => key.id)).toEqual([second.id, 'key-assertion-decryption']);
  });

  it('keeps a retired decryption key until nobody can need it, unless it is no longer trusted', async () => {
    const { id } = await prepared('assertion-decryption');
    await promote(id);
    const old = 'key-assertion-decryption';
    expect(await remove(old)).toMatchObject({ status: 409, body: { code: 'key.still_needed' } });
    const { removableAt } = (await list()).items.find((key) => key.id === old) ?? {};
    expect(removableAt).toBe(hub.now + 30 * DAY_MS);
    hub.now += 30 * DAY_MS - 1;
    expect(await remove(old)).toMatchObject({ status: 409 });
    hub.now += 1;
    expect(await remove(old)).toMatchObject({ status: 204 });
    const third = await prepared('assertion-decryption');
    await promote(third.id);
    expect(await remove(id, '?allowStillNeeded=true')).toMatchObject({ status: 204 });
  });

  it('retires a next decryption key, which may be in use already', async () => {
    const { id } = await prepared('assertion-decryption');
    expect(await remove(id)).toMatchObject({ status: 204 });
    expect((await list()).items.find((key) => key.id === id)).toMatchObject({ state: 'retired', promotedAt: null });
    const other = await prepared('assertion-decryption');
    expect(await remove(other.id, '?allowStillNeeded=true')).toMatchObject({ status: 204 });
    expect((await list()).items.map((key) => key.id)).not.toContain(other.id);
  });
});

describe('the certificate as a file', () => {
  const file = async (path: string) =>
    api.app.inject({ url: `/admin/api/v1${KEYS}/${path}`, headers: { cookie: 'caller=admin' } });

  it('is PEM named after the service provider and what it is for', async () => {
    const [signing] = (await list()).items;
    const answer = await file('key-request-signing/certificate.cer');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="default-signing.cer"');
    expect(answer.body).toBe(signing?.certificate?.pem);
    expect(answer.body).toMatch(/^-----BEGIN CERTIFICATE-----\n[\s\S]+\n-----END CERTIFICATE-----\n$/);
    const other = await file('key-assertion-decryption/certificate.cer?format=pem');
    expect(other.headers['content-disposition']).toBe('attachment; filename="default-encryption.cer"');
  });

  it('is DER when that is asked for', async () => {
    const [signing] = (await list()).items;
    const answer = await file('key-request-signing/certificate.cer?format=der');
    expect(answer.headers['content-type']).toBe('application/pkix-cert');
    expect(new X509Certificate(answer.rawPayload).toString()).toBe(signing?.certificate?.pem);
    expect((await file('key-request-signing/certificate.cer?format=p7b')).statusCode).toBe(400);
  });
});

describe('what is open after a change', () => {
  const dues = async () => (await list()).dues;

  it('is told in words, and closed by the confirmation and by a test', async () => {
    expect(await dues()).toMatchObject([{ connection: 'okta', metadataExchangeDue: true, testDue: true }]);
    const confirmed = await send(`POST ${KEYS}/metadata-exchange`, { body: { connections: ['okta'] } });
    expect(confirmed).toMatchObject({
      status: 200,
      body: { dues: [{ metadataExchangeDue: false, metadataExchangeReason: null, testDue: true }] },
    });
    const { id, certificate } = await prepared();
    const [due] = await dues();
    expect(due).toMatchObject({ metadataExchangeDue: true, testDue: true });
    expect(due?.['metadataExchangeReason']).toBe(
      `OKTA is not known to have the next key that signs requests (SHA-256 ${certificate?.fingerprintSha256.slice(0, 16)}…). Give it the metadata and say so here.`,
    );
    expect(due?.['testReason']).toContain('No test with OKTA has passed with the next key that signs requests');
    await promote(id);
    expect(await dues()).toMatchObject([{ metadataExchangeDue: true, testDue: true }]);
  });

  it('knows no connection that is not there', async () => {
    const answer = await send(`POST ${KEYS}/metadata-exchange`, { body: { connections: ['okta', 'adfs'] } });
    expect(answer).toMatchObject({ status: 404, body: { received: 'adfs' } });
    expect(await dues()).toMatchObject([{ metadataExchangeDue: true }]);
    expect(await send(`POST ${KEYS}/metadata-exchange`, { body: { connections: [] } })).toMatchObject({ status: 400 });
  });
});

describe('the log', () => {
  it('has every step with the fingerprint, who and where', async () => {
    const { id, certificate } = await prepared();
    await promote(id);
    await remove('key-request-signing');
    const decryption = await prepared('assertion-decryption');
    await remove(decryption.id);
    await send(`POST ${KEYS}/metadata-exchange`, { body: { connections: ['okta'] } });
    expect(await actions()).toEqual([
      'metadata-exchange.confirmed',
      'key.retired',
      'key.generated',
      'key.removed',
      'key.promoted',
      'key.generated',
    ]);
    const promoted = (await events()).find(({ action }) => action === 'key.promoted');
    expect(promoted).toMatchObject({
      actor: { kind: 'administrator', id: 'admin' },
      target: { kind: 'key', path: `acme/production/agents/default/request-signing/${id}` },
      fields: [
        { name: 'state', from: 'next', to: 'current' },
        { name: 'fingerprint', from: null, to: certificate?.fingerprintSha256 },
      ],
      address: '127.0.0.1',
    });
  });

  it('has nothing of a step that was refused', async () => {
    await remove('key-request-signing');
    await promote('key-request-signing');
    expect(await actions()).toEqual([]);
  });
});
