import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminApiFixture,
  API_NOW,
  type ApiAnswer,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { hashToken } from '../../administrators/token.ts';
import { INSTALLATION_CHAIN } from '../../audit/audit-log.ts';
import { sampleAdministrator, sampleAdminSession, samplePasskey } from '../../storage/conformance/sample-records.ts';
import type { LinkKind } from '../../storage/ports/administration-store.ts';
import type { RoleGrant } from '../../storage/ports/administrator-store.ts';
import { boundRoutes } from '../bound-routes.ts';

const OWNER: RoleGrant = { role: 'installation-owner', companyId: null, environmentId: null };
const grant = (role: RoleGrant['role'], companyId: string, environmentId: string | null = null): RoleGrant => ({
  role,
  companyId,
  environmentId,
});

/** Everybody who is there, by name: callers have the same grants as their accounts. */
const people: Readonly<Record<string, readonly RoleGrant[]>> = {
  olga: [OWNER],
  oleg: [OWNER],
  ada: [grant('company-administrator', 'acme')],
  anton: [grant('company-administrator', 'acme')],
  sue: [grant('supervisor', 'acme', 'acme/production')],
  gil: [grant('company-administrator', 'globex')],
  both: [grant('supervisor', 'acme'), grant('auditor', 'globex')],
  ownerToo: [OWNER, grant('auditor', 'acme')],
  everywhere: [grant('company-administrator', 'acme'), grant('company-administrator', 'globex')],
  nowhere: [],
};

let api: AdminApiFixture;

beforeEach(async () => {
  api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes });
  await seedCompanies(api.storage);
  for (const [id, grants] of Object.entries(people)) {
    api.addAdministrator(id, ...grants);
    await api.storage.write(async (writer) => {
      await writer.putAdministrator(sampleAdministrator({ id, login: `${id}@acme.example`, name: id }));
      await writer.setGrants(id, grants);
    });
  }
});

afterEach(() => api.close());

const ANY = { 'if-match': '*' };
const IN_ACME = '/companies/acme/administrators';
const ALL = '/administrators';

const send = (request: string, as: string, body?: object): Promise<ApiAnswer> =>
  api.send(request, { as, headers: ANY, ...(body !== undefined && { body }) });

const logins = (answer: ApiAnswer): readonly string[] =>
  (answer.body as { items: readonly { login: string }[] }).items.map(({ login }) => login.replace(/@.*/, ''));

const grantsOf = (id: string): Promise<readonly RoleGrant[]> => api.storage.read.listGrants(id);

const actionsIn = async (chain: string): Promise<readonly string[]> =>
  (await api.storage.read.readAuditChain(chain, 0, 100)).map(({ action }) => action);

const fieldsIn = async (chain: string): Promise<readonly unknown[]> =>
  (await api.storage.read.readAuditChain(chain, 0, 100)).flatMap(({ fields }) => fields);

const linkIs = async (kind: LinkKind, url: string): Promise<boolean> =>
  (await api.storage.read.findLink(kind, hashToken(url.slice(url.indexOf('#') + 1)), API_NOW)) !== null;

const newcomer = (grants: readonly object[], login = 'nia@acme.example') => ({ login, name: 'Nia', grants });
const AUDITOR = { role: 'auditor', environment: null };

describe('the list of administrators', () => {
  it('shows an owner everybody, page by page', async () => {
    const first = await send(`GET ${ALL}?limit=6`, 'olga');
    const { next } = first.body as { next: string };
    const second = await send(`GET ${ALL}?limit=6&cursor=${next}`, 'olga');
    expect([...logins(first), ...logins(second)]).toEqual(Object.keys(people).toSorted((a, b) => a.localeCompare(b)));
    expect(second.body).toMatchObject({ next: null });
  });

  it('shows a company its own, without what they are elsewhere', async () => {
    const answer = await send(`GET ${IN_ACME}`, 'ada');
    expect(logins(answer)).toEqual(['ada', 'anton', 'both', 'everywhere', 'ownerToo', 'sue']);
    expect(JSON.stringify(answer.body)).not.toMatch(/globex|installation-owner/i);
  });

  it('says what the caller may change', async () => {
    const { items } = (await send(`GET ${IN_ACME}`, 'ada')).body as {
      items: readonly { name: string; change: string }[];
    };
    expect(Object.fromEntries(items.map(({ name, change }) => [name, change]))).toEqual({
      ada: 'account',
      anton: 'account',
      both: 'roles',
      everywhere: 'roles',
      ownerToo: 'none',
      sue: 'account',
    });
  });

  it('lets an owner change everybody, and an administrator of both companies those of both', async () => {
    expect((await send(`GET ${IN_ACME}/both`, 'olga')).body).toMatchObject({ change: 'account' });
    expect((await send(`GET ${IN_ACME}/both`, 'everywhere')).body).toMatchObject({ change: 'account' });
  });

  it('knows nobody who has no role in the company', async () => {
    expect(await send(`GET ${IN_ACME}/gil`, 'ada')).toMatchObject({ status: 404, body: { code: 'admin.not_found' } });
    expect(await send(`GET ${IN_ACME}/nowhere`, 'olga')).toMatchObject({ status: 404 });
  });
});

describe('inviting', () => {
  it('makes an account without a password, and shows a link once', async () => {
    const answer = await send(`POST ${IN_ACME}`, 'ada', newcomer([{ role: 'supervisor', environment: 'production' }]));
    expect(answer).toMatchObject({
      status: 201,
      body: {
        created: true,
        administrator: { login: 'nia@acme.example', state: 'invited', change: 'account', isSelf: false },
        link: { kind: 'invitation', expiresAt: API_NOW + 7 * 24 * 3_600_000 },
      },
    });
    const { administrator, link } = answer.body as { administrator: { id: string }; link: { url: string } };
    expect(link.url).toMatch(/^https:\/\/sso\.example\/admin\/invitation#[\w-]{43}$/);
    expect(await linkIs('invitation', link.url)).toBe(true);
    expect(await grantsOf(administrator.id)).toEqual([grant('supervisor', 'acme', 'acme/production')]);
    expect(await actionsIn('acme')).toEqual(['administrator.invited']);
    expect(await actionsIn(INSTALLATION_CHAIN)).toEqual(['administrator.invited']);
    expect(JSON.stringify(await fieldsIn('acme'))).not.toContain(link.url.slice(-20));
  });

  it('only adds roles to an account that has one in the company, and says so', async () => {
    const answer = await send(`POST ${IN_ACME}`, 'ada', newcomer([AUDITOR], 'BOTH@acme.example'));
    expect(answer.body).toMatchObject({ created: false, link: null, administrator: { id: 'both', name: 'both' } });
    expect(await grantsOf('both')).toEqual([...(people['both'] ?? []), grant('auditor', 'acme')]);
    expect(await fieldsIn('acme')).toEqual([
      { name: 'roles', from: 'supervisor acme', to: 'supervisor acme, auditor acme' },
    ]);
    expect(await actionsIn('globex')).toEqual([]);
    expect((await api.storage.read.findAdministrator('both'))?.passwordHash).not.toBeNull();
  });

  it('gives nobody a role twice', async () => {
    await send(`POST ${IN_ACME}`, 'ada', newcomer([AUDITOR, AUDITOR], 'sue@acme.example'));
    await send(`POST ${IN_ACME}`, 'ada', newcomer([AUDITOR], 'sue@acme.example'));
    expect(await grantsOf('sue')).toEqual([grant('supervisor', 'acme', 'acme/production'), grant('auditor', 'acme')]);
  });

  it('does not touch an owner who has a role in the company', async () => {
    expect(await send(`POST ${IN_ACME}`, 'ada', newcomer([AUDITOR], 'ownerToo@acme.example'))).toMatchObject({
      status: 403,
      body: { code: 'administrator.owner_protected' },
    });
  });

  it('takes an owner of the installation and roles anywhere from an owner', async () => {
    const grants = [{ role: 'installation-owner' }, { role: 'auditor', company: 'globex', environment: 'staging' }];
    const answer = await send(`POST ${ALL}`, 'olga', newcomer(grants));
    expect(answer).toMatchObject({ status: 201 });
    const { id } = (answer.body as { administrator: { id: string } }).administrator;
    expect(await grantsOf(id)).toEqual([OWNER, grant('auditor', 'globex', 'globex/staging')]);
  });

  it.each([
    ['an owner who has a company', ALL, [{ role: 'installation-owner', company: 'acme' }]],
    ['a supervisor without a company', ALL, [{ role: 'supervisor' }]],
    ['an environment without a company', ALL, [{ role: 'installation-owner', environment: 'production' }]],
    [
      'a company administrator in one environment',
      ALL,
      [{ role: 'company-administrator', company: 'acme', environment: 'production' }],
    ],
    ['an owner within a company', IN_ACME, [{ role: 'installation-owner', environment: null }]],
    ['another company within a company', IN_ACME, [{ role: 'auditor', company: 'globex', environment: null }]],
    ['no role at all', IN_ACME, []],
  ])('refuses %s', async (_name, path, grants) => {
    expect(await send(`POST ${path}`, 'olga', newcomer(grants))).toMatchObject({
      status: 400,
      body: { code: 'admin.invalid' },
    });
  });

  it('refuses an environment that the company does not have', async () => {
    const answer = await send(`POST ${IN_ACME}`, 'ada', newcomer([{ role: 'auditor', environment: 'elsewhere' }]));
    expect(answer).toMatchObject({ status: 404, body: { code: 'admin.not_found' } });
    expect(await api.storage.read.findAdministratorByLogin('nia@acme.example')).toBeNull();
  });

  it('answers the first time’s link to a request that comes again', async () => {
    const again = { as: 'ada', body: newcomer([AUDITOR]), headers: { 'idempotency-key': 'once' } };
    const first = await api.send(`POST ${IN_ACME}`, again);
    expect((await api.send(`POST ${IN_ACME}`, again)).body).toEqual(first.body);
  });
});

describe('the roles of an administrator', () => {
  it('are replaced within the company, and stay as they are elsewhere', async () => {
    const answer = await send(`PUT ${IN_ACME}/both/grants`, 'ada', { grants: [AUDITOR] });
    expect(answer).toMatchObject({ status: 200, body: { grants: [{ role: 'auditor', company: { slug: 'acme' } }] } });
    expect(await grantsOf('both')).toEqual([grant('auditor', 'globex'), grant('auditor', 'acme')]);
    expect(await fieldsIn('acme')).toEqual([{ name: 'roles', from: 'supervisor acme', to: 'auditor acme' }]);
    expect(await actionsIn('globex')).toEqual([]);
    expect(await actionsIn(INSTALLATION_CHAIN)).toEqual(['administrator.roles-changed']);
  });

  it('can all be taken away in the company', async () => {
    expect(await send(`PUT ${IN_ACME}/both/grants`, 'ada', { grants: [] })).toMatchObject({ body: { grants: [] } });
    expect(await grantsOf('both')).toEqual([grant('auditor', 'globex')]);
    expect(await send(`GET ${IN_ACME}/both`, 'ada')).toMatchObject({ status: 404 });
  });

  it('are not changed by what says the same', async () => {
    await send(`PUT ${IN_ACME}/sue/grants`, 'ada', { grants: [{ role: 'supervisor', environment: 'production' }] });
    expect(await actionsIn('acme')).toEqual([]);
  });

  it('are not changed when somebody else changed them since they were read', async () => {
    const etag = String((await send(`GET ${IN_ACME}/sue`, 'ada')).headers['etag']);
    const change = (grants: readonly object[]): Promise<ApiAnswer> =>
      api.send(`PUT ${IN_ACME}/sue/grants`, { as: 'ada', headers: { 'if-match': etag }, body: { grants } });
    expect(await change([AUDITOR])).toMatchObject({ status: 200 });
    expect(await change([])).toMatchObject({ status: 412, body: { code: 'admin.changed_meanwhile' } });
  });

  it('of an owner are for owners, also in a company', async () => {
    expect(await send(`PUT ${IN_ACME}/ownerToo/grants`, 'ada', { grants: [] })).toMatchObject({
      status: 403,
      body: { code: 'administrator.owner_protected' },
    });
    expect(await send(`PUT ${IN_ACME}/ownerToo/grants`, 'olga', { grants: [] })).toMatchObject({ status: 200 });
    expect(await grantsOf('ownerToo')).toEqual([OWNER]);
  });

  it('are not taken away by oneself without saying so', async () => {
    const demote = (confirm: boolean): Promise<ApiAnswer> =>
      send(`PUT ${IN_ACME}/ada/grants`, 'ada', { grants: [AUDITOR], confirm });
    expect(await demote(false)).toMatchObject({ status: 409, body: { code: 'administrator.own_rights' } });
    expect(await grantsOf('ada')).toEqual([grant('company-administrator', 'acme')]);
    expect(await demote(true)).toMatchObject({ status: 200 });
    expect(await grantsOf('ada')).toEqual([grant('auditor', 'acme')]);
  });

  it('can be taken away by oneself while the right is left in another company', async () => {
    expect(await send(`PUT ${IN_ACME}/everywhere/grants`, 'everywhere', { grants: [] })).toMatchObject({ status: 200 });
  });

  it('leave an enabled owner', async () => {
    for (const id of ['oleg', 'ownerToo']) {
      expect(await send(`PUT ${ALL}/${id}/grants`, 'olga', { grants: [] })).toMatchObject({ status: 200 });
    }
    expect(await send(`PUT ${ALL}/olga/grants`, 'olga', { grants: [], confirm: true })).toMatchObject({
      status: 409,
      body: { code: 'administrator.last_owner' },
    });
    expect(await grantsOf('olga')).toEqual([OWNER]);
  });
});

/** What is for accounts without roles elsewhere. */
const accountChanges: readonly (readonly [name: string, method: string, path: string, body: object | undefined])[] = [
  ['renaming', 'PATCH', '', { name: 'Renamed' }],
  ['disabling', 'PATCH', '', { enabled: false }],
  ['deleting', 'DELETE', '', undefined],
  ['a link', 'POST', '/password-link', undefined],
  ['removing second factors', 'DELETE', '/second-factors', undefined],
  ['ending sessions', 'DELETE', '/sessions', undefined],
];

describe('an account', () => {
  it.each(accountChanges)('is for the company that it belongs to: %s', async (_name, method, path, body) => {
    expect((await send(`${method} ${IN_ACME}/sue${path}`, 'ada', body)).status).toBe(
      method === 'DELETE' && path === '' ? 204 : 200,
    );
    expect(await actionsIn('acme')).toHaveLength(1);
    expect(await actionsIn(INSTALLATION_CHAIN)).toEqual(await actionsIn('acme'));
  });

  it.each(accountChanges)('with a role elsewhere is not for one company: %s', async (_name, method, path, body) => {
    expect(await send(`${method} ${IN_ACME}/both${path}`, 'ada', body)).toMatchObject({
      status: 409,
      body: { code: 'administrator.other_grants' },
    });
    expect(await actionsIn('acme')).toEqual([]);
  });

  it.each(accountChanges)('of an owner is not for a company: %s', async (_name, method, path, body) => {
    expect(await send(`${method} ${IN_ACME}/ownerToo${path}`, 'ada', body)).toMatchObject({
      status: 403,
      body: { code: 'administrator.owner_protected' },
    });
  });

  it.each(accountChanges)('of another company is not there: %s', async (_name, method, path, body) => {
    expect(await send(`${method} ${IN_ACME}/gil${path}`, 'ada', body)).toMatchObject({ status: 404 });
  });

  it.each(accountChanges)('with roles elsewhere is for an owner: %s', async (_name, method, path, body) => {
    expect((await send(`${method} ${ALL}/both${path}`, 'olga', body)).status).toBeLessThan(300);
    expect(await actionsIn('acme')).toHaveLength(1);
    expect(await actionsIn('globex')).toHaveLength(1);
  });

  it.each(accountChanges.slice(3))('of one’s own has its own page: %s', async (_name, method, path, body) => {
    expect(await send(`${method} ${ALL}/olga${path}`, 'olga', body)).toMatchObject({
      status: 409,
      body: { code: 'administrator.own_account' },
    });
  });

  it('of one’s own is not disabled or deleted without saying so', async () => {
    const disable = (confirm: boolean): Promise<ApiAnswer> =>
      send(`PATCH ${IN_ACME}/ada`, 'ada', { enabled: false, confirm });
    expect(await disable(false)).toMatchObject({ status: 409, body: { code: 'administrator.own_rights' } });
    expect(await send(`DELETE ${IN_ACME}/ada`, 'ada')).toMatchObject({ status: 409 });
    expect(await disable(true)).toMatchObject({ status: 200, body: { state: 'disabled' } });
    expect(await send(`DELETE ${IN_ACME}/ada?confirm=true`, 'ada')).toMatchObject({ status: 204 });
    expect(await api.storage.read.findAdministrator('ada')).toBeNull();
  });

  it('of the last enabled owner stays', async () => {
    await send(`PATCH ${ALL}/oleg`, 'olga', { enabled: false });
    await send(`DELETE ${ALL}/ownerToo`, 'olga');
    for (const answer of [
      await send(`PATCH ${ALL}/olga`, 'olga', { enabled: false, confirm: true }),
      await send(`DELETE ${ALL}/olga?confirm=true`, 'olga'),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'administrator.last_owner' } });
    }
    expect((await api.storage.read.listEnabledOwners()).map(({ id }) => id)).toEqual(['olga']);
  });

  it('is disabled and enabled again, and its sessions end', async () => {
    await api.storage.write((writer) =>
      writer.putAdminSession(
        sampleAdminSession({ idHash: 'of sue', administratorId: 'sue', expiresAt: API_NOW + 1000 }),
      ),
    );
    expect(await send(`PATCH ${IN_ACME}/sue`, 'ada', { enabled: false })).toMatchObject({
      body: { state: 'disabled' },
    });
    expect(await api.storage.read.findAdminSession('of sue', API_NOW)).toBeNull();
    expect(await send(`POST ${IN_ACME}/sue/password-link`, 'ada')).toMatchObject({
      status: 409,
      body: { code: 'administrator.disabled' },
    });
    expect(await send(`PATCH ${IN_ACME}/sue`, 'ada', { enabled: true })).toMatchObject({ status: 200 });
  });

  it('gets one link at a time, of the kind that fits', async () => {
    const make = async (id: string): Promise<{ kind: LinkKind; url: string }> =>
      (await send(`POST ${IN_ACME}/${id}/password-link`, 'ada')).body as { kind: LinkKind; url: string };
    const first = await make('sue');
    const second = await make('sue');
    expect(first.kind).toBe('password-reset');
    expect([await linkIs(first.kind, first.url), await linkIs(second.kind, second.url)]).toEqual([false, true]);
    const invited = await send(`POST ${IN_ACME}`, 'ada', newcomer([AUDITOR]));
    const { id } = (invited.body as { administrator: { id: string } }).administrator;
    expect((await make(id)).kind).toBe('invitation');
  });

  it('loses every second factor and session together', async () => {
    await api.storage.write(async (writer) => {
      await writer.putAdministrator(
        sampleAdministrator({ id: 'sue', login: 'sue@acme.example', sealedTotp: 'sealed' }),
      );
      await writer.addPasskey(samplePasskey({ administratorId: 'sue' }));
      await writer.setRecoveryCodes('sue', ['hash']);
      await writer.putAdminSession(
        sampleAdminSession({ idHash: 'of sue', administratorId: 'sue', expiresAt: API_NOW + 1000 }),
      );
    });
    expect((await send(`GET ${IN_ACME}/sue`, 'ada')).body).toMatchObject({ secondFactors: ['totp', 'passkey'] });
    expect((await send(`DELETE ${IN_ACME}/sue/second-factors`, 'ada')).body).toMatchObject({ secondFactors: [] });
    expect(await api.storage.read.countRecoveryCodes('sue')).toBe(0);
    expect(await api.storage.read.findAdminSession('of sue', API_NOW)).toBeNull();
  });

  it('says how many sessions ended', async () => {
    await api.storage.write((writer) =>
      writer.putAdminSession(
        sampleAdminSession({ idHash: 'of sue', administratorId: 'sue', expiresAt: API_NOW + 1000 }),
      ),
    );
    expect((await send(`DELETE ${IN_ACME}/sue/sessions`, 'ada')).body).toEqual({ ended: 1 });
  });
});
