/**
 * The paths of a sign-out. Ending the hub session ends everything that was derived from it: OIDC sessions, grants and tokens
 * go in the same commit. What the identity provider has part in leaves an attempt with its checks.
 *
 * - Begun here: find-session → end-session → send-logout-request → (identity provider) → receive-logout-response
 * - Begun there: receive-logout-request → end-sessions → send-logout-response
 */
import { type VerifiedLogoutRequest, verifyLogoutRequest, verifyLogoutResponse } from '@cordboard/saml';
import { AttemptTrace } from '../attempts/attempt-trace.ts';
import type { ConnectionContext, RealmContext, ServiceProviderContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { Departure } from '../sign-in/departure.ts';
import { type Refused, refuse, startTrace } from '../sign-in/refuse-sign-in.ts';
import { hashSecret } from '../sign-in/send-authn-request.ts';
import type { SignInDependencies } from '../sign-in/sign-in-dependencies.ts';
import { attemptChecks, VerdictRefused } from '../sign-in/verdict-refused.ts';
import type { HubSessionRecord } from '../storage/ports/session-store.ts';
import { endIdpSessions } from './end-idp-sessions.ts';
import { connectionOf, type IdpOutcome, type Leaving } from './leaving.ts';
import { type PendingLogout, pendingRecord, takePending } from './pending-logout.ts';
import { decodeLogout, logoutTrust, type ReceivedLogout, relayStateOf, senderOf } from './receive-logout.ts';
import { type LogoutPlan, logoutPlan, sendLogoutRequest, sendLogoutResponse } from './send-logout.ts';

/** The stages in their order, those of either path; traces and documents use these names. */
export const signOutStages = [
  'find-session',
  'end-session',
  'send-logout-request',
  'receive-logout-response',
  'receive-logout-request',
  'end-sessions',
  'send-logout-response',
] as const;

/**
 * The session that a sign-out ends. One that does not count at present is found as well: it would come back to life with its
 * connection, its user or a longer time for being idle.
 */
export const findSessionToEnd = async (
  { storage, clock }: Pick<SignInDependencies, 'storage' | 'clock'>,
  realm: RealmContext,
  secret: string | undefined,
): Promise<HubSessionRecord | null> => {
  const found =
    secret === undefined || secret === '' ? null : await storage.read.findSession(hashSecret(secret), clock());
  return found?.realmId === realm.view.realm.id ? found : null;
};

/** The session that ended, or null when there was none. */
export const signOut = async (
  dependencies: Pick<SignInDependencies, 'storage' | 'clock'>,
  realm: RealmContext,
  secret: string | undefined,
): Promise<HubSessionRecord | null> => {
  const session = await findSessionToEnd(dependencies, realm, secret);
  if (session === null) {
    return null;
  }
  const ended = await dependencies.storage.write((writer) => writer.endSession(session.idHash));
  return ended ? session : null;
};

/** The browser is back from the identity provider, or was never sent there. */
export interface Left {
  readonly kind: 'left';
  /** Name of the connection, or null when it is not known. */
  readonly connection: string | null;
  readonly outcome: IdpOutcome;
  readonly landing: string | null;
  /** Of the attempt, when there is one that explains the outcome. */
  readonly reference: string | null;
}

export type LeaveResult = Left | { readonly kind: 'depart'; readonly departure: Departure };

const planOf = (realm: RealmContext, leaving: Leaving): LogoutPlan | null => {
  const found = connectionOf(realm, leaving);
  const isSame = found?.connection.record.identityProvider.entityId === leaving.idpEntityId;
  return isSame ? logoutPlan(found, leaving.session.nameId) : null;
};

/** Whether the identity provider is to be asked to end its own session, and can be. */
export const isAsked = (realm: RealmContext, leaving: Leaving): boolean => planOf(realm, leaving) !== null;

/** How a sign-out ends that concerns nobody else. */
export const notAsked = (realm: RealmContext, leaving: Leaving): Left => ({
  kind: 'left',
  connection: connectionOf(realm, leaving)?.connection.record.name ?? null,
  outcome: 'still-signed-in',
  landing: leaving.landing,
  reference: null,
});

/** After a session ended here: asks the identity provider to end its own, where it is to be asked. */
export const leaveIdentityProvider = async (
  dependencies: SignInDependencies,
  realm: RealmContext,
  leaving: Leaving,
): Promise<LeaveResult> => {
  const { landing, session, userId, serviceProviderId, connectionId } = leaving;
  const plan = planOf(realm, leaving);
  if (plan === null) {
    return notAsked(realm, leaving);
  }
  const trace = startTrace(dependencies, realm, { kind: 'sign-out', connectionId });
  trace.about({ userId, subject: plan.nameId.value });
  const { id, departure } = await trace.stage('send-logout-request', () =>
    sendLogoutRequest(dependencies, plan, session.sessionIndex),
  );
  trace.note('send-logout-request', 'request', `${departure.kind}, signed`);
  const pending: PendingLogout = { attemptId: trace.record.id, serviceProviderId, connectionId, landing };
  await dependencies.storage.write(async (writer) => {
    await writer.parkResult(pendingRecord(dependencies, realm.view.realm.id, id, pending));
    await writer.putAttempt(trace.record);
  });
  return { kind: 'depart', departure };
};

/** What an answer that proves nothing still tells: a refusal of the identity provider means that its session is there. */
const outcomeOf = (code: string): IdpOutcome => (code === 'logout.status' ? 'still-signed-in' : 'unknown');

/**
 * The answer to a request of ours. The session here ended before: whatever comes, the person is signed out, and is told what is
 * known of the session at the identity provider.
 */
export const receiveLogoutResponse = async (
  dependencies: SignInDependencies,
  realm: RealmContext,
  received: ReceivedLogout,
): Promise<Left> => {
  let trace = startTrace(dependencies, realm, { kind: 'sign-out' });
  let known: Pick<Left, 'connection' | 'landing'> = { connection: null, landing: null };
  try {
    const decoded = await trace.stage('receive-logout-response', () => decodeLogout(received, 'LogoutResponse'));
    const { inResponseTo } = decoded.unverified;
    const pending = await trace.stage('receive-logout-response', () =>
      dependencies.storage.write((writer) => takePending(dependencies, writer, realm.view.realm.id, inResponseTo)),
    );
    const stored = await dependencies.storage.read.findAttempt(pending.attemptId);
    trace = stored === null ? trace : AttemptTrace.resume(stored, dependencies.monotonicMs);
    const asked = connectionOf(realm, pending);
    known = { connection: asked?.connection.record.name ?? null, landing: pending.landing };
    const message = await trace.stage('receive-logout-response', async () => {
      if (asked === null || asked.serviceProvider.record.id !== received.serviceProvider.record.id) {
        throw new CordboardError('sign-out.issuer_unknown', { received: pending.connectionId });
      }
      const trust = logoutTrust(asked.connection, asked.serviceProvider, dependencies.clock());
      const verdict = await verifyLogoutResponse({ decoded }, { ...trust, inResponseTo: inResponseTo ?? '' });
      trace.add(...attemptChecks('receive-logout-response', verdict.checks));
      if (!verdict.accepted) {
        throw new VerdictRefused(verdict);
      }
      return verdict.message;
    });
    await dependencies.storage.write((writer) => writer.putAttempt(trace.succeed(dependencies.clock())));
    return { kind: 'left', ...known, outcome: message.partial ? 'partly' : 'signed-out', reference: null };
  } catch (error) {
    const { code, reference } = await refuse(dependencies, trace, error);
    return { kind: 'left', ...known, outcome: outcomeOf(code), reference };
  }
};

export type LogoutRequestResult =
  | Refused
  /** The sessions ended; the browser takes our answer back. */
  | { readonly kind: 'answer'; readonly departure: Departure }
  /** The sessions ended, and the identity provider wants no answer. */
  | { readonly kind: 'ended' };

/** @throws VerdictRefused when any check of the kernel fails. */
const verifyRequest = async (
  dependencies: Pick<SignInDependencies, 'clock'>,
  trace: AttemptTrace,
  judged: {
    readonly decoded: ReturnType<typeof decodeLogout>;
    readonly connection: ConnectionContext;
    readonly serviceProvider: ServiceProviderContext;
  },
): Promise<VerifiedLogoutRequest> => {
  const { decoded, connection, serviceProvider } = judged;
  const verdict = await verifyLogoutRequest(
    { decoded },
    {
      ...logoutTrust(connection, serviceProvider, dependencies.clock()),
      decryptionKeys: serviceProvider.decryptionKeys,
    },
  );
  trace.add(...attemptChecks('receive-logout-request', verdict.checks));
  if (!verdict.accepted) {
    throw new VerdictRefused(verdict);
  }
  return verdict.message;
};

/** A request of the identity provider: the sessions that it means end, and it is told so. */
export const receiveLogoutRequest = async (
  dependencies: SignInDependencies,
  realm: RealmContext,
  received: ReceivedLogout,
): Promise<LogoutRequestResult> => {
  const trace = startTrace(dependencies, realm, { kind: 'sign-out' });
  const { serviceProvider } = received;
  try {
    const { connection, request, relayState } = await trace.stage('receive-logout-request', async () => {
      const decoded = decodeLogout(received, 'LogoutRequest');
      const sender = senderOf(realm, serviceProvider, decoded);
      trace.about({ connectionId: sender.record.id });
      const judged = { decoded, connection: sender, serviceProvider };
      const request = await verifyRequest(dependencies, trace, judged);
      return { connection: sender, request, relayState: relayStateOf(received, decoded) };
    });
    trace.about({ subject: request.nameId.value });
    // Signed before anything is stored: no other write waits for a signature.
    const departure = await trace.stage('send-logout-response', () =>
      sendLogoutResponse(dependencies, {
        serviceProvider,
        connection,
        request,
        binding: 'posted' in received.input ? 'post' : 'redirect',
        relayState,
      }),
    );
    await dependencies.storage.write(async (writer) => {
      const ended = await trace.stage('end-sessions', () => endIdpSessions(dependencies, writer, connection, request));
      trace.about({ userId: ended.userId });
      trace.passed('end-sessions', 'sessions', ended.count === 1 ? '1 ended' : `${ended.count} ended`);
      trace.note('send-logout-response', 'response', departure === null ? 'not sent' : `${departure.kind}, signed`);
      await writer.putAttempt(trace.succeed(dependencies.clock()));
    });
    return departure === null ? { kind: 'ended' } : { kind: 'answer', departure };
  } catch (error) {
    return refuse(dependencies, trace, error);
  }
};
