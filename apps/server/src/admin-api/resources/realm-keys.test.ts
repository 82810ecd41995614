import { type KeyView, keyRoutes } from '@cordboard/contract/admin-api/keys';
import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testKeyPair } from '../../../../../packages/saml/test-support/keys.ts';
import { type AdminApiFixture, createAdminApiFixture, seedCompanies } from '../../../test-support/admin-api-fixture.ts';
import { createKeyMaker } from '../../directory/apply/apply-keys.ts';
import { keyUploadRoutes } from './key-uploads.ts';
import { realmKeyRoutes } from './realm-keys.ts';
import { serviceProviderKeyRoutes } from './service-provider-keys.ts';

const KEYS = '/companies/acme/environments/production/realms/agents/keys';
const DAY_MS = 24 * 60 * 60 * 1000;

let api: AdminApiFixture;

beforeEach(async () => {
  api = await createAdminApiFixture({
    routes: keyRoutes,
    bound: (parts) => [...serviceProviderKeyRoutes(parts), ...keyUploadRoutes(parts), ...realmKeyRoutes(parts)],
  });
  await seedCompanies(api.storage);
  const { sealer, clock, random, newId } = api.parts;
  const keys = await createKeyMaker({ sealer, clock, random, newId })({ kind: 'realm', id: 'realm', entityId: '' });
  await api.storage.write(async (writer) => {
    await writer.putRealm({
      id: 'realm',
      environmentId: 'acme/production',
      slug: 'agents',
      name: 'Agents',
      kind: 'agents',
      ssoMode: 'non-sso',
      settings: realmSettings.parse({ sessionMinutes: 600, idleMinutes: 600 }),
    });
    for (const key of keys) await writer.putKey(key);
  });
  api.addAdministrator('admin', { role: 'company-administrator', companyId: 'acme', environmentId: null });
});

afterEach(() => api.close());

const send: AdminApiFixture['send'] = (request, options = {}) => api.send(request, { as: 'admin', ...options });
const list = async () => ((await send(`GET ${KEYS}`)).body as { items: readonly KeyView[] }).items;
const states = async () => (await list()).map(({ algorithm, state }) => `${algorithm} ${state}`);
const prepare = (algorithm: string) => send(`POST ${KEYS}/token-signing/next`, { body: { algorithm } });
const upload = async (kind: Parameters<typeof testKeyPair>[1]) => {
  const { privateKeyPem, certificatePem } = await testKeyPair('realm-keys', kind);
  const keystore = Buffer.from(`${privateKeyPem}\n${certificatePem}`).toString('base64');
  return send(`POST ${KEYS}/token-signing/upload`, { body: { keystore } });
};
const promote = (id: string) => send(`POST ${KEYS}/${id}/promote`);
const remove = (id: string, query = '') => send(`DELETE ${KEYS}/${id}${query}`, { headers: { 'if-match': '*' } });

describe('keys that sign tokens', () => {
  it('are shown as public JSON Web Keys', async () => {
    const items = await list();
    expect(items.map(({ purpose, algorithm, state, certificate }) => [purpose, algorithm, state, certificate])).toEqual(
      [
        ['token-signing', 'ES256', 'current', null],
        ['token-signing', 'RS256', 'current', null],
      ],
    );
    expect(Object.keys(items[0]?.publicJwk ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const answer = await send(`GET ${KEYS}/${items[1]?.id}`);
    expect(answer).toMatchObject({ status: 200, body: { algorithm: 'RS256' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });

  it('have a next one for each algorithm, and each is promoted by itself, without a test', async () => {
    const es = (await prepare('ES256')).body as KeyView;
    expect((await prepare('RS256')).status).toBe(201);
    expect(await prepare('ES256')).toMatchObject({ status: 409, body: { code: 'key.next_exists' } });
    expect(await promote(es.id)).toMatchObject({ status: 200, body: { state: 'current', algorithm: 'ES256' } });
    expect(await states()).toEqual(['ES256 current', 'ES256 retired', 'RS256 current', 'RS256 next']);
  });

  it.each([['PS256'], ['HS256'], [undefined]])('are not made for %s', async (algorithm) => {
    expect(await send(`POST ${KEYS}/token-signing/next`, { body: { algorithm } })).toMatchObject({ status: 400 });
  });

  it('are not removed while a session may still have tokens of them', async () => {
    const [old] = await list();
    const { id } = (await prepare('ES256')).body as KeyView;
    await promote(id);
    expect(await remove(old?.id ?? '')).toMatchObject({ status: 409, body: { code: 'key.still_needed' } });
    api.advance(DAY_MS);
    expect(await remove(old?.id ?? '')).toMatchObject({ status: 204 });
    expect(await remove(id)).toMatchObject({ status: 409, body: { code: 'key.in_use' } });
  });

  it('come from a keystore: EC on P-256 for ES256, RSA for RS256', async () => {
    expect(await upload('ec-p256')).toMatchObject({ status: 201, body: { algorithm: 'ES256', origin: 'uploaded' } });
    expect(await upload('rsa-2048')).toMatchObject({ status: 201, body: { algorithm: 'RS256', certificate: null } });
    expect(await upload('ec-p384')).toMatchObject({ status: 422, body: { code: 'key.unsuitable' } });
  });

  it('never share an ID, not even with one that is retired', async () => {
    const { id } = (await upload('ec-p256')).body as KeyView;
    await promote(id);
    await promote((await list()).find(({ state }) => state === 'retired')?.id ?? '');
    expect(await upload('ec-p256')).toMatchObject({
      status: 422,
      body: { code: 'key.unsuitable', received: `the retired one, key ${id}` },
    });
  });

  it('are logged with their realm', async () => {
    const { id, publicJwk } = (await prepare('ES256')).body as KeyView;
    await remove(id);
    const events = await api.storage.read.listAuditEvents({ chain: 'acme', limit: 5 });
    expect(events.map(({ action }) => action)).toEqual(['key.removed', 'key.generated']);
    expect(events[0]).toMatchObject({
      target: { path: `acme/production/agents/token-signing/${id}` },
      fields: [
        { name: 'state', from: 'next', to: null },
        { name: 'fingerprint', to: publicJwk?.['kid'] },
      ],
    });
  });

  it('of a realm of administrators are changed only by those who may change administrators', async () => {
    const view = await api.storage.read.findRealmViewById('realm');
    const admins = { id: 'admins', environmentId: 'acme/production', slug: 'admins', kind: 'admins' } as const;
    await api.storage.write(async (writer) => {
      if (view !== null) await writer.putRealm({ ...view.realm, ...admins });
    });
    const place = { companyId: 'acme', environmentId: 'acme/production' };
    api.addAdministrator('environment', { role: 'environment-administrator', ...place });
    const path = KEYS.replace('agents', 'admins');
    const make = (as: string) => api.send(`POST ${path}/token-signing/next`, { as, body: { algorithm: 'ES256' } });
    expect(await make('environment')).toMatchObject({ status: 403, body: { code: 'admin.forbidden' } });
    const made = await make('admin');
    expect(made.status).toBe(201);
    const { id } = made.body as KeyView;
    expect(await api.send(`POST ${path}/${id}/promote`, { as: 'environment' })).toMatchObject({ status: 403 });
    const headers = { 'if-match': '*' };
    expect(await api.send(`DELETE ${path}/${id}`, { as: 'environment', headers })).toMatchObject({ status: 403 });
    expect(await api.send(`POST ${path}/${id}/promote`, { as: 'admin' })).toMatchObject({ status: 200 });
    expect(await api.send(`GET ${path}`, { as: 'environment' })).toMatchObject({ status: 200 });
  });

  it('of an unknown realm are not found', async () => {
    expect(await send(`GET ${KEYS.replace('agents', 'other')}`)).toMatchObject({ status: 404 });
  });
});
