/** From logout messages as they came in to what may be acted on (SAML profiles §4.4.4). */
import {
  decodeLogoutMessage,
  type LogoutInput,
  loadVerificationKey,
  type MessageInput,
  type VerificationKey,
  verifyLogoutRequest,
  verifyLogoutResponse,
} from '@cordboard/saml';
import { SandboxError } from '../../sandbox-error.ts';
import type { IdpContext } from '../idp-context.ts';
import type { RegisteredServiceProvider } from '../service-provider-registry.ts';
import { logoutEndpoint } from './send-logout.ts';
import { nameOf, type RequestedSignOut, type SignOutOutcome, type SignOutRun } from './sign-out-run.ts';

/** A logout message as the browser brought it. */
export interface ReceivedLogout {
  readonly input: MessageInput;
  /** Of a POST; that of a redirect is in its query. */
  readonly relayState: string | undefined;
}

const peerOptions = (
  context: IdpContext,
  { metadata }: RegisteredServiceProvider,
): { peerEntityId: string; verificationKeys: readonly VerificationKey[]; sloUrls: readonly string[]; now: Date } => ({
  peerEntityId: metadata.entityId,
  verificationKeys: metadata.signingCertificates.map((certificate) => loadVerificationKey(certificate.pem)),
  sloUrls: [context.sloUrl],
  now: context.clock(),
});

/**
 * Takes the LogoutRequest of a registered service provider. It has to be signed, and is taken once.
 *
 * @throws SamlError `message.*`, `xml.*`, `logout.*`, `signature.*`; SandboxError `sandbox.service_provider_*`,
 * `sandbox.logout_replayed`.
 */
export async function receiveLogoutRequest(context: IdpContext, received: ReceivedLogout): Promise<RequestedSignOut> {
  const decoded = decodeLogoutMessage(received.input, 'LogoutRequest');
  const serviceProvider = await context.serviceProviders.byEntityId(decoded.unverified.issuer ?? '');
  const verdict = await verifyLogoutRequest({ decoded }, peerOptions(context, serviceProvider));
  if (!verdict.accepted) {
    throw verdict.failure;
  }
  const answerTo = logoutEndpoint(serviceProvider);
  if (answerTo === undefined) {
    throw new SandboxError('sandbox.service_provider_metadata', {
      expected: 'a SingleLogoutService',
      received: 'none',
    });
  }
  const { id, nameId, sessionIndexes } = verdict.message;
  const used = `${serviceProvider.metadata.entityId} ${id}`;
  if (context.usedLogoutRequests.get(used) === true) {
    throw new SandboxError('sandbox.logout_replayed', { received: id });
  }
  context.usedLogoutRequests.set(used, true);
  return {
    serviceProvider,
    answerTo,
    requestId: id,
    nameId,
    sessionIndexes,
    relayState: decoded.redirect === undefined ? received.relayState : decoded.redirect.relayState,
    fromForm: decoded.redirect === undefined,
  };
}

const outcomeOf = async (
  context: IdpContext,
  asked: RegisteredServiceProvider,
  answer: { readonly input: LogoutInput; readonly inResponseTo: string },
): Promise<SignOutOutcome> => {
  const name = nameOf(asked);
  const { inResponseTo } = answer;
  const verdict = await verifyLogoutResponse(answer.input, { ...peerOptions(context, asked), inResponseTo });
  if (!verdict.accepted) {
    const { code, received } = verdict;
    return { name, result: 'failed', detail: received === undefined ? code : `${code}, ${received}` };
  }
  return { name, result: verdict.message.partial ? 'partial' : 'signed-out' };
};

/**
 * Takes the LogoutResponse of the service provider that was asked last and adds what came of it to the run.
 *
 * @throws SamlError `message.*`, `xml.*`; SandboxError `sandbox.sign_out_over` when it answers no request that waits.
 */
export async function receiveLogoutResponse(context: IdpContext, received: ReceivedLogout): Promise<SignOutRun> {
  const decoded = decodeLogoutMessage(received.input, 'LogoutResponse');
  const inResponseTo = decoded.unverified.inResponseTo ?? '';
  const waiting = context.askedSignOuts.take(inResponseTo);
  if (waiting === undefined) {
    throw new SandboxError('sandbox.sign_out_over');
  }
  const outcome = await outcomeOf(context, waiting.asked, { input: { decoded }, inResponseTo });
  return { ...waiting.run, outcomes: [...waiting.run.outcomes, outcome] };
}
