/**
 * Single sign-on: take the request, park it, come back by GET (only then the session cookie is there), ask for the
 * password if need be, post the answer.
 */
import { type AuthnRequestInput, postForm } from '@cordboard/saml';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SandboxError } from '../../sandbox-error.ts';
import { rawQueryOf } from '../../web/raw-query.ts';
import { sendPage, sendPostForm } from '../../web/security-headers.ts';
import { type AnswerStep, answerSignIn } from '../answer-sign-in.ts';
import type { IdpContext } from '../idp-context.ts';
import { nextStep } from '../next-step.ts';
import { loginPage } from '../pages/login-page.ts';
import { SANDBOX_NAME } from '../pages/sandbox-name.ts';
import type { PendingSignIn } from '../pending-sign-in.ts';
import { receiveAuthnRequest } from '../receive-authn-request.ts';

const HANDLE_OCTETS = 32;

const postedRequest = z.object({ SAMLRequest: z.string(), RelayState: z.string().optional() });
const resumeQuery = z.object({ request: z.string().max(200) });

/** Where a parked sign-in goes on. */
export const resumePath = (handle: string): string => `/sso/resume?request=${encodeURIComponent(handle)}`;

/** Parks a sign-in and sends the browser to where it goes on. */
export function parkSignIn(context: IdpContext, reply: FastifyReply, pending: PendingSignIn): FastifyReply {
  const handle = Buffer.from(context.random(HANDLE_OCTETS)).toString('base64url');
  context.pending.set(handle, pending);
  return reply.header('cache-control', 'no-store').redirect(resumePath(handle), 303);
}

const sendAnswer = async (
  context: IdpContext,
  reply: FastifyReply,
  pending: PendingSignIn,
  step: AnswerStep,
): Promise<FastifyReply> => {
  const message = await answerSignIn(context, pending, step);
  const nonce = Buffer.from(context.random(16)).toString('base64');
  const page = postForm({
    destination: pending.acsUrl,
    parameter: 'SAMLResponse',
    message,
    relayState: pending.relayState,
    nonce,
    texts: { title: SANDBOX_NAME },
  });
  return sendPostForm(reply, page, nonce);
};

const resume = async (context: IdpContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const handle = resumeQuery.safeParse(request.query).data?.request ?? '';
  const pending = context.pending.get(handle);
  if (pending === undefined) {
    throw new SandboxError('sandbox.sign_in_over');
  }
  const step = nextStep(pending, context.sessions.find(request));
  if (step.kind === 'ask-password') {
    const { metadata } = pending.serviceProvider;
    return sendPage(
      reply,
      loginPage({
        handle,
        forName: metadata.displayName ?? metadata.entityId,
        login: pending.request?.loginHint ?? '',
        failed: false,
      }),
    );
  }
  context.pending.delete(handle);
  return sendAnswer(context, reply, pending, step);
};

const receive = async (
  context: IdpContext,
  reply: FastifyReply,
  input: AuthnRequestInput,
  relayState?: string,
): Promise<FastifyReply> => parkSignIn(context, reply, await receiveAuthnRequest(context, input, relayState));

export function registerSsoRoutes(server: FastifyInstance, context: IdpContext): void {
  server.get('/sso', (request, reply) => receive(context, reply, { rawQuery: rawQueryOf(request) }));
  server.post('/sso', (request, reply) => {
    const form = postedRequest.safeParse(request.body).data;
    return receive(context, reply, { samlRequest: form?.SAMLRequest ?? '' }, form?.RelayState);
  });
  server.get('/sso/resume', (request, reply) => resume(context, request, reply));
}
