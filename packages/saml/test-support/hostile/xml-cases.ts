/** Documents that are not the plain XML that a SAML message has to be, and texts that two readers could read differently. */
import type { SamlErrorCode } from '../../src/errors.ts';
import {
  attributeXml,
  audienceXml,
  conditionsXml,
  issuerXml,
  nameIdXml,
  SAMPLE,
  statusXml,
} from '../sample-response.ts';
import type { Forge, HostileCase } from './hostile-case.ts';
import type { XmlCase } from './xml-case.ts';
import { DOCTYPES, DOCUMENTS } from './xml-documents.ts';
import { ENCODINGS, SIZES } from './xml-limits.ts';
import { READERS } from './xml-readers.ts';

const comment = (value: string): string => `${value.slice(0, 3)}<!--x-->${value.slice(3)}`;

const SPLITS: readonly (Omit<XmlCase, 'attackClass' | 'change' | 'code'> & {
  readonly code?: SamlErrorCode;
  readonly parts: Parameters<Forge['message']>[0];
})[] = [
  {
    id: 'comment-in-name-id',
    description: 'a comment splits the NameID',
    parts: { nameId: nameIdXml(comment(SAMPLE.user)) },
  },
  {
    id: 'comment-after-name',
    description: 'a comment hides the end of the NameID',
    parts: { nameId: nameIdXml(`${SAMPLE.user}<!-- -->.evil.example`) },
  },
  {
    id: 'comment-in-attribute',
    description: 'a comment splits an attribute value',
    parts: {
      attributeStatement: `<saml:AttributeStatement>${attributeXml('email', comment(SAMPLE.user))}</saml:AttributeStatement>`,
    },
  },
  {
    id: 'comment-in-issuer',
    description: 'a comment splits the Issuer of the assertion',
    parts: { assertionIssuer: issuerXml(comment(SAMPLE.idpEntityId)) },
  },
  {
    id: 'comment-in-response-issuer',
    description: 'a comment splits the Issuer of the Response',
    parts: { responseIssuer: issuerXml(comment(SAMPLE.idpEntityId)) },
  },
  {
    id: 'comment-in-audience',
    description: 'a comment splits the Audience',
    parts: { conditions: conditionsXml({ content: audienceXml(comment(SAMPLE.spEntityId)) }) },
  },
  {
    id: 'element-in-name-id',
    description: 'an element splits the NameID',
    code: 'xml.element_in_text',
    parts: { nameId: nameIdXml('ami<x xmlns="urn:x"/>na@acme.example') },
  },
  {
    id: 'comment-in-status-message',
    description: 'a comment in the message of an error status',
    parts: {
      status: statusXml('Responder').replace(
        '</samlp:Status>',
        '<samlp:StatusMessage>no<!-- -->thing</samlp:StatusMessage></samlp:Status>',
      ),
    },
  },
];

/** XML as the value of an attribute: what is allowed in it beside what is not. */
const valuesWithXml = (forge: Forge): readonly HostileCase[] => {
  const withValues = (...values: readonly string[]): HostileCase['twin'] => ({
    message: forge.message({
      attributeStatement: `<saml:AttributeStatement>${attributeXml('a', ...values)}</saml:AttributeStatement>`,
    }),
  });
  return [
    {
      id: 'comment-in-xml-value',
      attackClass: 'comments that split text',
      description: 'a comment splits text in the XML of an attribute value',
      code: 'xml.comment_in_text',
      twin: withValues('<i>xy</i><!-- -->'),
      hostile: withValues('<i>x<!-- -->y</i>'),
    },
    {
      id: 'comment-before-text-of-value',
      attackClass: 'comments that split text',
      description: 'a comment stands between XML and text in an attribute value',
      code: 'xml.comment_in_text',
      twin: withValues('<i>x</i>y'),
      hostile: withValues('<i>x</i><!-- -->y'),
    },
    {
      id: 'duplicate-id-in-values',
      attackClass: 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice',
      description: 'the XML of two attribute values has the same ID',
      code: 'xml.duplicate_id',
      twin: withValues('<i id="1"/>', '<i id="1"/>'),
      hostile: withValues('<i ID="1"/>', '<i ID="1"/>'),
    },
    {
      id: 'duplicate-xml-id-in-values',
      attackClass: 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice',
      description: 'the XML of an attribute value has the ID of the assertion as xml:id',
      code: 'xml.duplicate_id',
      twin: withValues(`<i id="${SAMPLE.assertionId}"/>`),
      hostile: withValues(`<i xml:id="${SAMPLE.assertionId}"/>`),
    },
  ];
};

export const xmlCases = (forge: Forge): readonly HostileCase[] => {
  const genuine = forge.message();
  const documents = [...DOCTYPES, ...DOCUMENTS, ...READERS, ...ENCODINGS, ...SIZES].map(
    ({ change, twin, ...rest }): HostileCase => ({
      ...rest,
      twin: { message: twin?.(genuine) ?? genuine },
      hostile: { message: change(genuine) },
    }),
  );
  const splits = SPLITS.map(
    ({ parts, id, description, code = 'xml.comment_in_text' }): HostileCase => ({
      id,
      description,
      code,
      attackClass: 'comments that split text',
      twin: { message: genuine },
      hostile: { message: forge.message(parts) },
    }),
  );
  // Here the comment came in after signing: canonicalization without comments does not notice it.
  const later = ['Issuer', 'NameID', 'Audience', 'AttributeValue'].map((name): HostileCase => {
    const piece = new RegExp(`(<saml:Assertion.*?<saml:${name}(?: [^>]*)?>...)`, 's');
    return {
      id: `comment-later-${name.toLowerCase()}`,
      attackClass: 'comments that split text',
      description: `a comment was put into the signed ${name} without breaking the signature`,
      code: 'xml.comment_in_text',
      twin: { message: genuine },
      hostile: { message: genuine.replace(piece, '$1<!--x-->') },
    };
  });
  const instruction: HostileCase = {
    id: 'instruction-in-name-id',
    attackClass: 'processing instructions that hide text',
    description: 'a processing instruction hides a part of the NameID',
    code: 'xml.processing_instruction',
    twin: { message: genuine },
    hostile: { message: genuine.replace(SAMPLE.user, `${SAMPLE.user}<?x y?>.evil.example`) },
  };
  return [...documents, ...splits, ...later, instruction, ...valuesWithXml(forge)];
};
