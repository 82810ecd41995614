/**
 * THE PATH of one sign-in, and the table of contents of this folder.
 *
 *   begin-sign-in → choose-connection → send-authn-request → (identity provider)
 *   receive-response → verify-assertion → (303) claim-result → map-claims → provision-user
 *   → open-session → resume-app
 *
 * A sign-in takes three requests of the browser, so there are three functions here. Each runs its
 * stages in order through the attempt's trace and stores what happened in the same commit as what
 * changed. A stage takes values and returns values; it never calls the next one.
 */
import { AttemptTrace } from '../attempts/attempt-trace.ts';
import { type LocalOffer, localOffer } from '../directory/local-permission.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import { appOf, type BeginSignInInput, beginSignIn, type SignInIntent } from './begin-sign-in.ts';
import { type Candidate, type ConnectionChoice, candidateKey, chooseConnection } from './choose-connection.ts';
import { type ClaimResultInput, claimResult, takeResult } from './claim-result.ts';
import type { Departure } from './departure.ts';
import { FINISH_PORTAL, finishPortal } from './finish-portal.ts';
import { FINISH_TEST, finishTest, keepTestClaims, noteTestBegun, type ParkedTest } from './finish-test.ts';
import { mapClaims } from './map-claims.ts';
import { type OpenedSession, openSession, settleFormerSession } from './open-session.ts';
import { identityOf, type ParkedSignIn, parkedRecord } from './parked-sign-in.ts';
import { provisionUser } from './provision-user.ts';
import { type ReceivedResponse, type ReceiveResponseInput, receiveResponse } from './receive-response.ts';
import { type Refused, refuse, refuseSignIn, startTrace } from './refuse-sign-in.ts';
import { resumeApp } from './resume-app.ts';
import { hashSecret, sendAuthnRequest } from './send-authn-request.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';
import { testedConnection } from './tested-connection.ts';
import { unsolicitedTarget } from './unsolicited-target.ts';
import { consumeAnswer, verifyAssertion } from './verify-assertion.ts';

/** The stages in their order; traces and documents use these names. */
export const signInStages = [
  'begin-sign-in',
  'choose-connection',
  'send-authn-request',
  'receive-response',
  'verify-assertion',
  'claim-result',
  'map-claims',
  'provision-user',
  'open-session',
  'resume-app',
] as const;

/** What an answer goes through: a second answer to the same request is judged, and kept, on its own. */
const answerStages: readonly string[] = signInStages.slice(signInStages.indexOf('receive-response'));

/** So many refused answers to one request are a fault worth reading; more would only fill the attempt. */
const MAX_REFUSED_ANSWERS = 5;

export type StartResult =
  | Refused
  | {
      readonly kind: 'ask';
      readonly intent: SignInIntent;
      readonly candidates: readonly Candidate[];
      readonly offersLocal: boolean;
    }
  /** User name and password: the path goes on in `local/local-flow.ts`. */
  | { readonly kind: 'local'; readonly intent: SignInIntent }
  | {
      readonly kind: 'depart';
      readonly departure: Departure;
      readonly requestId: string;
      readonly bindingSecret: string;
      readonly reference: string;
    };

export type AnswerResult =
  | Refused
  /** Parked: send the browser to claim it with this handle. */
  | { readonly kind: 'parked'; readonly handle: string }
  /** Unsolicited: the answer was discarded, begin a sign-in of our own with this connection. */
  | { readonly kind: 'restart'; readonly input: BeginSignInInput };

export type CompleteResult =
  | Refused
  | {
      readonly kind: 'signed-in';
      readonly session: OpenedSession;
      readonly location: string;
      /** The request whose cookie is no longer needed; null for an unsolicited answer. */
      readonly requestId: string | null;
      /** `<service provider>/<connection>`, to be remembered in this browser. */
      readonly remember: string;
    }
  /** A connection was tested: nobody is signed in. */
  | {
      readonly kind: 'tested';
      readonly test: string;
      readonly requestId: string | null;
      readonly recognisedAs: string | null;
    }
  /** An administrator goes on to the portal with this code: nobody is signed in here. */
  | { readonly kind: 'portal'; readonly requestId: string | null; readonly code: string };

/** Administrators have passwords of their own in the portal. */
const offerFor = (dependencies: SignInDependencies, realm: RealmContext, { target }: SignInIntent): LocalOffer =>
  target.kind === 'portal' ? 'none' : localOffer(realm.view, dependencies.clock());

/** A test names the connection that it is for, enabled or not. */
const chooseFor = async (
  dependencies: SignInDependencies,
  realm: RealmContext,
  intent: SignInIntent,
): Promise<ConnectionChoice> =>
  intent.target.kind === 'test'
    ? {
        kind: 'chosen',
        candidate: await testedConnection(dependencies.storage.read, realm, intent.target.test),
        by: 'test',
      }
    : chooseConnection(realm, intent, offerFor(dependencies, realm, intent));

/** First request: from the wish to sign in to the departure for the identity provider. */
export const startSignIn = async (
  dependencies: SignInDependencies,
  realm: RealmContext,
  input: BeginSignInInput,
): Promise<StartResult> => {
  const trace = startTrace(dependencies, realm, { app: appOf(input.target) });
  try {
    const intent = await trace.stage('begin-sign-in', () => beginSignIn(realm, input));
    const choice = await trace.stage('choose-connection', () => chooseFor(dependencies, realm, intent));
    if (choice.kind !== 'chosen') {
      return { ...choice, intent };
    }
    trace.note('choose-connection', 'connection', `${candidateKey(choice.candidate)}, by ${choice.by}`);
    trace.about({ connectionId: choice.candidate.connection.record.id });
    const sent = await trace.stage('send-authn-request', () =>
      sendAuthnRequest(dependencies, realm, intent, choice.candidate, trace.record.id),
    );
    trace.note('send-authn-request', 'request', `${sent.departure.kind}, ${sent.signed ? 'signed' : 'not signed'}`);
    await dependencies.storage.write(async (writer) => {
      await writer.putRequest(sent.record);
      await writer.putAttempt(trace.record);
      await noteTestBegun(writer, intent.target, { attemptId: trace.record.id, signingKeyId: sent.signingKeyId });
    });
    return {
      kind: 'depart',
      departure: sent.departure,
      requestId: sent.record.id,
      bindingSecret: sent.bindingSecret,
      reference: trace.reference,
    };
  } catch (error) {
    return refuse(dependencies, trace, error, (writer) =>
      noteTestBegun(writer, input.target, { attemptId: trace.record.id, signingKeyId: null }),
    );
  }
};

export interface ReceiveAnswerInput extends ReceiveResponseInput {
  readonly relayState: string | undefined;
}

/** The attempt that the request began, or a new one when the answer belongs to none. */
const traceOfAnswer = async (
  dependencies: SignInDependencies,
  fresh: AttemptTrace,
  received: ReceivedResponse,
): Promise<AttemptTrace> => {
  const stored =
    received.request === null ? null : await dependencies.storage.read.findAttempt(received.request.attemptId);
  const trace = stored === null ? fresh : AttemptTrace.retry(stored, answerStages, dependencies.monotonicMs);
  trace.addTimes(fresh.record.stageMs);
  trace.about({ connectionId: received.connection.record.id });
  trace.note('receive-response', 'response', received.request === null ? 'unsolicited' : 'answers our request');
  return trace;
};

/** Second request: the cross-site POST of the answer, up to its verdict. */
export const receiveAnswer = async (
  dependencies: SignInDependencies,
  realm: RealmContext,
  input: ReceiveAnswerInput,
): Promise<AnswerResult> => {
  let trace = startTrace(dependencies, realm);
  let answered: string | undefined;
  try {
    const received = await trace.stage('receive-response', () => receiveResponse(dependencies, realm, input));
    const { connection, request } = received;
    answered = request?.id;
    trace = await traceOfAnswer(dependencies, trace, received);
    if (realm.view.realm.ssoMode === 'non-sso' && request?.target.kind !== 'test') {
      throw new CordboardError('sign-in.sso_not_enabled', { expected: 'hybrid or sso', received: 'non-sso' });
    }
    const target = request?.target ?? unsolicitedTarget(realm, input.relayState);
    if (request === null && connection.record.settings.idpInitiated === 'restart') {
      const link = {
        serviceProvider: input.serviceProvider.record.slug,
        connection: connection.record.slug,
      };
      return { kind: 'restart', input: { target, link, restarted: true } };
    }
    const verifying = { received, serviceProvider: input.serviceProvider, acsUrl: input.acsUrl };
    const assertion = await trace.stage('verify-assertion', () =>
      verifyAssertion(dependencies, { ...verifying, now: dependencies.clock() }, trace),
    );
    const parked: ParkedSignIn = {
      attemptId: trace.record.id,
      serviceProviderId: input.serviceProvider.record.id,
      connectionId: connection.record.id,
      request: request === null ? null : { id: request.id, bindingHash: request.bindingHash },
      target,
      ...(assertion.decryptionKeyName !== undefined && { decryptionKeyId: assertion.decryptionKeyName }),
      identity: identityOf(assertion),
    };
    const handle = Buffer.from(dependencies.random(32)).toString('base64url');
    await dependencies.storage.write(async (writer) => {
      const skewMs = connection.record.settings.clockSkewSeconds * 1000;
      await trace.stage('verify-assertion', () => consumeAnswer(writer, received, assertion, skewMs));
      await writer.parkResult(parkedRecord(dependencies, realm.view.realm.id, handle, parked));
      await writer.putAttempt(trace.record);
    });
    return { kind: 'parked', handle };
  } catch (error) {
    return refuseAnswer(dependencies, realm, { trace, requestId: answered }, error);
  }
};

/** An answer that came twice gets an attempt of its own: the first one goes on, and keeps its trace. */
const refuseAnswer = (
  dependencies: SignInDependencies,
  realm: RealmContext,
  { trace, requestId }: { readonly trace: AttemptTrace; readonly requestId: string | undefined },
  error: unknown,
): Promise<Refused> => {
  if (requestId !== undefined && error instanceof CordboardError && error.code === 'sign-in.replayed') {
    return refuseSignIn(dependencies, realm, 'verify-assertion', error);
  }
  const realmId = realm.view.realm.id;
  return refuse(dependencies, trace, error, async (writer) => {
    if (requestId !== undefined) {
      await writer.countRefusedAnswer(realmId, requestId, MAX_REFUSED_ANSWERS);
    }
  });
};

export interface CompleteSignInInput extends Omit<ClaimResultInput, 'realmId'> {
  /** Value of the session cookie that the browser has from before, if any; it is never adopted. */
  readonly formerSession?: string | undefined;
}

/**
 * Third request: the browser claims its result, and the person is signed in. All of it is one
 * commit; a refusal rolls that back, so that nothing is created, and uses the result up.
 */
export const completeSignIn = async (
  dependencies: SignInDependencies,
  realm: RealmContext,
  input: CompleteSignInInput,
): Promise<CompleteResult> => {
  const { id: realmId, settings } = realm.view.realm;
  const { formerSession: formerSecret } = input;
  const claim: ClaimResultInput = { handle: input.handle, bindingCookie: input.bindingCookie, realmId };
  let trace = startTrace(dependencies, realm);
  let tested: ParkedTest | null = null;
  try {
    return await dependencies.storage.write(async (writer): Promise<CompleteResult> => {
      const parked = await trace.stage('claim-result', () => takeResult(dependencies, writer, claim));
      const stored = await writer.findAttempt(parked.attemptId);
      trace = stored === null ? trace : AttemptTrace.resume(stored, dependencies.monotonicMs);
      await trace.stage('claim-result', () => claimResult(parked, input.bindingCookie));
      trace.passed('claim-result', 'browser', parked.request === null ? 'any, unsolicited' : 'the one that began');
      if (parked.target.kind === 'test') {
        tested = { parked, test: parked.target.test };
        return completeTest(dependencies, writer, realm, tested, trace);
      }
      const candidate = candidateOf(realm, parked);
      const { settings: trust } = candidate.connection.record;
      const { connectionId } = parked;
      const claimed = await trace.stage('map-claims', () => mapClaims(parked.identity, trust, connectionId, trace));
      const idpEntityId = parked.identity.issuer;
      const now = dependencies.clock();
      const provisioning = { realmId, connectionId, idpEntityId, match: trust.match, claimed, now };
      const user = await trace.stage('provision-user', () => provisionUser(writer, provisioning, trace));
      if (parked.target.kind === 'portal') {
        const finishing = { realm, parked, state: parked.target.state, match: trust.match, claimed, user };
        const code = await trace.stage(FINISH_PORTAL, () => finishPortal(dependencies, writer, finishing, trace));
        // It stays open: the portal says how it ends.
        await writer.putAttempt(trace.record);
        return { kind: 'portal', code, requestId: parked.request?.id ?? null };
      }
      const session = await trace.stage('open-session', () =>
        openSession(dependencies, writer, { id: realmId, settings }, parked, user.id),
      );
      const former = await settleFormerSession(dependencies, writer, { session: session.record, formerSecret });
      if (former !== 'none') {
        trace.note('open-session', 'former session', former);
      }
      trace.passed('open-session', 'session', `until ${new Date(session.record.expiresAt).toISOString()}`);
      const location = await trace.stage('resume-app', () => resumeApp(realm, parked.target));
      await writer.putAttempt(trace.succeed(dependencies.clock()));
      const requestId = parked.request?.id ?? null;
      return { kind: 'signed-in', session, location, requestId, remember: candidateKey(candidate) };
    });
  } catch (error) {
    return refuse(dependencies, trace, error, async (writer) => {
      await writer.takeResult(hashSecret(input.handle), dependencies.clock());
      if (tested !== null) {
        await keepTestClaims(dependencies, writer, tested);
      }
    });
  }
};

/** Ends a test of a connection: the same stages as a sign-in as far as the claims, then the result. */
const completeTest = async (
  dependencies: SignInDependencies,
  writer: StorageWriter,
  realm: RealmContext,
  tested: ParkedTest,
  trace: AttemptTrace,
): Promise<CompleteResult> => {
  const { parked } = tested;
  const { connection } = await testedConnection(writer, realm, tested.test);
  const { settings } = connection.record;
  const claimed = await trace.stage('map-claims', () =>
    mapClaims(parked.identity, settings, parked.connectionId, trace),
  );
  const recognisedAs = await trace.stage(FINISH_TEST, () =>
    finishTest(dependencies, writer, { realm, tested, match: settings.match, claimed }, trace),
  );
  await writer.putAttempt(trace.succeed(dependencies.clock()));
  return { kind: 'tested', test: tested.test, requestId: parked.request?.id ?? null, recognisedAs };
};

const candidateOf = (realm: RealmContext, parked: ParkedSignIn): Candidate => {
  const serviceProvider = realm.serviceProviders.find((sp) => sp.record.id === parked.serviceProviderId);
  const connection = serviceProvider?.connections.find((candidate) => candidate.record.id === parked.connectionId);
  if (serviceProvider === undefined || connection === undefined) {
    throw new CordboardError('sign-in.connection_unknown', { received: parked.connectionId });
  }
  return { serviceProvider, connection };
};
