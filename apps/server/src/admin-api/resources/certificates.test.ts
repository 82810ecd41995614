import { type ForecastEntry, listCertificates } from '@cordboard/contract/admin-api/certificates';
import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminApiFixture,
  API_NOW,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { testCertificate } from '../../../test-support/apply-fixture.ts';
import { connectionRecord, serviceProviderRecord } from '../../../test-support/realm-fixture.ts';
import { generateSamlKey, toKeyRecord } from '../../keys/generate-key-pair.ts';
import { certificateRoutes } from './certificates.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let api: AdminApiFixture;

/** A realm with a service provider, its signing key, and a connection that trusts one certificate. */
const addRealm = async (environment: string, years: { readonly ours: number; readonly theirs: number }) => {
  const { sealer, newId, random } = api.parts;
  const [realmId, spId] = [`realm ${environment}`, `sp ${environment}`];
  const material = await generateSamlKey({
    purpose: 'request-signing',
    entityId: 'sp',
    now: new Date(API_NOW),
    validityYears: years.ours,
    random,
  });
  const plain = connectionRecord('okta');
  const signingCertificates = [await testCertificate(years.theirs, new Date(API_NOW))];
  await api.storage.write(async (writer) => {
    await writer.putRealm({
      id: realmId,
      environmentId: environment,
      slug: 'agents',
      name: 'Agents',
      kind: 'agents',
      ssoMode: 'non-sso',
      settings: realmSettings.parse({ sessionMinutes: 600, idleMinutes: 600 }),
    });
    await writer.putServiceProvider(serviceProviderRecord({ id: spId, realmId }));
    await writer.putConnection({
      ...plain,
      id: `connection ${environment}`,
      realmId,
      serviceProviderId: spId,
      identityProvider: { ...plain.identityProvider, signingCertificates },
    });
    const use = { id: newId(), ownerId: spId, purpose: 'request-signing', state: 'current' } as const;
    await writer.putKey(toKeyRecord(material, { ...use, createdAt: API_NOW, sealer }));
  });
};

beforeEach(async () => {
  api = await createAdminApiFixture({ routes: [listCertificates], bound: certificateRoutes });
  await seedCompanies(api.storage);
  await addRealm('acme/production', { ours: 3, theirs: 1 });
  await addRealm('acme/staging', { ours: 2, theirs: 4 });
  await addRealm('globex/production', { ours: 1, theirs: 1 });
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
  api.addAdministrator('company', { role: 'auditor', companyId: 'acme', environmentId: null });
  api.addAdministrator('staging', { role: 'auditor', companyId: 'acme', environmentId: 'acme/staging' });
});

afterEach(() => api.close());

const list = async (as: string, query = '') => {
  const answer = await api.send(`GET /companies/acme/certificates${query}`, { as });
  expect(answer.status).toBe(200);
  return answer.body as { items: readonly ForecastEntry[]; next: string | null };
};

const names = (items: readonly ForecastEntry[]) => items.map(({ environment, use }) => `${environment} ${use}`);

const ALL = [
  'production identity-provider-signing',
  'staging request-signing',
  'production request-signing',
  'staging identity-provider-signing',
];

describe('the forecast of a company', () => {
  it('has every certificate in use of all its environments, the first to expire first', async () => {
    const { items, next } = await list('company');
    expect(names(items)).toEqual(ALL);
    expect(next).toBeNull();
    expect(items[0]).toMatchObject({
      realm: 'agents',
      serviceProvider: 'default',
      connection: 'okta',
      effect: 'sign-ins-refused',
      actBy: 'identity-provider',
      certificate: { daysLeft: 365 },
      warning: null,
    });
    expect(items[1]).toMatchObject({ connection: null, state: 'current', origin: 'generated' });
  });

  it('shows of each only the environments that the caller may read', async () => {
    expect(names((await list('staging')).items)).toEqual(ALL.filter((name) => name.startsWith('staging')));
    expect(await api.send('GET /companies/globex/certificates', { as: 'company' })).toMatchObject({ status: 404 });
    expect(await api.send('GET /companies/acme/certificates')).toMatchObject({ status: 401 });
  });

  it('is of one environment where one is asked for', async () => {
    expect(names((await list('owner', '?environment=staging')).items)).toEqual([ALL[1], ALL[3]]);
    expect((await list('staging', '?environment=production')).items).toEqual([]);
    expect((await list('owner', '?environment=unknown')).items).toEqual([]);
    expect(await api.send('GET /companies/acme/certificates?environment=A%20b', { as: 'owner' })).toMatchObject({
      status: 400,
    });
  });

  it('comes page by page', async () => {
    const first = await list('owner', '?limit=3');
    expect(names(first.items)).toEqual(ALL.slice(0, 3));
    const second = await list('owner', `?limit=3&cursor=${first.next}`);
    expect(names(second.items)).toEqual(ALL.slice(3));
    expect(second.next).toBeNull();
    expect(await api.send('GET /companies/acme/certificates?cursor=x', { as: 'owner' })).toMatchObject({ status: 400 });
  });

  it('ends at a number of days, what is over included', async () => {
    expect(names((await list('owner', '?days=365')).items)).toEqual(ALL.slice(0, 1));
    expect((await list('owner', '?days=364')).items).toEqual([]);
    api.advance(400 * DAY_MS);
    const { items } = await list('owner', '?days=1');
    expect(items).toMatchObject([{ warning: 0, certificate: { daysLeft: -35 } }]);
    expect(await api.send('GET /companies/acme/certificates?days=0', { as: 'owner' })).toMatchObject({ status: 400 });
  });
});
