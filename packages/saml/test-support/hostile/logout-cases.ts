/** Logout messages that somebody made, changed, or took from elsewhere. */
import type { SamlErrorCode } from '../../src/errors.ts';
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import { issuerXml, SAMPLE } from '../sample-response.ts';
import {
  type BuiltMessage,
  HERE,
  type LogoutJudgeOptions,
  logoutRequest,
  logoutRequestJudge,
  logoutResponse,
  logoutResponseJudge,
  sealedLogoutRequest,
} from './front-channel.ts';
import { afterIssuer, beforeEnd, type Forge, type HostileCase, replaceOnce, takeSignature } from './hostile-case.ts';
import { HOUR, SKEW } from './value-case.ts';

interface LogoutCase {
  readonly id: string;
  readonly description: string;
  readonly code: SamlErrorCode;
  readonly hostile: (forge: Forge) => string;
  /** Default: a genuine one. */
  readonly twin?: (forge: Forge) => string;
  readonly options?: LogoutJudgeOptions;
}

/** Signs a message, changed before or after that. */
const signed = (
  forge: Forge,
  { id, xml }: BuiltMessage,
  before: (xml: string) => string = (text) => text,
  privateKeyPem = forge.idp.privateKeyPem,
): string => forge.sign(before(xml), id, { privateKeyPem });

const genuine = (forge: Forge): string => signed(forge, logoutRequest());

const issuedBefore = (ageMs: number): BuiltMessage =>
  logoutRequest(SAMPLE.user, { now: new Date(SAMPLE.now.getTime() - ageMs), lifetimeMs: 3 * HOUR });

const until = (offsetMs: number): BuiltMessage =>
  logoutRequest(SAMPLE.user, { now: new Date(SAMPLE.now.getTime() - HOUR), lifetimeMs: HOUR + offsetMs });

const NAME_ID = `<saml:NameID>${SAMPLE.user}</saml:NameID>`;
const extensions = (content: string): string => `<samlp:Extensions>${content}</samlp:Extensions>`;

const REQUESTS: readonly LogoutCase[] = [
  {
    id: 'logout-unsigned',
    description: 'nobody signed it',
    code: 'logout.not_signed',
    hostile: () => logoutRequest(SAMPLE.attacker).xml,
  },
  {
    id: 'logout-assertion-as-child',
    description: 'a genuine signed assertion is its last child',
    code: 'xml.structure',
    hostile: (forge) => beforeEnd(logoutRequest(SAMPLE.attacker).xml, forge.assertion()),
  },
  {
    id: 'logout-assertion-in-extensions',
    description: 'a genuine signed assertion lies in its Extensions',
    code: 'signature.misplaced',
    hostile: (forge) => afterIssuer(logoutRequest(SAMPLE.attacker).xml, extensions(forge.assertion())),
  },
  {
    id: 'logout-assertion-in-object',
    description: 'the signature of a genuine assertion, which lies in its ds:Object',
    code: 'signature.structure',
    hostile: (forge) => {
      const { signature, rest } = takeSignature(forge.assertion());
      const withObject = replaceOnce(signature, '</ds:Signature>', `<ds:Object>${rest}</ds:Object></ds:Signature>`);
      return afterIssuer(logoutRequest(SAMPLE.attacker).xml, withObject);
    },
  },
  {
    id: 'logout-signature-of-assertion',
    description: 'the signature of a genuine assertion',
    code: 'signature.reference',
    hostile: (forge) => afterIssuer(logoutRequest(SAMPLE.attacker).xml, takeSignature(forge.assertion()).signature),
  },
  {
    id: 'logout-name-changed',
    description: 'another person was put in after signing',
    code: 'signature.digest',
    hostile: (forge) => replaceOnce(genuine(forge), SAMPLE.user, SAMPLE.attacker),
  },
  {
    id: 'logout-session-changed',
    description: 'another session was put in after signing',
    code: 'signature.digest',
    hostile: (forge) => replaceOnce(genuine(forge), '>_session-1<', '>_session-2<'),
  },
  {
    id: 'logout-session-removed',
    description: 'the session was taken out after signing, which would end all of them',
    code: 'signature.digest',
    hostile: (forge) => replaceOnce(genuine(forge), '<samlp:SessionIndex>_session-1</samlp:SessionIndex>', ''),
  },
  {
    id: 'logout-other-key',
    description: 'signed with the key of somebody else',
    code: 'signature.invalid',
    hostile: (forge) => signed(forge, logoutRequest(SAMPLE.attacker), undefined, forge.attacker.privateKeyPem),
  },
  {
    id: 'logout-other-issuer',
    description: 'another issuer, which the same key signed',
    code: 'logout.issuer',
    hostile: (forge) => signed(forge, logoutRequest(SAMPLE.user, { issuer: 'https://other.example' })),
  },
  {
    id: 'logout-other-destination',
    description: 'sent to another endpoint',
    code: 'logout.destination',
    hostile: (forge) => signed(forge, logoutRequest(SAMPLE.user, { destination: `${HERE}/other` })),
  },
  {
    id: 'logout-no-destination',
    description: 'signed, and good for every endpoint',
    code: 'logout.destination',
    hostile: (forge) => signed(forge, logoutRequest(), (xml) => replaceOnce(xml, ` Destination="${HERE}"`, '')),
  },
  {
    id: 'logout-expired',
    description: 'it ended just as long ago as the clock skew allows',
    code: 'logout.expired',
    hostile: (forge) => signed(forge, until(-SKEW)),
    twin: (forge) => signed(forge, until(-SKEW + 1)),
  },
  {
    id: 'logout-old',
    description: 'it is one millisecond older than an hour and the clock skew',
    code: 'logout.issue_instant',
    hostile: (forge) => signed(forge, issuedBefore(HOUR + SKEW + 1)),
    twin: (forge) => signed(forge, issuedBefore(HOUR + SKEW)),
  },
  {
    id: 'logout-from-the-future',
    description: 'it was issued one millisecond after what the clock skew allows',
    code: 'logout.issue_instant',
    hostile: (forge) => signed(forge, issuedBefore(-SKEW - 1)),
    twin: (forge) => signed(forge, issuedBefore(-SKEW)),
  },
  {
    id: 'logout-two-names',
    description: 'it names two persons',
    code: 'logout.name_id',
    hostile: (forge) => signed(forge, logoutRequest(), (xml) => replaceOnce(xml, NAME_ID, NAME_ID + NAME_ID)),
  },
  {
    id: 'logout-name-and-encrypted',
    description: 'it names one person in the clear and one encrypted',
    code: 'logout.name_id',
    hostile: (forge) => {
      const sealed = sealedLogoutRequest(forge, SAMPLE.attacker);
      return signed(forge, sealed, (xml) => afterIssuer(xml, NAME_ID));
    },
    twin: (forge) => signed(forge, sealedLogoutRequest(forge)),
  },
  {
    id: 'logout-encrypted-duplicate-id',
    description: 'the encrypted NameID has the ID of the message',
    code: 'xml.duplicate_id',
    hostile: (forge) => {
      const message = logoutRequest();
      const named = `<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${message.id}">x</saml:NameID>`;
      const encrypted = encryptElement(named, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedID' });
      return signed(forge, message, (xml) => replaceOnce(xml, NAME_ID, encrypted));
    },
    twin: (forge) => signed(forge, sealedLogoutRequest(forge)),
  },
  {
    id: 'logout-encrypted-cbc-unsigned',
    description: 'the NameID is encrypted with AES-CBC in a message that nobody signed',
    code: 'encryption.cbc_not_signed',
    hostile: (forge) =>
      logoutRequest(SAMPLE.user, {
        encryption: {
          certificate: forge.sp.certificatePem,
          contentAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
        },
      }).xml,
    twin: (forge) => sealedLogoutRequest(forge).xml,
    options: { allowUnsigned: true },
  },
  {
    id: 'logout-comment-in-name',
    description: 'a comment splits the NameID after signing',
    code: 'xml.comment_in_text',
    hostile: (forge) => replaceOnce(genuine(forge), SAMPLE.user, SAMPLE.user.replace('@', '<!-- -->@')),
  },
  {
    id: 'logout-comment-in-session',
    description: 'a comment splits the SessionIndex after signing',
    code: 'xml.comment_in_text',
    hostile: (forge) => replaceOnce(genuine(forge), '>_session-1<', '>_session<!-- -->-1<'),
  },
  {
    id: 'logout-truncated',
    description: 'the end is cut off',
    code: 'xml.syntax',
    hostile: (forge) => genuine(forge).slice(0, -20),
  },
  {
    id: 'logout-is-a-response',
    description: 'a signed LogoutResponse is sent as a request',
    code: 'logout.root',
    hostile: (forge) => signed(forge, logoutResponse()),
  },
];

const genuineResponse = (forge: Forge): string => signed(forge, logoutResponse());

const RESPONSES: readonly LogoutCase[] = [
  {
    id: 'logout-response-empty',
    description: 'nothing at all was sent',
    code: 'message.missing',
    hostile: () => '',
  },
  {
    id: 'logout-response-doctype',
    description: 'it begins with a DOCTYPE',
    code: 'xml.doctype',
    hostile: (forge) => `<!DOCTYPE x>${genuineResponse(forge)}`,
  },
  {
    id: 'logout-response-duplicate-id',
    description: 'two elements in its Extensions have one ID, all of it signed',
    code: 'xml.duplicate_id',
    hostile: (forge) =>
      signed(forge, logoutResponse(), (xml) => afterIssuer(xml, extensions('<a ID="_x"/><a ID="_x"/>'))),
    twin: (forge) => signed(forge, logoutResponse(), (xml) => afterIssuer(xml, extensions('<a ID="_x"/><a ID="_y"/>'))),
  },
  {
    id: 'logout-response-assertion-in-extensions',
    description: 'a genuine signed assertion lies in the Extensions of an unsigned one',
    code: 'signature.misplaced',
    hostile: (forge) => afterIssuer(logoutResponse().xml, extensions(forge.assertion())),
  },
  {
    id: 'logout-response-other-issuer',
    description: 'another issuer, which the same key signed',
    code: 'logout.issuer',
    hostile: (forge) => signed(forge, logoutResponse({ issuer: 'https://other.example' })),
  },
  {
    id: 'logout-response-other-destination',
    description: 'sent to another endpoint',
    code: 'logout.destination',
    hostile: (forge) => signed(forge, logoutResponse({ destination: `${HERE}/other` })),
  },
  {
    id: 'logout-response-unsigned',
    description: 'nobody signed the answer',
    code: 'logout.not_signed',
    hostile: () => logoutResponse().xml,
  },
  {
    id: 'logout-response-other-request',
    description: 'it answers another request',
    code: 'logout.in_response_to',
    hostile: (forge) => signed(forge, logoutResponse({ inResponseTo: `${SAMPLE.requestId}0` })),
  },
  {
    id: 'logout-response-no-request',
    description: 'it answers no request',
    code: 'logout.in_response_to',
    hostile: (forge) =>
      signed(forge, logoutResponse(), (xml) => replaceOnce(xml, ` InResponseTo="${SAMPLE.requestId}"`, '')),
  },
  {
    id: 'logout-response-status-changed',
    description: 'the status was changed into a success after signing',
    code: 'signature.digest',
    hostile: (forge) =>
      replaceOnce(
        signed(forge, logoutResponse({ status: { codes: ['urn:oasis:names:tc:SAML:2.0:status:Responder'] } })),
        'status:Responder',
        'status:Success',
      ),
  },
  {
    id: 'logout-response-error',
    description: 'it is an error',
    code: 'logout.status',
    hostile: (forge) =>
      signed(forge, logoutResponse({ status: { codes: ['urn:oasis:names:tc:SAML:2.0:status:Responder'] } })),
  },
  {
    id: 'logout-response-issuer',
    description: 'it comes from somebody else, with two Issuers',
    code: 'xml.structure',
    hostile: (forge) => signed(forge, logoutResponse(), (xml) => afterIssuer(xml, issuerXml('https://other.example'))),
  },
  {
    id: 'logout-response-old',
    description: 'it is one millisecond older than an hour and the clock skew',
    code: 'logout.issue_instant',
    hostile: (forge) => signed(forge, logoutResponse({ now: new Date(SAMPLE.now.getTime() - HOUR - SKEW - 1) })),
    twin: (forge) => signed(forge, logoutResponse({ now: new Date(SAMPLE.now.getTime() - HOUR - SKEW) })),
  },
];

export const logoutCases = (forge: Forge): readonly HostileCase[] => {
  const twins = { request: genuine(forge), response: genuineResponse(forge) };
  const toCase =
    (kind: 'request' | 'response') =>
    ({ hostile, twin, options, ...rest }: LogoutCase): HostileCase => ({
      ...rest,
      attackClass: 'forged logout',
      judge: kind === 'request' ? logoutRequestJudge(forge, forge.idp, options) : logoutResponseJudge(forge.idp),
      twin: { message: twin?.(forge) ?? twins[kind] },
      hostile: { message: hostile(forge) },
    });
  return [...REQUESTS.map(toCase('request')), ...RESPONSES.map(toCase('response'))];
};
