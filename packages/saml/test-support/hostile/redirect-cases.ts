/** Queries of the Redirect binding in which one parameter is not what was signed, or is there twice; and bombs in DEFLATE. */
import { deflateRawSync } from 'node:zlib';
import type { SamlErrorCode } from '../../src/errors.ts';
import { SAMPLE } from '../sample-response.ts';
import type { AttackClass } from './attack-classes.ts';
import { deflated, logoutRequest, logoutRequestJudge, methodOf, signedQuery } from './front-channel.ts';
import { type Forge, type HostileCase, replaceFirst, replaceOnce } from './hostile-case.ts';

/** What the cases are made from. */
interface Tools {
  readonly forge: Forge;
  /** Message, RelayState, SigAlg, Signature. */
  readonly query: string;
  /** The same without a RelayState. */
  readonly bare: string;
  /** The parameter with the genuine message. */
  readonly message: string;
}

interface RedirectCase {
  readonly id: string;
  readonly description: string;
  readonly code: SamlErrorCode | 'accepted';
  readonly attackClass?: AttackClass;
  readonly hostile: (tools: Tools) => string;
  /** Default: the genuine query. */
  readonly twin?: (tools: Tools) => string;
}

const evilMessage = (): string => deflated(logoutRequest(SAMPLE.attacker).xml);

const parameterOf = (query: string, name: string): string => {
  const found = query.split('&').find((parameter) => parameter.startsWith(`${name}=`));
  if (found === undefined) {
    throw new Error(`there is no ${name}`);
  }
  return found;
};

const without = (query: string, ...names: readonly string[]): string =>
  query
    .split('&')
    .filter((parameter) => !names.some((name) => parameter.startsWith(`${name}=`)))
    .join('&');

const twice = (query: string, name: string): string => `${query}&${parameterOf(query, name)}`;

const HMAC = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256';
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const BOMB_BYTES = 64 * 1024 * 1024;

const DOUBLED: readonly RedirectCase[] = [
  {
    id: 'redirect-second-message',
    description: 'an evil message follows the genuine one',
    code: 'message.duplicate_parameter',
    hostile: ({ query }) => `${query}&SAMLRequest=${evilMessage()}`,
  },
  {
    id: 'redirect-first-message',
    description: 'an evil message precedes the genuine one',
    code: 'message.duplicate_parameter',
    hostile: ({ query }) => `SAMLRequest=${evilMessage()}&${query}`,
  },
  {
    id: 'redirect-second-message-encoded',
    description: 'the name of the second message is percent-encoded',
    code: 'message.duplicate_parameter',
    hostile: ({ query }) => `${query}&SAML%52equest=${evilMessage()}`,
  },
  {
    id: 'redirect-request-and-response',
    description: 'a response beside the request',
    code: 'message.duplicate_parameter',
    hostile: ({ query }) => `${query}&SAMLResponse=${evilMessage()}`,
  },
  ...['RelayState', 'SigAlg', 'Signature'].map(
    (name): RedirectCase => ({
      id: `redirect-second-${name.toLowerCase()}`,
      description: `${name} is there twice`,
      code: 'message.duplicate_parameter',
      hostile: ({ query }) => twice(query, name),
    }),
  ),
];

const CHANGED: readonly RedirectCase[] = [
  {
    id: 'redirect-message-replaced',
    description: 'an evil message under the genuine signature',
    code: 'signature.invalid',
    hostile: ({ query, message }) => replaceOnce(query, message, `SAMLRequest=${evilMessage()}`),
  },
  {
    id: 'redirect-deflated-again',
    description: 'the genuine message, compressed in another way than what was signed',
    code: 'signature.invalid',
    hostile: ({ query, message }) => {
      const xml = logoutRequest().xml;
      const again = encodeURIComponent(deflateRawSync(Buffer.from(xml), { level: 0 }).toString('base64'));
      return replaceOnce(query, message, `SAMLRequest=${again}`);
    },
  },
  {
    id: 'redirect-encoded-again',
    description: 'the query was decoded and encoded again with small letters',
    code: 'signature.invalid',
    hostile: ({ query }) => query.replace(/%[0-9A-F]{2}/g, (text) => text.toLowerCase()),
  },
  {
    id: 'redirect-signature-over-decoded',
    description: 'the signature is over the decoded values and not over the query',
    code: 'signature.invalid',
    hostile: ({ forge, message }) => {
      const decodedForm = signedQuery(decodeURIComponent(message), forge.idp);
      return `${message}&${parameterOf(decodedForm, 'SigAlg')}&${parameterOf(decodedForm, 'Signature')}`;
    },
  },
  {
    id: 'redirect-relay-state-changed',
    description: 'another RelayState than the one that was signed',
    code: 'signature.invalid',
    hostile: ({ query }) => replaceOnce(query, 'RelayState=abc', 'RelayState=https%3A%2F%2Fevil.example'),
  },
  {
    id: 'redirect-relay-state-removed',
    description: 'the signed RelayState was taken out',
    code: 'signature.invalid',
    hostile: ({ query }) => without(query, 'RelayState'),
  },
  {
    id: 'redirect-relay-state-added',
    description: 'a RelayState was added to a query that was signed without one',
    code: 'signature.invalid',
    hostile: ({ bare }) => `${bare}&RelayState=evil`,
    twin: ({ bare }) => bare,
  },
  {
    id: 'redirect-signature-stripped',
    description: 'SigAlg and Signature were taken out',
    code: 'logout.not_signed',
    hostile: ({ query }) => without(query, 'SigAlg', 'Signature'),
  },
  {
    id: 'redirect-signature-alone',
    description: 'the SigAlg was taken out',
    code: 'signature.structure',
    hostile: ({ query }) => without(query, 'SigAlg'),
  },
  {
    id: 'redirect-sig-alg-alone',
    description: 'the Signature was taken out',
    code: 'signature.structure',
    hostile: ({ query }) => without(query, 'Signature'),
  },
  {
    id: 'redirect-signature-empty',
    description: 'the Signature is empty',
    code: 'signature.structure',
    hostile: ({ query }) => replaceOnce(query, parameterOf(query, 'Signature'), 'Signature='),
  },
  {
    id: 'redirect-other-key',
    description: 'signed with the key of somebody else',
    code: 'signature.invalid',
    hostile: ({ forge }) => signedQuery(`SAMLRequest=${evilMessage()}`, forge.attacker),
  },
  {
    id: 'redirect-hmac',
    description: 'SigAlg is an HMAC',
    code: 'signature.algorithm',
    hostile: ({ forge, message }) => signedQuery(message, forge.idp, HMAC),
    twin: ({ forge, message }) => signedQuery(message, forge.idp, methodOf(forge.idp)),
  },
  {
    id: 'redirect-sha1',
    description: 'SigAlg is RSA with SHA-1',
    code: 'signature.algorithm',
    hostile: ({ forge, message }) => signedQuery(message, forge.idp, RSA_SHA1),
    twin: ({ forge, message }) => signedQuery(message, forge.idp, methodOf(forge.idp)),
  },
  {
    id: 'redirect-other-encoding',
    description: 'SAMLEncoding names an encoding that nobody knows',
    code: 'message.deflate',
    hostile: ({ query }) => `${query}&SAMLEncoding=urn%3Aevil`,
    twin: ({ query }) =>
      `${query}&SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE`,
  },
  {
    id: 'redirect-not-deflated',
    description: 'the message was not compressed',
    code: 'message.deflate',
    hostile: ({ forge }) =>
      signedQuery(`SAMLRequest=${encodeURIComponent(Buffer.from(logoutRequest().xml).toString('base64'))}`, forge.idp),
  },
  {
    id: 'redirect-bad-escape',
    description: 'a percent sign that begins no escape',
    code: 'message.url_encoding',
    hostile: ({ query }) => replaceFirst(query, 'RelayState=abc', 'RelayState=%zz'),
  },
  {
    id: 'redirect-other-order',
    description: 'the parameters stand in another order, which the signature does not cover',
    code: 'accepted',
    hostile: ({ query }) =>
      query
        .split('&')
        .reverse()
        .join('&')
        .replace(/^/, 'SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE&'),
  },
  {
    id: 'redirect-other-parameters',
    description: 'parameters that mean nothing were added',
    code: 'accepted',
    hostile: ({ query }) => `${query}&samlrequest=${evilMessage()}&user=mallory`,
  },
];

const BOMBS: readonly RedirectCase[] = [
  {
    id: 'redirect-bomb',
    attackClass: 'size, depth and work',
    description: 'a few kilobytes that inflate to 64 MiB',
    code: 'message.deflate',
    hostile: () => `SAMLRequest=${deflated(Buffer.alloc(BOMB_BYTES, 0x20))}`,
  },
  {
    id: 'redirect-bomb-after-message',
    attackClass: 'size, depth and work',
    description: 'a genuine message, and 64 MiB of spaces after it',
    code: 'message.deflate',
    hostile: ({ forge }) =>
      signedQuery(
        `SAMLRequest=${deflated(Buffer.concat([Buffer.from(logoutRequest().xml), Buffer.alloc(BOMB_BYTES, 0x20)]))}`,
        forge.idp,
      ),
  },
  {
    id: 'redirect-after-stream',
    attackClass: 'size, depth and work',
    description: 'octets after the end of the DEFLATE stream',
    code: 'message.deflate',
    hostile: ({ forge }) => {
      const stream = Buffer.concat([deflateRawSync(Buffer.from(logoutRequest().xml)), Buffer.alloc(16)]);
      return signedQuery(`SAMLRequest=${encodeURIComponent(stream.toString('base64'))}`, forge.idp);
    },
  },
  {
    id: 'redirect-parameters',
    attackClass: 'size, depth and work',
    description: 'more parameters than any query has',
    code: 'message.url_encoding',
    hostile: ({ bare }) => `${bare}${'&x=1'.repeat(62)}`,
    twin: ({ bare }) => `${bare}${'&x=1'.repeat(61)}`,
  },
];

export const redirectCases = (forge: Forge): readonly HostileCase[] => {
  const message = `SAMLRequest=${deflated(logoutRequest().xml)}`;
  const tools: Tools = {
    forge,
    message,
    query: signedQuery(`${message}&RelayState=abc`, forge.idp),
    bare: signedQuery(message, forge.idp),
  };
  return [...DOUBLED, ...CHANGED, ...BOMBS].map(
    ({ hostile, twin, attackClass = 'redirect binding', ...rest }): HostileCase => ({
      ...rest,
      attackClass,
      judge: logoutRequestJudge(forge, forge.idp),
      twin: { message: twin?.(tools) ?? tools.query },
      hostile: { message: hostile(tools) },
    }),
  );
};
