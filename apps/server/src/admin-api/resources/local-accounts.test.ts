import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminApiFixture,
  API_NOW,
  API_ORIGIN,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { hashToken } from '../../administrators/token.ts';
import { boundRoutes } from '../bound-routes.ts';

const REALM = '/companies/acme/environments/production/realms/agents';
const AMINA = `${REALM}/users/user-amina/local-sign-in`;
const DAY = 24 * 60 * 60_000;

let api: AdminApiFixture;

beforeEach(async () => {
  api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes });
  await seedCompanies(api.storage);
  await api.storage.write(async (writer) => {
    const common = { name: 'Agents', kind: 'agents', ssoMode: 'non-sso', settings: realmSettings.parse({}) } as const;
    await writer.putRealm({ ...common, id: 'realm-1', environmentId: 'acme/production', slug: 'agents' });
    await writer.putRealm({ ...common, id: 'realm-2', environmentId: 'acme/staging', slug: 'agents' });
    for (const login of ['amina', 'ben']) {
      await writer.putUser({
        id: `user-${login}`,
        realmId: 'realm-1',
        login,
        email: null,
        displayName: null,
        firstName: null,
        lastName: null,
        groups: [],
        enabled: true,
        createdAt: 1,
        updatedAt: 1,
      });
    }
  });
  api.addAdministrator('sue', { role: 'supervisor', companyId: 'acme', environmentId: 'acme/production' });
  api.addAdministrator('ann', { role: 'auditor', companyId: 'acme', environmentId: null });
  api.addAdministrator('gil', { role: 'company-administrator', companyId: 'globex', environmentId: null });
});

afterEach(() => api.close());

const post = (path: string, as = 'sue', headers: Readonly<Record<string, string>> = {}) =>
  api.send(`POST ${path}`, { as, headers });

const tokenOf = (answer: { readonly body: unknown }): string => {
  const { url } = answer.body as { readonly url: string };
  return url.slice(url.lastIndexOf('/') + 1);
};

const setPassword = (userId = 'user-amina'): Promise<void> =>
  api.storage.write((writer) =>
    writer.putCredential({
      userId,
      realmId: 'realm-1',
      passwordHash: '$argon2id$secret',
      changedAt: API_NOW,
      linkHash: null,
      linkExpiresAt: null,
    }),
  );

const putSession = (idHash: string, method: 'local' | 'saml'): Promise<void> =>
  api.storage.write((writer) => {
    const common = {
      idHash,
      realmId: 'realm-1',
      userId: 'user-amina',
      authenticatedAt: API_NOW,
      authnContext: null,
      createdAt: API_NOW,
      lastSeenAt: API_NOW,
      expiresAt: API_NOW + DAY,
    };
    return writer.putSession(
      method === 'local'
        ? { ...common, method }
        : {
            ...common,
            method,
            serviceProviderId: 's',
            connectionId: 'c',
            idpEntityId: 'i',
            sealedIdpSession: null,
            idpSubjectHash: null,
          },
    );
  });

const sessionsOf = async (): Promise<readonly string[]> =>
  (await api.storage.read.listUserSessions('realm-1', 'user-amina', API_NOW)).map(({ idHash }) => idHash);

const events = () => api.storage.read.listAuditEvents({ chain: 'acme', limit: 10 });

describe('an invitation', () => {
  it('is a link to hand over, shown once, good for seven days', async () => {
    const answer = await post(`${AMINA}/invitation`);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      url: expect.stringMatching(new RegExp(`^${API_ORIGIN}/e/acme/production/agents/password/set/[A-Za-z0-9_-]{43}$`)),
      expiresAt: API_NOW + 7 * DAY,
    });
    const credential = await api.storage.read.findCredential('realm-1', 'user-amina');
    expect(credential).toMatchObject({ passwordHash: null, linkHash: hashToken(tokenOf(answer)) });
    expect((await api.send(`GET ${AMINA}`, { as: 'sue' })).body).toEqual({
      user: { id: 'user-amina', login: 'amina', displayName: null, enabled: true },
      state: 'invited',
      allowed: { kind: 'mode', name: null, until: null },
      changedAt: API_NOW,
      linkExpiresAt: API_NOW + 7 * DAY,
    });
    api.advance(7 * DAY);
    expect((await api.send(`GET ${AMINA}`, { as: 'sue' })).body).toMatchObject({ state: 'lapsed' });
  });

  it('is in the audit log with the login and without the link', async () => {
    const answer = await post(`${AMINA}/invitation`);
    const [event] = await events();
    expect(event).toMatchObject({
      actor: { kind: 'administrator', name: 'sue@acme.example' },
      action: 'local-sign-in.invited',
      target: { kind: 'user', path: 'acme/production/agents/amina' },
      fields: [{ name: 'link', from: null, to: 'set' }],
    });
    expect(JSON.stringify(event)).not.toContain(tokenOf(answer));
  });

  it('replaces the one that is out', async () => {
    const first = await post(`${AMINA}/invitation`);
    const second = await post(`${AMINA}/invitation`);
    const find = (token: string) => api.storage.read.findCredentialByLink('realm-1', hashToken(token), API_NOW);
    expect(await find(tokenOf(first))).toBeNull();
    expect(await find(tokenOf(second))).not.toBeNull();
  });

  it('that is asked for again with its key is the same', async () => {
    const headers = { 'idempotency-key': 'the-same-key' };
    const first = await post(`${AMINA}/invitation`, 'sue', headers);
    expect((await post(`${AMINA}/invitation`, 'sue', headers)).body).toEqual(first.body);
  });

  it('is refused for whoever has a password', async () => {
    await setPassword();
    const answer = await post(`${AMINA}/invitation`);
    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ code: 'local.password_set' })]);
    expect((await api.storage.read.findCredential('realm-1', 'user-amina'))?.passwordHash).not.toBeNull();
  });

  it.each([
    ['a user that is not there', `${REALM}/users/nobody/local-sign-in/invitation`, 'sue', 404],
    [
      'a user of another realm',
      '/companies/acme/environments/production/realms/none/users/user-amina/local-sign-in/invitation',
      'sue',
      404,
    ],
    ['an auditor', `${AMINA}/invitation`, 'ann', 403],
    ['an administrator of another company', `${AMINA}/invitation`, 'gil', 404],
    [
      'a supervisor of another environment',
      '/companies/acme/environments/staging/realms/agents/users/user-amina/local-sign-in/invitation',
      'sue',
      404,
    ],
  ])('is refused for or by %s', async (_name, path, as, status) => {
    expect((await post(path, as)).status).toBe(status);
    expect(await events()).toEqual([]);
  });
});

describe('a reset', () => {
  it('stops the password and the sessions that it began, and makes a link', async () => {
    await setPassword();
    await putSession('local-1', 'local');
    await putSession('saml-1', 'saml');
    const answer = await post(`${AMINA}/reset`);
    expect(answer.status).toBe(200);
    expect(await api.storage.read.findCredential('realm-1', 'user-amina')).toMatchObject({
      passwordHash: null,
      linkHash: hashToken(tokenOf(answer)),
    });
    expect(await sessionsOf()).toEqual(['saml-1']);
    expect((await events())[0]).toMatchObject({
      action: 'local-sign-in.reset',
      fields: [{ name: 'password', from: 'set', to: null }],
    });
  });

  it('is refused for whoever has no local sign-in', async () => {
    expect((await post(`${AMINA}/reset`)).status).toBe(404);
  });
});

describe('taking local sign-in away', () => {
  it('needs the version that was read, and ends the sessions', async () => {
    await setPassword();
    await putSession('local-1', 'local');
    const { headers } = await api.send(`GET ${AMINA}`, { as: 'sue' });
    const remove = (ifMatch?: string) =>
      api.send(`DELETE ${AMINA}`, { as: 'sue', headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } });
    expect((await remove()).status).toBe(428);
    expect((await remove('"other"')).status).toBe(412);
    expect((await remove(String(headers['etag']))).status).toBe(204);
    expect(await api.storage.read.findCredential('realm-1', 'user-amina')).toBeNull();
    expect(await sessionsOf()).toEqual([]);
    expect((await events())[0]).toMatchObject({ action: 'local-sign-in.revoked' });
    expect((await api.send(`GET ${AMINA}`, { as: 'sue' })).body).toMatchObject({ state: 'none' });
    expect((await remove('*')).status).toBe(404);
  });
});

describe('the local sign-in of one user', () => {
  it('is none, with its version, where there is neither a password nor a link', async () => {
    const { status, body, headers } = await api.send(`GET ${AMINA}`, { as: 'ann' });
    expect([status, body]).toEqual([
      200,
      {
        user: { id: 'user-amina', login: 'amina', displayName: null, enabled: true },
        state: 'none',
        allowed: { kind: 'mode', name: null, until: null },
        changedAt: null,
        linkExpiresAt: null,
      },
    ]);
    await post(`${AMINA}/invitation`);
    const invited = await api.send(`GET ${AMINA}`, { as: 'ann' });
    expect(invited.headers['etag']).not.toBe(headers['etag']);
  });

  it('is not there for a user that is not', async () => {
    expect((await api.send(`GET ${REALM}/users/nobody/local-sign-in`, { as: 'sue' })).status).toBe(404);
  });
});

describe('the list of who has local sign-in', () => {
  it('has everybody with a password or a link, page by page, and never a hash', async () => {
    await setPassword();
    await post(`${REALM}/users/user-ben/local-sign-in/invitation`);
    const first = await api.send(`GET ${REALM}/local-sign-in/accounts?limit=1`, { as: 'ann' });
    const { items, next } = first.body as { items: readonly unknown[]; next: string };
    expect(items).toMatchObject([{ user: { login: 'amina' }, state: 'active', linkExpiresAt: null }]);
    const second = await api.send(`GET ${REALM}/local-sign-in/accounts?limit=1&cursor=${next}`, { as: 'ann' });
    expect(second.body).toMatchObject({ items: [{ user: { login: 'ben' }, state: 'invited' }], next: null });
    expect(JSON.stringify([first.body, second.body])).not.toMatch(/argon2|hash/i);
  });

  it('says who may not sign in so at present', async () => {
    await setPassword();
    await api.storage.write(async (writer) => {
      const view = await writer.findRealmViewById('realm-1');
      if (view !== null) {
        await writer.putRealm({ ...view.realm, ssoMode: 'sso' });
      }
    });
    const { body } = await api.send(`GET ${AMINA}`, { as: 'sue' });
    expect(body).toMatchObject({ state: 'active', allowed: null });
  });
});
