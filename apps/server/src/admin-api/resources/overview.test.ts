import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_NOW } from '../../../test-support/admin-api-fixture.ts';
import { testCertificate } from '../../../test-support/apply-fixture.ts';
import {
  CONNECTIONS,
  createDirectoryApi,
  type DirectoryApi,
  REALM,
} from '../../../test-support/directory-api-fixture.ts';
import type { AttemptRecord } from '../../storage/ports/attempt-store.ts';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
});
afterEach(() => api.close());

const YEAR_MS = 365 * 24 * 3_600_000;

interface Realm {
  readonly slug: string;
  readonly nextExpiry: { readonly at: number; readonly of: string } | null;
}

interface Overview {
  readonly environments: readonly { readonly slug: string; readonly realms: readonly Realm[] }[];
}

const overview = async (as = 'owner'): Promise<Overview> =>
  (await api.send('GET /companies/acme/overview', { as })).body as Overview;

const addConnection = async (slug: string, years: readonly number[]): Promise<void> => {
  const certificates = await Promise.all(
    years.map(async (count) => ({ pem: await testCertificate(count, new Date(API_NOW)) })),
  );
  const manual = { entityId: `urn:${slug}`, loginUrl: 'https://idp.example/sso', certificates };
  await api.ok(`POST ${CONNECTIONS}`, { slug, manual });
};

const realm = async (): Promise<Realm | undefined> => (await overview()).environments[0]?.realms[0];

describe('the overview of a company', () => {
  it('shows every environment that its reader may see', async () => {
    expect(await overview('auditor')).toMatchObject({
      environments: [
        { slug: 'production', url: 'https://sso.example/e/acme/production', realms: [{ slug: 'agents' }] },
        { slug: 'staging', realms: [] },
      ],
    });
    expect(await overview('supervisor')).toMatchObject({ environments: [{ slug: 'production' }] });
    expect((await overview('supervisor')).environments).toHaveLength(1);
    expect(await api.send('GET /companies/acme/overview', { as: 'globex' })).toMatchObject({ status: 404 });
  });

  it('says what state a realm is in', async () => {
    const states: unknown[] = [];
    const note = async (): Promise<void> => void states.push(((await realm()) as { status?: unknown }).status);
    await note();
    await addConnection('okta', [1]);
    await note();
    const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
    for (const ssoMode of ['hybrid', 'sso'] as const) {
      await api.storage.write(async (writer) => {
        if (view !== null) await writer.putRealm({ ...view.realm, ssoMode });
      });
      await note();
    }
    await api.change('PATCH', `${CONNECTIONS}/okta`, { enabled: false });
    await note();
    expect(states).toEqual(['needs-set-up', 'not-enabled', 'hybrid', 'on', 'needs-set-up']);
  });

  it('counts people and who is signed in, and finds the last sign-in that succeeded', async () => {
    await api.ok(`POST ${REALM}/users`, { login: 'amina' });
    const realmId = (await api.storage.read.findRealmView('acme', 'production', 'agents'))?.realm.id ?? '';
    const attempt = (index: number, outcome: AttemptRecord['outcome']): AttemptRecord => ({
      id: `a-${String(index).padStart(4, '0')}`,
      reference: `R-${index}`,
      kind: 'sign-in',
      realmId,
      connectionId: null,
      app: null,
      startedAt: API_NOW - index,
      endedAt: API_NOW - index + 5,
      outcome,
      code: null,
      userId: null,
      subject: null,
      checks: [],
      stageMs: {},
    });
    expect(await realm()).toMatchObject({
      url: 'https://sso.example/e/acme/production/agents/',
      users: { count: 1, more: false },
      sessions: { count: 0, more: false },
      lastSignInAt: null,
    });
    await api.storage.write(async (writer) => {
      for (let index = 1; index <= 100; index += 1) {
        await writer.putAttempt(attempt(index, index === 60 || index === 80 ? 'succeeded' : 'refused'));
      }
    });
    expect(await realm()).toMatchObject({ lastSignInAt: API_NOW - 55 });
  });

  it('names what is first left without a valid certificate', async () => {
    expect((await realm())?.nextExpiry).toBeNull();
    await addConnection('two', [1, 4]);
    const first = (await realm())?.nextExpiry;
    expect(first?.of).toBe('default/two');
    expect(Math.round(((first?.at ?? 0) - API_NOW) / YEAR_MS)).toBe(4);
    await addConnection('one', [2]);
    expect((await realm())?.nextExpiry?.of).toBe('default/one');
    await api.change('PATCH', `${CONNECTIONS}/one`, { enabled: false });
    expect((await realm())?.nextExpiry?.of).toBe('default/two');
  });
});

describe('the clock', () => {
  it('is shown to administrators, with what it was compared with', async () => {
    expect(await api.send('GET /clock', { as: 'supervisor' })).toMatchObject({
      status: 200,
      body: { now: API_NOW, toleratedMs: 120_000, comparisons: [] },
    });
    expect(await api.send('GET /clock')).toMatchObject({ status: 401 });
  });
});
