/** Sign-in by user name and password: the form, and what comes of it. */
import type { FormProblem } from '@cordboard/contract/agent-page';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { localOffer } from '../directory/local-permission.ts';
import { findApp, type RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import { appOf, type BeginSignInInput } from '../sign-in/begin-sign-in.ts';
import { type LocalResult, offerLocalSignIn, signInLocally } from '../sign-in/local/local-flow.ts';
import type { Refused } from '../sign-in/refuse-sign-in.ts';
import { httpProblem } from './error-map.ts';
import { assertMayStart, assertSameOrigin, type Hub, queryParameter, REALM_PREFIX, realmOf } from './hub.ts';
import { type Exchange, isOwnForm, refuseLocalForm, showLocalForm, visitorOf, welcome } from './local-form.ts';
import { sendRefusal } from './page-data.ts';
import { withContinued } from './sign-in-routes.ts';

const localForm = z.strictObject({
  // People copy logins with the blanks around them.
  login: z.string().trim().max(255),
  // More than any password has; hashing takes as long as the text is.
  password: z.string().max(1024),
  continue: z.string().max(4096),
  form: z.string().max(100),
});
type LocalForm = z.infer<typeof localForm>;

/** What a person reads alike, whatever the administrator can look up. */
const NOT_ACCEPTED: ReadonlySet<Refused['code']> = new Set([
  'local.unknown_user',
  'local.wrong_password',
  'local.no_password',
  'local.not_allowed',
  'user.disabled',
]);

type RefusedTry = Extract<LocalResult, { kind: 'refused' }>;

const problemOf = ({ code, reference, waitSeconds }: RefusedTry): FormProblem | null => {
  if (NOT_ACCEPTED.has(code)) {
    return { kind: 'not-accepted', reference };
  }
  if (code === 'local.throttled') {
    return { kind: 'wait', seconds: waitSeconds ?? 60, reference };
  }
  return code === 'password.busy' ? { kind: 'busy', reference } : null;
};

const appNameOf = (realm: RealmContext, { target }: BeginSignInInput): string | null => {
  const slug = appOf(target);
  return slug === null ? null : (findApp(realm, slug)?.name ?? null);
};

const answerRefusal = (
  hub: Hub,
  realm: RealmContext,
  exchange: Exchange,
  tried: { readonly refused: RefusedTry; readonly begin: BeginSignInInput; readonly login: string },
): FastifyReply | Promise<FastifyReply> => {
  const { refused, begin, login } = tried;
  const { reply } = exchange;
  if (refused.code === 'local.not_allowed' && localOffer(realm.view, hub.clock()) === 'none') {
    return refuseLocalForm(hub, realm, reply, refused);
  }
  const problem = problemOf(refused);
  if (problem === null) {
    return sendRefusal(hub, realm, reply, refused);
  }
  if (refused.waitSeconds !== null) {
    reply.header('retry-after', String(refused.waitSeconds));
  }
  const intent = { ...begin, appName: appNameOf(realm, begin) };
  // One status for all that must look alike.
  const status = problem.kind === 'not-accepted' ? 403 : httpProblem(refused.code).status;
  return showLocalForm(hub, realm, exchange, { intent, again: { login, problem, status } });
};

const readForm = (body: unknown): LocalForm => {
  const parsed = localForm.safeParse(body);
  if (!parsed.success) {
    // Without the cause: it could name what was typed.
    throw new CordboardError('http.bad_request', { expected: 'login, password, continue and form' });
  }
  return parsed.data;
};

const receive = async (hub: Hub, realm: RealmContext, exchange: Exchange): Promise<FastifyReply> => {
  const { request, reply } = exchange;
  assertMayStart(hub, request, 'sign-in');
  const { login, password, continue: continuation, form } = readForm(request.body);
  return withContinued(hub, realm, { request, reply, continuation }, async (begin) => {
    const own = isOwnForm(realm, request, form);
    const result = await signInLocally(hub, realm, {
      ...visitorOf(realm, request),
      begin,
      login,
      password,
      isOwnForm: own,
    });
    return result.kind === 'signed-in'
      ? welcome(hub, realm, reply, result)
      : answerRefusal(hub, realm, exchange, { refused: result, begin, login });
  });
};

const show = (hub: Hub, realm: RealmContext, exchange: Exchange): Promise<FastifyReply> => {
  const { request, reply } = exchange;
  return withContinued(
    hub,
    realm,
    { request, reply, continuation: queryParameter(request, 'continue') },
    async (begin) => {
      assertMayStart(hub, request, 'sign-in');
      const offered = await offerLocalSignIn(hub, realm, begin);
      if (offered.kind === 'local') {
        return showLocalForm(hub, realm, exchange, { intent: offered.intent });
      }
      return offered.code === 'local.not_allowed'
        ? refuseLocalForm(hub, realm, reply, offered)
        : sendRefusal(hub, realm, reply, offered);
    },
  );
};

export const registerLocalSignInRoutes = (app: FastifyInstance, hub: Hub): void => {
  const path = `${REALM_PREFIX}/sign-in/local`;
  app.get(path, async (request, reply) => show(hub, await realmOf(hub, request), { request, reply }));
  app.post(path, async (request, reply) => {
    const realm = await realmOf(hub, request);
    assertSameOrigin(realm, request);
    return receive(hub, realm, { request, reply });
  });
};
