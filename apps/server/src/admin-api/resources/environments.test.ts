import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectoryApi, type DirectoryApi, ENVIRONMENT } from '../../../test-support/directory-api-fixture.ts';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
  // May change the whole company, and make no administrators.
  api.addApiKey('cbk_key', { companyId: 'acme', scopes: ['directory.read', 'directory.write', 'company.write'] });
});
afterEach(() => api.close());

const asKey = async (method: 'PATCH' | 'DELETE', body?: unknown) => {
  const { headers } = await api.ok(`GET ${ENVIRONMENT}`);
  return api.send(`${method} ${ENVIRONMENT}`, {
    apiKey: 'cbk_key',
    body,
    headers: { 'if-match': String(headers['etag']) },
  });
};

const refused = {
  status: 403,
  body: { code: 'admin.forbidden', expected: expect.stringContaining('administrators.write') as string },
};

describe('an environment in which administrators sign in', () => {
  beforeEach(async () => {
    await api.ok(`POST ${ENVIRONMENT}/realms`, { slug: 'admins', kind: 'admins' });
  });

  it('is deleted only by who may make administrators', async () => {
    expect(await asKey('DELETE')).toMatchObject(refused);
    expect(await api.send(`GET ${ENVIRONMENT}/realms/admins`, { as: 'owner' })).toMatchObject({ status: 200 });
    expect(await api.change('DELETE', ENVIRONMENT, undefined, 'company')).toMatchObject({ status: 200 });
  });

  it('moves to another public URL only by who may make administrators', async () => {
    expect(await asKey('PATCH', { publicUrl: 'https://other.example' })).toMatchObject(refused);
    const set = { publicUrl: 'https://sso.acme.example' };
    expect(await api.change('PATCH', ENVIRONMENT, set, 'company')).toMatchObject({ status: 200 });
    expect(await asKey('PATCH', { publicUrl: null })).toMatchObject(refused);
    expect(await api.change('PATCH', ENVIRONMENT, { publicUrl: null }, 'company')).toMatchObject({ status: 200 });
  });

  it('is changed otherwise as any other', async () => {
    expect(await asKey('PATCH', { name: 'Live' })).toMatchObject({ status: 200, body: { name: 'Live' } });
  });

  it('does not guard the other environments of the company', async () => {
    await api.ok('POST /companies/acme/environments', {
      slug: 'trial',
      name: 'Trial',
    });
    const { headers } = await api.ok('GET /companies/acme/environments/trial');
    const sent = { apiKey: 'cbk_key', headers: { 'if-match': String(headers['etag']) } };
    expect(await api.send('DELETE /companies/acme/environments/trial', sent)).toMatchObject({ status: 200 });
  });
});

describe('an environment without administrators', () => {
  it('moves and is deleted by who may change the company', async () => {
    expect(await asKey('PATCH', { publicUrl: 'https://sso.acme.example' })).toMatchObject({ status: 200 });
    expect(await asKey('DELETE')).toMatchObject({ status: 200 });
  });
});
