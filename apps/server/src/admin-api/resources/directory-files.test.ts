import { parseApplyFile } from '@cordboard/contract/parse-apply-file';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CONNECTIONS,
  createDirectoryApi,
  type DirectoryApi,
  ENVIRONMENT,
  OKTA,
  REALM,
} from '../../../test-support/directory-api-fixture.ts';
import { INSTALLATION_CHAIN } from '../../audit/audit-log.ts';
import { resolveApplyFile } from '../../directory/apply/resolve-apply-file.ts';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
});
afterEach(() => api.close());

const realms = (...wanted: readonly object[]) => [{ slug: 'production', realms: wanted }];
const company = (environments: readonly object[], more: object = {}): object => ({
  companies: [{ slug: 'acme', environments, ...more }],
});
const apply = (file: unknown, options: object = {}, as = 'company') =>
  api.send('POST /companies/acme/apply', { as, body: { file, ...options } });

const exportText = async (query = ''): Promise<string> =>
  ((await api.ok(`GET /companies/acme/export${query}`)).body as { text: string }).text;

/** What the command makes of a file before it hands it over. */
const resolved = async (text: string): Promise<unknown> => {
  const parsed = parseApplyFile(text);
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  const result = await resolveApplyFile(parsed.value, { folder: '/nonexistent', env: {} });
  return result.ok ? result.file : null;
};

describe('the export of a company', () => {
  it('applied again changes nothing', async () => {
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'okta', metadata: { url: OKTA }, clockSkewSeconds: 60 });
    await api.ok(`POST ${REALM}/apps`, { type: 'oidc', slug: 'desk', name: 'D', redirectUris: ['https://d.example/'] });
    await api.ok(`POST ${REALM}/users`, { login: 'amina' });
    const file = await resolved(await exportText());
    const changes = api.changes();
    expect(await apply(file, { prune: true })).toMatchObject({
      status: 200,
      body: { applied: true, changes: [], problems: [], unchanged: 8 },
    });
    expect(api.changes()).toBe(changes);
  });

  it('has people only for who may read people, and never those of another company', async () => {
    await api.ok(`POST ${REALM}/users`, { login: 'amina' });
    api.addApiKey('cbk_key', { companyId: 'acme', scopes: ['directory.read'] });
    const read = (query: string) => api.send(`GET /companies/acme/export${query}`, { apiKey: 'cbk_key' });
    expect(await read('')).toMatchObject({ status: 403 });
    expect(await read('?users=false')).toMatchObject({ status: 200 });
    expect(await exportText('?users=false')).not.toContain('amina');
    expect(await exportText()).toContain('amina');
    expect(await api.send('GET /companies/acme/export', { as: 'globex' })).toMatchObject({ status: 404 });
    expect(await api.send('GET /companies/acme/export', { as: 'environment' })).toMatchObject({ status: 403 });
  });
});

describe('applying a file to a company', () => {
  it('makes the changes in the name of its caller, and none in a dry run', async () => {
    const file = company(realms({ slug: 'agents', name: 'Agents', users: [{ login: 'amina' }] }));
    const dry = await apply(file, { dryRun: true });
    expect(dry).toMatchObject({ status: 200, body: { applied: false, problems: [] } });
    expect((await api.ok(`GET ${REALM}`)).body).toMatchObject({ name: 'agents' });
    const changes = [
      { action: 'update', kind: 'realm', path: 'acme/production/agents' },
      { action: 'create', kind: 'user', path: 'acme/production/agents/amina' },
    ];
    expect(await apply(file)).toMatchObject({ status: 200, body: { applied: true, changes } });
    expect((await api.events('acme')).slice(-2)).toMatchObject([
      { action: 'realm.updated', actor: { kind: 'administrator', id: 'company' }, address: '127.0.0.1' },
      { action: 'user.created', actor: { kind: 'administrator', id: 'company' } },
    ]);
  });

  it('touches no other company', async () => {
    const two = { companies: [{ slug: 'acme' }, { slug: 'globex', name: 'Mine' }] };
    expect(await apply(two)).toMatchObject({ status: 400, body: { code: 'admin.invalid', received: 'globex' } });
    expect(await apply(company([]), {}, 'globex')).toMatchObject({ status: 404 });
    expect((await api.ok('GET /companies/globex')).body).toMatchObject({ name: 'GLOBEX' });
  });

  it('tells what is wrong with the file in the answer, and does nothing', async () => {
    const twice = company([{ slug: 'a' }, { slug: 'a' }]);
    expect(await apply(twice)).toMatchObject({
      status: 200,
      body: { applied: false, problems: [{ code: 'apply.invalid' }] },
    });
    const insecure = {
      type: 'oidc',
      slug: 'x',
      name: 'X',
      redirectUris: ['http://x.example/'],
      allowPublicClient: true,
    };
    const broken = await apply(company(realms({ slug: 'agents', apps: [insecure] })));
    expect(broken).toMatchObject({
      body: {
        applied: false,
        problems: [{ path: 'companies[0].environments[0].realms[0].apps[0].redirectUris[0]' }],
      },
    });
    expect(await apply({ companies: [{ slug: 'acme', nme: 'x' }] })).toMatchObject({ status: 400 });
  });

  it('enables nothing untested', async () => {
    for (const ssoMode of ['sso', 'hybrid']) {
      for (const slug of ['agents', 'new-realm']) {
        expect(await apply(company(realms({ slug, ssoMode })))).toMatchObject({
          status: 200,
          body: { applied: false, problems: [{ code: 'admin.sso_mode' }] },
        });
      }
    }
    const untested = company(realms({ slug: 'agents', ssoMode: 'sso', allowUntestedEnable: true }));
    for (const path of ['/companies/acme/apply', '/apply']) {
      expect(await api.send(`POST ${path}`, { as: 'owner', body: { file: untested } })).toMatchObject({
        status: 409,
        body: { code: 'apply.untested_enable' },
      });
    }
  });

  it('needs the permissions for all that a file can say', async () => {
    expect(await apply(company([]), {}, 'environment')).toMatchObject({ status: 403 });
    expect(await apply(company([]), {}, 'auditor')).toMatchObject({ status: 403 });
    api.addApiKey('cbk_some', { companyId: 'acme', scopes: ['company.write', 'directory.write'] });
    const some = await api.send('POST /companies/acme/apply', { apiKey: 'cbk_some', body: { file: company([]) } });
    expect(some).toMatchObject({ status: 403, body: { expected: 'the permission people.write at the company' } });
  });

  it('leaves realms of administrators to who may make administrators', async () => {
    await api.ok(`POST ${ENVIRONMENT}/realms`, { slug: 'staff', kind: 'admins' });
    api.addApiKey('cbk_all', { companyId: 'acme', scopes: ['company.write', 'directory.write', 'people.write'] });
    const byKey = (file: unknown, prune = false) =>
      api.send('POST /companies/acme/apply', { apiKey: 'cbk_all', body: { file, prune } });
    const forbidden = [
      byKey(company(realms({ slug: 'staff', kind: 'admins' }))),
      byKey(company(realms({ slug: 'staff', users: [{ login: 'me' }] }))),
      byKey(company(realms({ slug: 'other', kind: 'admins' }))),
      byKey(company([{ slug: 'staging' }]), true),
    ];
    for (const answer of await Promise.all(forbidden)) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'admin.forbidden' } });
    }
    expect(await byKey(company(realms({ slug: 'agents', name: 'Agents' })))).toMatchObject({ status: 200 });
    expect(await apply(company(realms({ slug: 'staff', kind: 'admins', name: 'Staff' })))).toMatchObject({
      body: { applied: true, changes: [{ kind: 'realm' }] },
    });
  });
});

describe('applying a file to the installation', () => {
  it('is for owners, and makes companies', async () => {
    const body = { file: { companies: [{ slug: 'initech' }, { slug: 'acme', name: 'Acme' }] } };
    expect(await api.send('POST /apply', { as: 'company', body })).toMatchObject({ status: 403 });
    expect(await api.send('POST /apply', { as: 'owner', body })).toMatchObject({
      status: 200,
      body: { applied: true },
    });
    expect(await api.events(INSTALLATION_CHAIN)).toMatchObject([
      { action: 'company.created', target: { path: 'initech' } },
    ]);
    expect((await api.events('acme')).at(-1)).toMatchObject({ action: 'company.updated' });
  });
});
