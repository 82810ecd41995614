/** Makes the message that answers a sign-in: who the person is, as the service provider was set up to hear it. */
import { type IssueResponseOptions, issueErrorResponse, issueResponse } from '@cordboard/saml';
import { SandboxError } from '../sandbox-error.ts';
import { attributesFor } from './attributes.ts';
import type { Fault } from './faults/fault.ts';
import { faultNamed } from './faults/fault-list.ts';
import type { IdpContext } from './idp-context.ts';
import { rememberParticipant } from './logout/session-participants.ts';
import { chooseNameIdKind, nameIdFor } from './name-id.ts';
import type { ErrorStatus, NextStep } from './next-step.ts';
import type { PendingSignIn } from './pending-sign-in.ts';

export type AnswerStep = Exclude<NextStep, { readonly kind: 'ask-password' }>;

const SESSION_MS = 12 * 3_600_000;

const CONTENT_ALGORITHMS = {
  gcm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  cbc: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
} as const;

const shift = (date: Date, ms: number): Date => new Date(date.getTime() + ms);

const encryptionFor = ({ serviceProvider }: PendingSignIn): IssueResponseOptions['encryption'] => {
  const encrypt = serviceProvider.settings.encrypt ?? 'none';
  if (encrypt === 'none') {
    return undefined;
  }
  const key = serviceProvider.metadata.encryptionKeys[0];
  if (key === undefined) {
    throw new SandboxError('sandbox.no_encryption_key', {
      expected: 'a KeyDescriptor for encryption in the metadata',
      received: serviceProvider.metadata.entityId,
    });
  }
  return { certificate: key.certificate.pem, contentAlgorithm: CONTENT_ALGORITHMS[encrypt] };
};

/** The answer without faults. */
const planAnswer = (
  context: IdpContext,
  pending: PendingSignIn,
  step: Extract<NextStep, { readonly kind: 'answer' }>,
): IssueResponseOptions => {
  const { settings, metadata } = pending.serviceProvider;
  const offsetMs = settings.clockOffsetMs ?? 0;
  const now = shift(context.clock(), offsetMs);
  const { user, authenticatedAt, sessionIndex } = step.session;
  const requestedFormat = pending.request?.nameIdFormat;
  return {
    issuer: context.entityId,
    acsUrl: pending.acsUrl,
    audiences: [settings.audience ?? metadata.entityId],
    inResponseTo: pending.request?.id,
    nameId: nameIdFor({
      kind: chooseNameIdKind(settings.nameId ?? 'persistent', requestedFormat) ?? 'none',
      user,
      idpEntityId: context.entityId,
      spEntityId: metadata.entityId,
      secret: context.secret,
      random: context.random,
    }),
    attributes: attributesFor(user, settings.attributeStyle ?? 'plain'),
    authnInstant: shift(authenticatedAt, offsetMs),
    authnContextClassRef: step.authnContextClassRef,
    sessionIndex,
    sessionNotOnOrAfter: shift(authenticatedAt, offsetMs + SESSION_MS),
    now,
    signing: { key: context.signingKey, elements: settings.sign ?? 'both' },
    encryption: encryptionFor(pending),
    random: context.random,
  };
};

const refusal = async (context: IdpContext, pending: PendingSignIn, status: ErrorStatus): Promise<string> => {
  const issued = await issueErrorResponse({
    issuer: context.entityId,
    acsUrl: pending.acsUrl,
    inResponseTo: pending.request?.id,
    status: { codes: [status.code, status.subCode], message: status.message },
    now: shift(context.clock(), pending.serviceProvider.settings.clockOffsetMs ?? 0),
    signing: { key: context.signingKey },
    random: context.random,
  });
  return issued.xml;
};

/**
 * The XML of the Response, with the faults of the service provider's settings. Whom the session told is noted in it.
 *
 * @throws SandboxError `sandbox.no_encryption_key`.
 */
export async function answerSignIn(context: IdpContext, pending: PendingSignIn, step: AnswerStep): Promise<string> {
  const faults: readonly Fault[] = (pending.serviceProvider.settings.faults ?? []).map(faultNamed);
  if (step.kind === 'refuse') {
    return refusal(context, pending, step.status);
  }
  const status = faults.find((fault) => fault.status !== undefined)?.status;
  if (status !== undefined) {
    return refusal(context, pending, status);
  }
  const plan = faults.reduce(
    (planned, fault) => fault.plan?.(planned, context) ?? planned,
    planAnswer(context, pending, step),
  );
  const { xml } = await issueResponse(plan);
  if (plan.nameId !== undefined) {
    const { serviceProvider } = pending;
    const told = { serviceProvider, nameId: plan.nameId, idpEntityId: context.entityId };
    rememberParticipant(step.session.participants, told);
  }
  return faults.reduce((message, fault) => fault.message?.(message) ?? message, xml);
}
