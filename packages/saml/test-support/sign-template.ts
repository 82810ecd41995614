/**
 * Signs XML in the style of a given product, or in a broken one: every part of the ds:Signature can be chosen. The kernel's
 * own `signXml` writes one style only; real identity providers and attackers write many.
 */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { type C14nMethod, canonicalize } from '../src/xml/canonicalize.ts';
import { EXC_C14N, SAML_ASSERTION, XMLDSIG } from '../src/xml/namespaces.ts';
import { parseXml } from '../src/xml/parse-xml.ts';
import type { XmlElement } from '../src/xml/xml-node.ts';
import { attributeValue, childrenNamed, descendants } from '../src/xml/xml-query.ts';

export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const HASHES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': 'sha1',
  [RSA_SHA256]: 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': 'sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
  [ECDSA_SHA256]: 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': 'sha384',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': 'sha512',
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  [SHA256]: 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};

const METHODS: Readonly<Record<string, Omit<C14nMethod, 'inclusivePrefixes'>>> = {
  [EXCLUSIVE]: { kind: 'exclusive', comments: false },
  [`${EXCLUSIVE}WithComments`]: { kind: 'exclusive', comments: true },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { kind: 'inclusive', comments: false },
  'http://www.w3.org/2006/12/xml-c14n11': { kind: 'inclusive11', comments: false },
};

export interface SignatureStyle {
  /** Prefix of the ds namespace, `''` for a default namespace; default `ds`. */
  readonly prefix?: string;
  readonly signatureMethod?: string;
  readonly digestMethod?: string;
  /** CanonicalizationMethod of SignedInfo. */
  readonly canonicalization?: string;
  /** The c14n transform; `''` leaves it out, so that inclusive 1.0 applies. */
  readonly transform?: string;
  /** PrefixList of the c14n transform. */
  readonly inclusivePrefixes?: readonly string[];
  /** Base64 is wrapped after so many characters; default not at all. */
  readonly wrapAt?: number;
  /** As written into the XML; default a line feed. */
  readonly lineEnd?: string;
  /** Written between the elements of the signature; default nothing. */
  readonly gap?: string;
  /** Empty elements as one tag, as most products write them. Default true. */
  readonly selfClosing?: boolean;
  /** Content of KeyInfo; `''` leaves KeyInfo out. */
  readonly keyInfo?: string;
}

export interface SignElementOptions {
  readonly id: string;
  readonly privateKeyPem: string;
  readonly style?: SignatureStyle;
  /** Default `after-issuer`, which is first where there is no Issuer. */
  readonly place?: 'after-issuer' | 'first' | 'last';
  /** Changes the text of SignedInfo before it is signed, so that the signature itself stays genuine. */
  readonly changeSignedInfo?: (signedInfo: string) => string;
  /** Changes the text of the whole ds:Signature after it was made. */
  readonly changeSignature?: (signature: string) => string;
  /** The SignatureValue over these octets instead of a genuine one; gives base64. */
  readonly signOctets?: (octets: string) => string;
}

const VALUE_PLACEHOLDER = '@@SIGNATURE-VALUE@@';

const findById = (root: XmlElement, id: string): XmlElement => {
  const found = [root, ...descendants(root)].find((element) => attributeValue(element, 'ID') === id);
  if (found === undefined) {
    throw new Error(`no element with the ID ${id}`);
  }
  return found;
};

const hashOf = (uri: string): string => HASHES[uri] ?? 'sha256';

const wrap = (base64: string, style: SignatureStyle): string => {
  const { wrapAt, lineEnd = '\n' } = style;
  return wrapAt === undefined ? base64 : (base64.match(new RegExp(`.{1,${wrapAt}}`, 'g')) ?? []).join(lineEnd);
};

const emptyElement = (name: string, attributes: string, style: SignatureStyle): string =>
  style.selfClosing === false ? `<${name} ${attributes}></${name}>` : `<${name} ${attributes}/>`;

const transformXml = (style: SignatureStyle, tag: (name: string) => string): string => {
  const uri = style.transform ?? EXCLUSIVE;
  const list = style.inclusivePrefixes?.join(' ');
  if (uri === '') {
    return '';
  }
  return list === undefined
    ? emptyElement(tag('Transform'), `Algorithm="${uri}"`, style)
    : `<${tag('Transform')} Algorithm="${uri}">${emptyElement('ec:InclusiveNamespaces', `xmlns:ec="${EXC_C14N}" PrefixList="${list}"`, style)}</${tag('Transform')}>`;
};

const signedInfoXml = (id: string, digest: string, style: SignatureStyle, tag: (name: string) => string): string => {
  const empty = (name: string, algorithm: string): string => emptyElement(tag(name), `Algorithm="${algorithm}"`, style);
  return [
    `<${tag('SignedInfo')}>`,
    empty('CanonicalizationMethod', style.canonicalization ?? EXCLUSIVE),
    empty('SignatureMethod', style.signatureMethod ?? RSA_SHA256),
    `<${tag('Reference')} URI="#${id}">`,
    `<${tag('Transforms')}>`,
    `${empty('Transform', ENVELOPED)}${transformXml(style, tag)}`,
    `</${tag('Transforms')}>`,
    empty('DigestMethod', style.digestMethod ?? SHA256),
    `<${tag('DigestValue')}>${digest}</${tag('DigestValue')}>`,
    `</${tag('Reference')}>`,
    `</${tag('SignedInfo')}>`,
  ].join(style.gap ?? '');
};

const insertionOffset = (element: XmlElement, place: SignElementOptions['place']): number => {
  if (place === 'last') {
    return element.contentEnd;
  }
  const [issuer] = place === 'first' ? [] : childrenNamed(element, SAML_ASSERTION, 'Issuer');
  return issuer?.end ?? element.contentStart;
};

const methodOf = (uri: string, inclusivePrefixes: readonly string[] = []): C14nMethod => ({
  ...(METHODS[uri] ?? { kind: 'exclusive', comments: false }),
  inclusivePrefixes,
});

const signSignedInfo = (xml: string, options: SignElementOptions): string => {
  const style = options.style ?? {};
  const element = findById(parseXml(xml).root, options.id);
  const [signature] = childrenNamed(element, XMLDSIG, 'Signature');
  const [signedInfo] = signature === undefined ? [] : childrenNamed(signature, XMLDSIG, 'SignedInfo');
  if (signedInfo === undefined) {
    throw new Error('the template holds no SignedInfo');
  }
  const octets = canonicalize(signedInfo, { method: methodOf(style.canonicalization ?? EXCLUSIVE) });
  if (options.signOctets !== undefined) {
    return options.signOctets(octets);
  }
  const key = createPrivateKey(options.privateKeyPem);
  const hash = hashOf(style.signatureMethod ?? RSA_SHA256);
  return sign(hash, Buffer.from(octets), { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
};

/** Signs the element with this ID, as SAML core §5.4 says unless the options say otherwise. */
export const signElement = (xml: string, options: SignElementOptions): string => {
  const style = options.style ?? {};
  const prefix = style.prefix ?? 'ds';
  const tag = (name: string): string => (prefix === '' ? name : `${prefix}:${name}`);
  const element = findById(parseXml(xml).root, options.id);
  const transform = style.transform === '' ? 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' : style.transform;
  const canonical = canonicalize(element, { method: methodOf(transform ?? EXCLUSIVE, style.inclusivePrefixes) });
  const digest = createHash(hashOf(style.digestMethod ?? SHA256))
    .update(canonical)
    .digest('base64');
  const signedInfo = signedInfoXml(options.id, digest, style, tag);
  const keyInfo = style.keyInfo ?? '';
  const gap = style.gap ?? '';
  const template = [
    `<${tag('Signature')} xmlns${prefix === '' ? '' : `:${prefix}`}="${XMLDSIG}">`,
    options.changeSignedInfo?.(signedInfo) ?? signedInfo,
    `<${tag('SignatureValue')}>${VALUE_PLACEHOLDER}</${tag('SignatureValue')}>`,
    ...(keyInfo === '' ? [] : [`<${tag('KeyInfo')}>${keyInfo}</${tag('KeyInfo')}>`]),
    `</${tag('Signature')}>`,
  ].join(gap);
  const at = insertionOffset(element, options.place);
  const before = xml.slice(0, at);
  const after = xml.slice(at);
  const value = wrap(signSignedInfo(`${before}${template}${after}`, options), style);
  const signature = template.replace(VALUE_PLACEHOLDER, value);
  return `${before}${options.changeSignature?.(signature) ?? signature}${after}`;
};
