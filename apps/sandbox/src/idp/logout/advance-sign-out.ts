/** The next step of a sign-out: ask the next service provider, or answer whoever began it. */
import {
  buildLogoutRequest,
  buildLogoutResponse,
  LOGOUT_REASON_USER,
  STATUS_PARTIAL_LOGOUT,
  STATUS_SUCCESS,
} from '@cordboard/saml';
import type { FastifyReply } from 'fastify';
import type { IdpContext } from '../idp-context.ts';
import { logoutEndpoint, sendLogout } from './send-logout.ts';
import type { SessionParticipant } from './session-participants.ts';
import { nameOf, type RequestedSignOut, type SignOutRun } from './sign-out-run.ts';

const HANDLE_OCTETS = 32;

/** A name for something that waits for a browser, which nobody guesses. */
export const makeHandle = (context: IdpContext): string =>
  Buffer.from(context.random(HANDLE_OCTETS)).toString('base64url');

/** Where the outcomes of a sign-out are shown. */
const outcomePath = (handle: string): string => `/logout?outcome=${encodeURIComponent(handle)}`;

/** Answers a LogoutRequest with these status codes, the top-level one first. */
export function answerSignOut(
  context: IdpContext,
  reply: FastifyReply,
  answer: { readonly requested: RequestedSignOut; readonly codes: readonly string[]; readonly fromForm: boolean },
): Promise<FastifyReply> {
  const { requested, codes, fromForm } = answer;
  const { serviceProvider, answerTo, relayState } = requested;
  const destination = answerTo.responseLocation ?? answerTo.location;
  const message = buildLogoutResponse({
    issuer: context.entityId,
    destination,
    inResponseTo: requested.requestId,
    status: { codes },
    now: context.clock(),
    random: context.random,
  });
  const { binding } = answerTo;
  const parameter = 'SAMLResponse';
  return sendLogout(context, reply, {
    serviceProvider,
    binding,
    destination,
    parameter,
    message,
    relayState,
    fromForm,
  });
}

const finish = (
  context: IdpContext,
  reply: FastifyReply,
  run: SignOutRun,
  fromForm: boolean,
): Promise<FastifyReply> | FastifyReply => {
  const { requested, outcomes } = run;
  if (requested !== undefined) {
    const everybody = outcomes.every(({ result }) => result === 'signed-out');
    const codes = everybody ? [STATUS_SUCCESS] : [STATUS_SUCCESS, STATUS_PARTIAL_LOGOUT];
    return answerSignOut(context, reply, { requested, codes, fromForm });
  }
  const handle = makeHandle(context);
  context.signOutOutcomes.set(handle, outcomes);
  return reply.header('cache-control', 'no-store').redirect(outcomePath(handle), 303);
};

const ask = (
  context: IdpContext,
  reply: FastifyReply,
  next: { readonly run: SignOutRun; readonly participant: SessionParticipant; readonly fromForm: boolean },
): Promise<FastifyReply> | undefined => {
  const { run, participant, fromForm } = next;
  const { serviceProvider } = participant;
  const endpoint = logoutEndpoint(serviceProvider);
  // The newest is the one of the session that the service provider has now.
  const nameId = participant.nameIds.at(-1);
  if (endpoint === undefined || nameId === undefined) {
    return undefined;
  }
  const { binding, location: destination } = endpoint;
  const message = buildLogoutRequest({
    issuer: context.entityId,
    destination,
    nameId,
    sessionIndexes: [run.sessionIndex],
    reason: LOGOUT_REASON_USER,
    now: context.clock(),
    random: context.random,
  });
  context.askedSignOuts.set(message.id, { run, asked: serviceProvider });
  const parameter = 'SAMLRequest';
  const relayState = undefined;
  return sendLogout(context, reply, {
    serviceProvider,
    binding,
    destination,
    parameter,
    message,
    relayState,
    fromForm,
  });
};

/**
 * Asks the first of those who wait; when nobody is left, answers the one that asked or shows what came of it.
 *
 * @param fromForm The browser came to this request by a form.
 */
export async function advanceSignOut(
  context: IdpContext,
  reply: FastifyReply,
  run: SignOutRun,
  fromForm: boolean,
): Promise<FastifyReply> {
  const [participant, ...waiting] = run.waiting;
  if (participant === undefined) {
    return finish(context, reply, run, fromForm);
  }
  const rest = { ...run, waiting };
  const asked = ask(context, reply, { run: rest, participant, fromForm });
  if (asked !== undefined) {
    return asked;
  }
  const outcome = { name: nameOf(participant.serviceProvider), result: 'no-service' } as const;
  return advanceSignOut(context, reply, { ...rest, outcomes: [...run.outcomes, outcome] }, fromForm);
}
