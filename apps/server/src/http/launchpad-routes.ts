/** The User/Agent URL of a realm: launchpad and tiles. */
import type { FastifyInstance } from 'fastify';
import { describeApp } from '../app-types/app-types.ts';
import { findApp } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import { currentSession, type Hub, pathParameter, REALM_PREFIX, realmOf, seeOther } from './hub.ts';
import { launchpadPage } from './page-data.ts';
import { answerStart } from './sign-in-routes.ts';
import { sessionSecret, signOutToken } from './sign-out-routes.ts';

export const registerLaunchpadRoutes = (app: FastifyInstance, hub: Hub): void => {
  app.get(REALM_PREFIX, async (request, reply) => {
    const realm = await realmOf(hub, request);
    return seeOther(reply, `${realm.baseUrl}/`);
  });
  app.get(`${REALM_PREFIX}/`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    const session = await currentSession(hub, realm, request);
    if (session === null) {
      return answerStart(hub, realm, request, reply, { target: { kind: 'launchpad' } });
    }
    const token = signOutToken(sessionSecret(realm, request));
    return hub.pages.send(reply, launchpadPage(realm, session, hub.clock(), token));
  });
  app.get(`${REALM_PREFIX}/apps/:app`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    const found = findApp(realm, pathParameter(request, 'app'));
    if (found === null) {
      throw new CordboardError('sign-in.app_unknown', { received: pathParameter(request, 'app') });
    }
    if ((await currentSession(hub, realm, request)) === null) {
      return answerStart(hub, realm, request, reply, { target: { kind: 'app', app: found.slug } });
    }
    return seeOther(reply, describeApp(found).startUrl ?? `${realm.baseUrl}/`);
  });
};
