/** The portal and its deep links: sign-in that the identity provider starts (SAML profiles §4.1.5). */
import { BINDING_HTTP_POST, defaultAcs } from '@cordboard/saml';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SandboxError } from '../../sandbox-error.ts';
import { sendPage } from '../../web/security-headers.ts';
import type { IdpContext } from '../idp-context.ts';
import { loginPage } from '../pages/login-page.ts';
import { portalPage } from '../pages/portal-page.ts';
import { parkSignIn } from './sso-routes.ts';

const deepLinkQuery = z.object({ RelayState: z.string().max(2000).optional() });

const showPortal = (context: IdpContext, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const session = context.sessions.find(request);
  return session === undefined
    ? sendPage(reply, loginPage({ handle: undefined, forName: undefined, login: '', failed: false }))
    : sendPage(
        reply,
        portalPage({ user: session.user, apps: context.apps, everywhere: session.participants.size > 0 }),
      );
};

/** Starts the sign-in of an application; the query may replace its RelayState, as deep links of vendors do. */
const openDeepLink = async (
  context: IdpContext,
  request: FastifyRequest<{ Params: { app: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const app = context.apps.find(({ slug }) => slug === request.params.app);
  if (app === undefined) {
    throw new SandboxError('sandbox.app_unknown', { received: request.params.app });
  }
  if (app.kind === 'bookmark') {
    return reply.redirect(app.href, 303);
  }
  const serviceProvider = await context.serviceProviders.bySlug(app.serviceProvider);
  const endpoints = serviceProvider.metadata.assertionConsumerServices;
  const acs = defaultAcs(endpoints.filter(({ binding }) => binding === BINDING_HTTP_POST));
  if (acs === undefined) {
    throw new SandboxError('sandbox.service_provider_metadata', {
      expected: 'an HTTP-POST endpoint',
      received: 'none',
    });
  }
  return parkSignIn(context, reply, {
    serviceProvider,
    acsUrl: acs.location,
    relayState: deepLinkQuery.safeParse(request.query).data?.RelayState ?? app.relayState,
    beganAt: context.clock(),
    request: undefined,
  });
};

export function registerPortalRoutes(server: FastifyInstance, context: IdpContext): void {
  server.get('/', (request, reply) => showPortal(context, request, reply));
  server.get<{ Params: { app: string } }>('/deep-link/:app', (request, reply) => openDeepLink(context, request, reply));
}
