/**
 * The second half of the verdict: the values of an assertion whose signature was verified. Every check in its
 * order, as in `verify-response.ts`, which calls this.
 */
import { checkAssertionIssuer } from './checks/check-assertion-issuer.ts';
import { checkAttributes } from './checks/check-attributes.ts';
import { checkAudience } from './checks/check-audience.ts';
import { checkAuthnContext } from './checks/check-authn-context.ts';
import { checkAuthnInstant } from './checks/check-authn-instant.ts';
import { checkAuthnStatement, checkSession } from './checks/check-authn-statement.ts';
import { checkConditions } from './checks/check-conditions.ts';
import { checkIssueInstant } from './checks/check-issue-instant.ts';
import { checkLifetime } from './checks/check-lifetime.ts';
import type { CheckRecorder } from './checks/check-recorder.ts';
import { checkSubject } from './checks/check-subject.ts';
import { type AcceptedConfirmation, checkSubjectConfirmation } from './checks/check-subject-confirmation.ts';
import type { ResponseCheckName } from './checks/response-checks.ts';
import type { VerificationSettings } from './checks/verification-settings.ts';
import type { VerifyResponseOptions } from './checks/verify-response-options.ts';
import type { UniqueIds } from './dsig/collect-ids.ts';
import type { VerifiedAssertion } from './messages/assertion.ts';
import { type AssertionParts, readAssertion } from './messages/read-assertion.ts';
import { readAuthnStatements } from './messages/read-authn-statements.ts';
import { readConditions } from './messages/read-conditions.ts';
import type { UnverifiedResponseMessage } from './messages/read-response.ts';
import type { VerifiedElement } from './messages/verified-element.ts';
import type { UnwrapBudget } from './xenc/unwrap-budget.ts';

/** The assertion and everything that it is judged against. */
export interface AssertionValuesCheck {
  readonly element: VerifiedElement;
  /** Only when the Response was signed and verified: then its values are as good as those of the assertion. */
  readonly signedResponse: UnverifiedResponseMessage | undefined;
  readonly options: VerifyResponseOptions;
  readonly settings: VerificationSettings;
  /** What the assertion itself has left, if it was encrypted. */
  readonly unwraps: UnwrapBudget;
  /** Of the whole message, the decrypted assertions included. */
  readonly ids: UniqueIds;
}

/** What the assertion says; who signed and encrypted it is known to the caller. */
export type AssertionValues = Omit<VerifiedAssertion, 'signedBy' | 'encrypted' | 'decryptionKeyName'>;

type Recorder = CheckRecorder<ResponseCheckName>;

/** For whom and until when the assertion is valid. */
const checkValidity = (
  run: Recorder,
  assertion: AssertionParts,
  issueInstant: number,
  confirmation: AcceptedConfirmation,
  { options, settings: { time } }: AssertionValuesCheck,
): Pick<AssertionValues, 'audience' | 'proxyRestriction' | 'notOnOrAfter'> => {
  const conditions = run.run('conditions', () => {
    const read = readConditions(assertion.conditions);
    checkConditions(read, time);
    return read;
  });
  const audience = run.run('audience', () => checkAudience(conditions.audienceRestrictions, options.audiences));
  const notOnOrAfter = run.run('lifetime', () =>
    checkLifetime({
      issueInstant,
      conditionsEnd: conditions.notOnOrAfter,
      confirmationEnd: confirmation.notOnOrAfter,
      maxLifetimeMs: time.maxLifetimeMs,
    }),
  );
  return { audience, proxyRestriction: conditions.proxyRestriction, notOnOrAfter: new Date(notOnOrAfter) };
};

/** How, when and for how long the person signed in at the identity provider. */
const checkAuthentication = (
  run: Recorder,
  assertion: AssertionParts,
  { options, settings: { time } }: AssertionValuesCheck,
): Pick<
  AssertionValues,
  'authnInstant' | 'sessionIndex' | 'sessionNotOnOrAfter' | 'authnContextClassRef' | 'authenticatingAuthorities'
> => {
  const { statements, latest } = run.run('authn-statement', () => {
    const read = readAuthnStatements(assertion.authnStatements);
    return { statements: read, latest: checkAuthnStatement(read) };
  });
  const sessionNotOnOrAfter = run.run('session', () => checkSession(statements, time));
  const { maxAuthnAgeMs, forceAuthnIssuedAt, requestedAuthnContext } = options;
  run.run('authn-instant', () =>
    checkAuthnInstant({ authnInstant: latest.authnInstant, maxAuthnAgeMs, forceAuthnIssuedAt, time }),
  );
  run.runIf('authn-context', requestedAuthnContext, 'no authentication context was asked for', (requested) =>
    checkAuthnContext(latest.authnContextClassRef, requested),
  );
  return {
    authnInstant: latest.authnInstant,
    sessionIndex: latest.sessionIndex,
    sessionNotOnOrAfter,
    authnContextClassRef: latest.authnContextClassRef,
    authenticatingAuthorities: latest.authenticatingAuthorities,
  };
};

/** Runs the checks from `assertion` to `attributes` and returns what the assertion says. Throws `CheckFailed`. */
export const checkAssertionValues = async (run: Recorder, check: AssertionValuesCheck): Promise<AssertionValues> => {
  const { element, signedResponse, options, settings, unwraps, ids } = check;
  const { time, limits } = settings;
  const decryption = { keys: options.decryptionKeys ?? [], limits, unwraps, ids };
  const assertion = run.run('assertion', () => readAssertion(element));
  run.run('assertion-issuer', () => checkAssertionIssuer(assertion.issuer, options.idpEntityId));
  const issueInstant = run.run('assertion-issue-instant', () =>
    checkIssueInstant(element, time, 'assertion.issue_instant'),
  );
  const subject = await run.runAsync('subject', () => checkSubject(assertion, decryption));
  const confirmation = run.run('subject-confirmation', () =>
    checkSubjectConfirmation(subject.confirmations, {
      acsUrls: options.acsUrls,
      inResponseTo: options.inResponseTo,
      signedResponseInResponseTo: signedResponse?.inResponseTo,
      time,
    }),
  );
  const validity = checkValidity(run, assertion, issueInstant, confirmation, check);
  const authentication = checkAuthentication(run, assertion, check);
  const attributes = await run.runAsync('attributes', () =>
    checkAttributes({
      statements: assertion.attributeStatements,
      decryption,
      required: subject.nameId === undefined,
    }),
  );
  return {
    id: assertion.id,
    responseId: signedResponse?.id,
    issuer: assertion.issuer,
    issueInstant: new Date(issueInstant),
    nameId: subject.nameId,
    attributes,
    ...authentication,
    ...validity,
    recipient: confirmation.recipient,
    inResponseTo: confirmation.inResponseTo,
  };
};
