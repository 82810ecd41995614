/**
 * Every route of the administration API, asked for by everybody who could ask: each role at each level, an API key with
 * each scope, the same of another company and another environment, and nobody. Who is let in stands in the table below,
 * which knows nothing of roles and permissions in the code.
 *
 * A new route needs one line in `allowed`, and a value in `values` when its path has a new parameter. A handler that
 * refuses by itself, after the body was read, needs one in `bodies`.
 */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { apiKeyScopes, type Role } from '@cordboard/contract/admin-api/permissions';
import { serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testKeyPair } from '../../../../packages/saml/test-support/keys.ts';
import {
  type AdminApiFixture,
  API_NOW,
  createAdminApiFixture,
  seedCompanies,
} from '../../test-support/admin-api-fixture.ts';
import {
  sampleAdministrator,
  sampleAdminSession,
  sampleApp,
  sampleAttempt,
  sampleConnection,
  sampleKey,
  sampleRealm,
  sampleUser,
} from '../storage/conformance/sample-records.ts';
import { openSqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { Storage, StorageWriter } from '../storage/ports/storage.ts';
import { boundRoutes } from './bound-routes.ts';
import { hashSetUpLinkToken } from './set-up-link-finder.ts';

/**
 * By route id, who is let in. `environment`, `supervisor` and `auditor` are those roles in one environment or in the
 * whole company, with `@company` in the whole company only; `owner` and `company` are the two roles above them;
 * `key:<scope>` an API key with that scope alone; `link` the holder of a set-up link; `administrators` all who are signed
 * in; `everybody` nobody too.
 */
const allowed: Readonly<Record<string, string>> = {
  'firstRun.show': 'everybody',
  'firstRun.createOwner': 'everybody',
  'links.inspect': 'everybody',
  'links.redeem': 'everybody',
  'session.signIn': 'everybody',
  'session.recover': 'everybody',
  'session.finish': 'everybody',
  'session.beginPasskey': 'everybody',
  'session.finishPasskey': 'everybody',
  'session.show': 'administrators',
  'session.end': 'administrators',
  'session.listOthers': 'administrators',
  'session.endOthers': 'administrators',
  'session.endOther': 'administrators',
  'ownAccount.rename': 'administrators',
  'ownAccount.changePassword': 'administrators',
  'ownAccount.beginTotp': 'administrators',
  'ownAccount.confirmTotp': 'administrators',
  'ownAccount.removeTotp': 'administrators',
  'ownAccount.renewRecoveryCodes': 'administrators',
  'ownAccount.listPasskeys': 'administrators',
  'ownAccount.beginPasskey': 'administrators',
  'ownAccount.addPasskey': 'administrators',
  'ownAccount.renamePasskey': 'administrators',
  'ownAccount.removePasskey': 'administrators',
  'administrators.list': 'owner',
  'administrators.invite': 'owner',
  'administrators.read': 'owner',
  'administrators.update': 'owner',
  'administrators.setGrants': 'owner',
  'administrators.createLink': 'owner',
  'administrators.removeSecondFactors': 'owner',
  'administrators.endSessions': 'owner',
  'administrators.delete': 'owner',
  'companyAdministrators.list': 'owner company auditor@company',
  'companyAdministrators.invite': 'owner company',
  'companyAdministrators.read': 'owner company auditor@company',
  'companyAdministrators.update': 'owner company',
  'companyAdministrators.setGrants': 'owner company',
  'companyAdministrators.createLink': 'owner company',
  'companyAdministrators.removeSecondFactors': 'owner company',
  'companyAdministrators.endSessions': 'owner company',
  'companyAdministrators.delete': 'owner company',
  'apiKeys.list': 'owner company auditor@company',
  'apiKeys.create': 'owner company',
  'apiKeys.read': 'owner company auditor@company',
  'apiKeys.update': 'owner company',
  'apiKeys.revoke': 'owner company',
  'auditEvents.list': 'owner company environment@company auditor@company key:audit.read',
  'auditEvents.export': 'owner company environment@company auditor@company key:audit.read',
  'auditChain.read': 'owner company environment@company auditor@company key:audit.read',
  'installationAuditEvents.list': 'owner',
  'installationAuditEvents.export': 'owner',
  'installationAuditChain.read': 'owner',
  'companies.list': 'owner company environment supervisor auditor key:directory.read',
  'companies.create': 'owner',
  'companies.read': 'owner company environment supervisor auditor key:directory.read',
  'companies.update': 'owner company key:company.write',
  'companies.delete': 'owner',
  'companies.impact': 'owner company environment@company supervisor@company auditor@company key:directory.read',
  'companies.overview': 'owner company environment supervisor auditor key:directory.read',
  'companies.export': 'owner company environment@company supervisor@company auditor@company',
  'companies.apply': 'owner company',
  'installation.apply': 'owner',
  'attempts.list': 'owner company environment supervisor auditor key:attempts.read',
  'attempts.read': 'owner company environment supervisor auditor key:attempts.read',
  'attempts.causes': 'owner company environment supervisor auditor key:attempts.read',
  'clock.read': 'administrators',
  'environments.list': 'owner company environment supervisor auditor key:directory.read',
  'environments.create': 'owner company key:company.write',
  'environments.read': 'owner company environment supervisor auditor key:directory.read',
  'environments.update': 'owner company environment key:directory.write',
  'environments.delete': 'owner company key:company.write',
  'environments.impact': 'owner company environment supervisor auditor key:directory.read',
  'realms.list': 'owner company environment supervisor auditor key:directory.read',
  'realms.create': 'owner company environment key:directory.write',
  'realms.read': 'owner company environment supervisor auditor key:directory.read',
  'realms.update': 'owner company environment key:directory.write',
  'realms.delete': 'owner company environment key:directory.write',
  'realms.impact': 'owner company environment supervisor auditor key:directory.read',
  'serviceProviders.list': 'owner company environment supervisor auditor key:directory.read',
  'serviceProviders.create': 'owner company environment key:directory.write',
  'serviceProviders.read': 'owner company environment supervisor auditor key:directory.read',
  'serviceProviders.update': 'owner company environment key:directory.write',
  'serviceProviders.delete': 'owner company environment key:directory.write',
  'serviceProviders.impact': 'owner company environment supervisor auditor key:directory.read',
  'connections.list': 'owner company environment supervisor auditor key:directory.read',
  'connections.create': 'owner company environment key:directory.write',
  'connections.read': 'owner company environment supervisor auditor key:directory.read',
  'connections.update': 'owner company environment key:directory.write',
  'connections.delete': 'owner company environment key:directory.write',
  'connections.impact': 'owner company environment supervisor auditor key:directory.read',
  'apps.list': 'owner company environment supervisor auditor key:directory.read',
  'apps.create': 'owner company environment key:directory.write',
  'apps.read': 'owner company environment supervisor auditor key:directory.read',
  'apps.update': 'owner company environment key:directory.write',
  'apps.delete': 'owner company environment key:directory.write',
  'apps.impact': 'owner company environment supervisor auditor key:directory.read',
  'connections.metadata': 'owner company environment supervisor auditor key:directory.read',
  'apps.rotateSecret': 'owner company environment key:directory.write',
  'users.list': 'owner company environment supervisor auditor key:people.read',
  'users.create': 'owner company environment supervisor key:people.write',
  'users.read': 'owner company environment supervisor auditor key:people.read',
  'users.update': 'owner company environment supervisor key:people.write',
  'users.delete': 'owner company environment supervisor key:people.write',
  'users.unlink': 'owner company environment supervisor key:people.write',
  'users.sessions': 'owner company environment supervisor auditor key:people.read',
  'users.endSessions': 'owner company environment supervisor key:sessions.end',
  'singleSignOn.read': 'owner company environment supervisor auditor key:directory.read',
  'singleSignOn.change': 'owner company environment',
  'singleSignOn.check': 'owner company environment key:directory.write',
  'connectionTests.create': 'owner company environment',
  'connectionTests.read': 'owner company environment supervisor auditor key:directory.read',
  'connectionTests.list': 'owner company environment supervisor auditor key:directory.read',
  'localAccounts.list': 'owner company environment supervisor auditor key:people.read',
  'localAccounts.get': 'owner company environment supervisor auditor key:people.read',
  'localAccounts.invite': 'owner company environment supervisor key:people.write',
  'localAccounts.reset': 'owner company environment supervisor key:people.write',
  'localAccounts.revoke': 'owner company environment supervisor key:people.write',
  'localOpenings.list': 'owner company environment supervisor auditor key:directory.read',
  'localOpenings.request': 'owner company',
  'localOpenings.approve': 'owner company',
  'localOpenings.close': 'owner company environment key:directory.write',
  'identityProviderPreviews.create': 'owner company environment key:directory.write',
  'connectionTrust.read': 'owner company environment supervisor auditor key:directory.read',
  'connectionTrust.refresh': 'owner company environment key:directory.write',
  'connectionTrust.stage': 'owner company environment key:directory.write',
  'connectionTrust.acceptStaged': 'owner company environment key:directory.write',
  'connectionTrust.discardStaged': 'owner company environment key:directory.write',
  'serviceProviders.values': 'owner company environment supervisor auditor key:directory.read',
  'serviceProviders.metadata': 'owner company environment supervisor auditor key:directory.read',
  'setUps.list': 'owner company environment supervisor auditor key:directory.read',
  'setUps.create': 'owner company environment key:directory.write',
  'setUps.read': 'owner company environment supervisor auditor key:directory.read',
  'setUps.update': 'owner company environment key:directory.write',
  'setUps.delete': 'owner company environment key:directory.write',
  'setUps.reopen': 'owner company environment key:directory.write',
  'setUps.accept': 'owner company environment key:directory.write',
  'setUpLinks.list': 'owner company environment supervisor auditor key:directory.read',
  'setUpLinks.create': 'owner company environment key:directory.write',
  'setUpLinks.revoke': 'owner company environment key:directory.write',
  'linkedSetUp.read': 'link',
  'linkedSetUp.update': 'link',
  'linkedSetUp.submit': 'link',
  'certificates.list': 'owner company environment supervisor auditor key:directory.read',
  'serviceProviderKeys.list': 'owner company environment supervisor auditor key:directory.read',
  'serviceProviderKeys.read': 'owner company environment supervisor auditor key:directory.read',
  'serviceProviderKeys.certificate': 'owner company environment supervisor auditor key:directory.read',
  'serviceProviderKeys.prepare': 'owner company environment key:directory.write',
  'serviceProviderKeys.upload': 'owner company environment key:directory.write',
  'serviceProviderKeys.inspect': 'owner company environment key:directory.write',
  'serviceProviderKeys.promote': 'owner company environment key:directory.write',
  'serviceProviderKeys.remove': 'owner company environment key:directory.write',
  'serviceProviderKeys.confirmExchange': 'owner company environment key:directory.write',
  'realmKeys.list': 'owner company environment supervisor auditor key:directory.read',
  'realmKeys.read': 'owner company environment supervisor auditor key:directory.read',
  'realmKeys.prepare': 'owner company environment key:directory.write',
  'realmKeys.upload': 'owner company environment key:directory.write',
  'realmKeys.inspect': 'owner company environment key:directory.write',
  'realmKeys.promote': 'owner company environment key:directory.write',
  'realmKeys.remove': 'owner company environment key:directory.write',
};

/** What is sent to routes that decide after they have read it; an empty object to all others. */
const bodies: Readonly<Record<string, object>> = {
  'singleSignOn.change': { mode: 'hybrid' },
  'companies.apply': { file: { companies: [] } },
  'installation.apply': { file: { companies: [] } },
  'administrators.setGrants': { grants: [] },
  'companyAdministrators.setGrants': { grants: [] },
  'localOpenings.request': { users: ['amina'], reason: 'out of order', endsAt: API_NOW + 3_600_000 },
};

/** Routes whose path names no environment, though what it names lies in one. */
const liesInEnvironment: ReadonlySet<string> = new Set(['attempts.read']);

/** What the parameters of a path stand for; the directory below has all of it. */
const values: Readonly<Record<string, string>> = {
  company: 'acme',
  environment: 'production',
  realm: 'agents',
  serviceProvider: 'default',
  connection: 'okta',
  app: 'desktop',
  user: 'user-acme-production',
  administrator: 'administrator-of-acme',
  apiKey: 'key-acme',
  test: 'test-acme-production',
  reference: '7F3K-92QD',
  kind: 'recovery',
  session: 'A'.repeat(43),
  passkey: 'passkey-acme',
  setUp: 'set-up-acme-production',
  link: 'link-acme-production',
  key: 'sp-key-acme-production',
  tokenKey: 'token-key-acme-production',
  purpose: 'request-signing',
  opening: 'opening-acme-production',
};

/** Made before any write: a transaction waits for nothing but the database. */
const identityProvider = testKeyPair('role-matrix-idp');

const seedEnvironment = async (writer: StorageWriter, company: string, environment: string): Promise<void> => {
  const suffix = `${company}-${environment}`;
  const realmId = `realm-${suffix}`;
  const serviceProviderId = `sp-${suffix}`;
  await writer.putRealm(sampleRealm({ id: realmId, environmentId: `${company}/${environment}` }));
  const settings = serviceProviderSettings.parse({});
  await writer.putServiceProvider({ id: serviceProviderId, realmId, slug: 'default', settings });
  const { certificatePem } = await identityProvider;
  const plain = sampleConnection({ id: `connection-${suffix}`, serviceProviderId, realmId });
  const description = { ...plain.identityProvider, signingCertificates: [certificatePem] };
  await writer.putConnection({ ...plain, identityProvider: description });
  await writer.putStagedIdentityProvider({
    connectionId: plain.id,
    description: { ...description, wantAuthnRequestsSigned: false },
    source: plain.source,
    document: null,
    by: 'ada',
    at: 1,
  });
  await writer.putApp(sampleApp({ id: `app-${suffix}`, realmId }));
  // Retired, so that it can be promoted and removed.
  const retired = { state: 'retired', retiredAt: 1 } as const;
  await writer.putKey(
    sampleKey({ id: `sp-key-${suffix}`, ownerId: serviceProviderId, certificate: certificatePem, ...retired }),
  );
  const token = { purpose: 'token-signing', certificate: null, publicJwk: { kid: suffix }, ...retired } as const;
  await writer.putKey(sampleKey({ id: `token-key-${suffix}`, ownerId: realmId, ...token }));
  await writer.putUser(sampleUser({ id: `user-${suffix}`, realmId }));
  if (suffix === 'acme-production') {
    await writer.putAttempt(sampleAttempt({ realmId }));
  }
  await writer.putConnectionTest({
    id: `test-${suffix}`,
    realmId,
    serviceProviderId,
    connectionId: `connection-${suffix}`,
    startHash: `hash-${suffix}`,
    staged: false,
    settings: {},
    administrator: { id: 'ada', login: 'ada' },
    attemptId: null,
    createdAt: 1,
    expiresAt: 2,
    finishedAt: null,
    recognisedAs: null,
    sealedClaims: null,
    nextKeys: false,
    signingKeyId: null,
  });
};

const seedLocalSignIn = async (writer: StorageWriter, company: string, environment: string): Promise<void> => {
  const suffix = `${company}-${environment}`;
  const realmId = `realm-${suffix}`;
  const link = { linkHash: `password-link-${suffix}`, linkExpiresAt: API_NOW + 3_600_000 };
  await writer.putCredential({ userId: `user-${suffix}`, realmId, passwordHash: null, changedAt: 1, ...link });
  const untouched = { approvedBy: null, approvedAt: null, closedBy: null, closedAt: null };
  await writer.putLocalOpening({
    id: `opening-${suffix}`,
    realmId,
    userIds: [`user-${suffix}`],
    reason: 'out of order',
    startsAt: API_NOW,
    endsAt: API_NOW + 3_600_000,
    requestedBy: { id: 'ada', name: 'ada' },
    requestedAt: API_NOW,
    ...untouched,
  });
};

const seedSetUp = async (writer: StorageWriter, company: string, environment: string): Promise<void> => {
  const suffix = `${company}-${environment}`;
  await writer.putSetUp({
    id: `set-up-${suffix}`,
    realmId: `realm-${suffix}`,
    serviceProviderId: `sp-${suffix}`,
    connection: 'entra',
    vendor: 'entra-id',
    name: 'Entra',
    order: 'import',
    step: null,
    doneSteps: [],
    identityProvider: null,
    settings: {},
    state: 'open',
    createdBy: 'ada',
    updatedBy: 'ada',
    createdAt: 1,
    updatedAt: 1,
    submittedAt: null,
  });
  await writer.putSetUpLink({
    id: `link-${suffix}`,
    setUpId: `set-up-${suffix}`,
    tokenHash: hashSetUpLinkToken(`csl_${suffix}`),
    recipient: 'IT of the customer',
    createdBy: 'ada',
    createdAt: 1,
    expiresAt: Number.MAX_SAFE_INTEGER,
    revokedAt: null,
    lastUsedAt: null,
  });
};

const seed = async (storage: Storage): Promise<void> => {
  await seedCompanies(storage);
  await storage.write(async (writer) => {
    for (const company of ['acme', 'globex']) {
      await seedEnvironment(writer, company, 'production');
      await seedEnvironment(writer, company, 'staging');
      await seedSetUp(writer, company, 'production');
      await seedLocalSignIn(writer, company, 'production');
      const id = `administrator-of-${company}`;
      await writer.putAdministrator(sampleAdministrator({ id, login: `${id}@acme.example` }));
      await writer.setGrants(id, [{ role: 'auditor', companyId: company, environmentId: null }]);
      await writer.addApiKey({
        id: `key-${company}`,
        companyId: company,
        name: 'Seeded',
        keyHash: `hash-${company}`,
        hint: 'cbk_seed',
        scopes: ['people.read'],
        createdBy: { id: 'ada', name: 'ada' },
        createdAt: 1,
        expiresAt: null,
        revokedAt: null,
        lastUsedAt: null,
        lastAddress: null,
      });
    }
  });
};

const takeBack = new Error('taken back');

/** Takes every write back after it was made, so that each caller meets the same directory. */
const unchanging = (storage: Storage): Storage => ({
  ...storage,
  write: async <T>(change: (writer: StorageWriter) => Promise<T>): Promise<T> => {
    const made: T[] = [];
    await storage
      .write(async (writer) => {
        made.push(await change(writer));
        throw takeBack;
      })
      .catch((error: unknown) => {
        if (error !== takeBack) {
          throw error;
        }
      });
    return made[0] as T;
  },
});

interface Caller {
  readonly name: string;
  /** A word of the table; null for those whom it lets in only with everybody or with all administrators. */
  readonly word: string | null;
  readonly kind: 'nobody' | 'administrator' | 'bearer';
  readonly role?: Role;
  readonly company: string | null;
  readonly environment: string | null;
}

const levels: readonly Pick<Caller, 'company' | 'environment'>[] = [
  { company: 'acme', environment: null },
  { company: 'acme', environment: 'production' },
  { company: 'acme', environment: 'staging' },
  { company: 'globex', environment: null },
  { company: 'globex', environment: 'production' },
];

const levelledRoles: readonly (readonly [word: string, role: Role])[] = [
  ['environment', 'environment-administrator'],
  ['supervisor', 'supervisor'],
  ['auditor', 'auditor'],
];

const companies = ['acme', 'globex'];

const callers: readonly Caller[] = [
  { name: 'nobody', word: null, kind: 'nobody', company: null, environment: null },
  { name: 'csl_acme-production', word: 'link', kind: 'bearer', company: null, environment: null },
  { name: 'without-role', word: null, kind: 'administrator', company: null, environment: null },
  {
    name: 'owner',
    word: 'owner',
    kind: 'administrator',
    role: 'installation-owner',
    company: null,
    environment: null,
  },
  ...companies.map((company): Caller => {
    const role = 'company-administrator';
    return { name: `company-of-${company}`, word: 'company', kind: 'administrator', role, company, environment: null };
  }),
  ...levelledRoles.flatMap(([word, role]) =>
    levels.map(({ company, environment }): Caller => {
      const name = `${word}-of-${company}-${environment ?? 'all'}`;
      return { name, word, kind: 'administrator', role, company, environment };
    }),
  ),
  ...companies.flatMap((company) =>
    apiKeyScopes.map((scope): Caller => {
      const name = `key-of-${company}-${scope}`;
      return { name, word: `key:${scope}`, kind: 'bearer', company, environment: null };
    }),
  ),
];

const seesPlace = ({ word, company, environment }: Caller, path: string): boolean => {
  if (word === 'owner' || !path.includes('/:company')) {
    return true;
  }
  return (
    company === values['company'] &&
    (environment === null || !path.includes('/:environment') || environment === values['environment'])
  );
};

type Refusal = 'admin.unauthenticated' | 'admin.forbidden' | 'admin.not_found';

/** What the table says: null when the caller is let in. */
const expectedRefusal = (row: string, caller: Caller, path: string): Refusal | null => {
  const words = row.split(' ');
  if (words.includes('everybody')) {
    return null;
  }
  if (caller.kind === 'nobody') {
    return 'admin.unauthenticated';
  }
  if (!seesPlace(caller, path)) {
    return 'admin.not_found';
  }
  const isLetIn =
    words.some((word) => word === caller.word) ||
    (caller.environment === null && words.includes(`${caller.word}@company`)) ||
    (caller.kind === 'administrator' && words.includes('administrators'));
  return isLetIn ? null : 'admin.forbidden';
};

const refusals: Readonly<Record<Refusal, number>> = {
  'admin.unauthenticated': 401,
  'admin.forbidden': 403,
  'admin.not_found': 404,
};

const isRefusal = (code: unknown): code is Refusal => typeof code === 'string' && code in refusals;

let api: AdminApiFixture;
let storage: Storage;

const addCallers = (): void => {
  for (const { name, kind, word, role, company, environment } of callers) {
    const environmentId = environment === null ? null : `${company}/${environment}`;
    if (kind === 'administrator') {
      api.addAdministrator(name, ...(role === undefined ? [] : [{ role, companyId: company, environmentId }]));
    }
    const scope = apiKeyScopes.find((candidate) => word === `key:${candidate}`);
    if (scope !== undefined && company !== null) {
      api.addApiKey(name, { companyId: company, scopes: [scope] });
    }
  }
};

/** What stands behind the callers who are signed in: routes about oneself read it. */
const seedAccounts = (): Promise<void> =>
  storage.write(async (writer) => {
    for (const { name } of callers.filter(({ kind }) => kind === 'administrator')) {
      await writer.putAdministrator(sampleAdministrator({ id: name, login: `${name}@acme.example` }));
      await writer.putAdminSession(
        sampleAdminSession({
          idHash: `session of ${name}`,
          administratorId: name,
          createdAt: API_NOW,
          lastSeenAt: API_NOW,
          expiresAt: Number.MAX_SAFE_INTEGER,
        }),
      );
    }
  });

const pathOf = (route: AdminRoute): string =>
  route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) {
      throw new Error(`the table has no value for the parameter ${name} of ${route.id}`);
    }
    return value;
  });

const ask = async (route: AdminRoute, { name, kind }: Caller): Promise<string> => {
  const { status, body } = await api.send(`${route.method} ${pathOf(route)}`, {
    ...(kind === 'administrator' && { as: name }),
    ...(kind === 'bearer' && { apiKey: name }),
    headers: { 'if-match': '*' },
    ...(route.method !== 'GET' && { body: bodies[route.id] ?? {} }),
  });
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  if (isRefusal(code)) {
    return status === refusals[code] ? code : `${code} with status ${status}`;
  }
  return status === 500 ? `${String(code)} with status 500` : 'let in';
};

beforeAll(async () => {
  await identityProvider;
  storage = await openSqliteStorage({ path: ':memory:' });
  await seed(storage);
  await seedAccounts();
  api = await createAdminApiFixture({
    routes: adminRoutes,
    bound: boundRoutes,
    change: { storage: unchanging(storage) },
  });
  addCallers();
});

afterAll(async () => {
  await api.close();
  await storage.close();
});

describe('the table of roles and routes', () => {
  it('has a line for every route and for no other', () => {
    expect(Object.keys(allowed).toSorted()).toEqual(adminRoutes.map(({ id }) => id).toSorted());
  });

  it('uses no word that stands for nobody', () => {
    const known = new Set(['everybody', 'administrators', ...callers.map(({ word }) => word)]);
    const words = Object.values(allowed).flatMap((row) => row.split(' '));
    expect(words.filter((word) => !known.has(word.replace(/@company$/, '')))).toEqual([]);
  });
});

describe('the administration API lets in whom the table names, and nobody else', () => {
  it.each(adminRoutes.map((route) => ({ id: route.id, route })))('$id', async ({ id, route }) => {
    const expected: Record<string, string> = {};
    const received: Record<string, string> = {};
    const place = liesInEnvironment.has(id) ? `${route.path}/:environment` : route.path;
    for (const caller of callers) {
      expected[caller.name] = expectedRefusal(allowed[id] ?? '', caller, place) ?? 'let in';
      received[caller.name] = await ask(route, caller);
    }
    expect(received).toEqual(expected);
  });
});
