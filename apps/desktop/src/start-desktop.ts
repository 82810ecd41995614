/**
 * Starts the Agent Desktop: a server of its own that signs agents in through the hub, keeps their tokens, asks for the
 * extension and shows the desktop. The flow of one sign-in: `http/desktop-routes.ts` (no session) ->
 * `http/sign-in-routes.ts` (begin, callback) -> extension -> desktop.
 */

import { openServer } from '@cordboard/page-server/open-server';
import cookie from '@fastify/cookie';
import formBody from '@fastify/formbody';
import { createAgentDirectory } from './agents/agent-directory.ts';
import { assertDesktopOptions, type DesktopOptions } from './desktop-options.ts';
import { type Assets, loadAssets } from './http/assets.ts';
import { createBrowserCookies } from './http/browser-cookies.ts';
import type { DesktopContext } from './http/desktop-context.ts';
import { registerDesktopRoutes } from './http/desktop-routes.ts';
import { registerErrorPages } from './http/error-pages.ts';
import { createPageSender } from './http/send-page.ts';
import { registerSignInRoutes } from './http/sign-in-routes.ts';
import { registerSignOutRoutes } from './http/sign-out-routes.ts';
import { noQueues } from './queues/queue-statistics.ts';
import { createSessionKeeper } from './session/keep-session.ts';
import { createMemorySessionStore } from './session/session-store.ts';
import { createHubClient } from './sign-in/hub-client.ts';
import { createPendingSignIns } from './sign-in/pending-sign-ins.ts';

export type { DesktopLogEntry, DesktopOptions } from './desktop-options.ts';

export interface RunningDesktop {
  /** Origin under which browsers reach it. The redirect URI is `<url>/callback`. */
  readonly url: string;
  close(): Promise<void>;
}

const DEFAULT_SCOPE = 'profile email offline_access';
const MAX_FORM_BYTES = 16_384;

const createContext = (options: DesktopOptions, assets: Assets, publicOrigin: string): DesktopContext => {
  const { clock, random } = options;
  const sessions = options.sessions ?? createMemorySessionStore();
  const hub = createHubClient({
    issuer: options.issuer,
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    scope: `openid ${options.scope ?? DEFAULT_SCOPE}`,
    redirectUri: `${publicOrigin}/callback`,
    postLogoutRedirectUri: `${publicOrigin}/signed-out`,
    clock,
  });
  return {
    publicOrigin,
    companyName: options.companyName,
    agents: createAgentDirectory(clock),
    clock,
    cookies: createBrowserCookies(publicOrigin),
    hub,
    keeper: createSessionKeeper({ sessions, hub, clock }),
    log: options.log ?? (() => undefined),
    pendingSignIns: createPendingSignIns({ clock, random }),
    queueStatistics: options.queueStatistics ?? noQueues,
    random,
    sendPage: createPageSender({ assetsPath: assets.path, random }),
    sessions,
  };
};

const originOf = (options: DesktopOptions, port: number): string => {
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return new URL(options.publicUrl ?? `http://${host}:${port}`).origin;
};

/**
 * Listens and serves. The hub is not needed for that; it is asked when the first agent comes.
 *
 * @throws DesktopError `desktop.config`. Rejects with the system's error when the port is busy.
 */
export async function startDesktop(options: DesktopOptions): Promise<RunningDesktop> {
  assertDesktopOptions(options);
  const assets = await loadAssets();
  const { server, port, close } = await openServer(options, { bodyLimit: MAX_FORM_BYTES });
  const url = originOf(options, port);
  const context = createContext(options, assets, url);
  await server.register(cookie);
  await server.register(formBody);
  assets.register(server);
  registerErrorPages(server, context);
  registerDesktopRoutes(server, context);
  registerSignInRoutes(server, context);
  registerSignOutRoutes(server, context);
  server.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  await server.ready();
  return { url, close };
}
