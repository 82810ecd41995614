import {
  companyParams,
  defineRoute,
  environmentParams,
  pageOf,
  pageQuery,
} from '@cordboard/contract/admin-api/admin-route';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type AdminApiFixture,
  API_NOW,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { CordboardError } from '../../errors.ts';
import { createRateLimiter } from '../../http/rate-limiter.ts';
import { bind } from './call.ts';
import { assertMatch, entityTag } from './entity-tag.ts';
import { pageOfRecords, readCursor } from './page-cursor.ts';

const note = z.object({ text: z.string() });
const common = { summary: 'For tests', change: 'none' } as const;

const hello = defineRoute({
  ...common,
  id: 'hello.read',
  method: 'GET',
  path: '/hello',
  access: { kind: 'public' },
  response: note,
});
const myself = defineRoute({
  ...common,
  id: 'myself.read',
  method: 'GET',
  path: '/myself',
  access: { kind: 'signed-in' },
  response: note,
});
const readNote = defineRoute({
  ...common,
  id: 'note.read',
  method: 'GET',
  path: '/companies/:company/environments/:environment/note',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  params: environmentParams,
  response: note,
});
const changeNote = defineRoute({
  ...common,
  id: 'note.update',
  method: 'PATCH',
  path: '/companies/:company/environments/:environment/note',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'update',
  params: environmentParams,
  body: z.strictObject({ text: z.string().max(10), tags: z.array(z.string()).optional() }),
  response: note,
});
const createNote = defineRoute({
  ...common,
  id: 'notes.create',
  method: 'POST',
  path: '/companies/:company/notes',
  access: { kind: 'permission', permission: 'company.write', at: 'company' },
  change: 'create',
  params: companyParams,
  body: z.strictObject({ text: z.string() }),
  response: note,
});
const listNumbers = defineRoute({
  ...common,
  id: 'numbers.list',
  method: 'GET',
  path: '/companies/:company/numbers',
  access: { kind: 'permission', permission: 'directory.read', at: 'company', orBelow: true },
  params: companyParams,
  query: pageQuery,
  response: pageOf(z.int()),
});
const removeAll = defineRoute({
  ...common,
  id: 'all.delete',
  method: 'DELETE',
  path: '/all',
  access: { kind: 'permission', permission: 'installation.write', at: 'installation' },
  change: 'delete',
});
const fail = defineRoute({ ...common, id: 'fail', method: 'GET', path: '/fail', access: { kind: 'public' } });

const routes = [hello, myself, readNote, changeNote, createNote, listNumbers, removeAll, fail];

let api: AdminApiFixture;
let text: string;
let creations: number;

beforeEach(async () => {
  text = 'first';
  creations = 0;
  api = await createAdminApiFixture({
    routes,
    bound: () => [
      bind(hello, async ({ actorOrNull }) => ({ body: { text: actorOrNull?.id ?? 'nobody' } })),
      bind(myself, async ({ actor }) => ({ body: { text: actor.id } })),
      bind(readNote, async ({ company, environment }) => ({
        body: { text: `${company.id} ${environment.id} ${text}`, secret: 'never shown' },
        etag: entityTag(text),
      })),
      bind(changeNote, async (call) =>
        call.write(async (writer) => {
          assertMatch(call.ifMatch, entityTag(text));
          await call.audit(writer, {
            action: 'note.updated',
            target: { kind: 'note', path: call.environment.slug },
            fields: [{ name: 'text', from: text, to: call.body.text }],
          });
          text = call.body.text;
          return { body: { text }, etag: entityTag(text) };
        }),
      ),
      bind(createNote, async (call) =>
        call.write(async () => {
          creations += 1;
          return { body: { text: `${call.body.text} ${creations}` }, etag: `"${creations}"` };
        }),
      ),
      bind(listNumbers, async ({ query }) => {
        const after = readCursor(z.int(), query.cursor) ?? 0;
        const numbers = Array.from({ length: 5 }, (_, index) => index + 1).filter((number) => number > after);
        const page = pageOfRecords(numbers.slice(0, query.limit + 1), query.limit, (last) => last);
        return { body: { items: [...page.records], next: page.next } };
      }),
      bind(removeAll, async (call) => {
        assertMatch(call.ifMatch, '"all"');
        return { body: undefined };
      }),
      bind(fail, () => Promise.reject(new Error('secret detail'))),
    ],
  });
  await seedCompanies(api.storage);
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
  api.addAdministrator('company', { role: 'company-administrator', companyId: 'acme', environmentId: null });
  api.addAdministrator('environment', {
    role: 'environment-administrator',
    companyId: 'acme',
    environmentId: 'acme/production',
  });
  api.addAdministrator('auditor', { role: 'auditor', companyId: 'acme', environmentId: null });
  api.addAdministrator('nothing');
});

afterEach(() => api.close());

const NOTE = '/companies/acme/environments/production/note';

describe('who may call', () => {
  it('lets anybody call a public route, and says who it is when somebody is signed in', async () => {
    expect(await api.send('GET /hello')).toMatchObject({ status: 200, body: { text: 'nobody' } });
    expect(await api.send('GET /hello', { as: 'owner' })).toMatchObject({ body: { text: 'owner' } });
  });

  it('asks for a sign-in everywhere else', async () => {
    for (const request of ['GET /myself', `GET ${NOTE}`, 'DELETE /all']) {
      const answer = await api.send(request);
      expect(answer).toMatchObject({ status: 401, body: { code: 'admin.unauthenticated', status: 401 } });
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
    }
  });

  it('lets everybody with the permission at the place, or above it', async () => {
    for (const as of ['owner', 'company', 'environment', 'auditor']) {
      expect(await api.send(`GET ${NOTE}`, { as })).toMatchObject({
        status: 200,
        body: { text: 'acme acme/production first' },
      });
    }
  });

  it('answers 403 in the own company and 404 in another, as for what does not exist', async () => {
    const change = { headers: { 'if-match': '*' }, body: { text: 'x' } };
    expect(await api.send(`PATCH ${NOTE}`, { as: 'auditor', ...change })).toMatchObject({
      status: 403,
      body: { code: 'admin.forbidden', received: 'auditor' },
    });
    for (const path of ['globex/environments/production', 'acme/environments/other', 'none/environments/production']) {
      expect(await api.send(`GET /companies/${path}/note`, { as: 'company' })).toMatchObject({
        status: 404,
        body: { code: 'admin.not_found' },
      });
    }
    expect(await api.send('GET /companies/acme/environments/staging/note', { as: 'environment' })).toMatchObject({
      status: 404,
    });
    expect(await api.send(`GET ${NOTE}`, { as: 'nothing' })).toMatchObject({ status: 404 });
    expect(text).toBe('first');
  });

  it('lets callers who hold it below when the route filters by itself', async () => {
    expect(await api.send('GET /companies/acme/numbers', { as: 'environment' })).toMatchObject({ status: 200 });
    expect(await api.send('GET /companies/globex/numbers', { as: 'environment' })).toMatchObject({ status: 404 });
  });

  it('lets only owners act on the installation', async () => {
    const headers = { 'if-match': '"all"' };
    expect(await api.send('DELETE /all', { as: 'company', headers })).toMatchObject({ status: 403 });
    expect(await api.send('DELETE /all', { as: 'owner', headers })).toMatchObject({ status: 204, body: null });
  });

  it('lets an API key do what its scopes say, in its company', async () => {
    api.addApiKey('cbk_read', { companyId: 'acme', scopes: ['directory.read'] });
    expect(await api.send(`GET ${NOTE}`, { apiKey: 'cbk_read' })).toMatchObject({ status: 200 });
    expect(
      await api.send(`PATCH ${NOTE}`, { apiKey: 'cbk_read', body: { text: 'x' }, headers: { 'if-match': '*' } }),
    ).toMatchObject({ status: 403 });
    expect(await api.send('GET /companies/globex/environments/production/note', { apiKey: 'cbk_read' })).toMatchObject({
      status: 404,
    });
    expect(await api.send('GET /myself', { apiKey: 'cbk_read' })).toMatchObject({ status: 403 });
  });

  it('refuses a key that is unknown, also beside a valid cookie', async () => {
    expect(await api.send('GET /myself', { as: 'owner', apiKey: 'cbk_other' })).toMatchObject({ status: 401 });
    const headers = { authorization: 'Basic b3duZXI6b3duZXI=' };
    expect(await api.send('GET /myself', { as: 'owner', headers })).toMatchObject({ status: 401 });
  });
});

describe('changes', () => {
  const change = (headers: Readonly<Record<string, string>>, body: unknown = { text: 'second' }) =>
    api.send(`PATCH ${NOTE}`, { as: 'owner', headers, body });

  it('need the version that they are meant for', async () => {
    expect(await change({})).toMatchObject({ status: 428, body: { code: 'admin.precondition_required' } });
    expect(await change({ 'if-match': '"other"' })).toMatchObject({
      status: 412,
      body: { code: 'admin.changed_meanwhile', expected: entityTag('first'), received: '"other"' },
    });
    const read = await api.send(`GET ${NOTE}`, { as: 'owner' });
    const changed = await change({ 'if-match': String(read.headers['etag']) });
    expect(changed).toMatchObject({ status: 200, body: { text: 'second' } });
    expect(changed.headers['etag']).toBe(entityTag('second'));
    expect(await change({ 'if-match': `${entityTag('x')}, ${entityTag('second')}` })).toMatchObject({ status: 200 });
    expect(await change({ 'if-match': '*' })).toMatchObject({ status: 200 });
  });

  it('are in the audit log of the company, with who and from where', async () => {
    await change({ 'if-match': '*' });
    const [event] = await api.storage.read.listAuditEvents({ chain: 'acme', limit: 5 });
    expect(event).toMatchObject({
      sequence: 1,
      at: API_NOW,
      actor: { kind: 'administrator', id: 'owner', name: 'owner@acme.example' },
      action: 'note.updated',
      fields: [{ name: 'text', from: 'first', to: 'second' }],
      address: '127.0.0.1',
    });
  });

  it('that another site asks for are refused, unless a key was sent', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'https://sso.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://sso.example', 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
      { origin: 'null', 'sec-fetch-site': 'none' },
    ]) {
      expect(await change({ 'if-match': '*', ...headers })).toMatchObject({
        status: 403,
        body: { code: 'http.cross_site' },
      });
    }
    api.addApiKey('cbk_write', { companyId: 'acme', scopes: ['directory.write'] });
    const headers = { origin: 'https://tool.example', 'if-match': '*' };
    expect(await api.send(`PATCH ${NOTE}`, { apiKey: 'cbk_write', headers, body: { text: 'x' } })).toMatchObject({
      status: 200,
    });
  });

  it('take JSON and nothing that a form of another site can send', async () => {
    const headers = { 'if-match': '*', 'content-type': 'application/x-www-form-urlencoded' };
    expect(await change(headers, 'text=second')).toMatchObject({ status: 400 });
    expect(await change({ ...headers, 'content-type': 'text/plain' }, '{"text":"x"}')).toMatchObject({ status: 400 });
    expect(await change({ 'if-match': '*' }, '{"text":')).toMatchObject({ status: 400 });
    expect(text).toBe('first');
  });

  it('name every field that is wrong', async () => {
    expect(await change({ 'if-match': '*' }, { text: 'far too long', tags: [1], txet: 'x' })).toMatchObject({
      status: 400,
      body: {
        code: 'admin.invalid',
        errors: expect.arrayContaining([
          { path: 'text', message: expect.stringContaining('at most 10 characters') },
          { path: 'tags[0]', message: expect.stringContaining('text') },
          { path: 'txet', message: expect.stringContaining('did you mean "text"?') },
        ]),
      },
    });
    expect(await api.send(`PATCH ${NOTE}`, { as: 'owner', headers: { 'if-match': '*' } })).toMatchObject({
      status: 400,
      body: { code: 'admin.invalid' },
    });
  });

  it('finds out who calls before it reads what they send', async () => {
    const body = `{"text": "${'x'.repeat(300 * 1024)}`;
    expect(await api.send('POST /companies/acme/notes', { body })).toMatchObject({ status: 401 });
    expect(await api.send('POST /companies/acme/notes', { as: 'auditor', body })).toMatchObject({ status: 403 });
  });

  it('over the limit are refused before they are read', async () => {
    expect(await change({ 'if-match': '*' }, { text: 'x'.repeat(300_000) })).toMatchObject({
      status: 413,
      body: { code: 'http.too_large' },
    });
  });
});

describe('creations', () => {
  const create = (key: string | null, words = 'note', as = 'company') =>
    api.send('POST /companies/acme/notes', {
      as,
      body: { text: words },
      ...(key !== null && { headers: { 'idempotency-key': key } }),
    });

  it('answer 201, each time anew without a key', async () => {
    expect(await create(null)).toMatchObject({ status: 201, body: { text: 'note 1' }, headers: { etag: '"1"' } });
    expect(await create(null)).toMatchObject({ status: 201, body: { text: 'note 2' } });
  });

  it('run once for a key, and get the first answer again', async () => {
    const first = await create('a-random-key');
    expect(await create('a-random-key')).toMatchObject({ status: 201, body: first.body, headers: { etag: '"1"' } });
    expect(creations).toBe(1);
    expect(await create('another-random-key')).toMatchObject({ body: { text: 'note 2' } });
  });

  it('run once also when both come at the same time', async () => {
    const both = await Promise.all([create('a-random-key'), create('a-random-key')]);
    expect(both.map(({ body }) => body)).toEqual([{ text: 'note 1' }, { text: 'note 1' }]);
    expect(creations).toBe(1);
  });

  it('refuse a key that came with another request, and one that is no key', async () => {
    await create('a-random-key');
    expect(await create('a-random-key', 'other')).toMatchObject({
      status: 422,
      body: { code: 'admin.idempotency_mismatch' },
    });
    expect(await create('short')).toMatchObject({ status: 400, body: { code: 'admin.idempotency_key' } });
  });

  it('know keys per caller, and for a day', async () => {
    await create('a-random-key');
    expect(await create('a-random-key', 'note', 'owner')).toMatchObject({ body: { text: 'note 2' } });
    api.advance(24 * 60 * 60 * 1000 - 1);
    expect(await create('a-random-key')).toMatchObject({ body: { text: 'note 1' } });
    api.advance(1);
    expect(await create('a-random-key')).toMatchObject({ body: { text: 'note 3' } });
  });

  it('keep the answer sealed: it may show a secret', async () => {
    await create('a-random-key', 'secret-of-the-answer');
    const { readFileSync } = await import('node:fs');
    const { DatabaseSync } = await import('node:sqlite');
    const { path } = api.storage as unknown as { path: string };
    const database = new DatabaseSync(path);
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
    expect(readFileSync(path).includes('secret-of-the-answer')).toBe(false);
  });
});

describe('lists', () => {
  const list = (query: string) => api.send(`GET /companies/acme/numbers${query}`, { as: 'owner' });

  it('come page by page', async () => {
    const first = await list('?limit=2');
    expect(first.body).toEqual({ items: [1, 2], next: expect.any(String) });
    const { next } = first.body as { next: string };
    const second = await list(`?limit=2&cursor=${next}`);
    expect(second.body).toMatchObject({ items: [3, 4] });
    const last = await list(`?limit=2&cursor=${(second.body as { next: string }).next}`);
    expect(last.body).toEqual({ items: [5], next: null });
  });

  it('refuse a cursor that is none, and limits that are too small or large', async () => {
    expect(await list('?cursor=abc')).toMatchObject({ status: 400, body: { code: 'admin.cursor_unknown' } });
    for (const limit of ['0', '201', 'x']) {
      expect(await list(`?limit=${limit}`)).toMatchObject({ status: 400, body: { code: 'admin.invalid' } });
    }
    expect(await list('?limit=200')).toMatchObject({ status: 200 });
    expect(await list('?other=1')).toMatchObject({ status: 400 });
  });
});

describe('answers', () => {
  it('show what the route declares and nothing else', async () => {
    const answer = await api.send(`GET ${NOTE}`, { as: 'owner' });
    expect(answer.body).toEqual({ text: 'acme acme/production first' });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('tell defects without their detail', async () => {
    const answer = await api.send('GET /fail');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal.failed' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret detail');
  });

  it('say so when there is nothing at an address', async () => {
    expect(await api.send('GET /nothing')).toMatchObject({ status: 404, body: { code: 'http.not_found' } });
    expect(await api.send('GET /companies/NO/numbers', { as: 'owner' })).toMatchObject({
      status: 404,
      body: { code: 'admin.not_found' },
    });
  });

  it('include the OpenAPI document', async () => {
    const { body } = await api.send('GET /openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      paths: {
        '/companies/{company}/environments/{environment}/note': {
          get: { operationId: 'note.read' },
          patch: { operationId: 'note.update', requestBody: { required: true } },
        },
      },
    });
  });
});

describe('callers who ask too often', () => {
  const limited = async (perMinute: number, failuresPerMinute = 1000) => {
    await api.close();
    const time = { now: API_NOW };
    const limiter = (limit: number) => createRateLimiter({ perMinute: limit, clock: () => time.now });
    api = await createAdminApiFixture({
      routes: [hello, myself],
      bound: () => [
        bind(hello, async () => ({ body: { text: 'hello' } })),
        bind(myself, async ({ actor }) => ({ body: { text: actor.id } })),
      ],
      change: { limits: { requests: limiter(perMinute), failures: limiter(failuresPerMinute) } },
    });
    api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
    api.addAdministrator('company', { role: 'company-administrator', companyId: 'acme', environmentId: null });
    api.addApiKey('cbk_a', { companyId: 'acme', scopes: ['directory.read'] });
    return time;
  };
  const statusOf = async (request: string, options: Parameters<AdminApiFixture['send']>[1] = {}) =>
    (await api.send(request, options)).status;

  it('are told when to ask again, each for itself', async () => {
    const time = await limited(2);
    for (const expected of [200, 200, 429]) {
      expect(await statusOf('GET /myself', { as: 'owner' })).toBe(expected);
    }
    const refused = await api.send('GET /myself', { as: 'owner' });
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'retry-after': '30', 'content-type': expect.stringMatching(/^application\/problem\+json/) },
      body: { code: 'http.too_many', expected: 'at most 2 a minute' },
    });
    expect(await statusOf('GET /myself', { as: 'company' })).toBe(200);
    expect(await statusOf('GET /myself', { apiKey: 'cbk_a' })).toBe(403);
    time.now += 30_000;
    expect(await statusOf('GET /myself', { as: 'owner' })).toBe(200);
  });

  it('are counted by address while they are unknown', async () => {
    await limited(2);
    expect(await statusOf('GET /hello')).toBe(200);
    expect(await statusOf('GET /myself')).toBe(401);
    expect(await statusOf('GET /hello')).toBe(429);
    expect(await statusOf('GET /hello', { as: 'owner' })).toBe(200);
  });

  it('cannot go on trying keys, and keep nobody with a valid one out', async () => {
    await limited(1000, 3);
    for (const expected of [401, 401, 401, 429, 429]) {
      expect(await statusOf('GET /myself', { apiKey: 'cbk_guess' })).toBe(expected);
    }
    expect(await statusOf('GET /hello', { apiKey: 'cbk_a' })).toBe(200);
    expect(await statusOf('GET /myself', { as: 'owner' })).toBe(200);
  });
});

describe('the list of routes', () => {
  it('has to match the handlers', async () => {
    const missing = createAdminApiFixture({
      routes: [hello, fail],
      bound: () => [bind(hello, async () => ({ body: { text: '' } }))],
    });
    await expect(missing).rejects.toThrow(CordboardError);
    const extra = createAdminApiFixture({
      routes: [],
      bound: () => [bind(hello, async () => ({ body: { text: '' } }))],
    });
    await expect(extra).rejects.toMatchObject({ code: 'internal.failed' });
  });
});
