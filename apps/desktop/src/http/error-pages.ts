/** From an error to the page that a person sees; the only place where HTTP statuses are chosen for errors. */
import type { FastifyError, FastifyInstance } from 'fastify';
import { DesktopError, type DesktopErrorCode } from '../desktop-error.ts';
import { type MessagePageOptions, messagePage } from '../pages/message-page.ts';
import { defect, hubUnreachable, notFound, pageOutdated, signInRefused, signInUnknown } from '../pages/messages.ts';
import type { DesktopContext } from './desktop-context.ts';

type Answer = readonly [statusCode: number, page: MessagePageOptions];

const ANSWERS: Readonly<Partial<Record<DesktopErrorCode, Answer>>> = {
  'desktop.hub_unreachable': [503, hubUnreachable],
  'desktop.sign_in_refused': [403, signInRefused],
  'desktop.sign_in_invalid': [400, signInRefused],
  'desktop.sign_in_unknown': [400, signInUnknown],
  'desktop.forbidden_origin': [403, pageOutdated],
  'desktop.state_unknown': [400, pageOutdated],
};

const answerFor = (error: Error): Answer => {
  if (error instanceof DesktopError) {
    return ANSWERS[error.code] ?? [500, defect];
  }
  const statusCode = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return [statusCode, defect];
};

export function registerErrorPages(server: FastifyInstance, context: DesktopContext): void {
  server.setErrorHandler((error: FastifyError | DesktopError, request, reply) => {
    const [statusCode, page] = answerFor(error);
    context.log({
      level: statusCode >= 500 ? 'error' : 'warn',
      event: 'request refused',
      code: error.code,
      message: error.message,
    });
    return request.url.startsWith('/api/')
      ? reply.code(statusCode).send({ code: error.code })
      : context.sendPage(reply, (pageContext) => messagePage(pageContext, page), statusCode);
  });
  server.setNotFoundHandler((_request, reply) =>
    context.sendPage(reply, (pageContext) => messagePage(pageContext, notFound), 404),
  );
}
