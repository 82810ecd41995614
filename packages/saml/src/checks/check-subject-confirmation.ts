/**
 * The assertion may be presented here, now, by the person at hand: one bearer confirmation is valid.
 * This is where InResponseTo is decided, as these bytes are signed.
 */
import { SamlError, type SamlErrorCode } from '../errors.ts';
import { instantText, readInstant, requireInstant } from '../messages/read-instant.ts';
import { readConfirmationData, type SubjectConfirmation } from '../messages/read-subject.ts';
import { CONFIRMATION_BEARER } from '../messages/saml-constants.ts';
import type { VerifiedElement } from '../messages/verified-element.ts';
import { endedBefore } from './clock-difference.ts';
import { nearMiss } from './near-miss.ts';
import type { ExpectedAnswer, TimeWindow } from './verification-settings.ts';

export interface ConfirmationExpectations {
  readonly acsUrls: readonly string[];
  readonly inResponseTo: ExpectedAnswer;
  /** The Response's own InResponseTo, if the Response is signed: then it proves as much as the confirmation's. */
  readonly signedResponseInResponseTo: string | undefined;
  readonly time: TimeWindow;
}

/** What one valid confirmation says. */
interface ValidConfirmation {
  readonly recipient: string;
  readonly inResponseTo: string | undefined;
}

/** The first confirmation that was valid. */
export interface AcceptedConfirmation extends ValidConfirmation {
  /**
   * The latest of all bearer confirmations, in epoch milliseconds: one that is not valid for this request or endpoint may
   * be valid for another, and until it ends the assertion has to be remembered.
   */
  readonly notOnOrAfter: number;
}

const assertRecipient = (recipient: string | undefined, acsUrls: readonly string[]): string => {
  if (recipient === undefined || !acsUrls.includes(recipient)) {
    throw new SamlError('assertion.recipient', {
      expected: acsUrls.join(' or '),
      received: recipient ?? 'no Recipient',
      hint: recipient === undefined ? undefined : nearMiss(acsUrls, recipient),
    });
  }
  return recipient;
};

const assertInResponseTo = (inConfirmation: string | undefined, expectations: ConfirmationExpectations): void => {
  const { inResponseTo: expected, signedResponseInResponseTo } = expectations;
  if (typeof expected === 'string') {
    const received = inConfirmation ?? signedResponseInResponseTo;
    if (received !== expected) {
      throw new SamlError('assertion.in_response_to', {
        expected,
        received: received ?? 'no InResponseTo in signed bytes',
      });
    }
    return;
  }
  if (inConfirmation !== undefined) {
    throw new SamlError('assertion.in_response_to', {
      expected: 'no InResponseTo in an unsolicited answer',
      received: inConfirmation,
    });
  }
};

const assertNotExpired = (data: VerifiedElement, time: TimeWindow): void => {
  const notOnOrAfter = requireInstant(data, 'NotOnOrAfter', 'assertion.subject_confirmation');
  if (time.nowMs >= notOnOrAfter + time.clockSkewMs) {
    throw new SamlError('assertion.expired', {
      expected: `before ${instantText(notOnOrAfter + time.clockSkewMs)}`,
      received: `now ${instantText(time.nowMs)}, SubjectConfirmationData NotOnOrAfter ${instantText(notOnOrAfter)}`,
      hint: endedBefore(time.nowMs - notOnOrAfter),
    });
  }
};

const acceptBearer = (data: VerifiedElement | undefined, expectations: ConfirmationExpectations): ValidConfirmation => {
  if (data === undefined) {
    throw new SamlError('assertion.subject_confirmation', { expected: 'SubjectConfirmationData', received: 'none' });
  }
  const { recipient, inResponseTo, hasNotBefore } = readConfirmationData(data);
  if (hasNotBefore) {
    throw new SamlError('assertion.subject_confirmation', {
      expected: 'no NotBefore in the data of a bearer confirmation',
      received: 'NotBefore',
    });
  }
  const accepted = assertRecipient(recipient, expectations.acsUrls);
  assertInResponseTo(inResponseTo, expectations);
  assertNotExpired(data, expectations.time);
  return { recipient: accepted, inResponseTo: inResponseTo ?? expectations.signedResponseInResponseTo };
};

/** When a confirmation ends, if it says so. */
const endOf = (data: VerifiedElement | undefined): readonly number[] => {
  const end = data && readInstant(data, 'NotOnOrAfter', 'assertion.subject_confirmation');
  return end === undefined ? [] : [end];
};

/** The reason of a single refusal as it is; of several, their codes together. */
const refusal = (failures: readonly SamlError[]): SamlError => {
  const [first, second] = failures;
  if (first !== undefined && second === undefined) {
    return first;
  }
  const codes: readonly SamlErrorCode[] = failures.map((failure) => failure.code);
  return new SamlError('assertion.subject_confirmation', {
    expected: 'one valid bearer confirmation',
    received: first === undefined ? 'no bearer confirmation' : codes.join(', '),
  });
};

/**
 * SAML profiles §4.1.4.2, §4.1.4.3: at least one bearer confirmation whose data names one of our ACS URLs as Recipient, has
 * a NotOnOrAfter that is not reached, no NotBefore, and the InResponseTo of the request (none in an unsolicited answer).
 * Other confirmations are ignored; Address is not checked, as proxies and mobile networks change it.
 *
 * @throws SamlError `assertion.subject_confirmation`, `assertion.recipient`, `assertion.in_response_to`, `assertion.expired`
 */
export const checkSubjectConfirmation = (
  confirmations: readonly SubjectConfirmation[],
  expectations: ConfirmationExpectations,
): AcceptedConfirmation => {
  const accepted: ValidConfirmation[] = [];
  const ends: number[] = [];
  const failures: SamlError[] = [];
  for (const { method, data } of confirmations) {
    if (method === CONFIRMATION_BEARER) {
      try {
        ends.push(...endOf(data));
        accepted.push(acceptBearer(data, expectations));
      } catch (error) {
        if (!(error instanceof SamlError)) {
          throw error;
        }
        failures.push(error);
      }
    }
  }
  const [first] = accepted;
  if (first === undefined) {
    throw refusal(failures);
  }
  return { ...first, notOnOrAfter: Math.max(...ends) };
};
