import { readServiceProviderMetadata, serviceProvider } from '@cordboard/contract/admin-api/service-providers';
import { readSpMetadata } from '@cordboard/saml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CONNECTIONS,
  createDirectoryApi,
  type DirectoryApi,
  ENVIRONMENT,
  OKTA,
  REALM,
  SERVICE_PROVIDER,
} from '../../../test-support/directory-api-fixture.ts';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
});
afterEach(() => api.close());

const putMode = async (ssoMode: 'hybrid' | 'sso'): Promise<void> => {
  await api.storage.write(async (writer) => {
    const view = await writer.findRealmView('acme', 'production', 'agents');
    if (view === null) {
      throw new Error('no realm');
    }
    await writer.putRealm({ ...view.realm, ssoMode });
  });
};

describe('realms', () => {
  it('are made with keys, defaults and their addresses', async () => {
    const made = await api.send(`POST ${ENVIRONMENT}/realms`, {
      as: 'environment',
      body: { slug: 'customers', kind: 'customers', idleMinutes: 20 },
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        slug: 'customers',
        name: 'customers',
        kind: 'customers',
        ssoMode: 'non-sso',
        sessionMinutes: 600,
        idleMinutes: 20,
        info: {
          url: 'https://sso.example/e/acme/production/customers/',
          issuer: 'https://sso.example/e/acme/production/customers/oidc',
          serviceProviders: 0,
        },
      },
    });
    expect(api.keyOwners.map(({ kind }) => kind)).toEqual(['realm', 'service-provider', 'realm']);
    const view = await api.storage.read.findRealmView('acme', 'production', 'customers');
    expect(view?.keys).toHaveLength(1);
  });

  it('are listed by slug, page by page', async () => {
    await api.ok(`POST ${ENVIRONMENT}/realms`, { slug: 'a' });
    const first = await api.ok(`GET ${ENVIRONMENT}/realms?limit=1`);
    expect(first.body).toMatchObject({ items: [{ slug: 'a' }] });
    const { next } = first.body as { next: string };
    expect((await api.ok(`GET ${ENVIRONMENT}/realms?limit=1&cursor=${next}`)).body).toMatchObject({
      items: [{ slug: 'agents' }],
      next: null,
    });
  });

  it('never change their mode by being edited, and take it as it is', async () => {
    for (const ssoMode of ['sso', 'hybrid']) {
      expect(await api.change('PATCH', REALM, { ssoMode })).toMatchObject({
        status: 409,
        body: { code: 'admin.sso_mode', expected: 'ssoMode non-sso', received: ssoMode },
      });
      const made = await api.send(`POST ${ENVIRONMENT}/realms`, { as: 'owner', body: { slug: 'new', ssoMode } });
      expect(made).toMatchObject({ status: 409, body: { code: 'admin.sso_mode' } });
    }
    const unchanged = await api.change('PATCH', REALM, { ssoMode: 'non-sso', name: 'Agents' });
    expect(unchanged).toMatchObject({ status: 200, body: { name: 'Agents', ssoMode: 'non-sso' } });
    expect(await api.change('PATCH', REALM, { allowUntestedEnable: true })).toMatchObject({ status: 400 });
  });

  it('keep their kind', async () => {
    expect(await api.change('PATCH', REALM, { kind: 'customers' })).toMatchObject({
      status: 409,
      body: { code: 'apply.conflict', expected: 'kind agents' },
    });
  });

  it('of administrators are changed only by who may make administrators', async () => {
    const body = { slug: 'admins', kind: 'admins' };
    const list = `${ENVIRONMENT}/realms`;
    expect(await api.send(`POST ${list}`, { as: 'environment', body })).toMatchObject({ status: 403 });
    api.addApiKey('cbk_key', { companyId: 'acme', scopes: ['directory.read', 'directory.write', 'company.write'] });
    expect(await api.send(`POST ${list}`, { apiKey: 'cbk_key', body })).toMatchObject({ status: 403 });
    expect(await api.send(`POST ${list}`, { as: 'company', body })).toMatchObject({ status: 201 });
    const changes: readonly (readonly [string, unknown])[] = [
      [`POST ${list}/admins/service-providers`, { slug: 'default' }],
      [`POST ${list}/admins/apps`, { type: 'bookmark', slug: 'wiki', name: 'Wiki', url: 'https://wiki.example' }],
    ];
    for (const [request, wanted] of changes) {
      expect(await api.send(request, { as: 'environment', body: wanted })).toMatchObject({ status: 403 });
      expect(await api.send(request, { as: 'company', body: wanted })).toMatchObject({ status: 201 });
    }
    expect(await api.change('PATCH', `${list}/admins`, { name: 'x' }, 'environment')).toMatchObject({ status: 403 });
    expect(await api.change('DELETE', `${list}/admins`, undefined, 'environment')).toMatchObject({ status: 403 });
  });

  it.each(['hybrid', 'sso'] as const)(
    'in mode %s let more people keep passwords only by who may change the company',
    async (ssoMode) => {
      const change = (localSignIn: unknown, as: string) => api.change('PATCH', REALM, { localSignIn }, as);
      await change({ users: ['amina'], groups: ['Team A'] }, 'owner');
      await putMode(ssoMode);
      for (const wider of [
        { users: ['amina', 'ben'] },
        { users: ['ben'] },
        { groups: ['Team A', 'Team B'] },
        { users: [], groups: ['team a'] },
      ]) {
        expect(await change(wider, 'environment')).toMatchObject({
          status: 403,
          body: { code: 'local.widening', expected: expect.stringContaining('company.write') as string },
        });
      }
      expect(await change({ groups: ['Team B', 'Team A'] }, 'company')).toMatchObject({ status: 200 });
      expect(await change({ groups: ['Team A', 'Team B'] }, 'environment')).toMatchObject({ status: 200 });
      expect(await change({ users: [], groups: ['Team B'] }, 'environment')).toMatchObject({
        status: 200,
        body: { localSignIn: { users: [], groups: ['Team B'] }, ssoMode },
      });
      const other = await api.change('PATCH', REALM, { idleMinutes: 30 }, 'environment');
      expect(other).toMatchObject({ status: 200, body: { idleMinutes: 30 } });
    },
  );

  it('in mode non-sso name who keeps passwords later by who may change the environment', async () => {
    const wider = { localSignIn: { users: ['amina'], groups: ['Team A'] } };
    expect(await api.change('PATCH', REALM, wider, 'environment')).toMatchObject({ status: 200, body: wider });
  });

  it('are at most one of administrators in a company', async () => {
    await api.ok(`POST ${ENVIRONMENT}/realms`, { slug: 'admins', kind: 'admins' });
    const second = await api.send('POST /companies/acme/environments/staging/realms', {
      as: 'owner',
      body: { slug: 'admins', kind: 'admins' },
    });
    expect(second).toMatchObject({ status: 409, body: { code: 'apply.conflict' } });
  });

  it('are read by who may read there, and hidden from others', async () => {
    expect(await api.send(`GET ${REALM}`, { as: 'supervisor' })).toMatchObject({ status: 200 });
    expect(await api.send(`GET ${REALM}`, { as: 'globex' })).toMatchObject({ status: 404 });
    expect(await api.change('PATCH', REALM, { name: 'x' }, 'supervisor')).toMatchObject({ status: 403 });
    expect(await api.send(`GET ${ENVIRONMENT}/realms/none`, { as: 'owner' })).toMatchObject({ status: 404 });
    const elsewhere = '/companies/globex/environments/production/realms/agents';
    expect(await api.send(`GET ${elsewhere}`, { as: 'globex' })).toMatchObject({ status: 404 });
  });

  it('go with all that hangs on them', async () => {
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'okta', metadata: { url: OKTA } });
    await api.ok(`POST ${REALM}/apps`, { type: 'bookmark', slug: 'wiki', name: 'Wiki', url: 'https://wiki.example' });
    expect(await api.change('DELETE', REALM, undefined, 'environment')).toMatchObject({
      status: 200,
      body: { environments: 0, realms: 1, serviceProviders: 1, connections: 1, apps: 1 },
    });
    expect(await api.send(`GET ${REALM}`, { as: 'owner' })).toMatchObject({ status: 404 });
  });
});

describe('service providers', () => {
  it('show every address that an identity provider asks for', async () => {
    const url = 'https://sso.example/e/acme/production/agents/saml/default';
    const changed = await api.change('PATCH', SERVICE_PROVIDER, { nodes: ['pub', 'sub'] }, 'environment');
    expect(changed).toMatchObject({
      status: 200,
      body: {
        slug: 'default',
        signRequests: true,
        info: {
          entityId: `${url}/metadata`,
          metadataUrl: `${url}/metadata`,
          acs: [
            { url: `${url}/acs`, index: 0, isDefault: true, node: null },
            { url: `${url}/acs/pub`, index: 1, isDefault: false, node: 'pub' },
            { url: `${url}/acs/sub`, index: 2, isDefault: false, node: 'sub' },
          ],
          sloUrl: `${url}/slo`,
          connections: 0,
        },
      },
    });
    const named = await api.change('PATCH', SERVICE_PROVIDER, { entityId: 'urn:acme' });
    expect(named.body).toMatchObject({ info: { entityId: 'urn:acme' } });
    const back = await api.change('PATCH', SERVICE_PROVIDER, { entityId: null });
    expect(back.body).toMatchObject({ info: { entityId: `${url}/metadata` }, nodes: ['pub', 'sub'] });
  });

  it('keep the index of a node while others go and come, and say which endpoint is the default one', async () => {
    const indexes = async (patch: object) => {
      const { body } = await api.change('PATCH', SERVICE_PROVIDER, patch, 'environment');
      const { info } = serviceProvider.parse(body);
      return info.acs.map(({ node, index, isDefault }) => `${node} ${index}${isDefault ? ' default' : ''}`);
    };
    await indexes({ nodes: ['pub', 'sub', 'third'] });
    expect(await indexes({ nodes: ['pub', 'third'], defaultNode: 'third' })).toEqual([
      'null 0',
      'pub 1',
      'third 3 default',
    ]);
    expect(await indexes({ nodes: ['pub', 'third', 'fourth'] })).toEqual([
      'null 0',
      'pub 1',
      'third 3 default',
      'fourth 4',
    ]);
    const renamed = [{ slug: 'publisher', index: 1 }, 'third', 'fourth'];
    expect(await indexes({ nodes: renamed })).toEqual(['null 0', 'publisher 1', 'third 3 default', 'fourth 4']);
    expect(await api.change('PATCH', SERVICE_PROVIDER, { nodes: ['publisher'] })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'defaultNode', message: 'node "third" is not in the list of nodes' }] },
    });
    expect(await indexes({ nodes: ['publisher'], defaultNode: null })).toEqual(['null 0 default', 'publisher 1']);
  });

  it('have metadata that says their name and endpoints, as it is served to identity providers', async () => {
    await api.change('PATCH', SERVICE_PROVIDER, { nodes: ['pub'], defaultNode: 'pub' }, 'environment');
    const { body } = await api.send(`GET ${SERVICE_PROVIDER}/metadata`, { as: 'owner' });
    const { xml } = readServiceProviderMetadata.response.parse(body);
    const { entityId, assertionConsumerServices } = readSpMetadata(xml, { now: new Date() });
    expect(entityId).toBe('https://sso.example/e/acme/production/agents/saml/default/metadata');
    expect(assertionConsumerServices.map(({ index, isDefault }) => [index, isDefault])).toEqual([
      [1, true],
      [0, false],
    ]);
    expect(await api.send(`GET ${REALM}/service-providers/other/metadata`, { as: 'owner' })).toMatchObject({
      status: 404,
    });
  });

  it('refuse what the applied file refuses, by field', async () => {
    expect(await api.change('PATCH', SERVICE_PROVIDER, { nodes: ['a', 'a'] })).toMatchObject({
      status: 400,
      body: { code: 'admin.invalid', errors: [{ path: 'nodes[1]', message: 'node "a" occurs twice in this list' }] },
    });
    const reserved = await api.send(`POST ${REALM}/service-providers`, { as: 'owner', body: { slug: 'complete' } });
    expect(reserved).toMatchObject({ status: 400, body: { errors: [{ path: 'slug' }] } });
  });

  it('are listed, made beside others and deleted', async () => {
    await api.ok(`POST ${REALM}/service-providers`, { slug: 'chat' });
    expect((await api.ok(`GET ${REALM}/service-providers`)).body).toMatchObject({
      items: [{ slug: 'chat' }, { slug: 'default' }],
      next: null,
    });
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'okta', metadata: { url: OKTA } });
    expect(await api.change('DELETE', SERVICE_PROVIDER)).toMatchObject({
      status: 200,
      body: { serviceProviders: 1, connections: 1, realms: 0 },
    });
    expect((await api.ok(`GET ${REALM}/service-providers`)).body).toMatchObject({ items: [{ slug: 'chat' }] });
  });
});
