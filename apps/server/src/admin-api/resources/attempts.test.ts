import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_NOW } from '../../../test-support/admin-api-fixture.ts';
import {
  CONNECTIONS,
  createDirectoryApi,
  type DirectoryApi,
  OKTA,
  REALM,
} from '../../../test-support/directory-api-fixture.ts';
import type { AttemptRecord } from '../../storage/ports/attempt-store.ts';

let api: DirectoryApi;
let realms: Readonly<Record<string, string>>;

const STAGING = '/companies/acme/environments/staging/realms';

beforeEach(async () => {
  api = await createDirectoryApi();
  await api.ok(`POST ${CONNECTIONS}`, { slug: 'okta', metadata: { url: OKTA } });
  await api.ok(`POST ${REALM}/users`, { login: 'amina', email: 'amina@acme.example' });
  await api.ok(`POST ${STAGING}`, { slug: 'agents' });
  await api.ok(`POST ${STAGING}`, { slug: 'customers' });
  await api.ok('POST /companies/globex/environments/production/realms', { slug: 'agents' });
  const idOf = async (...path: [string, string, string]) =>
    (await api.storage.read.findRealmView(...path))?.realm.id ?? '';
  realms = {
    agents: await idOf('acme', 'production', 'agents'),
    staging: await idOf('acme', 'staging', 'agents'),
    customers: await idOf('acme', 'staging', 'customers'),
    globex: await idOf('globex', 'production', 'agents'),
  };
});
afterEach(() => api.close());

const HOUR = 3_600_000;
let count = 0;

const attempt = (realm: string, part: Partial<AttemptRecord> = {}): AttemptRecord => {
  count += 1;
  return {
    id: `attempt-${String(count).padStart(6, '0')}`,
    reference: `R${String(count).padStart(7, '0')}`,
    kind: 'sign-in',
    realmId: realms[realm] ?? '',
    connectionId: null,
    app: null,
    startedAt: API_NOW - count,
    endedAt: API_NOW,
    outcome: 'succeeded',
    code: null,
    userId: null,
    subject: null,
    checks: [{ stage: 'verify-assertion', name: 'audience', status: 'passed' }],
    stageMs: { 'verify-assertion': 1 },
    ...part,
  };
};

const put = (...records: readonly AttemptRecord[]): Promise<void> =>
  api.storage.write(async (writer) => {
    for (const record of records) await writer.putAttempt(record);
  });

interface Page {
  readonly items: readonly { readonly reference: string; readonly realm: string }[];
  readonly next: string | null;
}

const ATTEMPTS = '/companies/acme/attempts';

const listAll = async (query: string, as = 'auditor'): Promise<readonly string[]> => {
  const seen: string[] = [];
  let cursor = '';
  for (;;) {
    const { body, status } = await api.send(`GET ${ATTEMPTS}?${query}${cursor}`, { as });
    expect(status).toBe(200);
    const { items, next } = body as Page;
    seen.push(...items.map(({ reference }) => reference));
    if (next === null) return seen;
    cursor = `&cursor=${next}`;
  }
};

const references = (records: readonly AttemptRecord[]): readonly string[] =>
  records.toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1)).map(({ reference }) => reference);

describe('attempts', () => {
  it('of all realms of a company are listed newest first, each exactly once', async () => {
    const records = Array.from({ length: 90 }, (_value, index) =>
      attempt(['agents', 'staging', 'customers', 'globex'][index % 4] ?? '', {
        startedAt: API_NOW - Math.floor(index / 6),
      }),
    );
    await put(...records);
    const own = records.filter(({ realmId }) => realmId !== realms['globex']);
    for (const limit of [1, 7, 200]) {
      expect(await listAll(`limit=${limit}`)).toEqual(references(own));
    }
    const staging = own.filter(({ realmId }) => realmId !== realms['agents']);
    expect(await listAll('environment=staging&limit=9')).toEqual(references(staging));
    const customers = own.filter(({ realmId }) => realmId === realms['customers']);
    expect(await listAll('environment=staging&realm=customers')).toEqual(references(customers));
    expect(await listAll('environment=none')).toEqual([]);
  });

  it('are shown to each reader as far as their grants go', async () => {
    await put(attempt('agents'), attempt('staging'), attempt('globex'));
    expect(await listAll('', 'company')).toHaveLength(2);
    expect(await listAll('', 'supervisor')).toHaveLength(1);
    expect(await api.send(`GET ${ATTEMPTS}`, { as: 'globex' })).toMatchObject({ status: 404 });
    api.addApiKey('cbk_key', { companyId: 'acme', scopes: ['directory.read'] });
    expect(await api.send(`GET ${ATTEMPTS}`, { apiKey: 'cbk_key' })).toMatchObject({ status: 403 });
  });

  it('are narrowed by kind, outcome, cause, app, connection and time, in every combination', async () => {
    const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
    const connectionId = view?.connections[0]?.id ?? null;
    const outcomes = ['pending', 'succeeded', 'refused', 'abandoned'] as const;
    const records = Array.from({ length: 60 }, (_value, index) => {
      const outcome = outcomes[index % 4] ?? 'pending';
      return attempt(index % 3 === 0 ? 'staging' : 'agents', {
        kind: index % 7 < 3 ? 'sign-out' : 'sign-in',
        outcome,
        code: outcome === 'refused' ? (index % 8 < 4 ? 'user.unknown' : 'assertion.expired') : null,
        app: index % 5 === 0 ? 'desktop' : null,
        connectionId: index % 3 === 0 || index % 2 === 0 ? null : connectionId,
        startedAt: API_NOW - index * 1000,
      });
    });
    await put(...records);
    const filters: readonly (readonly [string, (record: AttemptRecord) => boolean])[] = [
      ['kind=sign-out', ({ kind }) => kind === 'sign-out'],
      ['outcome=refused', ({ outcome }) => outcome === 'refused'],
      ['outcome=succeeded', ({ outcome }) => outcome === 'succeeded'],
      ['code=user.unknown', ({ code }) => code === 'user.unknown'],
      ['app=desktop', ({ app }) => app === 'desktop'],
      ['connection=default/okta', (record) => record.connectionId === connectionId],
      [`since=${API_NOW - 20_000}`, ({ startedAt }) => startedAt >= API_NOW - 20_000],
      [`until=${API_NOW - 20_000}`, ({ startedAt }) => startedAt < API_NOW - 20_000],
    ];
    for (const [query, matches] of filters) {
      expect(await listAll(`limit=4&${query}`)).toEqual(references(records.filter(matches)));
      for (const [more, also] of filters.filter(([other]) => other.split('=')[0] !== query.split('=')[0])) {
        const wanted = records.filter((record) => matches(record) && also(record));
        expect(await listAll(`limit=4&${query}&${more}`)).toEqual(references(wanted));
      }
    }
    expect(await listAll('connection=default/none')).toEqual([]);
    expect(await api.send(`GET ${ATTEMPTS}?connection=okta`, { as: 'auditor' })).toMatchObject({ status: 400 });
  });

  it('of one person are found by login, e-mail address, id and by what a stranger was called', async () => {
    const user = await api.storage.read.findUserByLogin(realms['agents'] ?? '', 'amina');
    const own = [1, 2, 3].map(() => attempt('agents', { userId: user?.id ?? null, subject: 'n-1' }));
    const strangers = [attempt('agents', { subject: 'eve@evil.example', outcome: 'refused', code: 'user.unknown' })];
    await put(...own, ...strangers, attempt('agents'), attempt('staging', { userId: 'somebody' }));
    for (const person of ['amina', 'AMINA@acme.example', user?.id ?? '']) {
      expect(await listAll(`limit=2&person=${person}`)).toEqual(references(own));
    }
    expect(await listAll('person=eve@evil.example')).toEqual(references(strangers));
    expect(await listAll('person=eve@evil.example&outcome=succeeded')).toEqual([]);
    expect(await listAll('person=nobody')).toEqual([]);
  });

  it('that are rare are found in bounded steps, on pages that can be short', async () => {
    const records = Array.from({ length: 2500 }, (_value, index) =>
      attempt(index % 2 === 0 ? 'agents' : 'staging', { app: index % 600 === 599 ? 'rare' : 'desktop' }),
    );
    await put(...records);
    expect(await listAll('app=rare')).toEqual(references(records.filter(({ app }) => app === 'rare')));
    const { body } = await api.send(`GET ${ATTEMPTS}?app=rare`, { as: 'auditor' });
    expect((body as Page).items.length).toBeLessThan(4);
    expect((body as Page).next).not.toBeNull();
  });

  it('have names in the place of identifiers, and no checks in a list', async () => {
    const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
    await put(attempt('agents', { connectionId: view?.connections[0]?.id ?? null, reference: '7F3K-92QD' }));
    const { body } = await api.send(`GET ${ATTEMPTS}`, { as: 'auditor' });
    const [item] = (body as Page).items;
    expect(item).toMatchObject({ reference: '7F3K-92QD', realm: 'acme/production/agents', connection: 'okta' });
    expect(item).not.toHaveProperty('checks');
    for (const typed of ['7F3K-92QD', '7f3k92qd']) {
      expect(await api.send(`GET ${ATTEMPTS}/${typed}`, { as: 'supervisor' })).toMatchObject({
        status: 200,
        body: { reference: '7F3K-92QD', checks: [{ name: 'audience', status: 'passed' }] },
      });
    }
  });

  it('of another company or environment are unknown by their reference too', async () => {
    await put(attempt('globex', { reference: '7F3K-92QD' }), attempt('staging', { reference: '8F3K-92QD' }));
    expect(await api.send(`GET ${ATTEMPTS}/7F3K-92QD`, { as: 'owner' })).toMatchObject({ status: 404 });
    expect(await api.send('GET /companies/globex/attempts/7F3K-92QD', { as: 'globex' })).toMatchObject({ status: 200 });
    expect(await api.send(`GET ${ATTEMPTS}/8F3K-92QD`, { as: 'supervisor' })).toMatchObject({ status: 404 });
    expect(await api.send(`GET ${ATTEMPTS}/8F3K-92QD`, { as: 'auditor' })).toMatchObject({ status: 200 });
    expect(await api.send(`GET ${ATTEMPTS}/none`, { as: 'owner' })).toMatchObject({ status: 404 });
  });
});

describe('causes of refused sign-ins', () => {
  it('are counted for a day or a week, most frequent first, where the reader may read', async () => {
    const refused = (realm: string, code: string, hours: number): AttemptRecord =>
      attempt(realm, { outcome: 'refused', code, startedAt: API_NOW - hours * HOUR });
    await put(
      refused('agents', 'assertion.expired', 1),
      refused('agents', 'user.unknown', 2),
      refused('staging', 'user.unknown', 24),
      refused('staging', 'user.unknown', 25),
      refused('agents', 'response.status', 7 * 24 + 1),
      refused('globex', 'response.status', 1),
      attempt('agents', { outcome: 'abandoned', startedAt: API_NOW }),
    );
    const causes = async (query: string, as = 'auditor') =>
      (await api.send(`GET /companies/acme/attempt-causes${query}`, { as })).body;
    expect(await causes('')).toEqual({
      since: API_NOW - 24 * HOUR,
      items: [
        { code: 'user.unknown', count: 2 },
        { code: 'assertion.expired', count: 1 },
      ],
      more: false,
    });
    expect(await causes('?period=7d')).toMatchObject({ items: [{ count: 3 }, { count: 1 }] });
    expect(await causes('?environment=staging')).toMatchObject({ items: [{ code: 'user.unknown', count: 1 }] });
    expect(await causes('', 'supervisor')).toMatchObject({ items: [{ count: 1 }, { count: 1 }] });
  });
});
