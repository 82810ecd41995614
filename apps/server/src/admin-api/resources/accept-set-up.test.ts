import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiAnswer } from '../../../test-support/admin-api-fixture.ts';
import { testCertificate, testMetadata } from '../../../test-support/apply-fixture.ts';
import {
  CONNECTIONS,
  createDirectoryApi,
  type DirectoryApi,
  OKTA,
  REALM,
  SERVICE_PROVIDER,
} from '../../../test-support/directory-api-fixture.ts';

const SET_UPS = `${SERVICE_PROVIDER}/set-ups`;
const identified = z.object({ id: z.string() });

let api: DirectoryApi;
let certificate: string;
beforeEach(async () => {
  api = await createDirectoryApi();
  certificate = await testCertificate(1);
});
afterEach(() => api.close());

const begin = async (more: object = {}): Promise<string> => {
  const body = { connection: 'okta', vendor: 'okta', name: 'Okta', order: 'by-hand', ...more };
  return identified.parse((await api.ok(`POST ${SET_UPS}`, body)).body).id;
};

const enter = (id: string, identityProvider: unknown): Promise<ApiAnswer> =>
  api.change('PATCH', `${SET_UPS}/${id}`, { identityProvider });

const etagOf = async (id: string): Promise<string> =>
  String((await api.send(`GET ${SET_UPS}/${id}`, { as: 'owner' })).headers['etag']);

const accept = async (id: string, etag?: string): Promise<ApiAnswer> =>
  api.send(`POST ${SET_UPS}/${id}/accept`, { as: 'owner', headers: { 'if-match': etag ?? (await etagOf(id)) } });

const manual = (more: object = {}) => ({
  manual: {
    entityId: 'https://idp.example',
    loginUrl: 'https://idp.example/sso',
    certificates: [certificate],
    ...more,
  },
});

const enterInto = async (id: string): Promise<string> => {
  await enter(id, manual());
  return id;
};

const actions = async (): Promise<readonly string[]> => (await api.events('acme')).map(({ action }) => action);

/** Straight into storage: enabling over the API needs a passed test. */
const switchOn = async (): Promise<void> => {
  const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
  if (view === null) throw new Error('the fixture has no realm');
  await api.storage.write((writer) => writer.putRealm({ ...view.realm, ssoMode: 'sso' }));
};

describe('accepting a set-up', () => {
  it('remembers the product that was chosen, and nothing where it was the general guide', async () => {
    await accept(await enterInto(await begin({ vendor: 'keycloak' })));
    expect((await api.ok(`GET ${CONNECTIONS}/okta`)).body).toMatchObject({ vendor: 'keycloak' });
    await api.change('DELETE', `${CONNECTIONS}/okta`);
    await accept(await enterInto(await begin({ vendor: 'generic' })));
    expect((await api.ok(`GET ${CONNECTIONS}/okta`)).body).not.toHaveProperty('vendor');
  });

  it('makes the connection from a metadata address, with the settings of the draft', async () => {
    const id = await begin({ settings: { require: 'response', match: { emailAttribute: 'email' } } });
    await enter(id, { url: OKTA });
    expect(await accept(id)).toMatchObject({
      status: 200,
      body: { outcome: 'created', setUp: { id, state: 'accepted' } },
    });
    expect((await api.ok(`GET ${CONNECTIONS}/okta`)).body).toMatchObject({
      name: 'Okta',
      enabled: true,
      default: true,
      require: 'response',
      match: { emailAttribute: 'email' },
      metadata: { url: OKTA },
    });
    expect((await api.ok(`GET ${SET_UPS}`)).body).toEqual({ items: [] });
    expect((await actions()).slice(-2)).toEqual(['connection.created', 'set-up.accepted']);
  });

  it('makes it from values that were entered by hand', async () => {
    const id = await begin();
    await enter(id, manual());
    expect(await accept(id)).toMatchObject({ status: 200, body: { outcome: 'created' } });
    expect((await api.ok(`GET ${CONNECTIONS}/okta`)).body).toMatchObject({
      info: { source: { kind: 'manual' }, identityProvider: { entityId: 'https://idp.example' } },
    });
  });

  it('makes it from a metadata file', async () => {
    const id = await begin();
    await enter(id, { text: await testMetadata('https://file.example') });
    expect(await accept(id)).toMatchObject({ status: 200, body: { outcome: 'created' } });
    expect((await api.ok(`GET ${CONNECTIONS}/okta`)).body).toMatchObject({
      info: { source: { kind: 'file' }, identityProvider: { entityId: 'https://file.example' } },
    });
  });

  it.each([
    [null, 'its metadata URL'],
    [
      { manual: { loginUrl: 'https://idp.example/sso' } },
      'the entity ID of the identity provider; a signing certificate',
    ],
    [{ manual: { entityId: 'https://idp.example' } }, 'the login URL'],
  ])('names what %j lacks, and makes nothing', async (identityProvider, missing) => {
    const id = await begin();
    await enter(id, identityProvider);
    expect(await accept(id)).toMatchObject({
      status: 409,
      body: { code: 'set-up.incomplete', expected: expect.stringContaining(missing) },
    });
    expect((await api.ok(`GET ${CONNECTIONS}`)).body).toMatchObject({ items: [] });
  });

  it('says what is wrong with metadata that cannot be read, and stays open', async () => {
    const id = await begin();
    await enter(id, { url: 'https://nowhere.example/metadata' });
    expect(await accept(id)).toMatchObject({ status: 422, body: { code: 'fetch.failed' } });
    expect((await api.ok(`GET ${SET_UPS}/${id}`)).body).toMatchObject({ state: 'open' });
  });

  it('accepts the version that was looked at, and no other', async () => {
    const id = await begin();
    const etag = await etagOf(id);
    await enter(id, { url: OKTA });
    expect(await accept(id, etag)).toMatchObject({ status: 412, body: { code: 'admin.changed_meanwhile' } });
    expect((await api.send(`POST ${SET_UPS}/${id}/accept`, { as: 'owner' })).status).toBe(428);
    expect((await api.ok(`GET ${CONNECTIONS}`)).body).toMatchObject({ items: [] });
  });

  it('accepts once', async () => {
    const id = await begin();
    await enter(id, { url: OKTA });
    await accept(id);
    expect(await accept(id)).toMatchObject({ status: 409, body: { code: 'set-up.closed' } });
  });

  it('ends every link of the set-up', async () => {
    const id = await begin();
    const { body } = await api.ok(`POST ${SET_UPS}/${id}/links`, { recipient: 'Ida of IT' });
    const token = z.object({ url: z.string() }).parse(body).url.split('#')[1] ?? '';
    const read = () => api.send('GET /set-up-link', { apiKey: token });
    expect((await read()).status).toBe(200);
    await enter(id, { url: OKTA });
    await accept(id);
    expect((await read()).status).toBe(401);
    expect((await api.ok(`GET ${SET_UPS}/${id}/links`)).body).toMatchObject({
      items: [{ revokedAt: expect.any(Number) }],
    });
  });

  it('tells the hub that the directory changed', async () => {
    const id = await begin();
    await enter(id, { url: OKTA });
    const before = api.changes();
    await accept(id);
    expect(api.changes()).toBe(before + 1);
  });
});

describe('accepting a set-up of a connection that exists', () => {
  beforeEach(async () => {
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'okta', name: 'Old name', metadata: { url: OKTA } });
  });

  it('changes it while single sign-on is off', async () => {
    const id = await begin({ settings: { require: 'both' } });
    await enter(id, manual({ entityId: 'https://okta.example' }));
    expect(await accept(id)).toMatchObject({ status: 200, body: { outcome: 'updated' } });
    expect((await api.ok(`GET ${CONNECTIONS}/okta`)).body).toMatchObject({
      name: 'Okta',
      default: true,
      enabled: true,
      require: 'both',
      info: { source: { kind: 'manual' }, identityProvider: { signIn: [{ url: 'https://idp.example/sso' }] } },
    });
    expect(await actions()).toContain('connection.updated');
  });

  it('lets another identity provider wait, because people are linked to the one there is', async () => {
    const id = await begin();
    await enter(id, manual());
    expect(await accept(id)).toMatchObject({ status: 200, body: { outcome: 'staged' } });
    expect((await api.ok(`GET ${CONNECTIONS}/okta/trust`)).body).toMatchObject({
      identityProvider: { entityId: 'https://okta.example' },
      staged: { identityProvider: { entityId: 'https://idp.example' }, test: 'not-needed' },
    });
  });

  it('lets another identity provider wait while single sign-on is on', async () => {
    await switchOn();
    const id = await begin({ settings: { clockSkewSeconds: 60 } });
    await enter(id, manual());
    expect(await accept(id)).toMatchObject({ status: 200, body: { outcome: 'staged' } });
    expect((await api.ok(`GET ${CONNECTIONS}/okta`)).body).toMatchObject({
      clockSkewSeconds: 60,
      info: { source: { kind: 'url', url: OKTA }, identityProvider: { entityId: 'https://okta.example' } },
    });
    expect((await api.ok(`GET ${CONNECTIONS}/okta/trust`)).body).toMatchObject({
      staged: { identityProvider: { entityId: 'https://idp.example' }, test: 'needed' },
    });
    expect(await actions()).toContain('connection.staged');
  });

  it('lets nothing wait when the identity provider is the same', async () => {
    await switchOn();
    const id = await begin();
    await enter(id, { url: OKTA });
    expect(await accept(id)).toMatchObject({ status: 200, body: { outcome: 'updated' } });
    expect((await api.ok(`GET ${CONNECTIONS}/okta/trust`)).body).toMatchObject({ staged: null });
  });

  it('makes another connection disabled while single sign-on is on', async () => {
    await switchOn();
    const id = await begin({ connection: 'entra', name: 'Entra ID' });
    await enter(id, manual());
    expect(await accept(id)).toMatchObject({ status: 200, body: { outcome: 'created' } });
    expect((await api.ok(`GET ${CONNECTIONS}/entra`)).body).toMatchObject({ enabled: false, default: false });
    expect((await api.ok(`GET ${REALM}`)).body).toMatchObject({ ssoMode: 'sso' });
  });
});
