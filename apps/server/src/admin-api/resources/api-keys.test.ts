import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { createApiKey } from '@cordboard/contract/admin-api/api-keys';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminApiFixture,
  API_NOW,
  type ApiAnswer,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { boundRoutes } from '../bound-routes.ts';
import type { Call } from '../http/call.ts';
import { apiKeyRoutes } from './api-keys.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEYS = '/companies/acme/api-keys';

let api: AdminApiFixture;

beforeEach(async () => {
  api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes });
  await seedCompanies(api.storage);
  api.addAdministrator('ada', { role: 'company-administrator', companyId: 'acme', environmentId: null });
  api.addAdministrator('gil', { role: 'company-administrator', companyId: 'globex', environmentId: null });
  api.addAdministrator('audrey', { role: 'auditor', companyId: 'acme', environmentId: null });
});

afterEach(() => api.close());

interface Created {
  readonly id: string;
  readonly key: string;
  readonly hint: string;
}

const WANTED = { name: 'Provisioning', scopes: ['people.read', 'people.write'] };

const create = (body: object = WANTED, headers: Readonly<Record<string, string>> = {}): Promise<ApiAnswer> =>
  api.send(`POST ${KEYS}`, { as: 'ada', body, headers });

const created = async (body?: object): Promise<Created> => {
  const answer = await create(body);
  expect(answer.status).toBe(201);
  return answer.body as Created;
};

const one = (id: string): string => `${KEYS}/${id}`;

describe('making an API key', () => {
  it('shows the key, which has 256 random bits, and all about it', async () => {
    const answer = await create();
    expect(answer).toMatchObject({
      status: 201,
      body: {
        name: 'Provisioning',
        scopes: ['people.read', 'people.write'],
        state: 'live',
        key: expect.stringMatching(/^cbk_[A-Za-z0-9_-]{43}$/),
        createdBy: { id: 'ada', name: 'ada@acme.example' },
        createdAt: API_NOW,
        expiresAt: API_NOW + 365 * DAY_MS,
        revokedAt: null,
        lastUsedAt: null,
        lastAddress: null,
      },
    });
    const { key, hint } = answer.body as Created;
    expect(hint).toBe(key.slice(0, 8));
    expect((await created()).key).not.toBe(key);
  });

  it('shows the key never again, and keeps it in no file', async () => {
    const { id, key } = await created();
    for (const path of [KEYS, one(id)]) {
      const { body } = await api.send(`GET ${path}`, { as: 'ada' });
      expect(JSON.stringify(body)).toContain(id);
      expect(JSON.stringify(body)).not.toContain(key);
    }
    const { readFileSync } = await import('node:fs');
    const { DatabaseSync } = await import('node:sqlite');
    const { path } = api.storage as unknown as { path: string };
    const database = new DatabaseSync(path);
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
    const file = readFileSync(path);
    expect(file.includes('Provisioning')).toBe(true);
    expect(file.includes(key)).toBe(false);
    expect(file.includes(key.slice('cbk_'.length))).toBe(false);
  });

  it('gives the same key to a request that comes again, and makes one only', async () => {
    const headers = { 'idempotency-key': 'a-random-key' };
    const first = await create(WANTED, headers);
    const again = await create(WANTED, headers);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await api.send(`GET ${KEYS}`, { as: 'ada' })).toMatchObject({ body: { items: [{}], next: null } });
    expect(await api.storage.read.countLiveApiKeys('acme', API_NOW)).toBe(1);
  });

  it.each([
    [{ expiresInDays: 1 }, 1],
    [{ expiresInDays: 730 }, 730],
    [{}, 365],
    [{ allowNoExpiry: false }, 365],
    [{ allowNoExpiry: true }, null],
  ])('takes %j as its life', async (life, days) => {
    expect(await created({ ...WANTED, ...life })).toMatchObject({
      expiresAt: days === null ? null : API_NOW + days * DAY_MS,
    });
  });

  it.each([
    ['expiresInDays', { ...WANTED, expiresInDays: 0 }],
    ['expiresInDays', { ...WANTED, expiresInDays: 731 }],
    ['expiresInDays', { ...WANTED, expiresInDays: 10, allowNoExpiry: true }],
    ['scopes', { ...WANTED, scopes: [] }],
    ['scopes', { name: 'x' }],
    ['scopes[0]', { ...WANTED, scopes: ['api-keys.write'] }],
    ['scopes[0]', { ...WANTED, scopes: ['administrators.write'] }],
    ['name', { ...WANTED, name: '  ' }],
    ['name', { ...WANTED, name: 'x'.repeat(101) }],
    ['name', { ...WANTED, name: 'two\nlines' }],
    ['name', { ...WANTED, name: 'a\u202eb' }],
    ['key', { ...WANTED, key: 'cbk_mine' }],
  ])('refuses a wrong %s: %j', async (path, body) => {
    const answer = await create(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'admin.invalid' } });
    const { errors } = answer.body as { errors: readonly { path: string }[] };
    expect(new Set(errors.map((error) => error.path))).toEqual(new Set([path]));
    expect(await api.storage.read.countLiveApiKeys('acme', API_NOW)).toBe(0);
  });

  it('takes a scope that is named twice once', async () => {
    expect(await created({ ...WANTED, scopes: ['people.read', 'people.read'] })).toMatchObject({
      scopes: ['people.read'],
    });
  });

  it('refuses scopes that the creator does not have', async () => {
    const bound = apiKeyRoutes(api.parts).find(({ route }) => route.id === createApiKey.id);
    const call: Partial<Call> = {
      body: { ...WANTED, allowNoExpiry: false },
      company: { id: 'acme', slug: 'acme', name: 'ACME' },
      may: (permission, place) =>
        permission === 'people.read' && place.companyId === 'acme' && place.environmentId === null,
    };
    await expect(bound?.handle(call as Call)).rejects.toMatchObject({
      code: 'admin.forbidden',
      received: 'people.write',
    });
  });

  it('stops at 50 keys that work', async () => {
    await api.storage.write(async (writer) => {
      for (let n = 0; n < 51; n += 1) {
        const dead = n < 2 ? { expiresAt: API_NOW, revokedAt: null } : { expiresAt: null, revokedAt: null };
        await writer.addApiKey({
          id: `key-${n}`,
          companyId: 'acme',
          name: 'x',
          keyHash: `hash-${n}`,
          hint: 'cbk_1234',
          scopes: ['people.read'],
          createdBy: { id: 'ada', name: 'ada' },
          createdAt: API_NOW,
          lastUsedAt: null,
          lastAddress: null,
          ...dead,
        });
      }
    });
    expect(await create()).toMatchObject({ status: 201 });
    expect(await create()).toMatchObject({ status: 409, body: { code: 'admin.limit' } });
    await api.send(`POST ${one('key-30')}/revoke`, { as: 'ada' });
    expect(await create()).toMatchObject({ status: 201 });
    expect(
      await api.send('POST /companies/globex/api-keys', { as: 'gil', body: WANTED }),
      'another company has its own fifty',
    ).toMatchObject({ status: 201 });
  });

  it('is in the audit log, without the key', async () => {
    const { id, key, hint } = await created();
    const [event] = await api.storage.read.listAuditEvents({ chain: 'acme', limit: 5 });
    expect(event).toMatchObject({
      actor: { kind: 'administrator', id: 'ada' },
      action: 'api-key.created',
      target: { kind: 'api-key', path: `acme/${id}` },
      fields: expect.arrayContaining([
        { name: 'scopes', from: null, to: 'people.read, people.write' },
        { name: 'key', from: null, to: 'set' },
      ]),
    });
    expect(JSON.stringify(event)).not.toContain(key);
    expect(JSON.stringify(event)).not.toContain(hint);
  });
});

describe('the list of API keys', () => {
  it('comes newest first, page by page, with those that are over', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.unshift((await created()).id);
      api.advance(DAY_MS);
    }
    await api.send(`POST ${one(ids[2] ?? '')}/revoke`, { as: 'ada' });
    const first = await api.send(`GET ${KEYS}?limit=2`, { as: 'audrey' });
    expect(first.body).toMatchObject({ items: [{ id: ids[0] }, { id: ids[1] }] });
    const { next } = first.body as { next: string };
    expect(await api.send(`GET ${KEYS}?limit=2&cursor=${next}`, { as: 'audrey' })).toMatchObject({
      body: { items: [{ id: ids[2], state: 'revoked', revokedAt: API_NOW + 3 * DAY_MS }], next: null },
    });
    api.advance(400 * DAY_MS);
    expect(await api.send(`GET ${one(ids[0] ?? '')}`, { as: 'audrey' })).toMatchObject({ body: { state: 'expired' } });
  });

  it('is closed to keys, and shows no key of another company', async () => {
    const { id } = await created();
    api.addApiKey('cbk_any', { companyId: 'acme', scopes: ['company.write', 'audit.read'] });
    expect(await api.send(`GET ${KEYS}`, { apiKey: 'cbk_any' })).toMatchObject({ status: 403 });
    expect(await api.send(`POST ${KEYS}`, { apiKey: 'cbk_any', body: WANTED })).toMatchObject({ status: 403 });
    for (const path of [`/companies/globex/api-keys/${id}`, '/companies/globex/api-keys/none']) {
      expect(await api.send(`GET ${path}`, { as: 'gil' })).toMatchObject({
        status: 404,
        body: { code: 'admin.not_found' },
      });
    }
    expect(await api.send(`POST /companies/globex/api-keys/${id}/revoke`, { as: 'gil' })).toMatchObject({
      status: 404,
    });
  });
});

describe('renaming an API key', () => {
  it('needs its version, which its use does not change, and is audited', async () => {
    const { id } = await created();
    const { headers } = await api.send(`GET ${one(id)}`, { as: 'ada' });
    await api.storage.write((writer) => writer.touchApiKey(id, { at: API_NOW, address: '192.0.2.1', unlessSince: 0 }));
    const rename = (etag: unknown, name: string) =>
      api.send(`PATCH ${one(id)}`, { as: 'ada', body: { name }, headers: { 'if-match': String(etag) } });
    const renamed = await rename(headers['etag'], 'Nightly');
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Nightly', lastAddress: '192.0.2.1' } });
    expect(await rename(headers['etag'], 'Weekly')).toMatchObject({ status: 412 });
    expect(await rename(renamed.headers['etag'], 'Nightly')).toMatchObject({ status: 200 });
    const events = await api.storage.read.listAuditEvents({ chain: 'acme', limit: 5 });
    expect(events.map(({ action, fields }) => [action, fields[0]])).toEqual([
      ['api-key.updated', { name: 'name', from: 'Provisioning', to: 'Nightly' }],
      ['api-key.created', { name: 'name', from: null, to: 'Provisioning' }],
    ]);
  });

  it('changes nothing else', async () => {
    const { id } = await created();
    const headers = { 'if-match': '*' };
    for (const body of [{ scopes: ['audit.read'] }, { expiresAt: null }]) {
      expect(await api.send(`PATCH ${one(id)}`, { as: 'ada', body, headers })).toMatchObject({ status: 400 });
    }
    expect(await api.send(`PATCH ${one(id)}`, { as: 'ada', body: { name: 'x' } })).toMatchObject({ status: 428 });
  });
});

describe('revoking an API key', () => {
  it('is for good, keeps its first time, and is audited once', async () => {
    const { id } = await created();
    const revoke = () => api.send(`POST ${one(id)}/revoke`, { as: 'ada' });
    expect(await revoke()).toMatchObject({ status: 200, body: { state: 'revoked', revokedAt: API_NOW } });
    api.advance(1000);
    expect(await revoke()).toMatchObject({ status: 200, body: { revokedAt: API_NOW } });
    const events = await api.storage.read.listAuditEvents({ chain: 'acme', action: 'api-key.revoked', limit: 5 });
    expect(events).toHaveLength(1);
    expect(events[0]?.fields).toEqual([{ name: 'state', from: 'live', to: 'revoked' }]);
  });

  it('needs api-keys.write', async () => {
    const { id } = await created();
    expect(await api.send(`POST ${one(id)}/revoke`, { as: 'audrey' })).toMatchObject({ status: 403 });
  });
});
