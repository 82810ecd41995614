/**
 * Small readers of the tree, used by everything that reads a message. Elements are always named by
 * namespace URI and local name, never by prefix.
 */
import { SamlError } from '../errors.ts';
import type { XmlElement, XmlNode } from './xml-node.ts';

export function isElement(node: XmlNode): node is XmlElement {
  return node.kind === 'element';
}

/** Whether an element has this expanded name. */
export function isNamed(element: XmlElement, namespaceUri: string, localName: string): boolean {
  return element.localName === localName && element.namespaceUri === namespaceUri;
}

/** The value of an attribute that is in no namespace, or undefined when it is absent. */
export function attributeValue(element: XmlElement, name: string): string | undefined {
  for (const attribute of element.attributes) {
    if (attribute.localName === name && attribute.namespaceUri === '') return attribute.value;
  }
  return undefined;
}

/** All child elements, in document order. */
export function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter(isElement);
}

/** The child elements of one name, in document order. */
export function childrenNamed(element: XmlElement, namespaceUri: string, localName: string): XmlElement[] {
  let found: XmlElement[] | undefined;
  for (const child of element.children) {
    if (child.kind !== 'element' || !isNamed(child, namespaceUri, localName)) continue;
    // Mostly there is one, and an array that grows takes room for seventeen.
    if (found === undefined) found = [child];
    else found.push(child);
  }
  return found ?? [];
}

/**
 * The child element of one name, or undefined when there is none.
 *
 * @throws SamlError `xml.structure` when there are several.
 */
export function optionalChild(element: XmlElement, namespaceUri: string, localName: string): XmlElement | undefined {
  let found: XmlElement | undefined;
  for (const child of element.children) {
    if (child.kind !== 'element' || !isNamed(child, namespaceUri, localName)) continue;
    if (found !== undefined) {
      throw new SamlError('xml.structure', {
        expected: `at most one ${localName} in ${element.name}`,
        received: 'several',
      });
    }
    found = child;
  }
  return found;
}

/**
 * The one child element of this name.
 *
 * @throws SamlError `xml.structure` when it is absent or there are several.
 */
export function onlyChild(element: XmlElement, namespaceUri: string, localName: string): XmlElement {
  const child = optionalChild(element, namespaceUri, localName);
  if (child === undefined) {
    throw new SamlError('xml.structure', { expected: `one ${localName} in ${element.name}`, received: 'none' });
  }
  return child;
}

/**
 * The text of an element, to the character: nothing is trimmed or folded.
 *
 * A comment would split the text for other readers of the message, so it is refused, not skipped.
 *
 * @throws SamlError `xml.comment_in_text`, `xml.element_in_text`.
 */
export function textContent(element: XmlElement): string {
  let text = '';
  for (const child of element.children) {
    if (child.kind === 'text') {
      text += child.value;
    } else {
      const code = child.kind === 'comment' ? 'xml.comment_in_text' : 'xml.element_in_text';
      throw new SamlError(code, {
        expected: `only text in ${element.name}`,
        received: child.kind === 'comment' ? 'a comment' : `the element ${child.name}`,
      });
    }
  }
  return text;
}

/** Whether a unit is white space of XML 1.0 §2.3: #x20, #x9, #xD, #xA. */
function isXmlSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x09 || unit === 0x0d;
}

/** Whether a text is empty or consists of XML white space only; a no-break space is none. */
export function isXmlWhiteSpace(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!isXmlSpace(text.charCodeAt(index))) return false;
  }
  return true;
}

const WHITE_SPACE = /[ \t\r\n]/;

/**
 * XML white space at both ends removed and every run of it inside made one space (XML Schema part 2
 * §4.3.6). Other Unicode spaces are characters like any other.
 */
export function collapseWhiteSpace(value: string): string {
  // Nearly no value holds any.
  if (!WHITE_SPACE.test(value)) return value;
  return value
    .split(/[ \t\r\n]+/)
    .filter((word) => word !== '')
    .join(' ');
}

/** The element behind another one in document order, as long as both stand in `root`. */
function nextWithin(root: XmlElement, element: XmlElement): XmlElement | undefined {
  const { next } = element;
  return next !== undefined && next.start < root.end ? next : undefined;
}

/** All elements below one, in document order, without the element itself; no recursion, so no depth is too deep. */
export function* descendants(element: XmlElement): Generator<XmlElement, void, undefined> {
  for (let next = nextWithin(element, element); next !== undefined; next = nextWithin(element, next)) yield next;
}

/** Calls `visit` with an element and all elements below it, in document order. What `descendants` does, but faster. */
export function visitElements(root: XmlElement, visit: (element: XmlElement) => void): void {
  for (let next: XmlElement | undefined = root; next !== undefined; next = nextWithin(root, next)) visit(next);
}

/** Whether an element is the given ancestor or stands inside it. */
export function isInside(element: XmlElement, ancestor: XmlElement): boolean {
  for (let link: XmlElement | undefined = element; link !== undefined; link = link.parent) {
    if (link === ancestor) return true;
  }
  return false;
}
