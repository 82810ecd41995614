/** The User/Agent URL of a realm: launchpad, tiles, sign-out. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { describeApp } from '../app-types/app-types.ts';
import { findApp, type RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import { signOut } from '../sign-out/flow.ts';
import { assertSameOrigin, currentSession, type Hub, pathParameter, REALM_PREFIX, realmOf, seeOther } from './hub.ts';
import { launchpadPage, pageRealm } from './page-data.ts';
import { sessionCookie } from './realm-cookies.ts';
import { answerStart } from './sign-in-routes.ts';

const signOutForm = z.strictObject({ token: z.string() });

/** Proves that the form came from a page of this session; derived, so nothing needs to be stored. */
const signOutToken = (sessionSecret: string): string =>
  createHash('sha256').update(`sign-out:${sessionSecret}`).digest('base64url');

const sessionSecret = (realm: RealmContext, request: FastifyRequest): string =>
  request.cookies[sessionCookie(realm).name] ?? '';

const assertToken = (received: string, expected: string): void => {
  const left = Buffer.from(received);
  const right = Buffer.from(expected);
  if (left.length !== right.length || !timingSafeEqual(left, right)) {
    throw new CordboardError('http.cross_site', { expected: 'the token of this session' });
  }
};

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
  app.post(`${REALM_PREFIX}/sign-out`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    assertSameOrigin(realm, request);
    const form = signOutForm.safeParse(request.body);
    if (!form.success) {
      throw new CordboardError('http.bad_request', { expected: 'token' });
    }
    const secret = sessionSecret(realm, request);
    // Without a cookie another tab has signed out already, and nobody's session is asked for.
    if (secret !== '') {
      assertToken(form.data.token, signOutToken(secret));
      await signOut(hub, realm, secret);
      const cookie = sessionCookie(realm);
      reply.clearCookie(cookie.name, cookie.options);
    }
    return seeOther(reply, `${realm.baseUrl}/signed-out`);
  });
  app.get(`${REALM_PREFIX}/signed-out`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    return hub.pages.send(reply, {
      kind: 'signed-out',
      realm: pageRealm(realm),
      signInHref: `${realm.basePath}/sign-in?choose=1`,
    });
  });
};
