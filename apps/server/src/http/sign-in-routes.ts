/**
 * The pages and links of a sign-in: discovery, per-connection links, departure, the GET that claims
 * the result. Everything that decides is in `sign-in/`; here it meets cookies and redirects.
 */
import type { DiscoverAnswer } from '@cordboard/contract/agent-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { BeginSignInInput } from '../sign-in/begin-sign-in.ts';
import { candidateKey, candidatesForEmail, REMEMBERED_LOCAL } from '../sign-in/choose-connection.ts';
import { completeSignIn, type StartResult, startSignIn } from '../sign-in/flow.ts';
import { refuseSignIn } from '../sign-in/refuse-sign-in.ts';
import { sendTested, testInput } from './connection-test-page.ts';
import { openContinuation, sealContinuation } from './continuation.ts';
import {
  assertMayStart,
  assertSameOrigin,
  COMPANY_SIGN_IN_PATH,
  type Hub,
  pathParameter,
  queryParameter,
  REALM_PREFIX,
  realmOf,
  seeOther,
} from './hub.ts';
import { type Exchange, showLocalForm } from './local-form.ts';
import { LOCAL_SIGN_IN, pageRealm, sendRefusal } from './page-data.ts';
import { rememberedCookie, requestCookie, restartCookie, sessionCookie } from './realm-cookies.ts';
import { sendDeparture } from './send-departure.ts';

type Departing = Extract<StartResult, { kind: 'depart' }>;
type Asking = Extract<StartResult, { kind: 'ask' }>;

const depart = (hub: Hub, realm: RealmContext, reply: FastifyReply, result: Departing): FastifyReply => {
  const cookie = requestCookie(realm, result.requestId);
  reply.setCookie(cookie.name, result.bindingSecret, cookie.options);
  return sendDeparture(hub, reply, result.departure);
};

const choicesOf = (asking: Asking): readonly { readonly name: string; readonly key: string }[] => {
  const connections = asking.candidates.map((candidate) => ({
    name: candidate.connection.record.name,
    key: candidateKey(candidate),
  }));
  return asking.offersLocal ? [...connections, { name: LOCAL_SIGN_IN, key: REMEMBERED_LOCAL }] : connections;
};

const ask = (
  hub: Hub,
  realm: RealmContext,
  request: FastifyRequest,
  reply: FastifyReply,
  result: Asking,
): FastifyReply => {
  const continuation = sealContinuation(hub, realm, result.intent);
  const remembered = request.cookies[rememberedCookie(realm).name];
  const { intent } = result;
  return hub.pages.send(reply, {
    kind: 'sign-in',
    realm: pageRealm(realm),
    appName: intent.appName,
    choices: choicesOf(result).map(({ name, key }) => ({
      name,
      href: `${realm.basePath}/sign-in/${key}?continue=${encodeURIComponent(continuation)}`,
      remembered: key === remembered,
    })),
    discoverHref: `${realm.basePath}/sign-in/discover`,
    continue: continuation,
    emailHint: intent.loginHint?.includes('@') === true ? intent.loginHint : '',
  });
};

/** Begins a sign-in and answers with what came of it: a departure, the question who signs in, or a refusal. */
export const answerStart = async (
  hub: Hub,
  realm: RealmContext,
  request: FastifyRequest,
  reply: FastifyReply,
  input: BeginSignInInput,
): Promise<FastifyReply> => {
  assertMayStart(hub, request, 'sign-in');
  const remembered = request.cookies[rememberedCookie(realm).name];
  const result = await startSignIn(hub, realm, { ...input, remembered });
  switch (result.kind) {
    case 'depart':
      return depart(hub, realm, reply, result);
    case 'ask':
      return ask(hub, realm, request, reply, result);
    case 'local':
      return showLocalForm(hub, realm, { request, reply }, { intent: result.intent });
    case 'refused':
      return sendRefusal(hub, realm, reply, result);
  }
};

/** Goes on with a `continue` value; one that is over leaves an attempt, and a page with a way to start again. */
export const withContinued = async (
  hub: Hub,
  realm: RealmContext,
  exchange: Exchange & { readonly continuation: string | undefined },
  goOn: (input: BeginSignInInput) => Promise<FastifyReply>,
): Promise<FastifyReply> => {
  const { request, reply, continuation } = exchange;
  let input: BeginSignInInput;
  try {
    input = continuation === undefined ? { target: { kind: 'launchpad' } } : openContinuation(hub, realm, continuation);
  } catch (error) {
    if (!(error instanceof CordboardError)) {
      throw error;
    }
    assertMayStart(hub, request, 'sign-in');
    return sendRefusal(hub, realm, reply, await refuseSignIn(hub, realm, 'begin-sign-in', error));
  }
  return goOn(input);
};

/** Goes on with what the link says. */
const answerContinued = (
  hub: Hub,
  realm: RealmContext,
  request: FastifyRequest,
  reply: FastifyReply,
  more: Partial<BeginSignInInput> = {},
): Promise<FastifyReply> =>
  withContinued(hub, realm, { request, reply, continuation: queryParameter(request, 'continue') }, (input) =>
    answerStart(hub, realm, request, reply, { ...input, ...more }),
  );

/** What a person can have typed as an address; RFC 5321 §4.5.3.1.3 limits its length. */
const typedEmail = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/);

const discovery = z.strictObject({ email: typedEmail, continue: z.string().max(4096) });

/** Unknown domains get the same neutral answer as ambiguous ones: nobody learns who is a customer. */
const discover = (hub: Hub, realm: RealmContext, body: unknown): DiscoverAnswer => {
  const parsed = discovery.safeParse(body);
  if (!parsed.success) {
    throw new CordboardError('http.bad_request', { expected: 'email and continue', cause: parsed.error });
  }
  openContinuation(hub, realm, parsed.data.continue);
  const [candidate, ...others] = candidatesForEmail(realm, parsed.data.email);
  if (candidate === undefined || others.length > 0) {
    return { found: false };
  }
  const query = `?continue=${encodeURIComponent(parsed.data.continue)}`;
  return { found: true, href: `${realm.basePath}/sign-in/${candidateKey(candidate)}${query}` };
};

/** The cookie of a request that was answered is not needed any more. */
const forgetRequest = (realm: RealmContext, reply: FastifyReply, requestId: string | null): void => {
  if (requestId !== null) {
    const used = requestCookie(realm, requestId);
    reply.clearCookie(used.name, used.options);
  }
};

const complete = async (
  hub: Hub,
  realm: RealmContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const result = await completeSignIn(hub, realm, {
    handle: pathParameter(request, 'handle'),
    bindingCookie: (requestId) => request.cookies[requestCookie(realm, requestId).name],
    formerSession: request.cookies[sessionCookie(realm).name],
  });
  if (result.kind === 'refused') {
    return sendRefusal(hub, realm, reply, result);
  }
  if (result.kind === 'tested') {
    return sendTested(hub, realm, reply, result);
  }
  if (result.kind === 'portal') {
    forgetRequest(realm, reply, result.requestId);
    return seeOther(reply, `${hub.installationUrl}${COMPANY_SIGN_IN_PATH}/complete/${result.code}`);
  }
  const session = sessionCookie(realm);
  reply.setCookie(session.name, result.session.secret, session.options);
  const remembered = rememberedCookie(realm);
  reply.setCookie(remembered.name, result.remember, remembered.options);
  forgetRequest(realm, reply, result.requestId);
  const restart = restartCookie(realm);
  if (request.cookies[restart.name] !== undefined) {
    reply.clearCookie(restart.name, restart.options);
  }
  return seeOther(reply, result.location);
};

/** An unsolicited answer was discarded; send our own request, but only once in a row for this browser. */
const restart = async (
  hub: Hub,
  realm: RealmContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const cookie = restartCookie(realm);
  if (request.cookies[cookie.name] !== undefined) {
    assertMayStart(hub, request, 'sign-in');
    const loop = new CordboardError('sign-in.restart_loop', { expected: 'InResponseTo', received: 'none, twice' });
    reply.clearCookie(cookie.name, cookie.options);
    return sendRefusal(hub, realm, reply, await refuseSignIn(hub, realm, 'receive-response', loop));
  }
  reply.setCookie(cookie.name, '1', cookie.options);
  return answerContinued(hub, realm, request, reply);
};

/** The hash of a browser's state: only that browser can go on with what comes of it. */
const portalState = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const registerSignInRoutes = (app: FastifyInstance, hub: Hub): void => {
  const prefix = `${REALM_PREFIX}/sign-in`;
  app.get(prefix, async (request, reply) => {
    const realm = await realmOf(hub, request);
    const choose = queryParameter(request, 'choose') !== undefined;
    const slug = queryParameter(request, 'app');
    const state = portalState.safeParse(queryParameter(request, 'portal'));
    if (state.success) {
      return answerStart(hub, realm, request, reply, { target: { kind: 'portal', state: state.data } });
    }
    return slug === undefined
      ? answerContinued(hub, realm, request, reply, { choose })
      : answerStart(hub, realm, request, reply, { target: { kind: 'app', app: slug }, choose });
  });
  app.post(`${prefix}/discover`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    assertSameOrigin(realm, request);
    reply.header('cache-control', 'no-store');
    return discover(hub, realm, request.body);
  });
  app.get(`${prefix}/test/:secret`, { exposeHeadRoute: false }, async (request, reply) => {
    const realm = await realmOf(hub, request);
    // The portal's window keeps its hold on this one, so that it can tell when somebody closes it.
    reply.header('cross-origin-opener-policy', 'unsafe-none');
    return answerStart(hub, realm, request, reply, await testInput(hub, realm, pathParameter(request, 'secret')));
  });
  // Without HEAD: a scanner of links must not use the result up.
  app.get(`${prefix}/complete/:handle`, { exposeHeadRoute: false }, async (request, reply) =>
    complete(hub, await realmOf(hub, request), request, reply),
  );
  app.get(`${prefix}/restart`, async (request, reply) => restart(hub, await realmOf(hub, request), request, reply));
  app.get(`${prefix}/:serviceProvider/:connection`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    const link = {
      serviceProvider: pathParameter(request, 'serviceProvider'),
      connection: pathParameter(request, 'connection'),
    };
    return answerContinued(hub, realm, request, reply, { link });
  });
};
