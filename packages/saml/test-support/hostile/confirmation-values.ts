/** Subject confirmations that confirm nothing, and answers to other requests than ours. */
import { at, confirmationXml, nameIdXml, SAMPLE, type SampleParts } from '../sample-response.ts';
import { HOUR, MINUTE, type ValueCase } from './value-case.ts';

const UNSOLICITED: Partial<SampleParts> = {
  inResponseTo: undefined,
  confirmation: confirmationXml({ inResponseTo: undefined }),
};

export const CONFIRMATION: readonly ValueCase[] = [
  {
    id: 'confirmation-none',
    attackClass: 'subject confirmation',
    description: 'the subject has no confirmation',
    code: 'assertion.subject_confirmation',
    parts: { confirmation: '' },
  },
  {
    id: 'confirmation-no-data',
    attackClass: 'subject confirmation',
    description: 'the bearer confirmation has no data',
    code: 'assertion.subject_confirmation',
    parts: { confirmation: confirmationXml({ data: false }) },
  },
  {
    id: 'confirmation-not-before',
    attackClass: 'subject confirmation',
    description: 'the bearer confirmation has a NotBefore, which is forbidden',
    code: 'assertion.subject_confirmation',
    parts: { confirmation: confirmationXml({ notBefore: at(-MINUTE) }) },
  },
  {
    id: 'confirmation-no-end',
    attackClass: 'subject confirmation',
    description: 'the bearer confirmation never ends',
    code: 'assertion.subject_confirmation',
    parts: { confirmation: confirmationXml({ notOnOrAfter: undefined }) },
  },
  {
    id: 'confirmation-holder-of-key',
    attackClass: 'subject confirmation',
    description: 'the only confirmation is holder-of-key, and nobody proved a key',
    code: 'assertion.subject_confirmation',
    parts: { confirmation: confirmationXml({ method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }) },
  },
  {
    id: 'confirmation-two-wrong',
    attackClass: 'subject confirmation',
    description: 'two bearer confirmations are there and neither is for us',
    code: 'assertion.subject_confirmation',
    parts: {
      confirmation: `${confirmationXml({ recipient: 'https://other.example/acs' })}${confirmationXml({ notOnOrAfter: at(-HOUR) })}`,
    },
    common: { confirmation: `${confirmationXml({ recipient: 'https://other.example/acs' })}${confirmationXml()}` },
  },
  {
    id: 'confirmation-halves',
    attackClass: 'subject confirmation',
    description: 'one confirmation has the right Recipient and another the right InResponseTo',
    code: 'assertion.subject_confirmation',
    parts: {
      confirmation: `${confirmationXml({ inResponseTo: '_other' })}${confirmationXml({ recipient: 'https://other.example/acs' })}`,
    },
    common: { confirmation: `${confirmationXml({ inResponseTo: '_other' })}${confirmationXml()}` },
    places: ['assertion'],
  },
  {
    id: 'subject-missing',
    attackClass: 'subject confirmation',
    description: 'the assertion has no Subject',
    code: 'assertion.subject',
    parts: { subject: '' },
    places: ['assertion', 'response'],
  },
  {
    id: 'subject-twice',
    attackClass: 'subject confirmation',
    description: 'the assertion has two Subjects, the second with the confirmation',
    code: 'xml.structure',
    parts: {
      subject: `<saml:Subject>${nameIdXml(SAMPLE.attacker)}</saml:Subject><saml:Subject>${nameIdXml(SAMPLE.user)}${confirmationXml()}</saml:Subject>`,
    },
    places: ['assertion'],
  },
];

export const REQUEST: readonly ValueCase[] = [
  {
    id: 'in-response-to-other',
    attackClass: 'replay and InResponseTo',
    description: 'both InResponseTo name another request',
    code: 'response.in_response_to',
    parts: { inResponseTo: '_other', confirmation: confirmationXml({ inResponseTo: '_other' }) },
  },
  {
    id: 'confirmation-in-response-to-other',
    attackClass: 'replay and InResponseTo',
    description: 'the assertion answers another request than the Response says',
    code: 'assertion.in_response_to',
    parts: { confirmation: confirmationXml({ inResponseTo: '_other' }) },
  },
  {
    id: 'unsolicited-relabelled',
    attackClass: 'replay and InResponseTo',
    description: 'only the unsigned Response says that it answers our request',
    code: 'assertion.in_response_to',
    parts: { confirmation: confirmationXml({ inResponseTo: undefined }) },
    places: ['assertion'],
  },
  {
    id: 'unsolicited-refused',
    attackClass: 'replay and InResponseTo',
    description: 'the answer names no request where one was sent',
    code: 'assertion.in_response_to',
    parts: UNSOLICITED,
  },
  {
    id: 'unsolicited-with-request',
    attackClass: 'replay and InResponseTo',
    description: 'an answer to a request is passed off as unsolicited: the Response drops it, the confirmation has it',
    code: 'assertion.in_response_to',
    parts: { inResponseTo: undefined, confirmation: confirmationXml() },
    common: UNSOLICITED,
    options: { inResponseTo: { unsolicited: true } },
  },
  {
    id: 'unsolicited-with-response-request',
    attackClass: 'replay and InResponseTo',
    description: 'an unsolicited answer names a request on the Response',
    code: 'response.in_response_to',
    parts: { inResponseTo: SAMPLE.requestId },
    common: UNSOLICITED,
    options: { inResponseTo: { unsolicited: true } },
    places: ['assertion', 'response'],
  },
  {
    id: 'confirmation-in-response-to-empty',
    attackClass: 'replay and InResponseTo',
    description: 'the InResponseTo in signed bytes is empty where a request was sent',
    code: 'assertion.in_response_to',
    parts: { inResponseTo: '', confirmation: confirmationXml({ inResponseTo: '' }) },
  },
];
