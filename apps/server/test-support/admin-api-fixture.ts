/** The administration API on a server of its own, with storage in memory and callers that the test names. */
import { randomBytes } from 'node:crypto';
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Actor, ApiKeyActor, RoleGrant } from '../src/admin-api/actor.ts';
import type { AdminParts } from '../src/admin-api/admin-parts.ts';
import { createCookieActorFinder } from '../src/admin-api/find-actor.ts';
import type { BoundRoute } from '../src/admin-api/http/call.ts';
import { registerAdminApi } from '../src/admin-api/http/register-admin-api.ts';
import { createSetUpLinkFinder } from '../src/admin-api/set-up-link-finder.ts';
import { relyingPartyOf } from '../src/administrators/relying-party.ts';
import { createAuditLog } from '../src/audit/audit-log.ts';
import { CordboardError } from '../src/errors.ts';
import { createRateLimiter } from '../src/http/rate-limiter.ts';
import { createSealer } from '../src/keys/seal.ts';
import { createPasswordHasher } from '../src/passwords/password-hasher.ts';
import { openSqliteStorage, type SqliteStorage } from '../src/storage/engines/sqlite/open-sqlite-storage.ts';
import type { Storage } from '../src/storage/ports/storage.ts';
import { createMetadataRefresher } from '../src/trust/metadata-refresher.ts';
import { createTestMasterKey } from './master-key-fixture.ts';

export const API_ORIGIN = 'https://sso.example';
export const API_NOW: number = Date.UTC(2030, 0, 15, 12);

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface ApiRequest {
  /** Whose cookie comes along: the name of a caller. */
  readonly as?: string;
  readonly apiKey?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AdminApiFixture {
  readonly parts: AdminParts;
  readonly storage: SqliteStorage;
  readonly app: FastifyInstance;
  /** Makes somebody who can call. */
  addAdministrator(name: string, ...grants: readonly RoleGrant[]): void;
  addApiKey(key: string, actor: Omit<ApiKeyActor, 'kind' | 'id' | 'name'>): void;
  advance(ms: number): void;
  /** `GET /companies`, with the headers of a page of ours. */
  send(request: string, options?: ApiRequest): Promise<ApiAnswer>;
  close(): Promise<void>;
}

/** Two companies with two environments each, by the ids `acme`, `acme/production` and so on. */
export const seedCompanies = (storage: Storage): Promise<void> =>
  storage.write(async (writer) => {
    for (const company of ['acme', 'globex']) {
      await writer.putCompany({ id: company, slug: company, name: company.toUpperCase() });
      for (const slug of ['production', 'staging']) {
        const id = `${company}/${slug}`;
        const nothing = { region: null, platform: 'generic', publicUrl: null } as const;
        await writer.putEnvironment({ id, companyId: company, slug, name: slug, ...nothing });
      }
    }
  });

/** JSON as a value, a file as its text. */
const readBody = (text: string, type: unknown): unknown => {
  if (text === '') {
    return null;
  }
  return /^application\/(problem\+)?json/.test(String(type)) ? JSON.parse(text) : text;
};

export const createAdminApiFixture = async (options: {
  readonly routes: readonly AdminRoute[];
  readonly bound: (parts: AdminParts) => readonly BoundRoute[];
  readonly change?: Partial<AdminParts>;
  /** Callers are those who signed in, in the place of those whom the test names. */
  readonly realSessions?: boolean;
  /** Nothing is logged unless it is set. */
  readonly logger?: FastifyBaseLogger;
}): Promise<AdminApiFixture> => {
  const storage = await openSqliteStorage({ path: ':memory:' });
  const masterKey = createTestMasterKey();
  const actors = new Map<string, Actor>();
  const keys = new Map<string, ApiKeyActor>();
  let now = API_NOW;
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  const clock = (): number => now;
  const random = (size: number): Uint8Array => randomBytes(size);
  const unlimited = createRateLimiter({ perMinute: 1e9, clock });
  const made = {
    storage,
    clock,
    random,
    newId,
    sealer: createSealer({ masterKey, random }),
    audit: createAuditLog({ masterKey, clock, newId }),
    actors: {
      fromCookies: async (cookies: Readonly<Record<string, string | undefined>>) =>
        actors.get(cookies['caller'] ?? '') ?? null,
      fromApiKey: async (key: string) => keys.get(key) ?? null,
      fromSetUpLink: createSetUpLinkFinder({ storage, clock, ...options.change }),
    },
    limits: { requests: unlimited, failures: unlimited },
    installationUrl: API_ORIGIN,
    // The smallest Argon2: these tests are not about its cost.
    passwords: createPasswordHasher({ random, parameters: { memory: 64, passes: 1, parallelism: 1 } }),
    relyingParty: relyingPartyOf(API_ORIGIN),
    fetch: () => Promise.reject(new CordboardError('fetch.failed', { received: 'no network in tests' })),
    clockComparisons: () => [],
    makeKeys: async () => [],
    directoryChanged: async () => undefined,
    version: '1.2.3',
    ...options.change,
  } satisfies Omit<AdminParts, 'metadataRefresher'>;
  const parts: AdminParts = { metadataRefresher: createMetadataRefresher(made), ...made };
  if (options.realSessions === true) {
    Object.assign(parts.actors, { fromCookies: createCookieActorFinder(parts) });
  }
  const app = Fastify(options.logger === undefined ? {} : { loggerInstance: options.logger });
  await app.register(cookie);
  await registerAdminApi(app, parts, { routes: options.routes, bound: options.bound(parts) });
  return {
    parts,
    storage,
    app,
    addAdministrator: (name, ...grants) => {
      const login = `${name}@acme.example`;
      actors.set(name, { kind: 'administrator', id: name, login, name, grants, sessionHash: `session of ${name}` });
    },
    addApiKey: (key, actor) => {
      keys.set(key, { kind: 'api-key', id: `key ${key}`, name: `key ${key}`, ...actor });
    },
    advance: (ms) => {
      now += ms;
    },
    send: async (request, { as, apiKey, body, headers = {} } = {}) => {
      const [method = '', path = ''] = request.split(' ');
      const answer = await app.inject({
        method: method as 'GET',
        url: `/admin/api/v1${path}`,
        headers: {
          origin: API_ORIGIN,
          ...(as !== undefined && { cookie: `caller=${as}` }),
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: readBody(answer.body, answer.headers['content-type']),
      };
    },
    close: async () => {
      await app.close();
      await storage.close();
    },
  };
};
