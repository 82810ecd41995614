/** Encryption is no authentication: everybody has our public key. And ciphertexts that were tampered with. */
import type { SamlErrorCode } from '../../src/errors.ts';
import { type EncryptElementOptions, encryptElement } from '../../src/xenc/encrypt-element.ts';
import { assertionXml, confirmationXml, nameIdXml, responseXml, SAMPLE, sampleParts } from '../sample-response.ts';
import type { AttackClass } from './attack-classes.ts';
import { type Forge, type HostileCase, type HostileMessage, takeSignature } from './hostile-case.ts';

const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const CBC = `${XMLENC}aes128-cbc`;

type Encrypt = (xml: string, options?: Partial<EncryptElementOptions>) => string;

const encrypter =
  (forge: Forge): Encrypt =>
  (xml, options = {}) =>
    encryptElement(xml, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion', ...options });

const message = (content: string): string => responseXml(sampleParts(), content);

const evilAssertion = (id = '_evil-assertion'): string =>
  assertionXml(sampleParts({ nameId: nameIdXml(SAMPLE.attacker), assertionId: id }));

/** Flips one bit in the middle of the ciphertext of the content. */
const flip = (xml: string): string => {
  const last = xml.lastIndexOf('<xenc:CipherValue>') + '<xenc:CipherValue>'.length;
  const at = last + 40;
  return `${xml.slice(0, at)}${xml[at] === 'A' ? 'B' : 'A'}${xml.slice(at + 1)}`;
};

/** What the cases are made from. */
interface Tools {
  readonly forge: Forge;
  readonly encrypt: Encrypt;
  /** The genuine signed assertion. */
  readonly signed: string;
  /** The signature of it alone. */
  readonly signature: string;
  readonly encryptedEvil: string;
  /** Messages with the genuine assertion, encrypted in one way or the other. */
  readonly gcm: string;
  readonly cbc: string;
  /** A message with this as the identifier of the subject of the signed assertion. */
  readonly withId: (identifier: string) => string;
  readonly idTwin: string;
}

interface EncryptionCase {
  readonly id: string;
  readonly description: string;
  readonly code: SamlErrorCode;
  readonly hostile: (tools: Tools) => string;
  /** Default: the genuine message, not encrypted. */
  readonly twin?: (tools: Tools) => string;
  readonly options?: HostileMessage['options'];
}

const declared = (xml: string): string =>
  xml.replace(' Format', ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Format');

const INJECTIONS: readonly EncryptionCase[] = [
  {
    id: 'encrypted-unsigned',
    description: 'an unsigned assertion, encrypted with our public key',
    code: 'assertion.not_signed',
    hostile: ({ encryptedEvil }) => message(encryptedEvil),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
  {
    id: 'encrypted-before-signed',
    description: 'an encrypted evil assertion before the genuine signed one',
    code: 'response.assertion_count',
    hostile: ({ signed, encryptedEvil }) => message(`${encryptedEvil}${signed}`),
  },
  {
    id: 'encrypted-after-signed',
    description: 'an encrypted evil assertion after the genuine signed one',
    code: 'response.assertion_count',
    hostile: ({ signed, encryptedEvil }) => message(`${signed}${encryptedEvil}`),
  },
  {
    id: 'encrypted-twice',
    description: 'two EncryptedAssertions, the genuine one and an evil one',
    code: 'response.assertion_count',
    hostile: ({ encrypt, signed, encryptedEvil }) => message(`${encrypt(signed)}${encryptedEvil}`),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
  {
    id: 'encrypted-in-extensions',
    description: 'an encrypted evil assertion in Extensions',
    code: 'response.assertion_count',
    hostile: ({ signed, encryptedEvil }) =>
      responseXml(sampleParts({ extensions: `<samlp:Extensions>${encryptedEvil}</samlp:Extensions>` }), signed),
  },
  {
    id: 'encrypted-wraps-signed',
    description: 'the encrypted evil assertion wraps the genuine signed one in its Advice',
    code: 'response.assertion_count',
    hostile: ({ encrypt, signed }) =>
      message(
        encrypt(
          assertionXml(
            sampleParts({
              nameId: nameIdXml(SAMPLE.attacker),
              assertionId: '_evil',
              advice: `<saml:Advice>${signed}</saml:Advice>`,
            }),
          ),
        ),
      ),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
  {
    id: 'encrypted-signature-moved',
    description: 'the genuine signature on an encrypted evil assertion of the same ID',
    code: 'signature.digest',
    hostile: ({ encrypt, signature }) =>
      message(encrypt(evilAssertion(SAMPLE.assertionId).replace('</saml:Issuer>', `</saml:Issuer>${signature}`))),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
  {
    id: 'encrypted-signature-misplaced',
    description: 'a genuine signature in an attribute value of an encrypted evil assertion',
    code: 'signature.misplaced',
    hostile: ({ encrypt, signature }) =>
      message(
        encrypt(
          assertionXml(
            sampleParts({
              nameId: nameIdXml(SAMPLE.attacker),
              attributeStatement: `<saml:AttributeStatement><saml:Attribute Name="x"><saml:AttributeValue>${signature}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
            }),
          ),
        ),
      ),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
  {
    id: 'encrypted-same-id-as-response',
    description: 'the decrypted assertion has the ID of the Response',
    code: 'xml.duplicate_id',
    hostile: ({ forge, encrypt }) => message(encrypt(forge.assertion({ assertionId: SAMPLE.responseId }))),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
  {
    id: 'encrypted-no-assertion',
    description: 'what was encrypted is no assertion',
    code: 'response.assertion_count',
    hostile: ({ encrypt }) => message(encrypt('<saml:Advice xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>')),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
  {
    id: 'encrypted-two-elements',
    description: 'two assertions were encrypted together',
    code: 'encryption.failed',
    hostile: ({ encrypt, signed }) => message(encrypt(`${signed}${evilAssertion()}`)),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
  {
    id: 'encrypted-doctype',
    description: 'the encrypted content begins with a DOCTYPE',
    code: 'encryption.failed',
    hostile: ({ encrypt, signed }) => message(encrypt(`<!DOCTYPE x>${signed}`)),
    twin: ({ encrypt, signed }) => message(encrypt(signed)),
  },
];

const CIPHERTEXTS: readonly EncryptionCase[] = [
  {
    id: 'gcm-changed',
    description: 'one character of the AES-GCM ciphertext was changed',
    code: 'encryption.failed',
    hostile: ({ gcm }) => flip(gcm),
    twin: ({ gcm }) => gcm,
  },
  {
    id: 'cbc-changed',
    description: 'one character of the AES-CBC ciphertext was changed',
    code: 'encryption.failed',
    hostile: ({ cbc }) => flip(cbc),
    twin: ({ cbc }) => cbc,
    options: { cbcSignedInside: true },
  },
  {
    id: 'cbc-unsigned-around',
    description: 'AES-CBC in an unsigned Response of a connection that does not allow it',
    code: 'encryption.cbc_not_signed',
    hostile: ({ cbc }) => cbc,
    twin: ({ gcm }) => gcm,
  },
  {
    id: 'cbc-unsigned-inside',
    description: 'AES-CBC around an unsigned assertion in an unsigned Response',
    code: 'encryption.failed',
    hostile: ({ encrypt }) => message(encrypt(evilAssertion(), { contentAlgorithm: CBC })),
    twin: ({ cbc }) => cbc,
    options: { cbcSignedInside: true },
  },
  {
    id: 'key-of-somebody-else',
    description: 'the assertion was encrypted for somebody else',
    code: 'encryption.failed',
    hostile: ({ forge, encrypt, signed }) => message(encrypt(signed, { certificate: forge.attacker.certificatePem })),
    twin: ({ gcm }) => gcm,
  },
  {
    id: 'no-decryption-key',
    description: 'an encrypted assertion for a service provider that has no key',
    code: 'encryption.no_key',
    hostile: ({ gcm }) => gcm,
    twin: ({ signed }) => message(signed),
    options: { decryptionKeys: [] },
  },
  {
    id: 'key-transport-rsa-1_5',
    description: 'the content key was transported with RSA PKCS #1 1.5',
    code: 'encryption.algorithm',
    hostile: ({ gcm }) => gcm.replace(`${XMLENC}rsa-oaep-mgf1p`, `${XMLENC}rsa-1_5`),
    twin: ({ gcm }) => gcm,
  },
  {
    id: 'content-3des',
    description: 'the content is encrypted with triple DES',
    code: 'encryption.algorithm',
    hostile: ({ gcm }) => gcm.replace('http://www.w3.org/2009/xmlenc11#aes256-gcm', `${XMLENC}tripledes-cbc`),
    twin: ({ gcm }) => gcm,
  },
  {
    id: 'cipher-reference',
    description: 'the ciphertext is to be fetched from the attacker',
    code: 'encryption.structure',
    hostile: ({ gcm }) =>
      gcm.replace(
        /<xenc:CipherData><xenc:CipherValue>[^<]*<\/xenc:CipherValue><\/xenc:CipherData>(?!<\/xenc:EncryptedKey>)/,
        '<xenc:CipherData><xenc:CipherReference URI="http://evil.example/"/></xenc:CipherData>',
      ),
    twin: ({ gcm }) => gcm,
  },
  {
    id: 'no-encrypted-data',
    description: 'the EncryptedAssertion is empty',
    code: 'encryption.structure',
    hostile: () => message('<saml:EncryptedAssertion></saml:EncryptedAssertion>'),
    twin: ({ gcm }) => gcm,
  },
];

/** An EncryptedID in a signed assertion; the twin holds the genuine name. */
const ENCRYPTED_IDS: readonly EncryptionCase[] = [
  {
    id: 'encrypted-id-comment',
    description: 'a comment splits the encrypted NameID',
    code: 'xml.comment_in_text',
    hostile: ({ encrypt, withId }) =>
      withId(encrypt(declared(nameIdXml('ami<!-- -->na@acme.example')), { wrapper: 'EncryptedID' })),
    twin: ({ idTwin }) => idTwin,
  },
  {
    id: 'encrypted-id-other-element',
    description: 'the EncryptedID holds something that is no NameID',
    code: 'encryption.structure',
    hostile: ({ encrypt, withId }) =>
      withId(
        encrypt('<saml:Audience xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">x</saml:Audience>', {
          wrapper: 'EncryptedID',
        }),
      ),
    twin: ({ idTwin }) => idTwin,
  },
  {
    id: 'encrypted-id-and-plain',
    description: 'an EncryptedID beside a plain NameID',
    code: 'assertion.name_id',
    hostile: ({ encrypt, withId }) =>
      withId(`${nameIdXml(SAMPLE.user)}${encrypt(declared(nameIdXml(SAMPLE.attacker)), { wrapper: 'EncryptedID' })}`),
    twin: ({ idTwin }) => idTwin,
  },
  {
    id: 'encrypted-id-replaced',
    description: 'the EncryptedID of a signed assertion was replaced',
    code: 'signature.digest',
    hostile: ({ encrypt, idTwin }) =>
      idTwin.replace(
        /<saml:EncryptedID.*<\/saml:EncryptedID>/s,
        encrypt(declared(nameIdXml(SAMPLE.attacker)), { wrapper: 'EncryptedID' }),
      ),
    twin: ({ idTwin }) => idTwin,
  },
];

const makeTools = (forge: Forge): Tools => {
  const encrypt = encrypter(forge);
  const signed = forge.assertion();
  const withId = (identifier: string): string =>
    message(forge.assertion({ subject: `<saml:Subject>${identifier}${confirmationXml()}</saml:Subject>` }));
  return {
    forge,
    encrypt,
    signed,
    signature: takeSignature(signed).signature,
    encryptedEvil: encrypt(evilAssertion()),
    gcm: message(encrypt(signed)),
    cbc: message(encrypt(signed, { contentAlgorithm: CBC })),
    withId,
    idTwin: withId(encrypt(declared(nameIdXml(SAMPLE.user)), { wrapper: 'EncryptedID', contentAlgorithm: CBC })),
  };
};

export const encryptionCases = (forge: Forge): readonly HostileCase[] => {
  const tools = makeTools(forge);
  const toCase =
    (attackClass: AttackClass) =>
    ({ hostile, twin, options = {}, ...rest }: EncryptionCase): HostileCase => ({
      ...rest,
      attackClass,
      twin: { message: twin?.(tools) ?? forge.message(), options },
      hostile: { message: hostile(tools), options },
    });
  return [
    ...[...INJECTIONS, ...ENCRYPTED_IDS].map(toCase('encrypted injection')),
    ...CIPHERTEXTS.map(toCase('decryption as an oracle')),
  ];
};
