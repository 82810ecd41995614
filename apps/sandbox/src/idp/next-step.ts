/** Decides what happens to a sign-in that came back to the sandbox: ask for the password, answer, or refuse. */
import {
  AUTHN_CONTEXT_PASSWORD,
  AUTHN_CONTEXT_PASSWORD_PROTECTED_TRANSPORT,
  AUTHN_CONTEXT_UNSPECIFIED,
  STATUS_INVALID_NAME_ID_POLICY,
  STATUS_NO_AUTHN_CONTEXT,
  STATUS_NO_PASSIVE,
  STATUS_REQUESTER,
  STATUS_RESPONDER,
} from '@cordboard/saml';
import type { IdpSession } from './idp-sessions.ts';
import { chooseNameIdKind } from './name-id.ts';
import type { PendingSignIn } from './pending-sign-in.ts';

/** A status that is not success (SAML core §3.2.2.2). */
export interface ErrorStatus {
  readonly code: string;
  readonly subCode: string;
  readonly message: string;
}

export type NextStep =
  | { readonly kind: 'ask-password' }
  | { readonly kind: 'answer'; readonly session: IdpSession; readonly authnContextClassRef: string }
  | { readonly kind: 'refuse'; readonly status: ErrorStatus };

/** What a password over a protected channel may be called; the first is what real identity providers send. */
const AUTHN_CONTEXTS: readonly string[] = [
  AUTHN_CONTEXT_PASSWORD_PROTECTED_TRANSPORT,
  AUTHN_CONTEXT_PASSWORD,
  AUTHN_CONTEXT_UNSPECIFIED,
];

const authnContextFor = (requested: readonly string[]): string | undefined =>
  requested.length === 0 ? AUTHN_CONTEXTS[0] : AUTHN_CONTEXTS.find((context) => requested.includes(context));

const refuse = (subCode: string, message: string, code: string = STATUS_RESPONDER): NextStep => ({
  kind: 'refuse',
  status: { code, subCode, message },
});

const isGoodEnough = (pending: PendingSignIn, session: IdpSession): boolean =>
  pending.request?.forceAuthn !== true || session.authenticatedAt.getTime() >= pending.beganAt.getTime();

/** The order is that of the specification: what cannot be answered at all is refused before anyone types a password. */
export function nextStep(pending: PendingSignIn, session: IdpSession | undefined): NextStep {
  const { request, serviceProvider } = pending;
  if (chooseNameIdKind(serviceProvider.settings.nameId ?? 'persistent', request?.nameIdFormat) === undefined) {
    return refuse(
      STATUS_INVALID_NAME_ID_POLICY,
      `The NameID format ${request?.nameIdFormat} is not supported.`,
      STATUS_REQUESTER,
    );
  }
  const authnContextClassRef = authnContextFor(request?.authnContextClassRefs ?? []);
  if (authnContextClassRef === undefined) {
    return refuse(STATUS_NO_AUTHN_CONTEXT, 'Only sign-in by password is offered.');
  }
  if (session !== undefined && isGoodEnough(pending, session)) {
    return { kind: 'answer', session, authnContextClassRef };
  }
  return request?.isPassive === true
    ? refuse(STATUS_NO_PASSIVE, 'The person has to sign in, and the request forbids to ask.')
    : { kind: 'ask-password' };
}
