/** A realm of administrators decides who administers: no route below it may be open to those who only keep an environment. */
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AdminApiFixture, createAdminApiFixture, seedCompanies } from '../../test-support/admin-api-fixture.ts';
import { sampleRealm } from '../storage/conformance/sample-records.ts';
import { boundRoutes } from './bound-routes.ts';

const changing = adminRoutes.filter(({ path, change }) => path.includes('/realms/:realm') && change !== 'none');

let api: AdminApiFixture;

beforeAll(async () => {
  api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes });
  await seedCompanies(api.storage);
  const acme = { companyId: 'acme', environmentId: null };
  api.addAdministrator('environment', { role: 'environment-administrator', ...acme });
  api.addAdministrator('supervisor', { role: 'supervisor', ...acme });
  api.addAdministrator('company', { role: 'company-administrator', ...acme });
  api.addApiKey('cbk_all', {
    companyId: 'acme',
    scopes: ['company.write', 'directory.read', 'directory.write', 'people.read', 'people.write', 'sessions.end'],
  });
});

// Anew each time: one of the routes deletes it.
beforeEach(() =>
  api.storage.write(async (writer) => {
    const place = { environmentId: 'acme/production', kind: 'admins' } as const;
    await writer.putRealm(sampleRealm({ ...place, id: 'realm-admins', slug: 'admins', ssoMode: 'non-sso' }));
  }),
);

afterAll(() => api.close());

const ask = async (method: string, path: string, caller: { as?: string; apiKey?: string }): Promise<unknown> => {
  const address = path
    .replace(':company', 'acme')
    .replace(':environment', 'production')
    .replace(':realm', 'admins')
    .replace(':purpose', 'request-signing')
    .replace(/:[A-Za-z]+/g, 'x');
  const { body } = await api.send(`${method} ${address}`, { ...caller, body: {}, headers: { 'if-match': '*' } });
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : 'let in';
};

describe('a realm of administrators', () => {
  it('has many routes that change it', () => {
    expect(changing.length).toBeGreaterThan(30);
  });

  it.each(changing.map(({ id, method, path }) => ({ id, method, path })))(
    'is changed by $id only by those who may change administrators',
    async ({ method, path }) => {
      for (const caller of [{ as: 'environment' }, { as: 'supervisor' }, { apiKey: 'cbk_all' }]) {
        expect(await ask(method, path, caller), JSON.stringify(caller)).toBe('admin.forbidden');
      }
      expect(await ask(method, path, { as: 'company' })).not.toBe('admin.forbidden');
    },
  );
});
