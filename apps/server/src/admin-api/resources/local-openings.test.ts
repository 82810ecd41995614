import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminApiFixture,
  API_NOW,
  type ApiAnswer,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { sampleAdministrator } from '../../storage/conformance/sample-records.ts';
import { boundRoutes } from '../bound-routes.ts';

const OPENINGS = '/companies/acme/environments/production/realms/agents/local-sign-in/openings';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WANTED = { users: ['amina', 'ben'], reason: 'Okta does not answer.', endsAt: API_NOW + HOUR };

let api: AdminApiFixture;
let changes = 0;

beforeEach(async () => {
  changes = 0;
  const directoryChanged = async (): Promise<void> => {
    changes += 1;
  };
  api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes, change: { directoryChanged } });
  await seedCompanies(api.storage);
  await api.storage.write(async (writer) => {
    await writer.putRealm({
      id: 'realm-1',
      environmentId: 'acme/production',
      slug: 'agents',
      name: 'Agents',
      kind: 'agents',
      ssoMode: 'sso',
      settings: realmSettings.parse({}),
    });
    for (const login of ['amina', 'ben']) {
      const nothing = { email: null, displayName: null, firstName: null, lastName: null, groups: [] };
      const times = { createdAt: 1, updatedAt: 1 };
      await writer.putUser({ id: `user-${login}`, realmId: 'realm-1', login, enabled: true, ...nothing, ...times });
    }
  });
  const company = { companyId: 'acme', environmentId: null };
  api.addAdministrator('ada', { role: 'company-administrator', ...company });
  api.addAdministrator('bea', { role: 'company-administrator', ...company });
  api.addAdministrator('eve', { role: 'environment-administrator', ...company });
  api.addAdministrator('sue', { role: 'supervisor', ...company });
  api.addAdministrator('gil', { role: 'company-administrator', companyId: 'globex', environmentId: null });
  api.addApiKey('cbk_key', { companyId: 'acme', scopes: ['company.write', 'directory.write', 'directory.read'] });
});

afterEach(() => api.close());

const request = (more: object = {}, as = 'ada'): Promise<ApiAnswer> =>
  api.send(`POST ${OPENINGS}`, { as, body: { ...WANTED, ...more } });

const idOf = (answer: ApiAnswer): string => (answer.body as { readonly id: string }).id;

const act = (id: string, what: 'approve' | 'close', as: string): Promise<ApiAnswer> =>
  api.send(`POST ${OPENINGS}/${id}/${what}`, { as });

const requested = async (more: object = {}): Promise<string> => idOf(await request(more));

const inView = async (): Promise<number | undefined> =>
  (await api.storage.read.findRealmViewById('realm-1'))?.localOpenings.length;

const codeOf = ({ body }: ApiAnswer): string => (body as { readonly code: string }).code;

describe('an opening', () => {
  it('is asked for by one administrator, approved by another, and then open', async () => {
    const asked = await request();
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      state: 'requested',
      users: [
        { id: 'user-amina', login: 'amina' },
        { id: 'user-ben', login: 'ben' },
      ],
      reason: 'Okta does not answer.',
      startsAt: API_NOW,
      requestedBy: { id: 'ada', name: 'ada@acme.example' },
      approvedBy: null,
    });
    expect([await inView(), changes]).toEqual([0, 0]);
    api.advance(MINUTE);
    const approved = await act(idOf(asked), 'approve', 'bea');
    expect([approved.status, approved.body]).toEqual([
      200,
      expect.objectContaining({ state: 'open', approvedBy: { id: 'bea', name: 'bea@acme.example' } }),
    ]);
    expect([await inView(), changes]).toEqual([1, 1]);
  });

  it('is in the audit log at every step', async () => {
    const id = await requested();
    await act(id, 'approve', 'bea');
    await act(id, 'close', 'eve');
    const events = await api.storage.read.listAuditEvents({ chain: 'acme', limit: 10 });
    expect(events.map(({ action, actor }) => `${action} by ${actor.name}`)).toEqual([
      'local-opening.closed by eve@acme.example',
      'local-opening.approved by bea@acme.example',
      'local-opening.requested by ada@acme.example',
    ]);
    expect(events.every(({ target }) => target.path === `acme/production/agents/${id}`)).toBe(true);
    expect(events[2]?.fields).toContainEqual({ name: 'users', from: null, to: 'amina, ben' });
  });

  it('cannot be approved by whoever asked for it', async () => {
    const answer = await act(await requested(), 'approve', 'ada');
    expect([answer.status, codeOf(answer)]).toEqual([403, 'local.own_request']);
    expect(await inView()).toBe(0);
  });

  describe('by an approver whom the requester had in hand', () => {
    const MEMBERS = '/companies/acme/administrators';
    const AUDITOR = { role: 'auditor', environment: null };
    const company = { companyId: 'acme', environmentId: null };
    const putMember = (part: object = {}): Promise<void> =>
      api.storage.write(async (writer) => {
        await writer.putAdministrator(sampleAdministrator({ id: 'bea', login: 'bea@acme.example', ...part }));
        await writer.setGrants('bea', [{ role: 'company-administrator', ...company }]);
      });
    const send = (path: string, as: string, body?: object): Promise<ApiAnswer> =>
      api.send(path, { as, headers: { 'if-match': '*' }, ...(body !== undefined && { body }) });
    const invited = { login: 'bea@acme.example', name: 'Bea', grants: [AUDITOR] };

    it.each([
      ['an invitation', false, `POST ${MEMBERS}`, invited],
      ['a password link', true, `POST ${MEMBERS}/bea/password-link`, undefined],
      ['removed second factors', true, `DELETE ${MEMBERS}/bea/second-factors`, undefined],
    ])('is refused for seven days after %s', async (_name, isThere, path, body) => {
      if (isThere) {
        await putMember();
      }
      expect((await send(path, 'ada', body)).status).toBeLessThan(300);
      api.advance(7 * DAY);
      const endsAt = API_NOW + 7 * DAY + HOUR;
      const id = await requested({ endsAt });
      const refused = await act(id, 'approve', 'bea');
      expect([refused.status, codeOf(refused)]).toEqual([403, 'local.dependent_approver']);
      expect(await inView()).toBe(0);
      api.advance(1);
      expect((await act(id, 'approve', 'bea')).status).toBe(200);
    });

    it('is refused after an invitation anew that made a link', async () => {
      await putMember({ passwordHash: null });
      await send(`POST ${MEMBERS}`, 'ada', invited);
      expect(codeOf(await act(await requested(), 'approve', 'bea'))).toBe('local.dependent_approver');
    });

    it('is refused however much else the requester did since', async () => {
      await putMember();
      await send(`POST ${MEMBERS}/bea/password-link`, 'ada');
      await api.storage.write((writer) =>
        writer.putAdministrator(sampleAdministrator({ id: 'other', login: 'other@acme.example' })),
      );
      await api.storage.write((writer) => writer.setGrants('other', [{ role: 'auditor', ...company }]));
      for (let count = 0; count < 201; count += 1) {
        await send(`POST ${MEMBERS}/other/password-link`, 'ada');
      }
      expect(codeOf(await act(await requested(), 'approve', 'bea'))).toBe('local.dependent_approver');
    });

    it('is allowed when somebody else did it, or nothing but the roles changed', async () => {
      api.addAdministrator('cleo', { role: 'company-administrator', ...company });
      await putMember();
      await send(`POST ${MEMBERS}/bea/password-link`, 'cleo');
      await send(`POST ${MEMBERS}`, 'ada', invited);
      expect((await act(await requested(), 'approve', 'bea')).status).toBe(200);
    });
  });

  it.each(['eve', 'sue'])('cannot be asked for or approved by %s, who does not administer the company', async (as) => {
    expect((await request({}, as)).status).toBe(403);
    expect((await act(await requested(), 'approve', as)).status).toBe(403);
  });

  it('cannot be asked for or approved with a key', async () => {
    const asked = await api.send(`POST ${OPENINGS}`, { apiKey: 'cbk_key', body: WANTED });
    const approved = await api.send(`POST ${OPENINGS}/${await requested()}/approve`, { apiKey: 'cbk_key' });
    expect([asked.status, approved.status]).toEqual([403, 403]);
    expect(await inView()).toBe(0);
  });

  it('is nothing that another company knows of', async () => {
    const id = await requested();
    expect((await request({}, 'gil')).status).toBe(404);
    expect((await act(id, 'approve', 'gil')).status).toBe(404);
    expect((await api.send(`GET ${OPENINGS}`, { as: 'gil' })).status).toBe(404);
  });

  it.each([
    ['an hour', { endsAt: API_NOW + HOUR }, 201],
    ['24 hours', { endsAt: API_NOW + DAY }, 201],
    ['more than 24 hours', { endsAt: API_NOW + DAY + 1 }, 400],
    ['no time at all', { endsAt: API_NOW }, 400],
    ['a time that is over', { startsAt: API_NOW - DAY, endsAt: API_NOW - HOUR }, 400],
    ['a start in seven days', { startsAt: API_NOW + 7 * DAY, endsAt: API_NOW + 8 * DAY }, 201],
    ['a start after seven days', { startsAt: API_NOW + 7 * DAY + 1, endsAt: API_NOW + 8 * DAY }, 400],
    ['an end before the start', { startsAt: API_NOW + 2 * HOUR, endsAt: API_NOW + HOUR }, 400],
    ['nobody', { users: [] }, 400],
    ['somebody whom the realm does not know', { users: ['amina', 'nobody'] }, 400],
    ['200 people', { users: Array.from({ length: 200 }, () => 'amina') }, 201],
    ['more than 200 people', { users: Array.from({ length: 201 }, () => 'amina') }, 400],
    ['no reason', { reason: ' ' }, 400],
  ])('for %s', async (_name, more, status) => {
    expect((await request(more)).status).toBe(status);
  });

  it('names the field that is wrong', async () => {
    expect((await request({ users: ['amina', 'nobody'] })).body).toMatchObject({
      errors: [{ path: 'users[1]', message: 'expected the login of a user of this realm' }],
    });
  });

  it('lapses when nobody approves it in time', async () => {
    const id = await requested();
    api.advance(HOUR);
    const answer = await act(id, 'approve', 'bea');
    expect([answer.status, codeOf(answer)]).toEqual([409, 'local.opening_state']);
    expect((await api.send(`GET ${OPENINGS}`, { as: 'sue' })).body).toMatchObject({ items: [{ state: 'lapsed' }] });
  });

  it('is approved once', async () => {
    const id = await requested();
    await act(id, 'approve', 'bea');
    expect((await act(id, 'approve', 'bea')).status).toBe(409);
  });

  it('is scheduled until it begins, and ends by itself', async () => {
    const id = await requested({ startsAt: API_NOW + HOUR, endsAt: API_NOW + 2 * HOUR });
    expect((await act(id, 'approve', 'bea')).body).toMatchObject({ state: 'scheduled' });
    const stateNow = async (): Promise<unknown> =>
      (await api.send(`GET ${OPENINGS}`, { as: 'sue' })).body as { items: readonly unknown[] };
    api.advance(HOUR);
    expect(await stateNow()).toMatchObject({ items: [{ state: 'open' }] });
    api.advance(HOUR);
    expect(await stateNow()).toMatchObject({ items: [{ state: 'ended' }] });
    await api.storage.write((writer) => writer.closeEndedOpenings(API_NOW + 2 * HOUR, 10));
    expect(await stateNow()).toMatchObject({ items: [{ state: 'ended', closedBy: null }] });
  });

  it.each(['requested', 'open'])('can be closed while it is %s, by whoever may change the directory', async (state) => {
    const id = await requested();
    if (state === 'open') {
      await act(id, 'approve', 'bea');
    }
    expect((await act(id, 'close', 'sue')).status).toBe(403);
    const closed = await act(id, 'close', 'eve');
    expect(closed.body).toMatchObject({ state: 'closed', closedBy: { name: 'eve@acme.example' }, closedAt: API_NOW });
    expect(await inView()).toBe(0);
    for (const what of ['approve', 'close'] as const) {
      expect((await act(id, what, 'bea')).status).toBe(409);
    }
  });

  it('can be closed with a key', async () => {
    const id = await requested();
    await act(id, 'approve', 'bea');
    const answer = await api.send(`POST ${OPENINGS}/${id}/close`, { apiKey: 'cbk_key' });
    expect(answer.body).toMatchObject({ state: 'closed', closedBy: { id: 'key cbk_key' } });
  });

  it.each(['approve', 'close'] as const)('that is not there cannot be made to %s', async (what) => {
    expect((await act('nothing', what, 'bea')).status).toBe(404);
  });
});

describe('the list of openings', () => {
  it('has the newest first, page by page', async () => {
    const first = await requested();
    api.advance(MINUTE);
    const second = await requested();
    const page = await api.send(`GET ${OPENINGS}?limit=1`, { as: 'sue' });
    const { items, next } = page.body as { items: readonly { readonly id: string }[]; next: string };
    expect(items.map(({ id }) => id)).toEqual([second]);
    const rest = await api.send(`GET ${OPENINGS}?limit=1&cursor=${next}`, { as: 'sue' });
    expect(rest.body).toMatchObject({ items: [{ id: first }], next: null });
  });
});
