/** Pages on which people set and change their passwords. */
import type { FormProblem, PasswordNoticePage } from '@cordboard/contract/agent-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError, type ErrorCode } from '../errors.ts';
import type { HubSession } from '../sign-in/find-hub-session.ts';
import { LocalThrottledError } from '../sign-in/local/local-throttle.ts';
import { changePassword, personOfLink, setPasswordByLink } from '../sign-in/local/set-password.ts';
import { httpProblem } from './error-map.ts';
import { assertSameOrigin, currentSession, type Hub, pathParameter, REALM_PREFIX, realmOf } from './hub.ts';
import { type Exchange, visitorOf, welcome } from './local-form.ts';
import { pageRealm } from './page-data.ts';
import { answerStart } from './sign-in-routes.ts';

const typed = z.string().max(1024);
/** Password managers want the login in the form; it is not read. */
const login = z.string().max(1024).optional();
const linkForm = z.strictObject({ login, password: typed, repeated: typed });
const changeForm = linkForm.extend({ present: typed });

const readForm = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new CordboardError('http.bad_request', { expected: 'the fields of the form' });
  }
  return parsed.data;
};

const problems: Partial<Record<ErrorCode, FormProblem>> = {
  'password.length': { kind: 'length' },
  'password.guessable': { kind: 'guessable' },
  'password.busy': { kind: 'busy', reference: null },
  'local.repetition': { kind: 'differs' },
  'local.wrong_password': { kind: 'present-password' },
};

/** What the person can mend in the form; anything else is passed on. */
const problemOf = (error: unknown): { readonly problem: FormProblem; readonly status: number } => {
  if (error instanceof LocalThrottledError) {
    return { problem: { kind: 'wait', seconds: error.seconds, reference: null }, status: 429 };
  }
  const problem = error instanceof CordboardError ? problems[error.code] : undefined;
  if (!(error instanceof CordboardError) || problem === undefined) {
    throw error;
  }
  return { problem, status: httpProblem(error.code).status };
};

const sendNotice = (
  hub: Hub,
  realm: RealmContext,
  reply: FastifyReply,
  notice: PasswordNoticePage['notice'],
  status = 200,
): FastifyReply => {
  const isSignedIn = notice === 'password-changed' || notice === 'no-password';
  const onHref = isSignedIn ? `${realm.basePath}/` : `${realm.basePath}/sign-in`;
  return hub.pages.sendForm(
    reply,
    { kind: 'password-notice', realm: pageRealm(realm), notice, reference: null, onHref },
    status,
  );
};

interface ShownForm {
  readonly action: string;
  readonly login: string;
  readonly asksPresent: boolean;
  readonly problem?: FormProblem;
  readonly status?: number;
}

const sendForm = (hub: Hub, realm: RealmContext, reply: FastifyReply, shown: ShownForm): FastifyReply => {
  const { action, login: name, asksPresent, problem = null, status } = shown;
  return hub.pages.sendForm(
    reply,
    { kind: 'new-password', realm: pageRealm(realm), action, login: name, hidden: {}, asksPresent, problem },
    status,
  );
};

/** A link that is over is nobody's fault; who sent it can send another. */
const withLink = async (
  hub: Hub,
  realm: RealmContext,
  reply: FastifyReply,
  answer: () => Promise<FastifyReply>,
): Promise<FastifyReply> => {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof CordboardError && error.code === 'local.link_unknown') {
      return sendNotice(hub, realm, reply, 'link-over', 410);
    }
    throw error;
  }
};

const linkAction = (realm: RealmContext, token: string): string =>
  `${realm.basePath}/password/set/${encodeURIComponent(token)}`;

const receiveByLink = (hub: Hub, realm: RealmContext, { request, reply }: Exchange): Promise<FastifyReply> => {
  const token = pathParameter(request, 'token');
  const form = readForm(linkForm, request.body);
  return withLink(hub, realm, reply, async () => {
    try {
      const result = await setPasswordByLink(hub, realm, { ...visitorOf(realm, request), ...form, token });
      return result.kind === 'signed-in'
        ? welcome(hub, realm, reply, result)
        : sendNotice(hub, realm, reply, 'password-set');
    } catch (error) {
      const { problem, status } = problemOf(error);
      const user = await personOfLink(hub, realm, token);
      const action = linkAction(realm, token);
      return sendForm(hub, realm, reply, { action, login: user.login, asksPresent: false, problem, status });
    }
  });
};

const receiveChange = async (
  hub: Hub,
  realm: RealmContext,
  { request, reply }: Exchange,
  session: HubSession,
): Promise<FastifyReply> => {
  const form = readForm(changeForm, request.body);
  try {
    await changePassword(hub, realm, session, { ...form, address: request.ip });
    return sendNotice(hub, realm, reply, 'password-changed');
  } catch (error) {
    if (error instanceof CordboardError && error.code === 'local.no_password') {
      return sendNotice(hub, realm, reply, 'no-password', 403);
    }
    const action = `${realm.basePath}/password`;
    return sendForm(hub, realm, reply, { action, login: session.user.login, asksPresent: true, ...problemOf(error) });
  }
};

const withSession = async (
  hub: Hub,
  exchange: Exchange,
  answer: (realm: RealmContext, session: HubSession) => Promise<FastifyReply>,
): Promise<FastifyReply> => {
  const { request, reply } = exchange;
  const realm = await realmOf(hub, request);
  if (request.method === 'POST') {
    assertSameOrigin(realm, request);
  }
  const session = await currentSession(hub, realm, request);
  return session === null
    ? answerStart(hub, realm, request, reply, { target: { kind: 'launchpad' } })
    : answer(realm, session);
};

const registerChange = (app: FastifyInstance, hub: Hub): void => {
  const path = `${REALM_PREFIX}/password`;
  app.get(path, (request, reply) =>
    withSession(hub, { request, reply }, async (realm, { user }) => {
      const credential = await hub.storage.read.findCredential(user.realmId, user.id);
      return credential === null || credential.passwordHash === null
        ? sendNotice(hub, realm, reply, 'no-password')
        : sendForm(hub, realm, reply, {
            action: `${realm.basePath}/password`,
            login: user.login,
            asksPresent: true,
          });
    }),
  );
  app.post(path, (request, reply) =>
    withSession(hub, { request, reply }, (realm, session) => receiveChange(hub, realm, { request, reply }, session)),
  );
};

const showByLink = async (hub: Hub, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const realm = await realmOf(hub, request);
  const token = pathParameter(request, 'token');
  return withLink(hub, realm, reply, async () => {
    const user = await personOfLink(hub, realm, token);
    return sendForm(hub, realm, reply, { action: linkAction(realm, token), login: user.login, asksPresent: false });
  });
};

export const registerPasswordRoutes = (app: FastifyInstance, hub: Hub): void => {
  registerChange(app, hub);
  app.get(`${REALM_PREFIX}/password/forgotten`, async (request, reply) =>
    sendNotice(hub, await realmOf(hub, request), reply, 'forgotten'),
  );
  app.get(`${REALM_PREFIX}/password/set/:token`, (request, reply) => showByLink(hub, request, reply));
  app.post(`${REALM_PREFIX}/password/set/:token`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    assertSameOrigin(realm, request);
    return receiveByLink(hub, realm, { request, reply });
  });
};
