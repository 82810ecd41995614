/**
 * Starts the sandbox identity provider: an emulation of the identity provider of a company, for demo, tests and
 * rehearsal. It listens on the loopback interface only. The way of one sign-in: `routes/sso-routes.ts` ->
 * `receive-authn-request.ts` -> `next-step.ts` -> `routes/login-routes.ts` -> `answer-sign-in.ts`. Of a sign-out:
 * `routes/slo-routes.ts` -> `logout/receive-logout.ts` -> `logout/advance-sign-out.ts` -> `logout/send-logout.ts`.
 */

import { openServer } from '@cordboard/page-server/open-server';
import { loadSigningKey, type RandomBytes, SamlError } from '@cordboard/saml';
import cookie from '@fastify/cookie';
import formBody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { assertLoopbackHost, loopbackUrl, originOf } from '../loopback.ts';
import { SandboxError } from '../sandbox-error.ts';
import { serveAssets } from '../web/assets.ts';
import { ExpiringMap } from '../web/expiring-map.ts';
import { sendPage } from '../web/security-headers.ts';
import type { IdpContext } from './idp-context.ts';
import { loadIdpKeys, makeIdpKeys, secretOf } from './idp-keys.ts';
import { createIdpSessions } from './idp-sessions.ts';
import type { AskedSignOut, RequestedSignOut, SignOutOutcome } from './logout/sign-out-run.ts';
import { errorPage } from './pages/error-page.ts';
import { SANDBOX_NAME } from './pages/sandbox-name.ts';
import type { PendingSignIn } from './pending-sign-in.ts';
import { registerLoginRoutes } from './routes/login-routes.ts';
import { registerMetadataRoute } from './routes/metadata-route.ts';
import { registerPortalRoutes } from './routes/portal-routes.ts';
import { registerSloRoutes } from './routes/slo-routes.ts';
import { registerSsoRoutes } from './routes/sso-routes.ts';
import type { SandboxApp, SandboxServiceProvider, SandboxUser } from './sandbox-idp-options.ts';
import { createServiceProviderRegistry } from './service-provider-registry.ts';
import { createUserDirectory } from './user-directory.ts';

export interface SandboxIdpOptions {
  /** An address in 127.0.0.0/8, or ::1. Use another one than the hub's, so that it is another site to a browser. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly users: readonly SandboxUser[];
  readonly serviceProviders: readonly SandboxServiceProvider[];
  /** The tiles of the portal. Default: none. */
  readonly apps?: readonly SandboxApp[] | undefined;
  /** The metadata asks for signed requests, and unsigned ones are refused. Default false. */
  readonly wantAuthnRequestsSigned?: boolean | undefined;
  readonly clock: () => Date;
  readonly random: RandomBytes;
  /** Keeps the signing key, so that a restart does not change the metadata. Default: a new key at each start. */
  readonly dataDir?: string | undefined;
  /** Fetches metadata; default the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}

export interface RunningSandboxIdp {
  /** Origin, without a trailing slash. Metadata, and the entity ID: `<url>/metadata`. Portal: `<url>/`. */
  readonly url: string;
  readonly entityId: string;
  readonly metadataUrl: string;
  close(): Promise<void>;
}

const SIGN_IN_MS = 15 * 60_000;
const SIGN_OUT_MS = 15 * 60_000;
/** Longer than a LogoutRequest can be accepted: an hour, and the skew of both clocks. */
const LOGOUT_REPLAY_MS = 70 * 60_000;
const SESSION_MS = 12 * 3_600_000;
const MAX_PENDING = 20_000;
/** A message of 256 KiB in base64, percent-encoded, fits. */
const MAX_FORM_BYTES = 1024 * 1024;

const assertOptions = (options: SandboxIdpOptions): void => {
  assertLoopbackHost(options.host);
  for (const provider of options.serviceProviders) {
    if ('metadataUrl' in provider) {
      loopbackUrl(provider.metadataUrl);
    }
  }
  const known = new Set(options.serviceProviders.map(({ slug }) => slug));
  const orphan = options.apps?.find((app) => app.kind === 'saml' && !known.has(app.serviceProvider));
  if (orphan !== undefined) {
    throw new SandboxError('sandbox.options', {
      expected: `a service provider among ${[...known].join(', ') || 'none'}`,
      received: `the application ${orphan.slug}`,
    });
  }
};

const createContext = async (options: SandboxIdpOptions, origin: string): Promise<IdpContext> => {
  const { clock, random } = options;
  const keyOptions = { commonName: SANDBOX_NAME, now: clock(), random };
  const keys = await loadIdpKeys(options.dataDir, keyOptions);
  const waitingRoom = <Value>(lifetimeMs: number): ExpiringMap<Value> =>
    new ExpiringMap<Value>({ lifetimeMs, maxEntries: MAX_PENDING, clock });
  const stranger = await makeIdpKeys(keyOptions);
  return {
    origin,
    entityId: `${origin}/metadata`,
    ssoUrl: `${origin}/sso`,
    sloUrl: `${origin}/slo`,
    signingKey: loadSigningKey({ privateKeyPem: keys.privateKeyPem, certificate: keys.certificatePem }),
    certificatePem: keys.certificatePem,
    strangerKey: loadSigningKey({ privateKeyPem: stranger.privateKeyPem, certificate: stranger.certificatePem }),
    secret: secretOf(keys),
    wantAuthnRequestsSigned: options.wantAuthnRequestsSigned ?? false,
    apps: options.apps ?? [],
    clock,
    pending: waitingRoom<PendingSignIn>(SIGN_IN_MS),
    requestedSignOuts: waitingRoom<RequestedSignOut>(SIGN_OUT_MS),
    askedSignOuts: waitingRoom<AskedSignOut>(SIGN_OUT_MS),
    signOutOutcomes: waitingRoom<readonly SignOutOutcome[]>(SIGN_OUT_MS),
    usedLogoutRequests: waitingRoom<true>(LOGOUT_REPLAY_MS),
    random,
    serviceProviders: createServiceProviderRegistry({
      serviceProviders: options.serviceProviders,
      clock,
      fetch: options.fetch ?? fetch,
    }),
    sessions: createIdpSessions({ clock, random, lifetimeMs: SESSION_MS }),
    users: createUserDirectory(options.users),
  };
};

const STATUS_BY_CODE: Readonly<Partial<Record<string, number>>> = {
  'sandbox.app_unknown': 404,
  'sandbox.forbidden_origin': 403,
  'sandbox.service_provider_metadata': 502,
};

const registerErrorPages = (server: FastifyInstance): void => {
  server.setErrorHandler((error, request, reply) => {
    if (error instanceof SandboxError || error instanceof SamlError) {
      return sendPage(
        reply,
        errorPage(error, request.url.startsWith('/slo') ? 'sign-out' : 'sign-in'),
        STATUS_BY_CODE[error.code] ?? 400,
      );
    }
    throw error;
  });
};

/**
 * Listens and serves. Metadata of service providers is fetched later, when it is needed.
 *
 * @throws SandboxError `sandbox.not_loopback`, `sandbox.options`. Rejects with the system's error when the port is busy.
 */
export async function startSandboxIdp(options: SandboxIdpOptions): Promise<RunningSandboxIdp> {
  assertOptions(options);
  const { server, port, close } = await openServer(options, { bodyLimit: MAX_FORM_BYTES });
  const url = originOf(options.host, port);
  const context = await createContext(options, url);
  await server.register(cookie);
  await server.register(formBody);
  await serveAssets(server);
  registerErrorPages(server);
  registerMetadataRoute(server, context);
  registerSsoRoutes(server, context);
  registerLoginRoutes(server, context);
  registerSloRoutes(server, context);
  registerPortalRoutes(server, context);
  await server.ready();
  return { url, entityId: context.entityId, metadataUrl: context.entityId, close };
}
