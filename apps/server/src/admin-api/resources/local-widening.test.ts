/** Who may put people into a group that keeps local sign-in beside single sign-on, in every way in which it can be done. */
import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectoryApi, type DirectoryApi, REALM } from '../../../test-support/directory-api-fixture.ts';
import type { SsoMode } from '../../storage/ports/directory-store.ts';

const USERS = `${REALM}/users`;
const NAMED = 'Night';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
});
afterEach(() => api.close());

const putMode = async (ssoMode: SsoMode, groups: readonly string[] = [NAMED]): Promise<void> => {
  const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
  if (view === null) throw new Error('the realm is gone');
  const settings = realmSettings.parse({ localSignIn: { groups } });
  await api.storage.write((writer) => writer.putRealm({ ...view.realm, ssoMode, settings }));
};

const add = async (groups: readonly string[]): Promise<string> => {
  const { body } = await api.ok(`POST ${USERS}`, { login: 'amina', groups });
  return (body as { readonly info: { readonly id: string } }).info.id;
};

const groupsOf = async (login: string): Promise<readonly string[] | undefined> => {
  const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
  return (await api.storage.read.findUserByLogin(view?.realm.id ?? '', login))?.groups;
};

const refused = {
  status: 403,
  body: { code: 'local.widening', expected: 'the permission company.write at the company', received: NAMED },
};

describe.each(['hybrid', 'sso'] as const)('in mode %s, a group that keeps local sign-in', (ssoMode) => {
  it.each([
    ['supervisor', 403],
    ['environment', 403],
    ['company', 201],
    ['owner', 201],
  ])('is given to a new user by %s: %i', async (as, status) => {
    await putMode(ssoMode);
    const answer = await api.send(`POST ${USERS}`, { as, body: { login: 'ben', groups: ['Day', NAMED] } });
    expect(answer).toMatchObject(status === 403 ? refused : { status });
    expect(await groupsOf('ben')).toEqual(status === 403 ? undefined : ['Day', NAMED]);
  });

  it.each([
    ['supervisor', 403],
    ['environment', 403],
    ['company', 200],
  ])('is given to a user who is there by %s: %i', async (as, status) => {
    await putMode(ssoMode);
    const id = await add(['Day']);
    const answer = await api.change('PATCH', `${USERS}/${id}`, { groups: ['Day', NAMED] }, as);
    expect(answer).toMatchObject(status === 403 ? refused : { status });
    expect(await groupsOf('amina')).toEqual(status === 403 ? ['Day'] : ['Day', NAMED]);
  });

  it('counts for keys too', async () => {
    await putMode(ssoMode);
    api.addApiKey('cbk_people', { companyId: 'acme', scopes: ['people.read', 'people.write'] });
    api.addApiKey('cbk_company', { companyId: 'acme', scopes: ['people.write', 'company.write'] });
    const body = { login: 'ben', groups: [NAMED] };
    expect(await api.send(`POST ${USERS}`, { apiKey: 'cbk_people', body })).toMatchObject(refused);
    expect(await api.send(`POST ${USERS}`, { apiKey: 'cbk_company', body })).toMatchObject({ status: 201 });
  });

  it.each([
    ['whose group is the same but for letter case', { groups: ['night'] }],
    ['in other groups', { groups: ['Day', 'Nights'] }],
    ['whose name changes', { displayName: 'Amina O.', groups: [NAMED] }],
    ['who stays in it and joins another', { groups: ['Day', NAMED] }],
    ['who leaves it', { groups: [] }],
  ])('leaves a supervisor free with somebody %s', async (_name, change) => {
    const id = await add([NAMED]);
    await putMode(ssoMode);
    expect(await api.change('PATCH', `${USERS}/${id}`, change, 'supervisor')).toMatchObject({ status: 200 });
  });

  it('is not given back by a supervisor to who left it', async () => {
    const id = await add([NAMED]);
    await putMode(ssoMode);
    await api.change('PATCH', `${USERS}/${id}`, { groups: [] }, 'supervisor');
    expect(await api.change('PATCH', `${USERS}/${id}`, { groups: [NAMED] }, 'supervisor')).toMatchObject(refused);
  });

  it('comes of an applied file by who may change the company, as all of such a file', async () => {
    await putMode(ssoMode);
    const scopes = ['directory.write', 'people.write'] as const;
    api.addApiKey('cbk_some', { companyId: 'acme', scopes });
    api.addApiKey('cbk_all', { companyId: 'acme', scopes: [...scopes, 'company.write'] });
    const realm = { slug: 'agents', localSignIn: { groups: [NAMED] }, users: [{ login: 'ben', groups: [NAMED] }] };
    const file = { companies: [{ slug: 'acme', environments: [{ slug: 'production', realms: [realm] }] }] };
    const apply = (apiKey: string) => api.send('POST /companies/acme/apply', { apiKey, body: { file } });
    expect(await apply('cbk_some')).toMatchObject({ status: 403, body: { code: 'admin.forbidden' } });
    expect(await groupsOf('ben')).toBeUndefined();
    expect(await apply('cbk_all')).toMatchObject({ status: 200, body: { applied: true } });
    expect(await groupsOf('ben')).toEqual([NAMED]);
  });
});

describe('where nothing is kept beside single sign-on', () => {
  it.each([
    ['non-sso', [NAMED]],
    ['hybrid', []],
  ] as const)('in mode %s with the groups %j a supervisor gives any group', async (ssoMode, groups) => {
    await putMode(ssoMode, groups);
    const body = { login: 'ben', groups: [NAMED] };
    expect(await api.send(`POST ${USERS}`, { as: 'supervisor', body })).toMatchObject({ status: 201 });
  });
});
