/** The administration API over a small directory, with identity providers whose metadata the test names. */
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { boundRoutes } from '../src/admin-api/bound-routes.ts';
import type { NewKeyOwner } from '../src/directory/apply/apply-plan.ts';
import { CordboardError } from '../src/errors.ts';
import type { AuditEventRecord } from '../src/storage/ports/audit-store.ts';
import type { KeyRecord } from '../src/storage/ports/directory-store.ts';
import {
  type AdminApiFixture,
  API_NOW,
  type ApiAnswer,
  type ApiRequest,
  createAdminApiFixture,
  seedCompanies,
} from './admin-api-fixture.ts';
import { testMetadata } from './apply-fixture.ts';

export const OKTA = 'https://okta.example/metadata';
export const ENTRA = 'https://entra.example/metadata';
export const ENVIRONMENT = '/companies/acme/environments/production';
export const REALM: string = `${ENVIRONMENT}/realms/agents`;
export const SERVICE_PROVIDER: string = `${REALM}/service-providers/default`;
export const CONNECTIONS: string = `${SERVICE_PROVIDER}/connections`;

export interface DirectoryApi extends AdminApiFixture {
  /** What addresses answer; an absent one fails. */
  readonly addresses: Map<string, string>;
  /** Addresses that were asked, in order. */
  readonly fetched: string[];
  readonly keyOwners: NewKeyOwner[];
  /** Times that the hub was told of a change. */
  readonly changes: () => number;
  /** Asks as an owner, and expects success. */
  ok(request: string, body?: unknown, headers?: ApiRequest['headers']): Promise<ApiAnswer>;
  /** Reads, and sends the change with the ETag that came. */
  change(method: 'PATCH' | 'DELETE', path: string, body?: unknown, as?: string): Promise<ApiAnswer>;
  /** Events of a company, oldest first, as `action path`. */
  events(company: string): Promise<readonly AuditEventRecord[]>;
}

const placeholderKey = (owner: NewKeyOwner, id: string): KeyRecord => ({
  id,
  ownerId: owner.id,
  purpose: owner.kind === 'realm' ? 'token-signing' : 'request-signing',
  state: 'current',
  algorithm: 'ES256',
  certificate: null,
  publicJwk: {},
  sealedPrivateKey: `sealed ${owner.entityId}`,
  createdAt: API_NOW,
  origin: 'generated',
  promotedAt: 1,
  retiredAt: null,
});

const addCallers = (api: AdminApiFixture): void => {
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
  api.addAdministrator('company', { role: 'company-administrator', companyId: 'acme', environmentId: null });
  const environmentId = 'acme/production';
  api.addAdministrator('environment', { role: 'environment-administrator', companyId: 'acme', environmentId });
  api.addAdministrator('supervisor', { role: 'supervisor', companyId: 'acme', environmentId });
  api.addAdministrator('auditor', { role: 'auditor', companyId: 'acme', environmentId: null });
  api.addAdministrator('globex', { role: 'company-administrator', companyId: 'globex', environmentId: null });
};

/** A realm of agents with a service provider, without connections, apps and people. */
const seedRealm = async (api: DirectoryApi): Promise<void> => {
  await api.ok(`POST ${ENVIRONMENT}/realms`, { slug: 'agents' });
  await api.ok(`POST ${REALM}/service-providers`, { slug: 'default' });
};

export const createDirectoryApi = async (): Promise<DirectoryApi> => {
  const addresses = new Map<string, string>();
  const fetched: string[] = [];
  const keyOwners: NewKeyOwner[] = [];
  let changes = 0;
  let keys = 0;
  const api = await createAdminApiFixture({
    routes: adminRoutes,
    bound: boundRoutes,
    change: {
      fetch: (url) => {
        fetched.push(url);
        const text = addresses.get(url);
        return text === undefined
          ? Promise.reject(new CordboardError('fetch.failed', { expected: 'HTTP 200', received: 'HTTP 503' }))
          : Promise.resolve({ url, contentType: 'application/xml', body: Buffer.from(text) });
      },
      makeKeys: (owner) => {
        keyOwners.push(owner);
        keys += 1;
        return Promise.resolve([placeholderKey(owner, `key-${keys}`)]);
      },
      directoryChanged: async () => {
        changes += 1;
      },
    },
  });
  addresses.set(OKTA, await testMetadata('https://okta.example'));
  addresses.set(ENTRA, await testMetadata('https://entra.example'));
  await seedCompanies(api.storage);
  addCallers(api);
  const directory: DirectoryApi = {
    ...api,
    addresses,
    fetched,
    keyOwners,
    changes: () => changes,
    ok: async (request, body, headers) => {
      const answer = await api.send(request, { as: 'owner', body, ...(headers !== undefined && { headers }) });
      if (answer.status >= 300) {
        throw new Error(`${request}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      return answer;
    },
    change: async (method, path, body, as = 'owner') => {
      const { headers } = await directory.ok(`GET ${path}`);
      return api.send(`${method} ${path}`, { as, body, headers: { 'if-match': String(headers['etag']) } });
    },
    events: (company) => api.storage.read.readAuditChain(company, 0, 1000),
  };
  await seedRealm(directory);
  return directory;
};
