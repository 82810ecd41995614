/** Sign-out of the desktop: the session ends here, the tokens at the hub; the hub's own session is the person's choice. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { messagePage } from '../pages/message-page.ts';
import { signedOut } from '../pages/messages.ts';
import type { DesktopContext } from './desktop-context.ts';
import { assertOwnForm } from './form-protection.ts';
import { browserSession, endSession } from './request-session.ts';

const signOutForm = z.object({ token: z.string() });

const signOut = async (
  context: DesktopContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const browser = await browserSession(context, request, reply);
  if (browser.kind === 'live') {
    const form = signOutForm.safeParse(request.body);
    assertOwnForm(request, { origin: context.publicOrigin, sessionId: browser.sessionId, token: form.data?.token });
    await endSession(context, browser.sessionId, browser.session);
    context.cookies.clearSession(reply);
    context.log({ level: 'info', event: 'signed out' });
  }
  return reply.redirect('/signed-out', 303);
};

/** The page is shown even if the hub cannot be asked what it offers. */
const everywhereUrl = async (context: DesktopContext): Promise<URL | undefined> => {
  try {
    return await context.hub.signOutEverywhereUrl();
  } catch (error) {
    context.log({ level: 'warn', event: 'hub unreachable', message: error instanceof Error ? error.message : '' });
    return undefined;
  }
};

export function registerSignOutRoutes(server: FastifyInstance, context: DesktopContext): void {
  server.post('/sign-out', (request, reply) => signOut(context, request, reply));
  server.get('/signed-out', async (_request, reply) => {
    const everywhere = await everywhereUrl(context);
    return context.sendPage(reply, (page) => messagePage(page, signedOut(everywhere)));
  });
  server.get('/sign-out-everywhere', async (_request, reply) => {
    const everywhere = await everywhereUrl(context);
    return reply.redirect(everywhere?.href ?? '/signed-out', 303);
  });
}
