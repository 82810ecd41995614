/** Sign-in through the hub: begin, callback, switch account. The callback works once, in the browser that began. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DesktopError } from '../desktop-error.ts';
import { createOpaqueId, hashOpaqueId } from '../opaque-id.ts';
import type { DesktopContext } from './desktop-context.ts';
import { browserSession, endSession } from './request-session.ts';

/** Sends the browser to the hub. */
export async function beginSignIn(
  context: DesktopContext,
  reply: FastifyReply,
  options: { readonly switchAccount: boolean },
): Promise<FastifyReply> {
  const { secrets, binding } = context.pendingSignIns.begin();
  const url = await context.hub.authorizationUrl(secrets, options);
  context.cookies.setBinding(reply, secrets.state, binding);
  return reply.header('cache-control', 'no-store').redirect(url.href, 303);
}

const stateOf = (callbackUrl: URL): string => {
  const states = callbackUrl.searchParams.getAll('state');
  const [state] = states;
  if (state === undefined || states.length > 1) {
    throw new DesktopError('desktop.sign_in_unknown', { expected: 'one state', received: `${states.length}` });
  }
  return state;
};

/** A new session under a new identifier; whatever session the browser had before ends. */
const openSession = async (
  context: DesktopContext,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: Awaited<ReturnType<DesktopContext['hub']['redeem']>>,
): Promise<void> => {
  const previousId = context.cookies.sessionId(request);
  const previous = previousId === undefined ? undefined : await context.sessions.find(hashOpaqueId(previousId));
  const sessionId = createOpaqueId(context.random);
  await context.sessions.save(hashOpaqueId(sessionId), signedIn);
  context.cookies.setSession(reply, sessionId);
  if (previousId !== undefined && previous !== undefined) {
    await endSession(context, previousId, previous);
  }
  context.log({ level: 'info', event: 'signed in' });
};

const finishSignIn = async (
  context: DesktopContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const callbackUrl = new URL(request.raw.url ?? '/', context.publicOrigin);
  const state = stateOf(callbackUrl);
  const secrets = context.pendingSignIns.take(state, context.cookies.binding(request, state));
  if (secrets === undefined) {
    // The back button or a reload after the sign-in: the person is where they wanted to be.
    if ((await browserSession(context, request, reply)).kind === 'live') {
      return reply.redirect('/', 303);
    }
    throw new DesktopError('desktop.sign_in_unknown');
  }
  context.cookies.clearBinding(reply, state);
  const signedIn = await context.hub.redeem(callbackUrl, secrets).catch((error: unknown) => {
    context.pendingSignIns.release(state);
    throw error;
  });
  await openSession(context, request, reply, signedIn);
  return reply.header('cache-control', 'no-store').redirect('/', 303);
};

export function registerSignInRoutes(server: FastifyInstance, context: DesktopContext): void {
  server.get('/sign-in', (_request, reply) => beginSignIn(context, reply, { switchAccount: false }));
  server.get('/switch-account', (_request, reply) => beginSignIn(context, reply, { switchAccount: true }));
  server.get('/callback', (request, reply) => finishSignIn(context, request, reply));
}
