/** Signing out at the User/Agent URL, with the identity provider where it is asked, and the page at the end. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { SignedOutPage } from '@cordboard/contract/agent-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import { leaveIdentityProvider, signOut } from '../sign-out/flow.ts';
import { assertMayStart, assertSameOrigin, type Hub, queryParameter, REALM_PREFIX, realmOf, seeOther } from './hub.ts';
import { pageRealm } from './page-data.ts';
import { sessionCookie } from './realm-cookies.ts';
import { sendDeparture } from './send-departure.ts';
import {
  afterSignOut,
  MAX_TICKET,
  openLeaving,
  openNotice,
  type SignOutNotice,
  signedOutUrl,
} from './sign-out-tickets.ts';
import { SIGNING_OUT } from './sign-out-words.ts';

const signOutForm = z.strictObject({ token: z.string() });

/** Proves that the form came from a page of this session; derived, so nothing needs to be stored. */
export const signOutToken = (sessionSecret: string): string =>
  createHash('sha256').update(`sign-out:${sessionSecret}`).digest('base64url');

export const sessionSecret = (realm: RealmContext, request: FastifyRequest): string =>
  request.cookies[sessionCookie(realm).name] ?? '';

const assertToken = (received: string, expected: string): void => {
  const left = Buffer.from(received);
  const right = Buffer.from(expected);
  if (left.length !== right.length || !timingSafeEqual(left, right)) {
    throw new CordboardError('http.cross_site', { expected: 'the token of this session' });
  }
};

/** Ends the session of the cookie, and says what is next. */
const endSession = async (
  hub: Hub,
  realm: RealmContext,
  secret: string,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const ended = await signOut(hub, realm, secret);
  const cookie = sessionCookie(realm);
  reply.clearCookie(cookie.name, cookie.options);
  const next = ended === null ? null : afterSignOut(hub, realm, ended, null);
  if (next === null || !next.leaves) {
    return seeOther(reply, next?.url ?? `${realm.baseUrl}/signed-out`);
  }
  // Browsers apply the policy for forms to every redirect that follows one, and the identity provider lives elsewhere.
  const href = next.url;
  return hub.pages.sendForm(reply, { kind: 'go-on', realm: pageRealm(realm), step: 'signing-out', href });
};

/** Nobody is led astray by a link that is over: the page says what it can. */
const noticeOf = (hub: Hub, realm: RealmContext, request: FastifyRequest): SignOutNotice | null => {
  const about = queryParameter(request, 'about', { maxLength: MAX_TICKET });
  try {
    return about === undefined ? null : openNotice(hub, realm, about);
  } catch (error) {
    if (!(error instanceof CordboardError)) {
      throw error;
    }
    return null;
  }
};

const signedOutPage = (realm: RealmContext, notice: SignOutNotice | null): SignedOutPage => ({
  kind: 'signed-out',
  realm: pageRealm(realm),
  signInHref: `${realm.basePath}/sign-in?choose=1`,
  identityProvider: notice === null ? null : { name: notice.connection, outcome: notice.outcome },
  reference: notice?.reference ?? null,
  onHref: notice?.landing ?? null,
});

const goOn = async (
  hub: Hub,
  realm: RealmContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const ticket = queryParameter(request, 'to', { maxLength: MAX_TICKET });
  const result = await leaveIdentityProvider(hub, realm, openLeaving(hub, realm, ticket));
  return result.kind === 'depart'
    ? sendDeparture(hub, reply, result.departure, { texts: SIGNING_OUT })
    : seeOther(reply, signedOutUrl(hub, realm, result));
};

export const registerSignOutRoutes = (app: FastifyInstance, hub: Hub): void => {
  app.post(`${REALM_PREFIX}/sign-out`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    assertSameOrigin(realm, request);
    const form = signOutForm.safeParse(request.body);
    if (!form.success) {
      throw new CordboardError('http.bad_request', { expected: 'token' });
    }
    const secret = sessionSecret(realm, request);
    // Without a cookie another tab has signed out already, and nobody's session is asked for.
    if (secret === '') {
      return seeOther(reply, `${realm.baseUrl}/signed-out`);
    }
    assertToken(form.data.token, signOutToken(secret));
    return endSession(hub, realm, secret, reply);
  });
  app.get(`${REALM_PREFIX}/sign-out/go`, { exposeHeadRoute: false }, async (request, reply) => {
    assertMayStart(hub, request, 'sign-out');
    const realm = await realmOf(hub, request);
    try {
      return await goOn(hub, realm, request, reply);
    } catch (error) {
      if (!(error instanceof CordboardError) || error.code !== 'sign-out.link') {
        throw error;
      }
      return seeOther(reply, `${realm.baseUrl}/signed-out`);
    }
  });
  app.get(`${REALM_PREFIX}/signed-out`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    return hub.pages.send(reply, signedOutPage(realm, noticeOf(hub, realm, request)));
  });
};
