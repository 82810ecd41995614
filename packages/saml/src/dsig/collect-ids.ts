/**
 * IDs of a document. A signature names what it signs by ID, so no value may occur twice, and neither
 * may anything occur twice that another reader could take for an ID.
 */
import { SamlError } from '../errors.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { visitElements } from '../xml/xml-query.ts';

/** `ID`, `Id`, `id`, `xml:id`, `saml:ID`: any of them is an ID to somebody. */
function looksLikeId(localName: string): boolean {
  return localName === 'ID' || (localName.length === 2 && localName.toLowerCase() === 'id');
}

function addIds(element: XmlElement, ids: Map<string, XmlElement>): void {
  for (const { name, localName, value } of element.attributes) {
    if (!looksLikeId(localName)) continue;
    const other = ids.get(value);
    if (other !== undefined) {
      throw new SamlError('xml.duplicate_id', {
        expected: 'each ID once',
        received: `${value} on ${other.name} and as ${name} on ${element.name}`,
      });
    }
    ids.set(value, element);
  }
}

/** The root of the document, and of each decrypted part that an element stands in. */
function addTrees(element: XmlElement, trees: Set<XmlElement>): void {
  let link = element;
  for (; link.parent !== undefined; link = link.parent) {
    if (!link.parent.children.includes(link)) trees.add(link);
  }
  trees.add(link);
}

/**
 * All IDs of the documents that the given elements belong to, decrypted content included: a decrypted
 * element is not among the children of its parent, so it has to be given itself.
 *
 * @throws SamlError `xml.duplicate_id` when a value occurs twice.
 */
export function collectIds(...elements: readonly XmlElement[]): ReadonlyMap<string, XmlElement> {
  const trees = new Set<XmlElement>();
  for (const element of elements) addTrees(element, trees);
  const ids = new Map<string, XmlElement>();
  for (const tree of trees) visitElements(tree, (element) => addIds(element, ids));
  return ids;
}

/**
 * Requires that no ID occurs twice in the documents that the given elements belong to (xmldsig-core1
 * §4.4.3.2, XML Schema part 2 §3.3.8).
 *
 * @throws SamlError `xml.duplicate_id`.
 */
export function assertUniqueIds(...elements: readonly XmlElement[]): void {
  collectIds(...elements);
}
