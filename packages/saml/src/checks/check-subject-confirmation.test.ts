import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test-support/refusal.ts';
import { at, type ConfirmationParts, confirmationXml, SAMPLE } from '../../test-support/sample-response.ts';
import { verifiedXml } from '../../test-support/verified.ts';
import { readSubject } from '../messages/read-subject.ts';
import {
  type AcceptedConfirmation,
  type ConfirmationExpectations,
  checkSubjectConfirmation,
} from './check-subject-confirmation.ts';

const SKEW = 120_000;
const EXPECTATIONS: ConfirmationExpectations = {
  acsUrls: [SAMPLE.acsUrl, 'https://alias.example/acs'],
  inResponseTo: SAMPLE.requestId,
  signedResponseInResponseTo: undefined,
  time: { nowMs: SAMPLE.now.getTime(), clockSkewMs: SKEW, maxLifetimeMs: 86_400_000 },
};

const check =
  (confirmations: readonly ConfirmationParts[], expectations: Partial<ConfirmationExpectations> = {}) =>
  (): AcceptedConfirmation => {
    const xml = confirmations.map((parts) => confirmationXml(parts)).join('');
    const subject = readSubject(verifiedXml(`<saml:Subject>${xml}</saml:Subject>`));
    return checkSubjectConfirmation(subject.confirmations, { ...EXPECTATIONS, ...expectations });
  };

describe('checkSubjectConfirmation', () => {
  it('accepts a bearer confirmation for us, and an alias of our ACS URL', () => {
    expect(check([{}])()).toMatchObject({ recipient: SAMPLE.acsUrl, inResponseTo: SAMPLE.requestId });
    expect(check([{ recipient: 'https://alias.example/acs' }])().recipient).toBe('https://alias.example/acs');
    expect(check([{ recipient: ` ${SAMPLE.acsUrl}\n` }])().recipient).toBe(SAMPLE.acsUrl);
  });

  it('accepts one valid confirmation among others', () => {
    const other = { recipient: 'https://other.example/acs' };
    expect(check([other, {}])().recipient).toBe(SAMPLE.acsUrl);
  });

  it('ends with the latest of all bearer confirmations, as another may be used with another request', () => {
    const end = (...confirmations: readonly ConfirmationParts[]): number =>
      check(confirmations)().notOnOrAfter - SAMPLE.now.getTime();
    const own = { notOnOrAfter: at(1000) };
    expect(end(own, { notOnOrAfter: at(2000) })).toBe(2000);
    expect(end(own, { inResponseTo: '_other', notOnOrAfter: at(3000) })).toBe(3000);
    expect(end(own, { recipient: 'https://other.example/acs', notOnOrAfter: at(4000) })).toBe(4000);
    expect(end(own, { inResponseTo: '_other', notOnOrAfter: at(-SKEW - 1) })).toBe(1000);
    expect(end(own, { notOnOrAfter: undefined }, { notOnOrAfter: 'never' }, { data: false })).toBe(1000);
    const holder = { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key', notOnOrAfter: at(5000) };
    expect(end(own, holder)).toBe(1000);
  });

  it('ignores other methods, valid or not', () => {
    const holder = { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' };
    expect(check([holder, {}])().recipient).toBe(SAMPLE.acsUrl);
    expect(refusalOf(check([holder]))).toMatchObject({
      code: 'assertion.subject_confirmation',
      received: 'no bearer confirmation',
    });
    expect(refusalOf(check([])).code).toBe('assertion.subject_confirmation');
  });

  it('ends with the clock skew, to the millisecond', () => {
    expect(check([{ notOnOrAfter: at(-SKEW + 1) }])().recipient).toBe(SAMPLE.acsUrl);
    expect(refusalOf(check([{ notOnOrAfter: at(-SKEW) }]))).toMatchObject({
      code: 'assertion.expired',
      expected: `before ${at(0)}`,
      received: `now ${at(0)}, SubjectConfirmationData NotOnOrAfter ${at(-SKEW)}`,
    });
  });

  it.each([
    ['no data', { data: false }, 'assertion.subject_confirmation'],
    ['a NotBefore', { notBefore: at(-1) }, 'assertion.subject_confirmation'],
    ['no end', { notOnOrAfter: undefined }, 'assertion.subject_confirmation'],
    ['an end that is no instant', { notOnOrAfter: 'never' }, 'assertion.subject_confirmation'],
    ['no Recipient', { recipient: undefined }, 'assertion.recipient'],
    ['an empty Recipient', { recipient: '' }, 'assertion.recipient'],
    ['another Recipient', { recipient: `${SAMPLE.acsUrl}x` }, 'assertion.recipient'],
    ['another request', { inResponseTo: '_x' }, 'assertion.in_response_to'],
    ['no request', { inResponseTo: undefined }, 'assertion.in_response_to'],
  ] as const)('refuses a single confirmation with %s for just that reason', (_, parts, code) => {
    expect(refusalOf(check([parts])).code).toBe(code);
  });

  it('names the near miss of a Recipient', () => {
    expect(refusalOf(check([{ recipient: `${SAMPLE.acsUrl}/` }])).hint).toBe('differs only in a trailing slash');
  });

  it('gives the reasons of several refusals together', () => {
    expect(refusalOf(check([{ recipient: 'urn:x' }, { inResponseTo: '_x' }]))).toMatchObject({
      code: 'assertion.subject_confirmation',
      received: 'assertion.recipient, assertion.in_response_to',
    });
  });

  it('takes InResponseTo of a signed Response where the confirmation has none', () => {
    const signed = { signedResponseInResponseTo: SAMPLE.requestId };
    expect(check([{ inResponseTo: undefined }], signed)().inResponseTo).toBe(SAMPLE.requestId);
    expect(refusalOf(check([{ inResponseTo: '_x' }], signed)).code).toBe('assertion.in_response_to');
    const other = { signedResponseInResponseTo: '_x' };
    expect(refusalOf(check([{ inResponseTo: undefined }], other)).code).toBe('assertion.in_response_to');
  });

  it('counts an empty InResponseTo as none', () => {
    const unsolicited = { inResponseTo: { unsolicited: true } } as const;
    expect(check([{ inResponseTo: '' }], unsolicited)().inResponseTo).toBeUndefined();
    expect(refusalOf(check([{ inResponseTo: '' }])).code).toBe('assertion.in_response_to');
    const signed = { signedResponseInResponseTo: SAMPLE.requestId };
    expect(check([{ inResponseTo: ' ' }], signed)().inResponseTo).toBe(SAMPLE.requestId);
  });

  it('refuses any InResponseTo in an unsolicited answer', () => {
    const unsolicited = { inResponseTo: { unsolicited: true } } as const;
    expect(check([{ inResponseTo: undefined }], unsolicited)().inResponseTo).toBeUndefined();
    expect(refusalOf(check([{}], unsolicited)).code).toBe('assertion.in_response_to');
  });
});
