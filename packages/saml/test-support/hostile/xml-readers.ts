/** Documents on which readers disagree: with a second root, with instructions, or with names that a serializer changes. */
import { assertionXml, nameIdXml, SAMPLE, sampleParts } from '../sample-response.ts';
import { replaceFirst, replaceOnce } from './hostile-case.ts';
import { append, type Change, extensions, intoResponse, onResponse, prepend, type XmlCase } from './xml-case.ts';

const EVIL = assertionXml(sampleParts({ nameId: nameIdXml(SAMPLE.attacker), assertionId: '_evil' }));

const evilTwin: Change = (xml) => xml.replaceAll(SAMPLE.user, SAMPLE.attacker);

const ROOTS: readonly XmlCase[] = [
  {
    id: 'evil-response-first',
    attackClass: 'several roots',
    description: 'an evil Response stands before the genuine one',
    code: 'xml.syntax',
    change: (xml) => `${String(evilTwin(xml))}${xml}`,
  },
  {
    id: 'assertion-after-response',
    attackClass: 'several roots',
    description: 'an evil assertion stands after the Response',
    code: 'xml.syntax',
    change: append(EVIL),
  },
  {
    id: 'assertion-before-response',
    attackClass: 'several roots',
    description: 'an evil assertion stands before the Response',
    code: 'xml.syntax',
    change: prepend(EVIL),
  },
  {
    id: 'second-declaration',
    attackClass: 'several roots',
    description: 'a second document follows, with an XML declaration of its own',
    code: 'xml.processing_instruction',
    change: (xml) => `${xml}<?xml version="1.0"?>${String(evilTwin(xml))}`,
    twin: prepend('<?xml version="1.0"?>'),
  },
  {
    id: 'cdata-after-root',
    attackClass: 'several roots',
    description: 'a CDATA section after the root element',
    code: 'xml.syntax',
    change: append('<![CDATA[<evil/>]]>'),
    twin: append('<!--<evil/>-->'),
  },
];

/** An instruction in an element of the signed assertion, whose canonical form some libraries wrote as text. */
const instructionIn = (name: string): XmlCase => ({
  id: `instruction-in-${name.toLowerCase()}`,
  attackClass: 'processing instructions that hide text',
  description: `a processing instruction stands in ${name}`,
  code: 'xml.processing_instruction',
  change: (xml) => xml.replace(new RegExp(`(<saml:Assertion.*?<(?:saml|ds):${name}(?: [^>]*)?>)`, 's'), '$1<?x evil?>'),
});

const INSTRUCTIONS: readonly XmlCase[] = [
  ...['Issuer', 'Audience', 'AttributeValue', 'DigestValue', 'SignatureValue'].map(instructionIn),
  {
    id: 'instruction-for-name',
    attackClass: 'processing instructions that hide text',
    description: 'the beginning of the NameID was put into a processing instruction',
    code: 'xml.processing_instruction',
    change: (xml) => replaceOnce(xml, `>${SAMPLE.user}</saml:NameID>`, '><?amina ?>@acme.example</saml:NameID>'),
  },
  {
    id: 'instruction-after-root',
    attackClass: 'processing instructions that hide text',
    description: 'a processing instruction after the root',
    code: 'xml.processing_instruction',
    change: append('<?x y?>'),
    twin: append('<!--x y-->'),
  },
];

/** Names that come out of a parser and a serializer as others than they went in. */
const ROUND_TRIPS: readonly XmlCase[] = [
  {
    id: 'colon-element',
    attackClass: 'round trips through a serializer',
    description: 'an element name begins with a colon',
    code: 'xml.namespace',
    change: intoResponse(extensions('<:a/>')),
    twin: intoResponse(extensions('<a/>')),
  },
  {
    id: 'colon-twice',
    attackClass: 'round trips through a serializer',
    description: 'an attribute name has two colons',
    code: 'xml.namespace',
    change: intoResponse(extensions('<a xmlns:x="urn:x" x:y:z="1"/>')),
    twin: intoResponse(extensions('<a xmlns:x="urn:x" x:y="1"/>')),
  },
  {
    id: 'colon-last',
    attackClass: 'round trips through a serializer',
    description: 'an element name ends with its colon',
    code: 'xml.namespace',
    change: intoResponse(extensions('<x: xmlns:x="urn:x"/>')),
    twin: intoResponse(extensions('<x:a xmlns:x="urn:x"/>')),
  },
  {
    id: 'prefix-empty-declared',
    attackClass: 'round trips through a serializer',
    description: 'an empty prefix is declared',
    code: 'xml.namespace',
    change: intoResponse(extensions('<a xmlns:="urn:x"/>')),
    twin: intoResponse(extensions('<a xmlns="urn:x"/>')),
  },
  {
    id: 'end-tag-other-prefix',
    attackClass: 'round trips through a serializer',
    description: 'start and end tag have different prefixes of one namespace',
    code: 'xml.syntax',
    change: intoResponse(extensions('<p:a xmlns:p="urn:x" xmlns:q="urn:x"></q:a>')),
    twin: intoResponse(extensions('<p:a xmlns:p="urn:x" xmlns:q="urn:x"></p:a>')),
  },
  {
    id: 'directive-with-comment',
    attackClass: 'round trips through a serializer',
    description: 'a directive that holds the beginning of a comment',
    code: 'xml.syntax',
    change: intoResponse('<!x<!-- --><y/><!-- -->>'),
    twin: intoResponse('<!-- x -->'),
  },
  {
    id: 'prefix-xmlns-bound',
    attackClass: 'round trips through a serializer',
    description: 'the prefix xmlns is declared',
    code: 'xml.namespace',
    change: onResponse('xmlns:xmlns="urn:x"'),
  },
];

export const READERS: readonly XmlCase[] = [
  ...ROOTS,
  ...INSTRUCTIONS,
  ...ROUND_TRIPS,
  {
    id: 'cdata-in-attribute',
    attackClass: 'parsers that disagree',
    description: 'a bare less-than sign in an attribute value',
    code: 'xml.syntax',
    change: intoResponse(extensions('<a b="<c/>"/>')),
    twin: intoResponse(extensions('<a b="&lt;c/>"/>')),
  },
  {
    id: 'comment-with-two-hyphens',
    attackClass: 'parsers that disagree',
    description: 'two hyphens in a comment, where some readers end it',
    code: 'xml.syntax',
    change: intoResponse('<!-- -- > <evil/> -->'),
    twin: intoResponse('<!-- - > <evil/> -->'),
  },
  {
    id: 'attribute-without-quotes',
    attackClass: 'parsers that disagree',
    description: 'an attribute without quotes, as HTML has them',
    code: 'xml.syntax',
    change: intoResponse(extensions('<a b=c/>')),
    twin: intoResponse(extensions('<a b="c"/>')),
  },
  {
    id: 'attributes-without-space',
    attackClass: 'parsers that disagree',
    description: 'no space between two attributes',
    code: 'xml.syntax',
    change: intoResponse(extensions('<a b="1"c="2"/>')),
    twin: intoResponse(extensions('<a b="1" c="2"/>')),
  },
  {
    id: 'assertion-in-other-namespace',
    attackClass: 'parsers that disagree',
    description: 'the prefix of the assertion is bound to another namespace within it',
    code: 'xml.structure',
    change: (xml) =>
      replaceFirst(
        xml,
        '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
        '<saml:Assertion xmlns:saml="urn:evil"',
      ),
  },
];
