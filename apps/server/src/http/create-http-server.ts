/** The HTTP server of the hub: limits, headers, error handling, and every route module in one list. */
import type { Socket } from 'node:net';
import { sep } from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import staticFiles from '@fastify/static';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { CordboardError } from '../errors.ts';
import { asCordboardError } from './as-cordboard-error.ts';
import { TooManyRequests } from './assert-rate.ts';
import { httpProblem } from './error-map.ts';
import { registerHealthRoutes } from './health-routes.ts';
import type { Hub } from './hub.ts';
import { registerLaunchpadRoutes } from './launchpad-routes.ts';
import { registerLocalSignInRoutes } from './local-sign-in-routes.ts';
import { registerPasswordRoutes } from './password-routes.ts';
import { createRequestedHost } from './requested-host.ts';
import { registerSamlRoutes } from './saml-routes.ts';
import { applyCommonHeaders } from './security-headers.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';
import { registerSignOutRoutes } from './sign-out-routes.ts';

/** A message of 256 KiB is 342 KiB in base64; URL encoding can double its `+`, `/` and `=`. */
const BODY_LIMIT = 768 * 1024;

/** Status lines for what Node's parser refuses before it is a request. */
const UNREADABLE: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** A whole request has to arrive within this time: unfinished ones would keep their memory for ever. */
const REQUEST_TIMEOUT_MS = 30_000;
/** More than a shift change needs, and few enough for the memory of one process. */
const MAX_CONNECTIONS = 20_000;

export interface HttpServerOptions {
  readonly hub: Hub;
  readonly logger: FastifyBaseLogger;
  readonly portalFolder: string;
  /** Whether the installation's public URL is https. */
  readonly secure: boolean;
  /** Addresses of proxies whose X-Forwarded headers are believed; none unless set. */
  readonly trustedProxies: readonly string[];
  /** Maps a request for an environment with a public URL of its own to the internal path. */
  readonly rewriteUrl: (host: string, url: string) => string;
  /** Adds the routes of the OIDC issuers. */
  readonly mountIssuers: (app: FastifyInstance) => void | Promise<void>;
  /** Adds the administration. */
  readonly mountAdministration: (app: FastifyInstance) => void | Promise<void>;
}

const wantsHtml = (request: FastifyRequest): boolean => request.headers.accept?.includes('text/html') === true;

const answerError = (hub: Hub, request: FastifyRequest, reply: FastifyReply, thrown: unknown): FastifyReply => {
  const error = asCordboardError(thrown);
  const { status, problem } = httpProblem(error.code);
  const details = { code: error.code, expected: error.expected, received: error.received };
  if (status >= 500) {
    request.log.error({ ...details, err: error.cause ?? error }, 'request failed');
  } else {
    request.log.info(details, 'request refused');
  }
  reply.header('cache-control', 'no-store');
  if (error instanceof TooManyRequests) {
    reply.header('retry-after', error.retryAfterSeconds);
  }
  if (!wantsHtml(request)) {
    return reply.code(status).send({ code: error.code });
  }
  return hub.pages.send(
    reply,
    { kind: 'error', realm: null, problem, reference: null, at: hub.clock(), retryHref: null },
    status,
  );
};

/** The error holds the bytes that came, cookies included: only its code is logged. */
const answerUnreadable = (
  logger: FastifyBaseLogger,
  error: { readonly code?: string | undefined },
  socket: Pick<Socket, 'writable' | 'end' | 'destroy'>,
): void => {
  logger.debug({ code: error.code }, 'what came is no request');
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = UNREADABLE[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

export const createHttpServer = async (options: HttpServerOptions): Promise<FastifyInstance> => {
  const { hub } = options;
  const requestedHost = createRequestedHost(options.trustedProxies);
  const app = Fastify({
    loggerInstance: options.logger,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: [...options.trustedProxies],
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => {
      // No hook runs for these.
      applyCommonHeaders(reply, options.secure);
      answerError(hub, request, reply, error);
    },
    clientErrorHandler: (error, socket) => answerUnreadable(options.logger, error, socket),
    rewriteUrl: (request) => options.rewriteUrl(requestedHost(request), request.url ?? '/'),
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  await app.register(staticFiles, {
    root: options.portalFolder,
    prefix: '/assets/',
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Files of this folder carry a hash of their content in their name.
      const isImmutable = path.includes(`${sep}immutable${sep}`);
      reply.header('cache-control', isImmutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    },
  });
  // Before the handler: the issuers answer on the raw response, which no later hook sees.
  app.addHook('onRequest', async (_request, reply) => applyCommonHeaders(reply, options.secure));
  app.setErrorHandler((error, request, reply) => answerError(hub, request, reply, error));
  app.setNotFoundHandler((request, reply) => answerError(hub, request, reply, new CordboardError('http.not_found')));
  registerHealthRoutes(app, hub.storage);
  registerSignInRoutes(app, hub);
  await registerSamlRoutes(app, hub);
  registerLaunchpadRoutes(app, hub);
  registerSignOutRoutes(app, hub);
  registerLocalSignInRoutes(app, hub);
  registerPasswordRoutes(app, hub);
  await options.mountIssuers(app);
  await options.mountAdministration(app);
  return app;
};
