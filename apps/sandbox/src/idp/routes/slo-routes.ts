/**
 * Single logout (SAML profiles §4.4): a LogoutRequest is verified, parked, and acted on when the browser comes back by
 * GET (only then the session cookie is there). The other service providers of the session are told, one after the
 * other, before the answer. "Sign out everywhere" begins the same without a request.
 */
import {
  STATUS_REQUEST_DENIED,
  STATUS_REQUESTER,
  STATUS_RESPONDER,
  STATUS_SUCCESS,
  STATUS_UNKNOWN_PRINCIPAL,
} from '@cordboard/saml';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SandboxError } from '../../sandbox-error.ts';
import { rawQueryOf } from '../../web/raw-query.ts';
import { assertSameOrigin } from '../../web/same-origin.ts';
import { faultNamed } from '../faults/fault-list.ts';
import type { IdpContext } from '../idp-context.ts';
import type { IdpSession } from '../idp-sessions.ts';
import { advanceSignOut, answerSignOut, makeHandle } from '../logout/advance-sign-out.ts';
import { type ReceivedLogout, receiveLogoutRequest, receiveLogoutResponse } from '../logout/receive-logout.ts';
import { isParticipantAs } from '../logout/session-participants.ts';
import type { RequestedSignOut } from '../logout/sign-out-run.ts';

const postedMessage = z.object({
  SAMLRequest: z.string().optional(),
  SAMLResponse: z.string().optional(),
  RelayState: z.string().optional(),
});
const resumeQuery = z.object({ request: z.string().max(200) });

const takeRequest = async (
  context: IdpContext,
  reply: FastifyReply,
  received: ReceivedLogout,
): Promise<FastifyReply> => {
  const requested = await receiveLogoutRequest(context, received);
  const handle = makeHandle(context);
  context.requestedSignOuts.set(handle, requested);
  return reply.header('cache-control', 'no-store').redirect(`/slo/resume?request=${encodeURIComponent(handle)}`, 303);
};

const takeResponse = async (
  context: IdpContext,
  reply: FastifyReply,
  received: ReceivedLogout,
): Promise<FastifyReply> =>
  advanceSignOut(context, reply, await receiveLogoutResponse(context, received), 'posted' in received.input);

const isMeant = (context: IdpContext, session: IdpSession, requested: RequestedSignOut): boolean => {
  const { nameId, sessionIndexes, serviceProvider } = requested;
  const said = { slug: serviceProvider.settings.slug, nameId, idpEntityId: context.entityId };
  return (
    isParticipantAs(session.participants, said) &&
    (sessionIndexes.length === 0 || sessionIndexes.includes(session.sessionIndex))
  );
};

const isRefused = ({ serviceProvider }: RequestedSignOut): boolean =>
  (serviceProvider.settings.faults ?? []).some((name) => faultNamed(name).logout?.refuse === true);

/** Ends the session that the request means. Without any there is nothing to end, which is what was asked for. */
const resume = (context: IdpContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const handle = resumeQuery.safeParse(request.query).data?.request ?? '';
  const requested = context.requestedSignOuts.take(handle);
  if (requested === undefined) {
    throw new SandboxError('sandbox.sign_out_over');
  }
  const { fromForm } = requested;
  const answer = (...codes: readonly string[]): Promise<FastifyReply> =>
    answerSignOut(context, reply, { requested, codes, fromForm });
  if (isRefused(requested)) {
    return answer(STATUS_RESPONDER, STATUS_REQUEST_DENIED);
  }
  const session = context.sessions.find(request);
  if (session === undefined) {
    return answer(STATUS_SUCCESS);
  }
  if (!isMeant(context, session, requested)) {
    return answer(STATUS_REQUESTER, STATUS_UNKNOWN_PRINCIPAL);
  }
  context.sessions.close(request, reply);
  const { sessionIndex, participants } = session;
  const waiting = [...participants.values()].filter(
    ({ serviceProvider }) => serviceProvider.settings.slug !== requested.serviceProvider.settings.slug,
  );
  return advanceSignOut(context, reply, { requested, sessionIndex, waiting, outcomes: [] }, fromForm);
};

const signOutEverywhere = async (
  context: IdpContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  assertSameOrigin(request, context.origin);
  const session = context.sessions.find(request);
  context.sessions.close(request, reply);
  if (session === undefined) {
    return reply.redirect('/logout', 303);
  }
  const { sessionIndex, participants } = session;
  const waiting = [...participants.values()];
  return advanceSignOut(context, reply, { requested: undefined, sessionIndex, waiting, outcomes: [] }, true);
};

export function registerSloRoutes(server: FastifyInstance, context: IdpContext): void {
  server.get('/slo', (request, reply) => {
    const rawQuery = rawQueryOf(request);
    const received = { input: { rawQuery }, relayState: undefined };
    return new URLSearchParams(rawQuery).has('SAMLResponse')
      ? takeResponse(context, reply, received)
      : takeRequest(context, reply, received);
  });
  server.post('/slo', (request, reply) => {
    const form = postedMessage.safeParse(request.body).data ?? {};
    const { SAMLRequest = '', SAMLResponse, RelayState: relayState } = form;
    return SAMLResponse === undefined
      ? takeRequest(context, reply, { input: { posted: SAMLRequest }, relayState })
      : takeResponse(context, reply, { input: { posted: SAMLResponse }, relayState });
  });
  server.get('/slo/resume', (request, reply) => resume(context, request, reply));
  server.post('/logout/everywhere', (request, reply) => signOutEverywhere(context, request, reply));
}
