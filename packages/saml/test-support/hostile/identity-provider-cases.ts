/**
 * What an identity provider is asked to do: answer at an endpoint that nobody registered, or for somebody who did not ask; and
 * what it writes when a name holds markup.
 */
import { randomBytes } from 'node:crypto';
import { loadSigningKey } from '../../src/dsig/signing-key.ts';
import { SamlError, type SamlErrorCode } from '../../src/errors.ts';
import { issueResponse } from '../../src/issue-response.ts';
import type { VerifyAuthnRequestOptions } from '../../src/verify-authn-request.ts';
import { verifyResponse } from '../../src/verify-response.ts';
import { SAMPLE } from '../sample-response.ts';
import { authnRequest, authnRequestJudge, type BuiltMessage, HERE, PEER_ACS } from './front-channel.ts';
import { type Forge, type HostileCase, type Judge, replaceOnce } from './hostile-case.ts';
import { octetsOf, shownOf } from './judge-case.ts';
import { HOUR, SKEW } from './value-case.ts';

interface RequestCase {
  readonly id: string;
  readonly description: string;
  readonly code: SamlErrorCode;
  readonly hostile: (forge: Forge) => string;
  /** Default: a genuine one that names its ACS URL. */
  readonly twin?: (forge: Forge) => string;
  readonly options?: Partial<VerifyAuthnRequestOptions>;
}

type Change = (xml: string) => string;

const signed = (forge: Forge, { id, xml }: BuiltMessage, change: Change = (text) => text): string =>
  forge.sign(change(xml), id);

const asking = (acsUrl: string) => (forge: Forge) => signed(forge, authnRequest(SAMPLE.user, { acsUrl }));

const byIndex = (index: number) => (forge: Forge) =>
  signed(forge, authnRequest(SAMPLE.user, { acsUrl: undefined, acsIndex: index }));

const issuedBefore = (ageMs: number) => (forge: Forge) =>
  signed(forge, authnRequest(SAMPLE.user, { now: new Date(SAMPLE.now.getTime() - ageMs) }));

const ARTIFACT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

const REQUESTS: readonly RequestCase[] = [
  {
    id: 'request-acs-other',
    description: 'the answer is to go to an endpoint of the attacker',
    code: 'request.acs',
    hostile: asking('https://evil.example/acs'),
  },
  {
    id: 'request-acs-longer',
    description: 'the registered URL is only the beginning of the endpoint',
    code: 'request.acs',
    hostile: asking(`${PEER_ACS}.evil.example`),
  },
  {
    id: 'request-acs-user-info',
    description: 'the registered host is the user name in the endpoint',
    code: 'request.acs',
    hostile: asking('https://peer.example@evil.example/acs'),
  },
  {
    id: 'request-acs-case',
    description: 'the path of the endpoint differs in letter case',
    code: 'request.acs',
    hostile: asking('https://peer.example/ACS'),
  },
  {
    id: 'request-acs-script',
    description: 'the endpoint is a script',
    code: 'request.acs',
    hostile: (forge) =>
      signed(forge, authnRequest(), (xml) => replaceOnce(xml, PEER_ACS, 'javascript:alert(document.domain)')),
  },
  {
    id: 'request-acs-index',
    description: 'an index that is not registered',
    code: 'request.acs',
    hostile: byIndex(1),
    twin: byIndex(0),
  },
  {
    id: 'request-binding',
    description: 'the answer is to go by a binding that is not registered',
    code: 'request.acs',
    hostile: (forge) => signed(forge, authnRequest(SAMPLE.user, { protocolBinding: ARTIFACT })),
    twin: (forge) => signed(forge, authnRequest(SAMPLE.user, { protocolBinding: POST })),
  },
  {
    id: 'request-unsigned',
    description: 'nobody signed it',
    code: 'request.not_signed',
    hostile: () => authnRequest(SAMPLE.attacker).xml,
  },
  {
    id: 'request-other-key',
    description: 'signed with the key of somebody else',
    code: 'signature.invalid',
    hostile: (forge) => {
      const { id, xml } = authnRequest(SAMPLE.attacker);
      return forge.sign(xml, id, { privateKeyPem: forge.attacker.privateKeyPem });
    },
  },
  {
    id: 'request-bad-signature-unrequired',
    description: 'a signature that does not verify, where none is required',
    code: 'signature.digest',
    hostile: (forge) => replaceOnce(signed(forge, authnRequest()), SAMPLE.user, SAMPLE.attacker),
    twin: () => authnRequest().xml,
    options: { requireSigned: false },
  },
  {
    id: 'request-acs-changed',
    description: 'another endpoint was put in after signing',
    code: 'signature.digest',
    hostile: (forge) => replaceOnce(signed(forge, authnRequest()), PEER_ACS, 'https://evil.example/acs'),
  },
  {
    id: 'request-other-issuer',
    description: 'another service provider, whose request the same key signed',
    code: 'request.issuer',
    hostile: (forge) => signed(forge, authnRequest(SAMPLE.user, { issuer: 'https://other.example' })),
  },
  {
    id: 'request-other-destination',
    description: 'sent to another endpoint',
    code: 'request.destination',
    hostile: (forge) => signed(forge, authnRequest(SAMPLE.user, { destination: `${HERE}/other` })),
  },
  {
    id: 'request-old',
    description: 'it is one millisecond older than an hour and the clock skew',
    code: 'request.issue_instant',
    hostile: issuedBefore(HOUR + SKEW + 1),
    twin: issuedBefore(HOUR + SKEW),
  },
  {
    id: 'request-from-the-future',
    description: 'it was issued one millisecond after what the clock skew allows',
    code: 'request.issue_instant',
    hostile: issuedBefore(-SKEW - 1),
    twin: issuedBefore(-SKEW),
  },
  {
    id: 'request-truncated',
    description: 'the end is cut off',
    code: 'xml.syntax',
    hostile: (forge) => signed(forge, authnRequest()).slice(0, -30),
  },
  {
    id: 'request-empty',
    description: 'nothing at all was sent',
    code: 'message.missing',
    hostile: () => '',
  },
  {
    id: 'request-is-a-response',
    description: 'a signed Response is sent as a request',
    code: 'request.root',
    hostile: (forge) => forge.message({}, { place: 'both' }),
  },
];

/** Issues a Response about a person of this name, and reads it as its receiver does. */
const issuingJudge = (forge: Forge): Judge => {
  const key = loadSigningKey({ privateKeyPem: forge.idp.privateKeyPem, certificate: forge.idp.certificatePem });
  return async ({ message }) => {
    const name = Buffer.from(octetsOf(message)).toString('utf8');
    try {
      const { xml } = await issueResponse({
        issuer: SAMPLE.idpEntityId,
        acsUrl: SAMPLE.acsUrl,
        audiences: [SAMPLE.spEntityId],
        inResponseTo: SAMPLE.requestId,
        nameId: { value: name, nameQualifier: name },
        attributes: [{ name, values: [{ text: name }] }],
        authnInstant: SAMPLE.now,
        now: SAMPLE.now,
        signing: { key, elements: 'both' },
        random: randomBytes,
      });
      const verdict = await verifyResponse({ xml: Buffer.from(xml) }, forge.options);
      const shown = shownOf(verdict);
      if (!verdict.accepted) {
        return { accepted: false, code: verdict.code, checks: verdict.checks, shown };
      }
      const { nameId, attributes } = verdict.assertion;
      const texts = [nameId?.value, nameId?.nameQualifier, attributes[0]?.name, attributes[0]?.values[0]?.text];
      // Everywhere the same, or it is nobody.
      const nameEverywhere = new Set(texts).size === 1 ? nameId?.value : undefined;
      return { accepted: true, nameId: nameEverywhere, identity: { texts }, shown };
    } catch (error) {
      if (!(error instanceof SamlError)) {
        throw error;
      }
      return { accepted: false, code: error.code, shown: JSON.stringify([error.expected, error.received]) };
    }
  };
};

/** Names that would end the element or attribute that they stand in. */
const MARKUP: Readonly<Record<string, string>> = {
  element: 'amina</saml:NameID><saml:NameID>otto',
  attribute: 'amina" Format="urn:evil',
  entity: 'amina&lt;&amp;&#x41;',
  cdata: 'amina<![CDATA[x]]>',
  'cdata-end': 'amina]]>otto',
  comment: 'amina<!-- -->otto',
  'line-ends': 'amina\r\n\tÖ\u2028otto',
};

const nameCases = (forge: Forge): readonly HostileCase[] => {
  const judge = issuingJudge(forge);
  const common = { attackClass: 'the side of the identity provider', judge, twin: { message: SAMPLE.user } } as const;
  return [
    ...Object.entries(MARKUP).map(
      ([what, name]): HostileCase => ({
        ...common,
        id: `issued-${what}`,
        description: `a name with the markup of ${what.replace('-', ' ')}, which comes out as it was`,
        code: 'accepted',
        nameId: name,
        hostile: { message: name },
      }),
    ),
    {
      ...common,
      id: 'issued-nul',
      description: 'a name with a character that XML cannot carry',
      code: 'xml.syntax',
      hostile: { message: 'amina\u0000' },
    },
  ];
};

export const identityProviderCases = (forge: Forge): readonly HostileCase[] => {
  const genuine = signed(forge, authnRequest());
  return [
    ...REQUESTS.map(
      ({ hostile, twin, options, ...rest }): HostileCase => ({
        ...rest,
        attackClass: 'the side of the identity provider',
        judge: authnRequestJudge(forge.idp, options),
        twin: { message: twin?.(forge) ?? genuine },
        hostile: { message: hostile(forge) },
      }),
    ),
    ...nameCases(forge),
  ];
};
