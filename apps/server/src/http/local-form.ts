/** The form with user name and password, and what ties it to the browser that it is shown in. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FormProblem } from '@cordboard/contract/agent-page';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localOffer } from '../directory/local-permission.ts';
import { type RealmContext, realmConnections } from '../directory/realm-context.ts';
import type { SignInIntent } from '../sign-in/begin-sign-in.ts';
import { REMEMBERED_LOCAL } from '../sign-in/choose-connection.ts';
import type { LocalVisitor } from '../sign-in/local/local-dependencies.ts';
import type { SignedInLocally } from '../sign-in/local/local-flow.ts';
import type { Refused } from '../sign-in/refuse-sign-in.ts';
import { sealContinuation } from './continuation.ts';
import type { Hub } from './hub.ts';
import { pageRealm } from './page-data.ts';
import { formCookie, knownBrowserCookie, rememberedCookie, sessionCookie } from './realm-cookies.ts';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Derived, so nothing needs to be stored: whoever has the cookie has the form of this browser. */
const formToken = (secret: string): string => createHash('sha256').update(`form:${secret}`).digest('base64url');

const isSame = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Whether the form was shown in this browser. */
export const isOwnForm = (realm: RealmContext, request: FastifyRequest, token: string): boolean => {
  const secret = request.cookies[formCookie(realm).name] ?? '';
  return secret !== '' && isSame(token, formToken(secret));
};

/** Parallel tabs share the cookie. */
const formSecret = (hub: Hub, realm: RealmContext, { request, reply }: Exchange): string => {
  const cookie = formCookie(realm);
  const known = request.cookies[cookie.name] ?? '';
  const secret = known === '' ? Buffer.from(hub.random(32)).toString('base64url') : known;
  reply.setCookie(cookie.name, secret, cookie.options);
  return secret;
};

export interface ShownAgain {
  readonly login: string;
  readonly problem: FormProblem;
  readonly status: number;
}

const otherWays = (hub: Hub, realm: RealmContext, continuation: string): string | null =>
  localOffer(realm.view, hub.clock()) === 'only' || realmConnections(realm).length === 0
    ? null
    : `${realm.basePath}/sign-in?choose=1&continue=${encodeURIComponent(continuation)}`;

export const showLocalForm = (
  hub: Hub,
  realm: RealmContext,
  exchange: Exchange,
  shown: { readonly intent: SignInIntent; readonly again?: ShownAgain },
): FastifyReply => {
  const { intent, again } = shown;
  const continuation = sealContinuation(hub, realm, intent);
  return hub.pages.sendForm(
    exchange.reply,
    {
      kind: 'local-sign-in',
      realm: pageRealm(realm),
      appName: intent.appName,
      action: `${realm.basePath}/sign-in/local`,
      login: again?.login ?? intent.loginHint ?? '',
      hidden: { continue: continuation, form: formToken(formSecret(hub, realm, exchange)) },
      problem: again?.problem ?? null,
      otherWaysHref: otherWays(hub, realm, continuation),
    },
    again?.status,
  );
};

/** Nobody signs in so in this realm, at this time. */
export const refuseLocalForm = (hub: Hub, realm: RealmContext, reply: FastifyReply, refused: Refused): FastifyReply =>
  hub.pages.sendForm(
    reply,
    {
      kind: 'password-notice',
      realm: pageRealm(realm),
      notice: 'not-offered',
      reference: refused.reference,
      onHref: `${realm.basePath}/sign-in?choose=1`,
    },
    403,
  );

export const visitorOf = (realm: RealmContext, request: FastifyRequest): LocalVisitor => ({
  address: request.ip,
  knownBrowser: request.cookies[knownBrowserCookie(realm).name],
  formerSession: request.cookies[sessionCookie(realm).name],
});

/** The cookies of somebody who is signed in now, and the page that leads on. */
export const welcome = (
  hub: Hub,
  realm: RealmContext,
  reply: FastifyReply,
  signedIn: Omit<SignedInLocally, 'kind'>,
): FastifyReply => {
  const session = sessionCookie(realm);
  reply.setCookie(session.name, signedIn.session.secret, session.options);
  const remembered = rememberedCookie(realm);
  reply.setCookie(remembered.name, REMEMBERED_LOCAL, remembered.options);
  const known = knownBrowserCookie(realm);
  reply.setCookie(known.name, signedIn.knownBrowser, known.options);
  const form = formCookie(realm);
  reply.clearCookie(form.name, form.options);
  return hub.pages.sendForm(reply, {
    kind: 'go-on',
    realm: pageRealm(realm),
    step: 'signed-in',
    href: signedIn.location,
  });
};
