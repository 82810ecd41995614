/** Signatures by somebody else, over something else, or none at all; and IDs that could lead a reader astray. */
import { createHmac, generateKeyPairSync, sign as signOctets } from 'node:crypto';
import { loadVerificationKey } from '../../src/dsig/verification-key.ts';
import type { SamlErrorCode } from '../../src/errors.ts';
import type { TestKeyPair } from '../keys.ts';
import { assertionXml, nameIdXml, responseXml, SAMPLE, type SampleParts, sampleParts } from '../sample-response.ts';
import { afterIssuer, type Forge, type HostileCase, type HostileMessage, takeSignature } from './hostile-case.ts';

const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

const hmacCases = (forge: Forge): readonly HostileCase[] =>
  (['hmac-sha1', 'hmac-sha256', 'hmac-sha512'] as const).flatMap((name) =>
    (
      [
        ['certificate', forge.idp.certificatePem],
        ['public key', forge.idp.publicKeyPem],
        ['base64 of the certificate', forge.idp.certificateBase64],
      ] as const
    ).map(
      ([what, secret]): HostileCase => ({
        id: `${name}-${what.replaceAll(' ', '-')}`,
        attackClass: 'HMAC with a public key',
        description: `an HMAC keyed with the text of the ${what}, which everybody knows`,
        code: 'signature.algorithm',
        twin: { message: forge.message() },
        hostile: {
          message: forge.message(
            { nameId: nameIdXml(SAMPLE.attacker) },
            {
              signature: {
                style: {
                  signatureMethod: `${name === 'hmac-sha1' ? 'http://www.w3.org/2000/09/xmldsig#' : DSIG_MORE}${name}`,
                },
                signOctets: (octets) => createHmac(name.slice(5), secret).update(octets).digest('base64'),
              },
            },
          ),
        },
      }),
    ),
  );

/** KeyInfo that brings the attacker's key along, or hides the genuine one beside it. */
const keyCases = (forge: Forge): readonly HostileCase[] => {
  const x509 = (base64: string): string =>
    `<ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data>`;
  const forged = (keyInfo: string): string =>
    forge.message(
      { nameId: nameIdXml(SAMPLE.attacker) },
      { signature: { privateKeyPem: forge.attacker.privateKeyPem, style: { keyInfo } } },
    );
  const twin = (keyInfo: string): HostileMessage => ({
    message: forge.message({}, { signature: { style: { keyInfo } } }),
  });
  const trust = (id: string, description: string, keyInfo: string): HostileCase => ({
    id,
    attackClass: 'keys that the message brings along',
    description,
    code: 'signature.invalid',
    twin: twin(keyInfo),
    hostile: { message: forged(keyInfo) },
  });
  return [
    trust('key-info-none', 'signed with the key of the attacker, without KeyInfo', ''),
    trust('key-info-attacker', 'the certificate of the attacker comes along', x509(forge.attacker.certificateBase64)),
    trust('key-info-genuine', 'the genuine certificate is left in KeyInfo', x509(forge.idp.certificateBase64)),
    trust(
      'key-info-both',
      'the genuine certificate and that of the attacker',
      `${x509(forge.idp.certificateBase64)}${x509(forge.attacker.certificateBase64)}`,
    ),
    trust(
      'key-info-retrieval',
      'KeyInfo names a URL with the key of the attacker',
      '<ds:RetrievalMethod URI="http://evil.example/key"/>',
    ),
    trust('key-info-name', 'KeyInfo names a key of ours', '<ds:KeyName>corpus-idp</ds:KeyName>'),
  ];
};

/** What the cases without a sound signature are made from. */
interface UnsignedTools {
  readonly forge: Forge;
  readonly evil: SampleParts;
  /** The evil message without any signature. */
  readonly plain: string;
  /** The genuine message, signed twice. */
  readonly genuine: string;
  /** The signature of the genuine assertion. */
  readonly signature: string;
}

interface UnsignedCase {
  readonly id: string;
  readonly description: string;
  readonly code: SamlErrorCode;
  readonly hostile: (tools: UnsignedTools) => string;
  readonly options?: HostileMessage['options'];
}

/** Messages of which the wrong part is signed, or none. */
const UNSIGNED: readonly UnsignedCase[] = [
  {
    id: 'unsigned',
    description: 'nothing is signed',
    code: 'assertion.not_signed',
    hostile: ({ plain }) => plain,
  },
  {
    id: 'unsigned-require-response',
    description: 'nothing is signed, and the Response should be',
    code: 'response.not_signed',
    hostile: ({ plain }) => plain,
    options: {
      require: 'response',
    },
  },
  {
    id: 'response-signature-stripped',
    description: 'only the assertion is signed where the Response has to be',
    code: 'response.not_signed',
    hostile: ({ forge }) => forge.message({}, { place: 'assertion' }),
    options: { require: 'response' },
  },
  {
    id: 'assertion-signature-stripped',
    description: 'only the Response is signed where the assertion has to be',
    code: 'assertion.not_signed',
    hostile: ({ forge }) => forge.message({}, { place: 'response' }),
    options: { require: 'assertion' },
  },
  {
    id: 'both-required-response-only',
    description: 'only the Response is signed where both have to be',
    code: 'assertion.not_signed',
    hostile: ({ forge }) => forge.message({}, { place: 'response' }),
    options: { require: 'both' },
  },
  {
    id: 'both-required-assertion-only',
    description: 'only the assertion is signed where both have to be',
    code: 'response.not_signed',
    hostile: ({ forge }) => forge.message({}, { place: 'assertion' }),
    options: { require: 'both' },
  },
  {
    id: 'status-signed',
    description: 'the signature covers the Status only',
    code: 'signature.misplaced',
    hostile: ({ forge, plain }) =>
      forge.sign(plain.replace('<samlp:Status>', '<samlp:Status ID="_status">'), '_status'),
  },
  {
    id: 'subject-signed',
    description: 'the signature covers the Subject only',
    code: 'signature.misplaced',
    hostile: ({ forge, plain }) =>
      forge.sign(plain.replace('<saml:Subject>', '<saml:Subject ID="_subject">'), '_subject'),
  },
  {
    id: 'signature-moved',
    description: 'the signature of the genuine assertion on an evil one with the same ID',
    code: 'signature.digest',
    hostile: ({ evil, signature }) => responseXml(evil, afterIssuer(assertionXml(evil), signature)),
  },
  {
    id: 'name-changed',
    description: 'the NameID was changed after signing',
    code: 'signature.digest',
    hostile: ({ forge }) =>
      forge
        .message({}, { place: 'assertion' })
        .replace(`>${SAMPLE.user}</saml:NameID>`, `>${SAMPLE.attacker}</saml:NameID>`),
  },
  {
    id: 'inner-signature-broken',
    description: 'the assertion was changed before the Response was signed: one of two signatures does not verify',
    code: 'signature.digest',
    hostile: ({ forge }) =>
      forge.message({}, { place: 'both', wrap: (assertion) => assertion.replace('supervisors', 'administrators') }),
  },
  {
    id: 'outer-signature-broken',
    description: 'the Response was changed after signing while the signature of the assertion still verifies',
    code: 'signature.digest',
    hostile: ({ genuine }) => genuine.replace('<samlp:Status>', '<samlp:Extensions></samlp:Extensions><samlp:Status>'),
  },
  {
    id: 'assertion-added',
    description: 'an unsigned assertion was added to one that is signed',
    code: 'response.assertion_count',
    hostile: ({ forge, evil }) =>
      forge
        .message({}, { place: 'assertion' })
        .replace('</samlp:Response>', `${assertionXml({ ...evil, assertionId: '_evil' })}</samlp:Response>`),
  },
  {
    id: 'assertion-hidden',
    description: 'an unsigned assertion hides in an attribute value',
    code: 'response.assertion_count',
    hostile: ({ forge, evil }) =>
      responseXml(
        sampleParts({ attributeStatement: '' }),
        forge.assertion({
          attributeStatement: `<saml:AttributeStatement><saml:Attribute Name="x"><saml:AttributeValue>${assertionXml({ ...evil, assertionId: '_evil' })}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
        }),
      ),
  },
  {
    id: 'no-assertion',
    description: 'the Response holds no assertion',
    code: 'response.assertion_count',
    hostile: ({ forge }) => forge.message({}, { place: 'response', wrap: () => '' }),
  },
];

const unsignedCases = (forge: Forge): readonly HostileCase[] => {
  const evil = sampleParts({ nameId: nameIdXml(SAMPLE.attacker) });
  const genuine = forge.message({}, { place: 'both' });
  const { signature } = takeSignature(forge.assertion());
  const tools = { forge, evil, genuine, signature, plain: responseXml(evil, assertionXml(evil)) };
  return UNSIGNED.map(
    ({ hostile, options = {}, ...rest }): HostileCase => ({
      ...rest,
      attackClass: 'unsigned, stripped, or something else signed',
      twin: { message: genuine, options },
      hostile: { message: hostile(tools), options },
    }),
  );
};

const weakKeyCase = (forge: Forge): HostileCase => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    id: 'ecdsa-unknown-key',
    attackClass: 'keys that the message brings along',
    description: 'a sound ECDSA signature by a key that the connection does not have, labelled RSA',
    code: 'signature.invalid',
    twin: { message: forge.message() },
    hostile: {
      message: forge.message(
        { nameId: nameIdXml(SAMPLE.attacker) },
        {
          signature: {
            signOctets: (octets) =>
              signOctets('sha256', Buffer.from(octets), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
                'base64',
              ),
          },
        },
      ),
    },
  };
};

/** Keys of the connection that are too weak, or not for this algorithm. */
const weakCases = (forge: Forge): readonly HostileCase[] => {
  const trusting = (pair: TestKeyPair, signatureMethod?: string): HostileMessage => ({
    message: forge.message(
      {},
      {
        signature: {
          privateKeyPem: pair.privateKeyPem,
          style: signatureMethod === undefined ? {} : { signatureMethod },
        },
      },
    ),
    options: { verificationKeys: [loadVerificationKey(pair.certificatePem)] },
  });
  const weak = (id: string, description: string, code: SamlErrorCode, hostile: HostileMessage): HostileCase => ({
    id,
    attackClass: 'weak algorithms',
    description,
    code,
    twin: trusting(forge.idp),
    hostile,
  });
  return [
    weak('rsa-1024', 'the key of the connection has 1024 bits', 'signature.key', trusting(forge.weak)),
    weak(
      'ecdsa-key-labelled-rsa',
      'signed with the EC key of the connection, labelled RSA',
      'signature.key',
      trusting(forge.idpEc),
    ),
    weak('ecdsa-sha1', 'ECDSA with SHA-1', 'signature.algorithm', trusting(forge.idpEc, `${DSIG_MORE}ecdsa-sha1`)),
  ];
};

const duplicateIdCases = (forge: Forge): readonly HostileCase[] => {
  const genuine = forge.message();
  const decoy = (id: string, description: string, attribute: string): HostileCase => ({
    id,
    attackClass: 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice',
    description,
    code: 'xml.duplicate_id',
    twin: {
      message: genuine.replace(
        '<samlp:Status>',
        `<samlp:Extensions><x xmlns:saml="urn:x" ${attribute}="_unique"/></samlp:Extensions><samlp:Status>`,
      ),
    },
    hostile: {
      message: genuine.replace(
        '<samlp:Status>',
        `<samlp:Extensions><x xmlns:saml="urn:x" ${attribute}="${SAMPLE.assertionId}"/></samlp:Extensions><samlp:Status>`,
      ),
    },
  });
  return [
    decoy('decoy-id-same', 'an element in Extensions has the ID of the assertion', 'ID'),
    decoy('decoy-id-mixed', 'the ID of the assertion as Id', 'Id'),
    decoy('decoy-id-small', 'the ID of the assertion as id', 'id'),
    decoy('decoy-id-xml', 'the ID of the assertion as xml:id', 'xml:id'),
    decoy('decoy-id-prefixed', 'the ID of the assertion as saml:ID', 'saml:ID'),
    {
      id: 'response-and-assertion-same-id',
      attackClass: 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice',
      description: 'the Response and the assertion have the same ID',
      code: 'xml.duplicate_id',
      twin: { message: genuine },
      hostile: { message: forge.message({ responseId: SAMPLE.assertionId }) },
    },
    {
      id: 'assertion-without-id',
      attackClass: 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice',
      description: 'the assertion has no ID, the Response is signed',
      code: 'xml.structure',
      twin: { message: forge.message({}, { place: 'response' }) },
      hostile: { message: forge.message({ assertionId: undefined }, { place: 'response' }) },
    },
    {
      id: 'response-without-id',
      attackClass: 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice',
      description: 'the Response has no ID',
      code: 'xml.structure',
      twin: { message: genuine },
      hostile: { message: forge.message({ responseId: undefined }) },
    },
  ];
};

export const signatureTrustCases = (forge: Forge): readonly HostileCase[] => [
  ...hmacCases(forge),
  ...keyCases(forge),
  weakKeyCase(forge),
  ...weakCases(forge),
  ...unsignedCases(forge),
  ...duplicateIdCases(forge),
];
