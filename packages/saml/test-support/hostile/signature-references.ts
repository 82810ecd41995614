/** Signatures over something else than the element that they stand in, or over what a transform makes of it. */
import { SAMPLE } from '../sample-response.ts';
import { ENVELOPED, EXCLUSIVE, RSA_SHA256 } from '../sign-template.ts';
import { inSignedInfo, type SignatureCase } from './signature-case.ts';

const TRANSFORM = (algorithm: string, content = ''): string =>
  `<ds:Transform Algorithm="${algorithm}">${content}</ds:Transform>`;
const EXC_TRANSFORM = `<ds:Transform Algorithm="${EXCLUSIVE}"/>`;
const ENVELOPED_TRANSFORM = `<ds:Transform Algorithm="${ENVELOPED}"/>`;

export const OTHER_ELEMENTS: readonly SignatureCase[] = [
  {
    id: 'reference-whole-document',
    description: 'the reference is empty: it means the whole document',
    code: 'signature.reference',
    signature: inSignedInfo(`URI="#${SAMPLE.assertionId}"`, 'URI=""'),
  },
  {
    id: 'reference-none',
    description: 'the reference has no URI',
    code: 'signature.reference',
    signature: inSignedInfo(` URI="#${SAMPLE.assertionId}"`, ''),
  },
  {
    id: 'reference-other-element',
    description: 'the reference names the Response instead of the assertion that it is in',
    code: 'signature.reference',
    signature: inSignedInfo(`#${SAMPLE.assertionId}`, `#${SAMPLE.responseId}`),
  },
];

export const REFERENCES: readonly SignatureCase[] = [
  {
    id: 'reference-http',
    description: 'the reference names a document of the attacker',
    code: 'signature.reference',
    signature: inSignedInfo(`#${SAMPLE.assertionId}`, 'http://evil.example/a.xml'),
  },
  {
    id: 'reference-file',
    description: 'the reference names a file of the server',
    code: 'signature.reference',
    signature: inSignedInfo(`#${SAMPLE.assertionId}`, 'file:///etc/passwd'),
  },
  {
    id: 'reference-xpointer',
    description: 'the reference is an XPointer',
    code: 'signature.reference',
    signature: inSignedInfo(`#${SAMPLE.assertionId}`, `#xpointer(id('${SAMPLE.assertionId}'))`),
  },
];

export const TRANSFORMS: readonly SignatureCase[] = [
  {
    id: 'transform-xpath',
    description: 'an XPath transform selects what is signed',
    code: 'signature.transform',
    signature: inSignedInfo(
      EXC_TRANSFORM,
      TRANSFORM('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>not(//evil)</ds:XPath>'),
    ),
  },
  {
    id: 'transform-xslt',
    description: 'an XSLT transform runs a program',
    code: 'signature.transform',
    signature: inSignedInfo(
      EXC_TRANSFORM,
      TRANSFORM('http://www.w3.org/TR/1999/REC-xslt-19991116', '<x:stylesheet xmlns:x="urn:xslt"></x:stylesheet>'),
    ),
  },
  {
    id: 'transform-base64',
    description: 'a base64 transform signs the text only',
    code: 'signature.transform',
    signature: inSignedInfo(EXC_TRANSFORM, TRANSFORM('http://www.w3.org/2000/09/xmldsig#base64')),
  },
  {
    id: 'transform-xpath-filter',
    description: 'an XPath filter takes the identity out of what is signed',
    code: 'signature.transform',
    signature: inSignedInfo(EXC_TRANSFORM, TRANSFORM('http://www.w3.org/2002/06/xmldsig-filter2')),
  },
  {
    id: 'transforms-2000',
    description: '2,000 transforms',
    code: 'signature.transform',
    signature: inSignedInfo(EXC_TRANSFORM, EXC_TRANSFORM.repeat(2000)),
  },
  {
    id: 'transform-enveloped-twice',
    description: 'the enveloped signature transform twice',
    code: 'signature.transform',
    signature: inSignedInfo(EXC_TRANSFORM, ENVELOPED_TRANSFORM),
  },
  {
    id: 'transform-order',
    description: 'canonicalization comes before the enveloped signature transform',
    code: 'signature.transform',
    signature: inSignedInfo(`${ENVELOPED_TRANSFORM}${EXC_TRANSFORM}`, `${EXC_TRANSFORM}${ENVELOPED_TRANSFORM}`),
  },
  {
    id: 'transform-none',
    description: 'there is no transform at all',
    code: 'signature.transform',
    signature: inSignedInfo(`${ENVELOPED_TRANSFORM}${EXC_TRANSFORM}`, ''),
  },
  {
    id: 'canonicalization-parameter',
    description: 'the SignatureMethod carries a parameter',
    code: 'signature.structure',
    signature: inSignedInfo(
      `<ds:SignatureMethod Algorithm="${RSA_SHA256}"/>`,
      `<ds:SignatureMethod Algorithm="${RSA_SHA256}"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>`,
    ),
  },
];
