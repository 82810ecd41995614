/**
 * Messages within the size limit that would cost far more than their size: what grows with the square of the message, what is
 * written again and again, and private key operations by the dozen.
 */
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import {
  assertionXml,
  attributeXml,
  audienceXml,
  conditionsXml,
  responseXml,
  SAMPLE,
  sampleParts,
} from '../sample-response.ts';
import { type Forge, type HostileCase, replaceOnce } from './hostile-case.ts';
import { extensions, intoResponse, repeat } from './xml-case.ts';

type WorkCase = Omit<HostileCase, 'attackClass'>;

const DS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const LONG_URI = `urn:${'x'.repeat(2044)}`;

const statement = (...attributes: readonly string[]): string =>
  `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`;

/** Signed elements whose canonical form declares a long namespace for every sibling. */
const canonicalForms = (forge: Forge): readonly WorkCase[] =>
  (['response', 'assertion'] as const).map((place): WorkCase => {
    const twin = forge.message(
      {
        assertionAttributes: ` xmlns:n="${LONG_URI}"`,
        attributeStatement: statement(attributeXml('a', '<n:b/>'.repeat(2), 'x')),
      },
      { place },
    );
    // The signature is genuine, as anybody's of the same identity provider is; the content is not.
    return {
      id: `canonical-form-${place}`,
      description: `one namespace URI of 2,048 characters, used by 15,000 siblings inside the signed ${place}`,
      code: 'xml.canonicalization',
      twin: { message: twin },
      hostile: { message: replaceOnce(twin, '<n:b/><n:b/>', '<n:b/>'.repeat(15_000)) },
    };
  });

/** A genuine signature over a SignedInfo with an attribute of that length. */
const signedInfoOf = (forge: Forge, length: number): string =>
  forge.message(
    {},
    {
      signature: {
        changeSignedInfo: (text) => replaceOnce(text, '<ds:Reference ', `<ds:Reference Id="${'x'.repeat(length)}" `),
      },
    },
  );

const shapes = (forge: Forge): readonly WorkCase[] => {
  const genuine = forge.message();
  const declaring = (uri: string): string | Uint8Array => intoResponse(extensions(`<a xmlns="${uri}"/>`))(genuine);
  return [
    {
      id: 'namespace-uri-too-long',
      description: 'a namespace URI has one character more than the limit',
      code: 'xml.namespace_uri',
      twin: { message: declaring(LONG_URI) },
      hostile: { message: declaring(`${LONG_URI}x`) },
    },
    {
      id: 'signed-info-too-large',
      description: 'SignedInfo is larger than any genuine one',
      code: 'xml.canonicalization',
      twin: { message: signedInfoOf(forge, 15_000) },
      hostile: { message: signedInfoOf(forge, 17_000) },
    },
    {
      id: 'assertions-and-signatures',
      description: '4,000 assertions, each with a signature',
      code: 'response.assertion_count',
      twin: { message: genuine },
      hostile: {
        message: responseXml(
          sampleParts({ responseAttributes: ` ${DS}` }),
          '<saml:Assertion><ds:Signature/></saml:Assertion>'.repeat(4000),
        ),
      },
    },
    {
      id: 'audiences',
      description: '5,000 audiences in a signed assertion, none of them ours',
      code: 'assertion.audience',
      twin: { message: forge.message({ conditions: conditionsXml({ content: manyAudiences(SAMPLE.spEntityId) }) }) },
      hostile: {
        message: forge.message({ conditions: conditionsXml({ content: manyAudiences(`${SAMPLE.spEntityId}/`) }) }),
      },
    },
  ];
};

const manyAudiences = (last: string): string =>
  audienceXml(...Array.from({ length: 4999 }, (_, at) => `urn:${at}`), last);

const ENCRYPTED_KEY = /<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/s;
const RETRIEVAL_METHOD = /<ds:RetrievalMethod[^>]*\/>/;
const withoutIds = (xml: string): string => xml.replace(/ Id="[^"]*"/g, '');

const decryptions = (forge: Forge): readonly WorkCase[] => {
  const certificate = forge.sp.certificatePem;
  const encrypted = encryptElement(forge.assertion(), {
    certificate,
    wrapper: 'EncryptedAssertion',
    placement: 'retrieval-method',
  });
  const sealed = (methods: number, furtherKeys: number): string =>
    responseXml(
      sampleParts(),
      encrypted
        .replace(RETRIEVAL_METHOD, (method) => method.repeat(methods))
        .replace(ENCRYPTED_KEY, (key) => `${key}${withoutIds(key).repeat(furtherKeys)}`),
    );
  const attribute = withoutIds(
    encryptElement(attributeXml('a', '1').replace(' ', ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '), {
      certificate,
      wrapper: 'EncryptedAttribute',
      placement: 'sibling',
    }),
  );
  const withAttributes = (count: number): string =>
    forge.message({ attributeStatement: statement(attribute.repeat(count)) });
  return [
    {
      id: 'retrieval-methods',
      description: '1,000 RetrievalMethods',
      code: 'encryption.structure',
      twin: { message: sealed(8, 0) },
      hostile: { message: sealed(1000, 0) },
    },
    {
      id: 'retrieval-methods-and-keys',
      description: '500 RetrievalMethods and 100 EncryptedKeys',
      code: 'encryption.structure',
      twin: { message: sealed(8, 7) },
      hostile: { message: sealed(500, 100) },
    },
    {
      id: 'encrypted-attributes',
      description: 'a signed assertion with 17 EncryptedAttributes',
      code: 'encryption.structure',
      twin: { message: withAttributes(16) },
      hostile: { message: withAttributes(17) },
    },
    {
      id: 'recipients-of-nonsense',
      description: 'eight EncryptedKeys for content that is no XML',
      code: 'encryption.failed',
      twin: { message: sealed(1, 7) },
      hostile: {
        message: responseXml(
          sampleParts(),
          encryptElement(assertionXml(sampleParts()).slice(1), {
            certificate,
            wrapper: 'EncryptedAssertion',
            placement: 'sibling',
          }).replace(ENCRYPTED_KEY, (key) => repeat(8, () => withoutIds(key))),
        ),
      },
    },
  ];
};

export const workCases = (forge: Forge): readonly HostileCase[] =>
  [...canonicalForms(forge), ...shapes(forge), ...decryptions(forge)].map((work) => ({
    ...work,
    attackClass: 'size, depth and work',
  }));
