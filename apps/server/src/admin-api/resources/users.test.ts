import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_NOW } from '../../../test-support/admin-api-fixture.ts';
import {
  CONNECTIONS,
  createDirectoryApi,
  type DirectoryApi,
  ENTRA,
  OKTA,
  REALM,
} from '../../../test-support/directory-api-fixture.ts';
import type { SamlSessionRecord } from '../../storage/ports/session-store.ts';
import type { LinkKey } from '../../storage/ports/user-store.ts';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
});
afterEach(() => api.close());

const USERS = `${REALM}/users`;

interface Listed {
  readonly items: readonly {
    readonly login: string;
    readonly info: { readonly id: string; readonly linked: boolean };
  }[];
  readonly next: string | null;
}

const add = async (body: { login: string; [field: string]: unknown }): Promise<string> =>
  ((await api.ok(`POST ${USERS}`, body)).body as { info: { id: string } }).info.id;

const list = async (query: string): Promise<Listed> => (await api.ok(`GET ${USERS}?${query}`)).body as Listed;

const listAll = async (query: string): Promise<readonly string[]> => {
  const seen: string[] = [];
  let cursor = '';
  for (;;) {
    const { items, next } = await list(`${query}${cursor}`);
    seen.push(...items.map(({ login }) => login));
    if (next === null) return seen;
    cursor = `&cursor=${next}`;
  }
};

const realmId = async (): Promise<string> =>
  (await api.storage.read.findRealmView('acme', 'production', 'agents'))?.realm.id ?? '';

/** A thousand people at a time: by the API each would be a commit of its own. */
const addMany = async (count: number, linkedTo?: LinkKey): Promise<void> => {
  const realm = await realmId();
  await api.storage.write(async (writer) => {
    for (let index = 0; index < count; index += 1) {
      const login = `agent-${String(index).padStart(5, '0')}`;
      await writer.putUser({
        id: `user-${login}`,
        realmId: realm,
        login,
        email: `${login}@acme.example`,
        displayName: `Agent ${index}`,
        firstName: null,
        lastName: index % 2 === 0 ? 'Even' : 'Odd',
        groups: [],
        enabled: true,
        createdAt: API_NOW,
        updatedAt: API_NOW,
      });
      if (linkedTo !== undefined && index % 500 !== 0) {
        await writer.addLink({ ...linkedTo, value: login }, `user-${login}`, API_NOW);
      }
    }
  });
};

const okta = async (): Promise<LinkKey> => {
  await api.ok(`POST ${CONNECTIONS}`, { slug: 'okta', metadata: { url: OKTA } });
  const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
  return {
    connectionId: view?.connections.find(({ slug }) => slug === 'okta')?.id ?? '',
    idpEntityId: 'https://okta.example',
    format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    nameQualifier: '',
    spNameQualifier: '',
    value: 'n-0001',
  };
};

const samlSession = (realm: string, userId: string): Omit<SamlSessionRecord, 'idHash'> => ({
  realmId: realm,
  userId,
  method: 'saml',
  serviceProviderId: 'sp',
  connectionId: 'gone',
  idpEntityId: 'https://okta.example',
  sealedIdpSession: null,
  idpSubjectHash: null,
  authenticatedAt: API_NOW,
  authnContext: null,
  createdAt: API_NOW,
  lastSeenAt: API_NOW,
  expiresAt: API_NOW + 3_600_000,
});

const session = async (
  userId: string,
  part: Partial<SamlSessionRecord> & Pick<SamlSessionRecord, 'idHash'>,
): Promise<void> => {
  const record: SamlSessionRecord = { ...samlSession(await realmId(), userId), ...part };
  await api.storage.write((writer) => writer.putSession(record));
};

describe('people', () => {
  it('are added, read, changed field by field, and deleted', async () => {
    const id = await add({ login: 'amina', email: 'amina@acme.example', displayName: 'Amina' });
    expect(await api.send(`GET ${USERS}/${id}`, { as: 'supervisor' })).toMatchObject({
      status: 200,
      body: {
        login: 'amina',
        email: 'amina@acme.example',
        enabled: true,
        info: { id, createdAt: API_NOW, linked: false, links: [], sessions: [] },
      },
    });
    const changed = await api.change(
      'PATCH',
      `${USERS}/${id}`,
      { displayName: null, lastName: 'Diallo' },
      'supervisor',
    );
    expect(changed).toMatchObject({ status: 200, body: { lastName: 'Diallo', email: 'amina@acme.example' } });
    expect(changed.body).not.toHaveProperty('displayName');
    expect((await api.events('acme')).at(-1)).toMatchObject({
      action: 'user.updated',
      target: { kind: 'user', path: 'acme/production/agents/amina' },
      fields: [
        { name: 'displayName', from: 'Amina', to: null },
        { name: 'lastName', from: null, to: 'Diallo' },
      ],
    });
    expect(await api.change('DELETE', `${USERS}/${id}`)).toMatchObject({ status: 200, body: { users: { count: 1 } } });
    expect(await api.send(`GET ${USERS}/${id}`, { as: 'owner' })).toMatchObject({ status: 404 });
    expect((await api.events('acme')).at(-1)).toMatchObject({ action: 'user.deleted' });
  });

  it('tell the hub of no change of the directory', async () => {
    const before = api.changes();
    await add({ login: 'amina' });
    expect(api.changes()).toBe(before);
  });

  it('have a login and an e-mail address of their own', async () => {
    const id = await add({ login: 'amina', email: 'amina@acme.example' });
    await add({ login: 'otto' });
    const again = await api.send(`POST ${USERS}`, { as: 'owner', body: { login: 'otto' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'admin.exists' } });
    const email = await api.send(`POST ${USERS}`, { as: 'owner', body: { login: 'x', email: 'AMINA@acme.example' } });
    expect(email).toMatchObject({ status: 409, body: { code: 'apply.conflict' } });
    expect(await api.change('PATCH', `${USERS}/${id}`, { login: 'other' })).toMatchObject({
      status: 422,
      body: { code: 'admin.read_only' },
    });
    expect(await api.send(`POST ${USERS}`, { as: 'owner', body: { login: 'y', email: 'none' } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'email' }] },
    });
  });

  it('belong to their realm: the same id elsewhere names nobody', async () => {
    const id = await add({ login: 'amina' });
    await api.ok('POST /companies/globex/environments/production/realms', { slug: 'agents' });
    const elsewhere = `/companies/globex/environments/production/realms/agents/users/${id}`;
    expect(await api.send(`GET ${elsewhere}`, { as: 'globex' })).toMatchObject({ status: 404 });
    expect(await api.send(`GET ${USERS}/${id}`, { as: 'globex' })).toMatchObject({ status: 404 });
    expect(await api.change('PATCH', `${USERS}/${id}`, { enabled: false }, 'auditor')).toMatchObject({ status: 403 });
  });

  it('are changed by two administrators one after the other only', async () => {
    const id = await add({ login: 'amina' });
    const changes = ['A', 'B'].map((firstName) => api.change('PATCH', `${USERS}/${id}`, { firstName }));
    expect((await Promise.all(changes)).map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });
});

describe('the list of people', () => {
  it('shows 2,000 of them exactly once, page by page, in order', async () => {
    await addMany(2000);
    const seen = await listAll('limit=150');
    expect(seen).toHaveLength(2000);
    expect(seen).toEqual([...new Set(seen)].toSorted());
  });

  it('finds people by the beginning of login, e-mail address, display name and last name, each once', async () => {
    await add({ login: 'Anna', email: 'anna@acme.example', displayName: 'Anna Annis', lastName: 'Annis' });
    await add({ login: 'bo', email: 'ann@acme.example' });
    await add({ login: 'cy', displayName: 'ANN C' });
    await add({ login: 'di', lastName: 'Anning' });
    await add({ login: 'hannah', email: 'hannah@acme.example', displayName: 'Hannah', lastName: 'Hann' });
    for (const limit of [1, 2, 50]) {
      expect(await listAll(`limit=${limit}&search=ANN`)).toEqual(['Anna', 'bo', 'cy', 'di']);
    }
    expect(await listAll('search=zz')).toEqual([]);
    expect(await listAll('search=%25')).toEqual([]);
  });

  it('tells the linked from the others, on pages that can be short', async () => {
    await addMany(3000, await okta());
    const unlinked = await listAll('linked=false');
    expect(unlinked).toEqual([0, 1, 2, 3, 4, 5].map((n) => `agent-${String(n * 500).padStart(5, '0')}`));
    const first = await list('linked=false&limit=10');
    expect(first.items.length).toBeLessThan(6);
    expect(first.next).not.toBeNull();
    expect((await list('linked=true&limit=5')).items.every(({ info }) => info.linked)).toBe(true);
    expect(await listAll('linked=true&search=agent-000&limit=40')).toHaveLength(99);
  });

  it('refuses a cursor of another list', async () => {
    const cursor = Buffer.from('"acme"').toString('base64url');
    expect(await api.send(`GET ${USERS}?cursor=${cursor}`, { as: 'owner' })).toMatchObject({
      status: 400,
      body: { code: 'admin.cursor_unknown' },
    });
  });
});

describe('sessions of a person', () => {
  it('are listed while they live, with where they came from', async () => {
    const { connectionId } = await okta();
    const id = await add({ login: 'amina' });
    await session(id, { idHash: 'live', connectionId });
    await session(id, { idHash: 'over', expiresAt: API_NOW });
    await session(id, { idHash: 'idle', lastSeenAt: API_NOW - 600 * 60_000 - 1 });
    await session('somebody else', { idHash: 'theirs' });
    expect((await api.ok(`GET ${USERS}/${id}/sessions`)).body).toEqual({
      items: [
        {
          id: 'live',
          method: 'saml',
          connection: 'default/okta',
          createdAt: API_NOW,
          authenticatedAt: API_NOW,
          lastSeenAt: API_NOW,
          expiresAt: API_NOW + 3_600_000,
        },
      ],
    });
  });

  it('by user name and password are listed as long as the person may sign in so', async () => {
    const id = await add({ login: 'amina' });
    const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
    const realm = view?.realm;
    if (realm === undefined) throw new Error('the realm is gone');
    const { authenticatedAt, authnContext, createdAt, lastSeenAt, expiresAt } = samlSession(realm.id, id);
    const times = { authenticatedAt, authnContext, createdAt, lastSeenAt, expiresAt };
    await api.storage.write((writer) =>
      writer.putSession({ ...times, realmId: realm.id, userId: id, idHash: 'local', method: 'local' }),
    );
    const listed = async () => (await api.ok(`GET ${USERS}/${id}/sessions`)).body;
    expect(await listed()).toMatchObject({ items: [{ id: 'local', method: 'local', connection: null }] });
    await api.storage.write((writer) => writer.putRealm({ ...realm, ssoMode: 'sso' }));
    expect(await listed()).toEqual({ items: [] });
  });

  it('end one by one or all at once, by who may end them, with an event', async () => {
    const id = await add({ login: 'amina' });
    for (const idHash of ['a', 'b', 'c']) await session(id, { idHash });
    await session('somebody else', { idHash: 'theirs' });
    const end = (body: object, as = 'supervisor') => api.send(`POST ${USERS}/${id}/sessions/end`, { as, body });
    expect(await end({}, 'auditor')).toMatchObject({ status: 403 });
    expect(await end({ session: 'theirs' })).toMatchObject({ status: 404 });
    expect(await end({ session: 'b' })).toMatchObject({ status: 200, body: { ended: 1 } });
    expect(await end({})).toMatchObject({ status: 200, body: { ended: 2 } });
    expect(await end({})).toMatchObject({ status: 200, body: { ended: 0 } });
    const events = (await api.events('acme')).filter(({ action }) => action === 'session.ended');
    expect(events.map(({ fields, actor }) => [fields[0]?.from, actor.id])).toEqual([
      ['1', 'supervisor'],
      ['2', 'supervisor'],
    ]);
    expect(await api.storage.read.findSession('theirs', API_NOW)).not.toBeNull();
  });

  it('end when the person is disabled', async () => {
    const id = await add({ login: 'amina' });
    await session(id, { idHash: 'a' });
    expect(await api.change('PATCH', `${USERS}/${id}`, { enabled: false })).toMatchObject({
      body: { enabled: false, info: { sessions: [] } },
    });
    expect(await api.storage.read.findSession('a', API_NOW)).toBeNull();
  });
});

describe('links of a person', () => {
  it('are shown, and taken away with the sessions that came of them', async () => {
    const key = await okta();
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'entra', metadata: { url: ENTRA } });
    const id = await add({ login: 'amina' });
    await api.storage.write((writer) => writer.addLink(key, id, API_NOW));
    await session(id, { idHash: 'okta', connectionId: key.connectionId });
    await session(id, { idHash: 'entra', connectionId: 'other' });
    const { body } = await api.ok(`GET ${USERS}/${id}`);
    const { info } = body as { info: { links: { id: string }[] } };
    expect(info).toMatchObject({ linked: true, links: [{ connection: 'default/okta', value: 'n-0001' }] });
    const unlink = (link: string, as = 'environment') => api.send(`POST ${USERS}/${id}/unlink`, { as, body: { link } });
    expect(await unlink('other')).toMatchObject({ status: 404 });
    expect(await unlink(info.links[0]?.id ?? '', 'auditor')).toMatchObject({ status: 403 });
    expect(await unlink(info.links[0]?.id ?? '')).toMatchObject({
      status: 200,
      body: { info: { linked: false, links: [], sessions: [{ id: 'entra' }] } },
    });
    expect((await api.events('acme')).at(-1)).toMatchObject({
      action: 'user.unlinked',
      fields: [{ name: 'link', from: 'default/okta n-0001', to: null }],
    });
  });
});
