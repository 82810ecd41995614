import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectoryApi, type DirectoryApi } from '../../../test-support/directory-api-fixture.ts';
import { INSTALLATION_CHAIN } from '../../audit/audit-log.ts';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
});
afterEach(() => api.close());

const slugs = (body: unknown): readonly string[] =>
  (body as { items: { slug: string }[] }).items.map(({ slug }) => slug);

describe('companies', () => {
  it('are listed to each caller as far as their grants go', async () => {
    const list = async (as: string): Promise<readonly string[]> =>
      slugs((await api.send('GET /companies', { as })).body);
    expect(await list('owner')).toEqual(['acme', 'globex']);
    expect(await list('company')).toEqual(['acme']);
    expect(await list('environment')).toEqual(['acme']);
    expect(await list('globex')).toEqual(['globex']);
    api.addApiKey('cbk_key', { companyId: 'globex', scopes: ['directory.read'] });
    expect(slugs((await api.send('GET /companies', { apiKey: 'cbk_key' })).body)).toEqual(['globex']);
    api.addAdministrator('nobody');
    expect(await api.send('GET /companies', { as: 'nobody' })).toMatchObject({ status: 403 });
  });

  it('are listed page by page, and found by a part of slug or name', async () => {
    await api.storage.write(async (writer) => {
      for (let index = 0; index < 25; index += 1) {
        const slug = `c-${String(index).padStart(2, '0')}`;
        await writer.putCompany({ id: slug, slug, name: `Customer ${index}` });
      }
    });
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await api.ok(`GET /companies?limit=10${cursor}`);
      const { next } = body as { next: string | null };
      seen.push(...slugs(body));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toHaveLength(27);
    expect(new Set(seen).size).toBe(27);
    expect(slugs((await api.ok('GET /companies?search=CUSTOMER%201')).body)).toHaveLength(11);
    expect(slugs((await api.send('GET /companies?search=glob', { as: 'company' })).body)).toEqual([]);
    expect(slugs((await api.send('GET /companies?search=AC', { as: 'company' })).body)).toEqual(['acme']);
    expect(await api.send('GET /companies?cursor=x', { as: 'owner' })).toMatchObject({ status: 400 });
  });

  it('are made and deleted by an owner only, with the event in the log of the installation', async () => {
    const make = { body: { slug: 'initech', name: 'Initech' } };
    expect(await api.send('POST /companies', { as: 'company', ...make })).toMatchObject({ status: 403 });
    expect(await api.send('POST /companies', { as: 'owner', ...make })).toMatchObject({
      status: 201,
      body: { slug: 'initech', name: 'Initech', info: { environments: 0 } },
    });
    expect(await api.change('DELETE', '/companies/acme', undefined, 'company')).toMatchObject({ status: 403 });
    const deleted = await api.change('DELETE', '/companies/acme');
    expect(deleted).toMatchObject({
      status: 200,
      body: { environments: 2, realms: 1, serviceProviders: 1, users: { count: 0, more: false } },
    });
    expect(await api.send('GET /companies/acme', { as: 'owner' })).toMatchObject({ status: 404 });
    const events = await api.events(INSTALLATION_CHAIN);
    expect(events.map(({ action, target }) => `${action} ${target.path}`)).toEqual([
      'company.created initech',
      'company.deleted acme',
    ]);
    expect(events[0]).toMatchObject({ actor: { kind: 'administrator', name: 'owner@acme.example' } });
  });

  it('are renamed by who administers them, and keep their slug', async () => {
    expect(await api.change('PATCH', '/companies/acme', { name: 'Acme Ltd' }, 'environment')).toMatchObject({
      status: 403,
    });
    expect(await api.change('PATCH', '/companies/acme', { name: 'Acme Ltd' }, 'globex')).toMatchObject({ status: 404 });
    expect(await api.change('PATCH', '/companies/acme', { name: 'Acme Ltd' }, 'company')).toMatchObject({
      status: 200,
      body: { slug: 'acme', name: 'Acme Ltd' },
    });
    expect((await api.events('acme')).at(-1)).toMatchObject({
      action: 'company.updated',
      fields: [{ name: 'name', from: 'ACME', to: 'Acme Ltd' }],
      address: '127.0.0.1',
    });
    expect(await api.change('PATCH', '/companies/acme', { slug: 'other' })).toMatchObject({
      status: 422,
      body: { code: 'admin.read_only' },
    });
    expect(await api.change('PATCH', '/companies/acme', { name: null })).toMatchObject({ body: { name: 'acme' } });
  });

  it('are not made twice: one of two creations is refused, and a repeated one is answered again', async () => {
    const body = { slug: 'initech' };
    const answers = await Promise.all([0, 1, 2].map(() => api.send('POST /companies', { as: 'owner', body })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'admin.exists' });
    const headers = { 'idempotency-key': 'the-same-key' };
    const again = { as: 'owner', body: { slug: 'umbrella' }, headers };
    const first = await api.send('POST /companies', again);
    expect(await api.send('POST /companies', again)).toMatchObject({ status: 201, body: first.body });
  });

  it('refuse a change without If-Match, and one meant for another version', async () => {
    const { headers } = await api.ok('GET /companies/acme');
    const etag = String(headers['etag']);
    const patch = (name: string, ifMatch?: string) =>
      api.send('PATCH /companies/acme', {
        as: 'owner',
        body: { name },
        ...(ifMatch !== undefined && { headers: { 'if-match': ifMatch } }),
      });
    expect(await patch('A')).toMatchObject({ status: 428 });
    const both = await Promise.all([patch('A', etag), patch('B', etag)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(await patch('C', etag)).toMatchObject({ status: 412, body: { code: 'admin.changed_meanwhile' } });
    expect(await patch('D', '*')).toMatchObject({ status: 200 });
  });
});

describe('environments', () => {
  const LIST = '/companies/acme/environments';

  it('are listed to each caller as far as their grants go', async () => {
    const list = async (as: string): Promise<readonly string[]> => slugs((await api.send(`GET ${LIST}`, { as })).body);
    expect(await list('company')).toEqual(['production', 'staging']);
    expect(await list('auditor')).toEqual(['production', 'staging']);
    expect(await list('environment')).toEqual(['production']);
    expect(await api.send(`GET ${LIST}`, { as: 'globex' })).toMatchObject({ status: 404 });
    expect(await api.send(`GET ${LIST}/staging`, { as: 'environment' })).toMatchObject({ status: 404 });
  });

  it('are made by who may write the company, with their address', async () => {
    const body = { slug: 'test', platform: 'cisco-ucc', publicUrl: 'https://sso.acme.example/' };
    expect(await api.send(`POST ${LIST}`, { as: 'environment', body })).toMatchObject({ status: 403 });
    const made = await api.send(`POST ${LIST}`, { as: 'company', body });
    expect(made).toMatchObject({
      status: 201,
      body: { slug: 'test', name: 'test', platform: 'cisco-ucc', publicUrl: 'https://sso.acme.example' },
    });
    expect(made.body).toMatchObject({ info: { url: 'https://sso.acme.example', realms: 0 } });
    expect(api.changes()).toBe(3);
  });

  it('are changed field by field, and lose what is set to null', async () => {
    const change = (body: unknown, as = 'owner') => api.change('PATCH', `${LIST}/production`, body, as);
    expect(await change({ region: 'eu', platform: 'egain' }, 'environment')).toMatchObject({
      status: 200,
      body: { region: 'eu', platform: 'egain', info: { url: 'https://sso.example/e/acme/production' } },
    });
    const cleared = await change({ region: null, platform: null });
    expect(cleared.body).toMatchObject({ platform: 'generic', name: 'production' });
    expect(cleared.body).not.toHaveProperty('region');
    expect((await api.events('acme')).at(-1)?.fields).toEqual([
      { name: 'region', from: 'eu', to: null },
      { name: 'platform', from: 'egain', to: 'generic' },
    ]);
  });

  it('get another public URL only from who may write the company, and only one that is free', async () => {
    const change = (publicUrl: string, as: string) => api.change('PATCH', `${LIST}/production`, { publicUrl }, as);
    expect(await change('https://sso.acme.example', 'environment')).toMatchObject({ status: 403 });
    expect(await change('https://sso.acme.example', 'company')).toMatchObject({ status: 200 });
    const taken = await api.send(`POST ${LIST}`, {
      as: 'company',
      body: { slug: 'other', publicUrl: 'https://sso.acme.example/below' },
    });
    expect(taken).toMatchObject({ status: 409, body: { code: 'apply.conflict' } });
    expect(await change('https://sso.acme.example/?query', 'company')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'publicUrl' }] },
    });
  });

  it('say every wrong field, and fields that they do not have', async () => {
    expect(await api.change('PATCH', `${LIST}/production`, { platfrom: 'egain' })).toMatchObject({
      status: 400,
      body: { code: 'admin.invalid', errors: [{ path: 'platfrom' }] },
    });
    expect(await api.change('PATCH', `${LIST}/production`, { platform: 'other' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'platform' }] },
    });
  });

  it('tell what their deletion takes along, before it and after it', async () => {
    const impact = await api.ok(`GET ${LIST}/production/impact`);
    expect(impact.body).toMatchObject({ environments: 1, realms: 1, serviceProviders: 1 });
    expect(await api.change('DELETE', `${LIST}/production`, undefined, 'environment')).toMatchObject({ status: 403 });
    expect(await api.change('DELETE', `${LIST}/production`, undefined, 'company')).toMatchObject({
      status: 200,
      body: impact.body,
    });
    expect((await api.events('acme')).at(-1)).toMatchObject({ action: 'environment.deleted', fields: [] });
  });
});
