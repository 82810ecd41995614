/**
 * Starts the sample application "Queue Dashboard": a second confidential OpenID Connect client beside the Agent
 * Desktop. It does nothing but show who is signed in, which proves that a second application asks for no second
 * sign-in. It listens on the loopback interface only.
 */

import { openServer } from '@cordboard/page-server/open-server';
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assertLoopbackHost, originOf } from '../loopback.ts';
import { SandboxError } from '../sandbox-error.ts';
import { serveAssets } from '../web/assets.ts';
import { ExpiringMap } from '../web/expiring-map.ts';
import { sendPage } from '../web/security-headers.ts';
import { createSampleClient, type SampleClient, type SampleSignIn } from './sample-client.ts';
import { dashboardPage, type SamplePerson, samplePage } from './sample-pages.ts';

export interface SampleAppOptions {
  /** An address in 127.0.0.0/8, or ::1. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Issuer of the hub's realm. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clock: () => Date;
  readonly random: (size: number) => Uint8Array;
}

export interface RunningSampleApp {
  /** Origin. The redirect URI is `<url>/callback`. */
  readonly url: string;
  close(): Promise<void>;
}

interface SampleContext {
  readonly origin: string;
  readonly client: SampleClient;
  readonly pending: ExpiringMap<SampleSignIn>;
  readonly sessions: ExpiringMap<SamplePerson>;
  readonly random: (size: number) => Uint8Array;
}

const SESSION_COOKIE = 'sandbox_dashboard_session';
const SIGN_IN_COOKIE = 'sandbox_dashboard_sign_in';
const COOKIE = { httpOnly: true, sameSite: 'lax', path: '/' } as const;
const SIGN_IN_MS = 15 * 60_000;
const SESSION_MS = 3_600_000;
const MAX_ENTRIES = 20_000;

const newId = (context: SampleContext): string => Buffer.from(context.random(32)).toString('base64url');

const beginSignIn = async (context: SampleContext, reply: FastifyReply): Promise<FastifyReply> => {
  const signIn = { state: newId(context), nonce: newId(context), codeVerifier: newId(context) };
  const binding = newId(context);
  const url = await context.client.authorizationUrl(signIn);
  context.pending.set(binding, signIn);
  return reply.setCookie(SIGN_IN_COOKIE, binding, COOKIE).header('cache-control', 'no-store').redirect(url.href, 303);
};

const finishSignIn = async (
  context: SampleContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const signIn = context.pending.take(request.cookies[SIGN_IN_COOKIE] ?? '');
  if (signIn === undefined) {
    throw new SandboxError('sandbox.sign_in_over');
  }
  const person = await context.client.redeem(new URL(request.raw.url ?? '/', context.origin), signIn);
  const sessionId = newId(context);
  context.sessions.set(sessionId, person);
  return reply
    .clearCookie(SIGN_IN_COOKIE, COOKIE)
    .setCookie(SESSION_COOKIE, sessionId, COOKIE)
    .header('cache-control', 'no-store')
    .redirect('/', 303);
};

const registerRoutes = (server: FastifyInstance, context: SampleContext): void => {
  server.get('/', (request, reply) => {
    const person = context.sessions.get(request.cookies[SESSION_COOKIE] ?? '');
    return person === undefined ? beginSignIn(context, reply) : sendPage(reply, dashboardPage(person));
  });
  server.get('/callback', (request, reply) => finishSignIn(context, request, reply));
  server.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof SandboxError)) {
      throw error;
    }
    const text = `${error.code}: ${error.received ?? 'the sign-in was finished already or took too long'}`;
    return sendPage(reply, samplePage('You are not signed in', text), 400);
  });
};

/**
 * Listens and serves; the hub is asked when the first person comes.
 *
 * @throws SandboxError `sandbox.not_loopback`. Rejects with the system's error when the port is busy.
 */
export async function startSampleApp(options: SampleAppOptions): Promise<RunningSampleApp> {
  assertLoopbackHost(options.host);
  const { server, port, close } = await openServer(options, {});
  const origin = originOf(options.host, port);
  const { clock } = options;
  const context: SampleContext = {
    origin,
    client: createSampleClient({ ...options, redirectUri: `${origin}/callback` }),
    pending: new ExpiringMap<SampleSignIn>({ lifetimeMs: SIGN_IN_MS, maxEntries: MAX_ENTRIES, clock }),
    sessions: new ExpiringMap<SamplePerson>({ lifetimeMs: SESSION_MS, maxEntries: MAX_ENTRIES, clock }),
    random: options.random,
  };
  await server.register(cookie);
  await serveAssets(server);
  registerRoutes(server, context);
  await server.ready();
  return { url: origin, close };
}
