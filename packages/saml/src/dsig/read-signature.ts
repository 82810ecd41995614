/**
 * Reads a ds:Signature in the one shape that is accepted (SAML core §5.4, xmldsig-core1 §4): one
 * SignedInfo, one reference, which names the parent of the signature, and nothing beside. What is
 * returned is not verified yet.
 */
import { SamlError } from '../errors.ts';
import { decodeBase64 } from '../xml/base64.ts';
import type { C14nMethod } from '../xml/canonicalize.ts';
import { XMLDSIG } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, isNamed, textContent } from '../xml/xml-query.ts';
import { IMPLIED_C14N, readCanonicalizationMethod } from './canonicalization-method.ts';
import { type ExpectedChild, expectChildren, requireEmpty, signatureChildren } from './signature-children.ts';

export const ENVELOPED_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** The parts of a signature before anything of it was verified. */
export interface UnverifiedSignature {
  /** The parent of the signature, which the reference names. */
  readonly signedElement: XmlElement;
  readonly signedInfo: XmlElement;
  /** How SignedInfo itself is canonicalized. */
  readonly canonicalizationMethod: C14nMethod;
  /** How the signed element is canonicalized, after the signature was taken out; never with comments. */
  readonly transformMethod: C14nMethod;
  /** The URI of SignatureMethod. */
  readonly signatureMethod: string;
  /** The URI of DigestMethod. */
  readonly digestMethod: string;
  /** Base64 without white space: of equal octets, the text is equal. */
  readonly digestValue: string;
  readonly signatureValue: Buffer;
}

const SIGNATURE_CHILDREN: readonly ExpectedChild[] = [
  { localName: 'SignedInfo' },
  { localName: 'SignatureValue' },
  { localName: 'KeyInfo', optional: true },
];
const SIGNED_INFO_CHILDREN: readonly ExpectedChild[] = [
  { localName: 'CanonicalizationMethod' },
  { localName: 'SignatureMethod' },
  { localName: 'Reference' },
];
const REFERENCE_CHILDREN: readonly ExpectedChild[] = [
  { localName: 'Transforms', optional: true },
  { localName: 'DigestMethod' },
  { localName: 'DigestValue' },
];

/** `expectChildren` has required it, so this is a defect of ours if it is absent. */
function present(element: XmlElement | undefined): XmlElement {
  if (element === undefined) throw new SamlError('signature.structure', { received: 'an element is absent' });
  return element;
}

/**
 * KeyInfo may be there and is not looked at: keys come from the connection alone.
 *
 * @throws SamlError `signature.structure`, `signature.reference`, `signature.transform`,
 *   `signature.canonicalization_method`, `xml.comment_in_text`, `xml.element_in_text`.
 */
export function readSignature(signature: XmlElement): UnverifiedSignature {
  const signedElement = signature.parent;
  if (signedElement === undefined || !isNamed(signature, XMLDSIG, 'Signature')) {
    throw new SamlError('signature.structure', { expected: 'ds:Signature in what it signs', received: signature.name });
  }
  const parts = expectChildren(signature, SIGNATURE_CHILDREN);
  const signedInfo = present(parts[0]);
  const [canonicalization, method, reference] = expectChildren(signedInfo, SIGNED_INFO_CHILDREN);
  return {
    signedElement,
    signedInfo,
    canonicalizationMethod: readCanonicalizationMethod(present(canonicalization), 'signature.canonicalization_method'),
    signatureMethod: readAlgorithm(present(method)),
    ...readReference(present(reference), signedElement),
    signatureValue: readOctets(present(parts[1])),
  };
}

/** SAML core §5.4.2: the reference is `#` and the ID of the element that has the signature as child. */
function readReference(
  reference: XmlElement,
  signedElement: XmlElement,
): Pick<UnverifiedSignature, 'transformMethod' | 'digestMethod' | 'digestValue'> {
  const uri = attributeValue(reference, 'URI');
  const id = attributeValue(signedElement, 'ID');
  if (id === undefined || id === '' || uri !== `#${id}`) {
    throw new SamlError('signature.reference', {
      expected: id === undefined || id === '' ? `an ID on ${signedElement.name}` : `#${id}`,
      received: uri ?? 'no URI',
    });
  }
  const [transforms, digestMethod, digestValue] = expectChildren(reference, REFERENCE_CHILDREN);
  return {
    transformMethod: readTransforms(transforms),
    digestMethod: readAlgorithm(present(digestMethod)),
    digestValue: readOctets(present(digestValue)).toString('base64'),
  };
}

/**
 * SAML core §5.4.4: the enveloped signature transform, then at most one canonicalization. Without one,
 * and without transforms at all the signature would have to sign itself.
 */
function readTransforms(transforms: XmlElement | undefined): C14nMethod {
  const list = transforms === undefined ? [] : signatureChildren(transforms);
  const [enveloped, canonicalization] = list;
  const accepted =
    list.length <= 2 &&
    list.every((transform) => isNamed(transform, XMLDSIG, 'Transform')) &&
    enveloped !== undefined &&
    attributeValue(enveloped, 'Algorithm') === ENVELOPED_SIGNATURE;
  if (!accepted) {
    const algorithms = list.map((transform) => attributeValue(transform, 'Algorithm'));
    throw new SamlError('signature.transform', {
      expected: 'enveloped-signature, then at most one canonicalization',
      received: list.length === 0 ? 'no transforms' : algorithms.map((uri) => uri ?? 'no Algorithm').join(' '),
    });
  }
  requireEmpty(enveloped);
  if (canonicalization === undefined) return IMPLIED_C14N;
  const method = readCanonicalizationMethod(canonicalization, 'signature.transform');
  return withoutComments(method);
}

/**
 * The method as it works on a reference to an ID: such a reference leaves comments out before any
 * transform sees them, so that `WithComments` adds nothing (xmldsig-core1 §4.4.3.3).
 */
export function withoutComments(method: C14nMethod): C14nMethod {
  return { ...method, comments: false };
}

/** Parameters such as HMACOutputLength or an XPath are never accepted. */
function readAlgorithm(element: XmlElement): string {
  requireEmpty(element);
  return attributeValue(element, 'Algorithm') ?? '';
}

function readOctets(element: XmlElement): Buffer {
  return decodeBase64(textContent(element), 'signature.structure');
}
