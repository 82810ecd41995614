/**
 * Where an OIDC issuer sends the browser when an authorization request needs a sign-in. A hub
 * session that fits goes straight back; otherwise a sign-in begins that ends here again.
 */
import type { FastifyInstance } from 'fastify';
import type { OidcInteraction } from '../app-types/oidc/interactions.ts';
import type { OidcIssuers } from '../app-types/oidc/oidc-issuers.ts';
import { CordboardError, type ErrorCode } from '../errors.ts';
import type { BeginSignInInput } from '../sign-in/begin-sign-in.ts';
import { refuseSignIn } from '../sign-in/refuse-sign-in.ts';
import { assertMayStart, currentSession, type Hub, REALM_PREFIX, realmOf, seeOther } from './hub.ts';
import { sendRefusal } from './page-data.ts';
import { answerStart } from './sign-in-routes.ts';

const toInput = (interaction: OidcInteraction): BeginSignInInput => ({
  target: { kind: 'interaction', uid: interaction.uid, app: interaction.clientId },
  connectionHint: interaction.connectionHint ?? undefined,
  loginHint: interaction.loginHint ?? undefined,
  forceAuthn: interaction.forceLogin,
  authnNotBefore: interaction.authnNotBefore ?? undefined,
});

/** There is nothing to go on with: the person learns where to begin again. */
const withoutInteraction: ReadonlySet<ErrorCode> = new Set(['oidc.interaction_unknown', 'sign-in.browser_mismatch']);

export const registerInteractionRoutes = (app: FastifyInstance, hub: Hub, issuers: OidcIssuers): void => {
  app.get(`${REALM_PREFIX}/interaction/:uid`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    const issuer = issuers.forRealm(realm.view, realm.issuerUrl);
    let interaction: OidcInteraction;
    try {
      interaction = await issuer.interaction(request.raw, reply.raw);
    } catch (error) {
      if (error instanceof CordboardError && withoutInteraction.has(error.code)) {
        const lost = new CordboardError(error.code, {
          expected: 'an authorization request that this browser began, not too long ago',
          received: 'none',
        });
        assertMayStart(hub, request, 'sign-in');
        return sendRefusal(hub, realm, reply, await refuseSignIn(hub, realm, 'begin-sign-in', lost));
      }
      throw error;
    }
    const session = await currentSession(hub, realm, request);
    if (session !== null && interaction.accepts(session)) {
      return seeOther(reply, await issuer.completeInteraction(request.raw, reply.raw, session));
    }
    return answerStart(hub, realm, request, reply, toInput(interaction));
  });
};
