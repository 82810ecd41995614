/** The pages and requests of a signed-in agent: extension, desktop, change of state. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Agent } from '../agents/agent-directory.ts';
import { readStateValue, stateLabel, stateValue } from '../agents/agent-state.ts';
import { readExtension } from '../agents/extension.ts';
import { DesktopError } from '../desktop-error.ts';
import { desktopPage, reasonText } from '../pages/desktop-page.ts';
import { type ExtensionProblem, extensionPage } from '../pages/extension-page.ts';
import { messagePage } from '../pages/message-page.ts';
import { sessionEnded } from '../pages/messages.ts';
import type { DesktopContext } from './desktop-context.ts';
import { assertOwnForm, csrfTokenOf } from './form-protection.ts';
import { browserSession, type SignedInBrowser } from './request-session.ts';
import { beginSignIn } from './sign-in-routes.ts';

const extensionForm = z.object({ token: z.string(), extension: z.string().max(200).default('') });
const stateForm = z.object({ token: z.string(), state: z.string().max(100) });

const companyNameOf = (context: DesktopContext, browser: SignedInBrowser): string | undefined =>
  browser.session.person.companyName ?? context.companyName;

const showExtension = (
  context: DesktopContext,
  reply: FastifyReply,
  browser: SignedInBrowser,
  field: { readonly extension: string; readonly problem?: ExtensionProblem },
): FastifyReply =>
  context.sendPage(
    reply,
    (page) =>
      extensionPage(page, {
        person: browser.session.person,
        companyName: companyNameOf(context, browser),
        extension: field.extension,
        problem: field.problem,
        csrfToken: csrfTokenOf(browser.sessionId),
      }),
    field.problem === undefined ? 200 : 422,
  );

const showDesktop = (
  context: DesktopContext,
  reply: FastifyReply,
  browser: SignedInBrowser,
  agent: Agent,
): FastifyReply =>
  context.sendPage(reply, (page) =>
    desktopPage(page, {
      person: browser.session.person,
      companyName: companyNameOf(context, browser),
      agent,
      now: context.clock(),
      csrfToken: csrfTokenOf(browser.sessionId),
    }),
  );

const home = async (context: DesktopContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const browser = await browserSession(context, request, reply);
  if (browser.kind === 'none') {
    return beginSignIn(context, reply, { switchAccount: false });
  }
  if (browser.kind === 'ended') {
    return reply.redirect('/session-ended', 303);
  }
  const { subject } = browser.session.person;
  const agent = context.agents.find(subject);
  return agent === undefined
    ? showExtension(context, reply, browser, { extension: context.cookies.extension(request, subject) ?? '' })
    : showDesktop(context, reply, browser, agent);
};

const EXTENSION_PROBLEMS: readonly string[] = [
  'desktop.extension_missing',
  'desktop.extension_not_digits',
  'desktop.extension_too_long',
  'desktop.extension_in_use',
] satisfies ExtensionProblem[];

const isExtensionProblem = (code: string): code is ExtensionProblem => EXTENSION_PROBLEMS.includes(code);

const takeExtension = async (
  context: DesktopContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const browser = await browserSession(context, request, reply);
  if (browser.kind !== 'live') {
    return reply.redirect('/session-ended', 303);
  }
  const form = extensionForm.safeParse(request.body);
  assertOwnForm(request, { origin: context.publicOrigin, sessionId: browser.sessionId, token: form.data?.token });
  const typed = form.data?.extension ?? '';
  try {
    const extension = readExtension(typed);
    context.agents.signIn(browser.session.person.subject, extension);
    context.cookies.setExtension(reply, browser.session.person.subject, extension);
    return reply.redirect('/', 303);
  } catch (error) {
    if (error instanceof DesktopError && isExtensionProblem(error.code)) {
      return showExtension(context, reply, browser, { extension: typed.trim(), problem: error.code });
    }
    throw error;
  }
};

const sendSnapshot = async (
  context: DesktopContext,
  reply: FastifyReply,
  browser: SignedInBrowser,
  agent: Agent,
): Promise<FastifyReply> => {
  const queues = await context.queueStatistics.queuesOf(agent.subject).catch((error: unknown) => {
    context.log({ level: 'warn', event: 'no queue figures', message: error instanceof Error ? error.message : '' });
    return null;
  });
  return reply.header('cache-control', 'no-store').send({
    state: stateValue(agent.state),
    label: stateLabel(agent.state),
    reason: reasonText(agent.state),
    elapsedMs: Math.max(0, context.clock().getTime() - agent.since.getTime()),
    since: agent.since.getTime(),
    hub: browser.hub,
    agent: { login: browser.session.person.login ?? null, extension: agent.extension },
    scopes: browser.session.tokens.scopes,
    queues,
  });
};

/** The script goes where the answer says: the session is over, or the extension has to be asked for again. */
const sendElsewhere = (reply: FastifyReply, statusCode: 401 | 409): FastifyReply =>
  reply
    .code(statusCode)
    .header('cache-control', 'no-store')
    .send({ location: statusCode === 401 ? '/session-ended' : '/' });

const snapshot = async (
  context: DesktopContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const browser = await browserSession(context, request, reply);
  if (browser.kind !== 'live') {
    return sendElsewhere(reply, 401);
  }
  const agent = context.agents.find(browser.session.person.subject);
  return agent === undefined ? sendElsewhere(reply, 409) : sendSnapshot(context, reply, browser, agent);
};

const changeState = async (
  context: DesktopContext,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: 'form' | 'script',
): Promise<FastifyReply> => {
  const browser = await browserSession(context, request, reply);
  if (browser.kind !== 'live') {
    return kind === 'script' ? sendElsewhere(reply, 401) : reply.redirect('/session-ended', 303);
  }
  const form = stateForm.safeParse(request.body);
  assertOwnForm(request, { origin: context.publicOrigin, sessionId: browser.sessionId, token: form.data?.token });
  const agent = context.agents.changeState(browser.session.person.subject, readStateValue(form.data?.state));
  if (kind === 'form') {
    return reply.redirect('/', 303);
  }
  return agent === undefined ? sendElsewhere(reply, 409) : sendSnapshot(context, reply, browser, agent);
};

export function registerDesktopRoutes(server: FastifyInstance, context: DesktopContext): void {
  server.get('/', (request, reply) => home(context, request, reply));
  server.post('/extension', (request, reply) => takeExtension(context, request, reply));
  server.get('/api/desktop', (request, reply) => snapshot(context, request, reply));
  server.post('/api/state', (request, reply) => changeState(context, request, reply, 'script'));
  server.post('/state', (request, reply) => changeState(context, request, reply, 'form'));
  server.get('/session-ended', (_request, reply) => context.sendPage(reply, (page) => messagePage(page, sessionEnded)));
}
