/**
 * Stage 5: the verdict. The kernel judges the answer against the connection's trust and the stored
 * request; an accepted answer is used up, together with its request, and parked for its browser.
 */
import {
  encryptedKeyFingerprints,
  type RefusedResponse,
  replayEntries,
  SamlError,
  type VerifiedAssertion,
  verifyResponse,
} from '@cordboard/saml';
import type { AttemptTrace } from '../attempts/attempt-trace.ts';
import type { ServiceProviderContext } from '../directory/realm-context.ts';
import { acsUrlsAt } from '../directory/service-provider-urls.ts';
import { CordboardError } from '../errors.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { ReceivedResponse } from './receive-response.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';
import { attemptChecks, VerdictRefused } from './verdict-refused.ts';

const STAGE = 'verify-assertion';

export interface VerifyAssertionInput {
  readonly received: ReceivedResponse;
  readonly serviceProvider: ServiceProviderContext;
  /** The endpoint that received the answer. */
  readonly acsUrl: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Why decryption failed, by its code alone: the message and the page say only that it did, and what
 * was decrypted belongs in no trace.
 */
const concealedCause = ({ failure }: RefusedResponse): string =>
  failure.cause instanceof SamlError ? failure.cause.code : failure.code;

/** @throws VerdictRefused when any check of the kernel fails. */
export const verifyAssertion = async (
  dependencies: Pick<SignInDependencies, 'decryptionThrottle'>,
  input: VerifyAssertionInput,
  trace: AttemptTrace,
): Promise<VerifiedAssertion> => {
  const { received, serviceProvider } = input;
  const { decryptionThrottle } = dependencies;
  const { settings, identityProvider } = received.connection.record;
  const wrappedKeys = settings.cbcSignedInside ? encryptedKeyFingerprints(received.document) : [];
  const verdict = await verifyResponse(
    { document: received.document },
    {
      idpEntityId: identityProvider.entityId,
      verificationKeys: received.connection.verificationKeys,
      decryptionKeys: serviceProvider.decryptionKeys,
      acsUrls: acsUrlsAt(serviceProvider, input.acsUrl),
      audiences: serviceProvider.audiences,
      inResponseTo: received.request === null ? { unsolicited: true } : received.request.id,
      require: settings.require,
      now: new Date(input.now),
      clockSkewMs: settings.clockSkewSeconds * 1000,
      cbcSignedInside: settings.cbcSignedInside && !decryptionThrottle.isClosed(wrappedKeys),
      allowSha1: settings.allowSha1,
      allowRsa1024: settings.allowRsa1024,
      ...(settings.requestedAuthnContext.length > 0 && { requestedAuthnContext: settings.requestedAuthnContext }),
      ...(received.request?.authnNotBefore !== null &&
        received.request?.authnNotBefore !== undefined && {
          forceAuthnIssuedAt: new Date(received.request.authnNotBefore),
        }),
    },
  );
  trace.add(...attemptChecks(STAGE, verdict.checks));
  if (!verdict.accepted) {
    if (verdict.failedInsideCbc) {
      decryptionThrottle.failed(wrappedKeys);
      trace.note(STAGE, 'cause of the failed decryption', concealedCause(verdict));
    }
    throw new VerdictRefused(verdict);
  }
  return verdict.assertion;
};

/**
 * Uses up the request and the identifiers of an accepted answer, atomically over all nodes.
 *
 * @throws CordboardError `sign-in.replayed` when any of them was used before.
 */
export const consumeAnswer = async (
  writer: StorageWriter,
  received: ReceivedResponse,
  assertion: VerifiedAssertion,
  clockSkewMs: number,
): Promise<void> => {
  const { request, connection } = received;
  const { realmId, id: connectionId } = connection.record;
  if (request !== null && !(await writer.consumeRequest(realmId, request.id))) {
    throw new CordboardError('sign-in.replayed', { received: request.id });
  }
  for (const entry of replayEntries(assertion, { clockSkewMs })) {
    // An entity ID belongs to one connection of a service provider, so the connection is the scope.
    if (!(await writer.consumeId(`${connectionId}/${entry.kind}`, entry.id, entry.until.getTime()))) {
      throw new CordboardError('sign-in.replayed', { received: entry.id });
    }
  }
};
