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

/**
 * Requires that the children of an element are just these elements of XML Signature, in this order.
 *
 * @param names - local names; one that ends in `?` may be absent.
 * @returns the elements by position, undefined for what is absent.
 * @throws SamlError `signature.structure`.
 */
export function expectChildren(element: XmlElement, names: readonly string[]): (XmlElement | undefined)[] {
  const children = signatureChildren(element);
  let next = 0;
  const found = names.map((name) => {
    const optional = name.endsWith('?');
    const localName = optional ? name.slice(0, -1) : name;
    const child = children[next];
    if (child !== undefined && isNamed(child, XMLDSIG, localName)) {
      next += 1;
      return child;
    }
    if (!optional) throw unexpected(element, names, children);
    return undefined;
  });
  if (next < children.length) throw unexpected(element, names, children);
  return found;
}

function unexpected(element: XmlElement, names: readonly string[], children: readonly XmlElement[]): SamlError {
  return new SamlError('signature.structure', {
    expected: `${element.localName} with ${names.join(', ')}`,
    received: children.length === 0 ? 'nothing' : children.map(({ name }) => name).join(', '),
  });
}
