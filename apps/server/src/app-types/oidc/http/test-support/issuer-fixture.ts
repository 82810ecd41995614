/**
 * A realm with users, apps and keys in a real database, its issuer behind a real HTTP server on
 * loopback, and a hub that signs a person in by making a session, as the sign-in pages do.
 */

import { hash, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { oidcAppSettings, realmSettings, serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import Fastify, { type FastifyInstance } from 'fastify';
import { connectionRecord } from '../../../../../test-support/realm-fixture.ts';
import { CordboardError } from '../../../../errors.ts';
import { generateTokenSigningKey } from '../../../../keys/generate-key-pair.ts';
import type { AppRecord, KeyRecord, RealmView } from '../../../../storage/ports/directory-store.ts';
import type { SamlSessionRecord } from '../../../../storage/ports/session-store.ts';
import type { Storage } from '../../../../storage/ports/storage.ts';
import type { UserRecord } from '../../../../storage/ports/user-store.ts';
import type { HubSession } from '../../hub-session.ts';
import type { InteractionError, OidcInteraction } from '../../interactions.ts';
import { createOidcIssuer, type OidcIssuer } from '../../oidc-issuer.ts';
import { createOidcIssuers } from '../../oidc-issuers.ts';
import type { OidcProblem } from '../../problem.ts';
import { signingJwks } from '../../signing-jwks.ts';
import { mountOidc } from '../mount-oidc.ts';

export const REALM_PATH = '/e/acme/production/agents';
export const SECRETS: Readonly<Record<string, string>> = {
  desktop: 'desktop secret + with % signs & more',
  queues: 'queues-secret-queues-secret-queues-secret',
  legacy: 'legacy-secret-legacy-secret-legacy-secret',
};
export const CALLBACK = 'https://app.example/callback';
export const LOGGED_OUT = 'https://app.example/bye';

const now = (): number => Date.now();

const app = (
  slug: string,
  settings: Partial<Parameters<typeof oidcAppSettings.parse>[0] & object> = {},
): AppRecord => ({
  type: 'oidc',
  id: `app-${slug}`,
  realmId: 'realm-1',
  slug,
  name: `${slug} app`,
  secretHash: SECRETS[slug] === undefined ? null : hash('sha256', SECRETS[slug], 'base64url'),
  settings: oidcAppSettings.parse({
    redirectUris: [`${CALLBACK}/${slug}`],
    postLogoutRedirectUris: [LOGGED_OUT],
    ...settings,
  }),
});

export const user = (login: string, changes: Partial<UserRecord> = {}): UserRecord => ({
  id: `user-${login}`,
  realmId: 'realm-1',
  login,
  email: `${login}@acme.example`,
  displayName: null,
  firstName: 'Amina',
  lastName: 'Diallo',
  groups: [],
  enabled: true,
  createdAt: 1,
  updatedAt: 1,
  ...changes,
});

const tokenKey = async (algorithm: 'ES256' | 'RS256'): Promise<{ record: KeyRecord; privateKey: KeyObject }> => {
  const { publicJwk, privateKey } = await generateTokenSigningKey(algorithm);
  const record: KeyRecord = {
    id: `key-${algorithm}`,
    ownerId: 'realm-1',
    purpose: 'token-signing',
    state: 'current',
    algorithm,
    certificate: null,
    publicJwk,
    sealedPrivateKey: 'sealed elsewhere',
    createdAt: 1,
    origin: 'generated',
    promotedAt: 1,
    retiredAt: null,
  };
  return { record, privateKey };
};

export interface IssuerFixtureOptions {
  /** An empty database; `close` closes it. */
  readonly storage: Storage;
  readonly realm?: Parameters<typeof realmSettings.parse>[0];
  /** The public URL, when it is another than the address that listens. */
  readonly publicUrl?: string;
}

/** How the hub of the fixture treats the next interaction. */
export interface HubBehaviour {
  /** Login of who signs in; null leaves the person at the sign-in page. */
  signIn: string | null;
  abort: { error: InteractionError; description: string } | null;
  sessionMinutes: number;
}

export interface IssuerFixture {
  readonly issuerUrl: string;
  readonly realmUrl: string;
  readonly origin: string;
  readonly storage: Storage;
  readonly view: RealmView;
  readonly hub: HubBehaviour;
  readonly interactions: OidcInteraction[];
  readonly problems: OidcProblem[];
  readonly issuer: () => OidcIssuer;
  readonly createHubSession: (
    login: string,
    changes?: Partial<SamlSessionRecord>,
  ) => Promise<{ readonly secret: string; readonly session: HubSession }>;
  readonly close: () => Promise<void>;
}

const HUB_COOKIE = { name: 'cordboard-session', path: REALM_PATH };

const seed = async (storage: Storage, options: IssuerFixtureOptions, keys: readonly KeyRecord[]): Promise<void> => {
  const company = { id: 'company-1', slug: 'acme', name: 'Acme' };
  const environment = {
    id: 'environment-1',
    companyId: 'company-1',
    slug: 'production',
    name: 'Production',
    region: 'eu',
    platform: 'generic' as const,
    publicUrl: null,
  };
  const apps = [
    app('desktop'),
    app('queues'),
    app('legacy', { idTokenAlgorithm: 'RS256' }),
    app('phone', { allowPublicClient: true, redirectUris: ['https://phone.example/callback'] }),
    app('forgotten'),
  ];
  await storage.write(async (writer) => {
    await writer.putCompany(company);
    await writer.putEnvironment(environment);
    await writer.putRealm({
      id: 'realm-1',
      environmentId: 'environment-1',
      slug: 'agents',
      name: 'Agents',
      kind: 'agents',
      ssoMode: 'sso',
      settings: realmSettings.parse(options.realm ?? {}),
    });
    await writer.putServiceProvider({
      id: 'sp-1',
      realmId: 'realm-1',
      slug: 'default',
      settings: serviceProviderSettings.parse({}),
    });
    await writer.putConnection(
      connectionRecord('okta', {}, { id: 'connection-1', serviceProviderId: 'sp-1', realmId: 'realm-1' }),
    );
    for (const record of apps) await writer.putApp(record);
    for (const record of keys) await writer.putKey(record);
    for (const login of ['amina', 'bruno']) await writer.putUser(user(login));
  });
};

const createSessions =
  (storage: Storage, hub: HubBehaviour): IssuerFixture['createHubSession'] =>
  async (login, changes = {}) => {
    const secret = randomBytes(32).toString('base64url');
    const found = await storage.read.findUserByLogin('realm-1', login);
    if (found === null) {
      throw new Error(`no user ${login}`);
    }
    const record: SamlSessionRecord = {
      idHash: hash('sha256', secret, 'base64url'),
      realmId: 'realm-1',
      userId: found.id,
      method: 'saml',
      serviceProviderId: 'sp-1',
      connectionId: 'connection-1',
      idpEntityId: 'https://idp.example',
      sealedIdpSession: null,
      idpSubjectHash: null,
      authenticatedAt: now(),
      authnContext: null,
      createdAt: now(),
      lastSeenAt: now(),
      expiresAt: now() + hub.sessionMinutes * 60_000,
      ...changes,
    };
    await storage.write((writer) => writer.putSession(record));
    return { secret, session: { record, user: found } };
  };

const finder =
  (storage: Storage) =>
  async (value: string): Promise<HubSession | null> => {
    const record = await storage.read.findSession(hash('sha256', value, 'base64url'), now());
    const found = record === null ? null : await storage.read.findUser('realm-1', record.userId);
    return record === null || found === null ? null : { record, user: found };
  };

interface HubRoutes {
  readonly server: FastifyInstance;
  readonly issuer: () => OidcIssuer;
  readonly hub: HubBehaviour;
  readonly interactions: OidcInteraction[];
  readonly createHubSession: IssuerFixture['createHubSession'];
  readonly find: (value: string) => Promise<HubSession | null>;
}

/** The interaction route: on to the app with a session that fits, else the sign-in. */
const addHubRoutes = (routes: HubRoutes): void => {
  const { server, issuer, hub, interactions } = routes;
  server.get(`${REALM_PATH}/interaction/:uid`, async (request, reply) => {
    const interaction = await issuer().interaction(request.raw, reply.raw);
    interactions.push(interaction);
    if (hub.abort !== null) {
      reply.hijack();
      return issuer().abortInteraction(request.raw, reply.raw, hub.abort);
    }
    const value = /(?:^|; )cordboard-session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    const session = value === undefined ? null : await routes.find(value);
    if (session !== null && interaction.accepts(session)) {
      return reply.redirect(await issuer().completeInteraction(request.raw, reply.raw, session), 303);
    }
    if (hub.signIn === null) {
      return reply.type('text/html').send('sign-in page');
    }
    const { secret } = await routes.createHubSession(hub.signIn);
    reply.header('set-cookie', `${HUB_COOKIE.name}=${secret}; path=${HUB_COOKIE.path}; httponly; samesite=lax`);
    return reply.redirect(request.url, 303);
  });
  server.setErrorHandler((error, _request, reply) => {
    const code = error instanceof CordboardError ? error.code : 'unexpected';
    return reply.code(400).send({ code, message: String(error) });
  });
};

export const createIssuerFixture = async (options: IssuerFixtureOptions): Promise<IssuerFixture> => {
  const { storage } = options;
  const keys = [await tokenKey('ES256'), await tokenKey('RS256')];
  await seed(
    storage,
    options,
    keys.map(({ record }) => record),
  );
  const view = await storage.read.findRealmViewById('realm-1');
  if (view === null) {
    throw new Error('the realm was not stored');
  }
  const server = Fastify({ logger: false });
  const hub: HubBehaviour = { signIn: 'amina', abort: null, sessionMinutes: 600 };
  const interactions: OidcInteraction[] = [];
  const problems: OidcProblem[] = [];
  const createHubSession = createSessions(storage, hub);
  const find = finder(storage);
  const origin = (): string => `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const issuers = createOidcIssuers({
    create: (realmView, issuerUrl) =>
      createOidcIssuer({
        realmView,
        issuerUrl,
        storage,
        signingJwks: signingJwks(realmView, (record) => {
          const key = keys.find((candidate) => candidate.record.id === record.id);
          if (key === undefined) throw new Error(`no key ${record.id}`);
          return key.privateKey;
        }),
        cookieKeys: [randomUUID()],
        clock: now,
        hubCookie: HUB_COOKIE,
        findHubSession: find,
        findSessionRecord: async (value) => (await find(value))?.record ?? null,
        leave: (_record, landing) => landing ?? `${realmUrl()}/signed-out`,
        onError: (problem) => problems.push(problem),
        recordRefusal: () => Promise.resolve('7F3K-92QD'),
      }),
  });
  const realmUrl = (): string => `${options.publicUrl ?? origin()}${REALM_PATH}`;
  const issuer = (): OidcIssuer => issuers.forRealm(view, `${realmUrl()}/oidc`);
  addHubRoutes({ server, issuer, hub, interactions, createHubSession, find });
  await mountOidc(server, {
    route: '/e/:company/:environment/:realm/oidc',
    findIssuer: async (request) => {
      const { realm } = request.params as { realm: string };
      return realm === 'agents' ? issuer() : null;
    },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    issuerUrl: `${realmUrl()}/oidc`,
    realmUrl: realmUrl(),
    origin: origin(),
    storage,
    view,
    hub,
    interactions,
    problems,
    issuer,
    createHubSession,
    close: async () => {
      await server.close();
      await storage.close();
    },
  };
};
