/** Reading the parts of a ds:Signature, where nothing but the expected elements may stand. */
import { SamlError } from '../errors.ts';
import { XMLDSIG } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { isNamed, isXmlWhiteSpace } from '../xml/xml-query.ts';

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
  const children = signatureChildren(element);
  const found: (XmlElement | undefined)[] = [];
  let next = 0;
  for (const { localName, optional } of expected) {
    const child = children[next];
    if (child !== undefined && isNamed(child, XMLDSIG, localName)) {
      next += 1;
      found.push(child);
    } else if (optional === true) {
      found.push(undefined);
    } else {
      throw unexpected(element, expected, children);
    }
  }
  if (next < children.length) throw unexpected(element, expected, children);
  return found;
}

function unexpected(
  element: XmlElement,
  expected: readonly ExpectedChild[],
  children: readonly XmlElement[],
): SamlError {
  const names = expected.map(({ localName, optional }) => `${localName}${optional === true ? '?' : ''}`);
  return new SamlError('signature.structure', {
    expected: `${element.localName} with ${names.join(', ')}`,
    received: children.length === 0 ? 'nothing' : children.map(({ name }) => name).join(', '),
  });
}
