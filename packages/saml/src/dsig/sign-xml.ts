/**
 * Signs an element of a document with an enveloped XML signature, as requests, responses, assertions
 * and metadata of ours carry it (SAML core §5.4).
 */
import { hash } from 'node:crypto';
import { SamlError } from '../errors.ts';
import { type C14nMethod, canonicalize, EXCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { EXC_C14N, SAML_ASSERTION, XMLDSIG } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement, XmlLimits } from '../xml/xml-node.ts';
import { attributeValue, childElements, descendants, isNamed } from '../xml/xml-query.ts';
import { concatXml, escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import { type AlgorithmOptions, digestAlgorithm, SHA256 } from './algorithms.ts';
import { canonicalizationUri } from './canonicalization-method.ts';
import { signDetached } from './detached-signature.ts';
import { ENVELOPED_SIGNATURE, withoutComments } from './read-signature.ts';
import { defaultSignatureMethod, type SigningKey } from './signing-key.ts';

export interface SignXmlOptions extends AlgorithmOptions {
  /** Value of the `ID` attribute of the element to sign. */
  readonly elementId: string;
  readonly key: SigningKey;
  /** URI; by default RSA-SHA256, or ECDSA with the digest that fits the curve. */
  readonly signatureMethod?: string | undefined;
  /** URI; default SHA-256. */
  readonly digestMethod?: string | undefined;
  /** Default true: put the certificate of the key, if it has one, into KeyInfo. */
  readonly includeCertificate?: boolean | undefined;
  /**
   * How the element and SignedInfo are canonicalized; default exclusive, as SAML core §5.4.3 recommends.
   * Comments in the element are not signed in any case: a reference by ID leaves them out.
   */
  readonly canonicalization?: C14nMethod | undefined;
  /** Limits for parsing the document; default those of a message. */
  readonly limits?: XmlLimits | undefined;
}

/**
 * Signs one element. The signature is put after its saml:Issuer, or in front of everything else where
 * it has none, which is where the schemas of SAML want it.
 *
 * @param xml - the document; what is outside of the element stays as it is, to the octet.
 * @returns the document with the signature in it.
 * @throws SamlError `xml.structure` when no element, or more than one, has the ID; a code of parseXml;
 *   `signature.algorithm`, `signature.key`.
 */
export async function signXml(xml: string, options: SignXmlOptions): Promise<string> {
  const { key, limits } = options;
  const method = options.canonicalization ?? EXCLUSIVE_C14N;
  const { text, root } = parseXml(xml, { limits });
  const element = elementById(root, options.elementId);
  const { uri: digestMethod, hash: digestHash } = digestAlgorithm(options.digestMethod ?? SHA256, options);
  const signatureMethod = options.signatureMethod ?? defaultSignatureMethod(key);
  const digestValue = hash(digestHash, canonicalize(element, { method: withoutComments(method) }), 'base64');
  const signedInfo = signedInfoXml({ id: options.elementId, method, signatureMethod, digestMethod, digestValue });
  const certificate = options.includeCertificate === false ? undefined : key.certificate?.base64;

  // SignedInfo is canonicalized where it will stand, because inclusive methods look at its ancestors.
  const draft = insertSignature(text, element, signatureXml(signedInfo, concatXml(), certificate));
  const draftRoot = parseXml(draft, { limits: roomier(limits, draft) }).root;
  const octets = canonicalize(signedInfoOf(elementById(draftRoot, options.elementId)), { method });
  const signature = await signDetached(Buffer.from(octets), { ...options, signatureMethod });
  const signatureValue = escapeText(signature.toString('base64'));
  return insertSignature(text, element, signatureXml(signedInfo, signatureValue, certificate));
}

/** A document just below the size limit may pass it with its signature, which is ours. */
function roomier(limits: XmlLimits | undefined, draft: string): XmlLimits | undefined {
  return limits === undefined ? undefined : { ...limits, maxBytes: Math.max(limits.maxBytes, draft.length * 3) };
}

function elementById(root: XmlElement, id: string): XmlElement {
  const found = [root, ...descendants(root)].filter((element) => attributeValue(element, 'ID') === id);
  const [element, other] = found;
  if (element === undefined || other !== undefined) {
    throw new SamlError('xml.structure', {
      expected: `one element with the ID ${id}`,
      received: `${found.length} elements`,
    });
  }
  return element;
}

/** The SignedInfo of the signature that was put in: its SignatureValue is the empty one. */
function signedInfoOf(element: XmlElement): XmlElement {
  for (const child of childElements(element)) {
    const [signedInfo, signatureValue] = childElements(child);
    const ours = isNamed(child, XMLDSIG, 'Signature') && signatureValue?.children.length === 0;
    if (ours && signedInfo !== undefined) return signedInfo;
  }
  throw new SamlError('signature.structure', { expected: 'the new signature', received: 'none' });
}

interface SignedInfoParts {
  readonly id: string;
  readonly method: C14nMethod;
  readonly signatureMethod: string;
  readonly digestMethod: string;
  readonly digestValue: string;
}

function signedInfoXml(parts: SignedInfoParts): XmlText {
  const { id, method, signatureMethod, digestMethod, digestValue } = parts;
  const canonicalization = { Algorithm: canonicalizationUri(method) };
  const prefixes =
    method.inclusivePrefixes.length === 0
      ? undefined
      : tag('ec:InclusiveNamespaces', { 'xmlns:ec': EXC_C14N, PrefixList: method.inclusivePrefixes.join(' ') });
  return tag(
    'ds:SignedInfo',
    {},
    tag('ds:CanonicalizationMethod', canonicalization, prefixes),
    tag('ds:SignatureMethod', { Algorithm: signatureMethod }),
    tag(
      'ds:Reference',
      { URI: `#${id}` },
      tag(
        'ds:Transforms',
        {},
        tag('ds:Transform', { Algorithm: ENVELOPED_SIGNATURE }),
        tag('ds:Transform', canonicalization, prefixes),
      ),
      tag('ds:DigestMethod', { Algorithm: digestMethod }),
      tag('ds:DigestValue', {}, escapeText(digestValue)),
    ),
  );
}

function signatureXml(signedInfo: XmlText, signatureValue: XmlText, certificate: string | undefined): XmlText {
  const keyInfo =
    certificate === undefined
      ? undefined
      : tag('ds:KeyInfo', {}, tag('ds:X509Data', {}, tag('ds:X509Certificate', {}, escapeText(certificate))));
  return tag(
    'ds:Signature',
    { 'xmlns:ds': XMLDSIG },
    signedInfo,
    tag('ds:SignatureValue', {}, signatureValue),
    keyInfo,
  );
}

function insertSignature(text: string, element: XmlElement, signature: XmlText): string {
  const [first] = childElements(element);
  const offset = first !== undefined && isNamed(first, SAML_ASSERTION, 'Issuer') ? first.end : element.contentStart;
  if (element.contentStart === element.end) {
    // An empty-element tag has no inside yet.
    return `${text.slice(0, element.attributesEnd)}>${signature}</${element.name}>${text.slice(element.end)}`;
  }
  return text.slice(0, offset) + signature + text.slice(offset);
}
