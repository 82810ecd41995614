/** Login by password, and the local sign-out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { assertSameOrigin } from '../../web/same-origin.ts';
import { sendPage } from '../../web/security-headers.ts';
import type { IdpContext } from '../idp-context.ts';
import { loginPage } from '../pages/login-page.ts';
import { signedOutPage } from '../pages/signed-out-page.ts';
import { resumePath } from './sso-routes.ts';

const loginForm = z.object({
  login: z.string().max(255),
  password: z.string().max(255),
  request: z.string().max(200).optional(),
});

const signedOutQuery = z.object({ outcome: z.string().max(200).optional() });

const UNAUTHORIZED = 401;

const logIn = (context: IdpContext, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  assertSameOrigin(request, context.origin);
  const form = loginForm.safeParse(request.body).data ?? { login: '', password: '' };
  const user = context.users.authenticate(form.login, form.password);
  if (user === undefined) {
    const metadata =
      form.request === undefined ? undefined : context.pending.get(form.request)?.serviceProvider.metadata;
    const forName = metadata?.displayName ?? metadata?.entityId;
    return sendPage(reply, loginPage({ handle: form.request, forName, login: form.login, failed: true }), UNAUTHORIZED);
  }
  context.sessions.open(request, reply, user);
  return reply.redirect(form.request === undefined ? '/' : resumePath(form.request), 303);
};

export function registerLoginRoutes(server: FastifyInstance, context: IdpContext): void {
  server.post('/login', (request, reply) => logIn(context, request, reply));
  server.post('/logout', (request, reply) => {
    assertSameOrigin(request, context.origin);
    context.sessions.close(request, reply);
    return reply.redirect('/logout', 303);
  });
  server.get('/logout', (request, reply) => {
    const handle = signedOutQuery.safeParse(request.query).data?.outcome;
    return sendPage(reply, signedOutPage(handle === undefined ? undefined : context.signOutOutcomes.get(handle)));
  });
}
