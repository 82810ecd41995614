/** Reading the parts of a ds:Signature, where nothing but the expected elements may stand. */
import { SamlError } from '../errors.ts';
import { XMLDSIG } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { isNamed, isXmlWhiteSpace } from '../xml/xml-query.ts';

/**
 * Requires that an element has nothing inside but white space and comments.
 *
 * @throws SamlError `signature.structure`.
 */
export function requireEmpty(element: XmlElement): void {
  if (element.children.length === 0) return;
  const [child] = signatureChildren(element);
  if (child !== undefined) {
    throw new SamlError('signature.structure', { expected: `${element.name} without content`, received: child.name });
  }
}

/**
 * The child elements of an element that has no text of its own. White space and comments are skipped.
 *
 * @throws SamlError `signature.structure` for other text.
 */
export function signatureChildren(element: XmlElement): XmlElement[] {
  const children: XmlElement[] = [];
  for (const child of element.children) {
    if (child.kind === 'element') {
      children.push(child);
    } else if (child.kind === 'text' && !isXmlWhiteSpace(child.value)) {
      throw new SamlError('signature.structure', { expected: `only elements in ${element.name}`, received: 'text' });
    }
  }
  return children;
}

/** A child that an element must or may have. */
export interface ExpectedChild {
  readonly localName: string;
  readonly optional?: boolean;
}

/**
 * Requires that the children of an element are just these elements of XML Signature, in this order.
 *
 * @returns the elements by position, undefined for what is absent.
 * @throws SamlError `signature.structure`.
 */
export function expectChildren(element: XmlElement, expected: readonly ExpectedChild[]): (XmlElement | undefined)[] {
  const found: (XmlElement | undefined)[] = [];
  for (const child of element.children) {
    if (child.kind === 'element') {
      passAbsent(element, expected, found, child);
      found.push(child);
    } else if (child.kind === 'text' && !isXmlWhiteSpace(child.value)) {
      throw unexpected(element, expected);
    }
  }
  passAbsent(element, expected, found);
  return found;
}

/** Fills up `found` with what is absent before `child`, or before the end. */
function passAbsent(
  element: XmlElement,
  expected: readonly ExpectedChild[],
  found: (XmlElement | undefined)[],
  child?: XmlElement,
): void {
  for (let next = expected[found.length]; next !== undefined; next = expected[found.length]) {
    if (child !== undefined && isNamed(child, XMLDSIG, next.localName)) return;
    if (next.optional !== true) throw unexpected(element, expected);
    found.push(undefined);
  }
  if (child !== undefined) throw unexpected(element, expected);
}

/** @throws SamlError where there is text, which is named first */
function unexpected(element: XmlElement, expected: readonly ExpectedChild[]): SamlError {
  const children = signatureChildren(element);
  const names = expected.map(({ localName, optional }) => `${localName}${optional === true ? '?' : ''}`);
  return new SamlError('signature.structure', {
    expected: `${element.localName} with ${names.join(', ')}`,
    received: children.length === 0 ? 'nothing' : children.map(({ name }) => name).join(', '),
  });
}
