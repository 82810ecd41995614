/** Wires the hub: the only place where parts are made and handed to each other. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { AdminParts } from './admin-api/admin-parts.ts';
import { boundRoutes } from './admin-api/bound-routes.ts';
import { createCookieActorFinder } from './admin-api/find-actor.ts';
import { createApiKeyFinder } from './admin-api/find-api-key.ts';
import { registerCompanySignIn } from './admin-api/http/company-sign-in.ts';
import { registerAdminApi } from './admin-api/http/register-admin-api.ts';
import { readHubVersion } from './admin-api/hub-version.ts';
import { TOLERATED_CLOCK_MS } from './admin-api/resources/clock.ts';
import { createSetUpLinkFinder } from './admin-api/set-up-link-finder.ts';
import { issueCompanyCode } from './administrators/company-sign-in.ts';
import { recogniseAdministrator } from './administrators/recognise-administrator.ts';
import { relyingPartyOf } from './administrators/relying-party.ts';
import { isAuthorizationRequest, mountOidc } from './app-types/oidc/http/mount-oidc.ts';
import { createOidcIssuer } from './app-types/oidc/oidc-issuer.ts';
import { createOidcIssuers, type OidcIssuers } from './app-types/oidc/oidc-issuers.ts';
import { signingJwks } from './app-types/oidc/signing-jwks.ts';
import { type AuditLog, createAuditLog } from './audit/audit-log.ts';
import type { ServerConfig } from './config/server-config.ts';
import { createKeyMaker } from './directory/apply/apply-keys.ts';
import { createPublicUrlIndex, type PublicUrlIndex } from './directory/public-url-index.ts';
import { createRealmContext } from './directory/realm-context.ts';
import { createRealmRegistry, type RealmRegistry } from './directory/realm-registry.ts';
import { createAgentPageRenderer } from './http/agent-page-renderer.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { assertMayStart, type Hub, REALM_PREFIX, realmOf } from './http/hub.ts';
import { registerInteractionRoutes } from './http/interaction-routes.ts';
import { registerPortalRoutes } from './http/portal-routes.ts';
import { createRateLimiter } from './http/rate-limiter.ts';
import { sessionCookie } from './http/realm-cookies.ts';
import { refuseAuthorization } from './http/refuse-authorization.ts';
import { afterSignOut } from './http/sign-out-tickets.ts';
import { startCleanUp } from './jobs/clean-up.ts';
import { startRefreshingMetadata } from './jobs/refresh-metadata.ts';
import { startKeyRemoval } from './jobs/remove-retired-keys.ts';
import { createKeyRing, type KeyRing } from './keys/key-ring.ts';
import type { MasterKey } from './keys/master-key.ts';
import { createSealer, type Sealer } from './keys/seal.ts';
import { observeClocks } from './outbound/clock-comparisons.ts';
import { createClockWatch } from './outbound/clock-watch.ts';
import type { GuardedFetch } from './outbound/guarded-fetch.ts';
import { createPasswordHasher } from './passwords/password-hasher.ts';
import { createDecryptionThrottle } from './sign-in/decryption-throttle.ts';
import { findHubSession } from './sign-in/find-hub-session.ts';
import type { SignInDependencies } from './sign-in/sign-in-dependencies.ts';
import { findSessionToEnd } from './sign-out/flow.ts';
import { DATABASE_FILE } from './storage/database-file.ts';
import { openSqliteStorage } from './storage/engines/sqlite/open-sqlite-storage.ts';
import { openDataFolder } from './storage/open-data-folder.ts';
import type { Storage } from './storage/ports/storage.ts';
import { createMetadataRefresher, type MetadataRefresher } from './trust/metadata-refresher.ts';

/** At a change of shifts many agents come at once: who waits behind 200 others waits a few seconds. */
const PASSWORD_LIMITS = { atOnce: 2, waiting: 200 };

export interface HubOptions {
  /** Public URL of the installation, without a trailing slash. */
  readonly installationUrl: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Folder of the database; made when it is missing. */
  readonly dataFolder: string;
  readonly masterKey: MasterKey;
  /** The built agent pages. */
  readonly portalFolder: string;
  readonly trustedProxies: readonly string[];
  readonly attemptRetentionDays: number;
  readonly limits: ServerConfig['limits'];
  /** Reads the addresses that tenants name. */
  readonly fetch: GuardedFetch;
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

/** What the control socket and tests reach of a hub that runs. */
export interface ComposedHub {
  readonly storage: Storage;
  readonly sealer: Sealer;
  readonly keyRing: KeyRing;
  readonly audit: AuditLog;
  readonly fetch: GuardedFetch;
  readonly realms: RealmRegistry;
  readonly metadataRefresher: MetadataRefresher;
  readonly server: FastifyInstance;
  readonly clock: () => number;
  readonly random: (size: number) => Uint8Array;
  /** Call after every change of the directory. */
  readonly directoryChanged: () => Promise<void>;
  /** Begins to answer; returns the address that it listens on. */
  readonly listen: () => Promise<string>;
  readonly close: () => Promise<void>;
}

const createIssuers = (options: HubOptions, parts: SignInDependencies & { readonly keyRing: KeyRing }): OidcIssuers => {
  // Interaction cookies of every node have to verify on every other, and need no secret of their own.
  const cookieKey = createHmac('sha256', options.masterKey.key).update('oidc interaction cookies').digest('base64url');
  return createOidcIssuers({
    create: (realmView, issuerUrl) => {
      const realm = createRealmContext(realmView, options.installationUrl, parts.keyRing);
      const cookie = sessionCookie(realm);
      return createOidcIssuer({
        realmView,
        issuerUrl,
        storage: parts.storage,
        signingJwks: signingJwks(realmView, (record) => parts.keyRing.privateKey(record)),
        cookieKeys: [cookieKey],
        clock: parts.clock,
        hubCookie: { name: cookie.name, path: realm.basePath },
        findHubSession: (value) => findHubSession(parts, realm, value),
        findSessionRecord: (value) => findSessionToEnd(parts, realm, value),
        leave: (record, landing) => afterSignOut(parts, realm, record, landing).url,
        onError: (problem) => options.logger.warn({ oidc: problem }, 'OIDC request refused'),
        recordRefusal: (refused) => refuseAuthorization(parts, realm, refused),
      });
    },
  });
};

const createServer = (
  options: HubOptions,
  hub: Hub,
  issuers: OidcIssuers,
  publicUrls: PublicUrlIndex,
  administration: AdminParts,
): Promise<FastifyInstance> =>
  createHttpServer({
    hub,
    logger: options.logger,
    portalFolder: options.portalFolder,
    secure: options.installationUrl.startsWith('https:'),
    trustedProxies: options.trustedProxies,
    rewriteUrl: (host, url) => publicUrls.rewrite(host, url),
    mountIssuers: async (app) => {
      registerInteractionRoutes(app, hub, issuers);
      await mountOidc(app, {
        route: `${REALM_PREFIX}/oidc`,
        findIssuer: async (request) => {
          if (isAuthorizationRequest(request.originalUrl)) {
            assertMayStart(hub, request, 'authorization');
          }
          const realm = await realmOf(hub, request);
          return issuers.forRealm(realm.view, realm.issuerUrl);
        },
      });
    },
    mountAdministration: async (app) => {
      await registerAdminApi(app, administration, { routes: adminRoutes, bound: boundRoutes(administration) });
      registerCompanySignIn(app, hub, administration);
      registerPortalRoutes(app, {
        installationUrl: options.installationUrl,
        distFolder: options.portalFolder,
        trustedProxies: options.trustedProxies,
        random: hub.random,
      });
    },
  });

/**
 * Opens the storage and builds everything on it; nothing listens yet.
 *
 * @throws CordboardError `storage.locked` when another process has the database open, `storage.open_failed` when others
 * may enter the data folder, `config.invalid` when the pages were not built.
 */
export const composeHub = async (options: HubOptions): Promise<ComposedHub> => {
  const clock = options.clock ?? Date.now;
  const random = (size: number): Uint8Array => randomBytes(size);
  openDataFolder(options.dataFolder);
  const storage = await openSqliteStorage({ path: join(options.dataFolder, DATABASE_FILE), clock });
  try {
    const sealer = createSealer({ masterKey: options.masterKey, random });
    const keyRing = createKeyRing({ sealer });
    const realms = createRealmRegistry({ directory: storage.read, installationUrl: options.installationUrl, keyRing });
    const publicUrls = createPublicUrlIndex(storage.read);
    await publicUrls.refresh();
    const pages = createAgentPageRenderer({ distFolder: options.portalFolder, assetPath: '/assets/', random });
    const monotonicMs = (): number => performance.now();
    const decryptionThrottle = createDecryptionThrottle();
    const audit = createAuditLog({ masterKey: options.masterKey, clock, newId: randomUUID });
    const passwords = createPasswordHasher({ random, limits: PASSWORD_LIMITS });
    const hub: Hub = {
      storage,
      clock,
      monotonicMs,
      random,
      sealer,
      decryptionThrottle,
      recogniseAdministrator,
      issuePortalCode: (writer, claim) => issueCompanyCode({ sealer, clock, random }, writer, claim),
      installationUrl: options.installationUrl,
      passwords,
      audit,
      realms,
      pages,
      signInStarts: createRateLimiter({ perMinute: options.limits.signInStartsPerMinute, clock }),
    };
    const issuers = createIssuers(options, { ...hub, keyRing });
    const directoryChanged = async (): Promise<void> => {
      realms.invalidate();
      await publicUrls.refresh();
    };
    const { installationUrl } = options;
    const { fetch, comparisons } = observeClocks(
      options.fetch,
      clock,
      createClockWatch(options.logger, TOLERATED_CLOCK_MS),
    );
    const metadataRefresher = createMetadataRefresher({ storage, fetch, audit, clock, random, directoryChanged });
    const administration: AdminParts = {
      storage,
      clock,
      random,
      newId: randomUUID,
      sealer,
      audit,
      passwords,
      relyingParty: relyingPartyOf(installationUrl),
      actors: {
        fromCookies: createCookieActorFinder({ storage, clock, installationUrl }),
        fromApiKey: createApiKeyFinder({ storage, clock }),
        fromSetUpLink: createSetUpLinkFinder({ storage, clock }),
      },
      limits: {
        requests: createRateLimiter({ perMinute: options.limits.apiRequestsPerMinute, clock }),
        failures: createRateLimiter({ perMinute: options.limits.apiFailuresPerMinute, clock }),
      },
      installationUrl,
      fetch,
      clockComparisons: comparisons,
      metadataRefresher,
      makeKeys: createKeyMaker({ sealer, clock, random, newId: randomUUID }),
      directoryChanged,
      version: readHubVersion(),
    };
    const server = await createServer(options, hub, issuers, publicUrls, administration);
    const stopCleanUp = startCleanUp({
      storage,
      clock,
      attemptRetentionDays: options.attemptRetentionDays,
      onError: (error) => options.logger.error({ err: error }, 'cleaning up failed'),
    });
    const stopKeyRemoval = startKeyRemoval({
      storage,
      audit,
      clock,
      directoryChanged,
      onError: (error) => options.logger.error({ err: error }, 'removing retired keys failed'),
    });
    const stopRefreshing = startRefreshingMetadata({
      storage,
      refresh: metadataRefresher.refresh,
      clock,
      onError: (error) => options.logger.error({ err: error }, 'reading a metadata address failed'),
    });
    return {
      storage,
      sealer,
      keyRing,
      audit,
      fetch,
      realms,
      metadataRefresher,
      server,
      clock,
      random,
      directoryChanged,
      listen: () => server.listen(options.listen),
      close: async () => {
        await server.close();
        await stopRefreshing();
        await stopCleanUp();
        await stopKeyRemoval();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
};
