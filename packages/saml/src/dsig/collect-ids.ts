/**
 * IDs of a document. A signature names what it signs by ID, so no value may occur twice, and neither
 * may anything occur twice that another reader could take for an ID.
 */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, XML_NAMESPACE } from '../xml/namespaces.ts';
import type { XmlAttribute, XmlElement } from '../xml/xml-node.ts';
import { isNamed, visitElements } from '../xml/xml-query.ts';

/** `ID`, `Id`, `id`, `xml:id`, `saml:ID`: any of them is an ID to somebody. */
function looksLikeId(localName: string): boolean {
  return localName === 'ID' || (localName.length === 2 && localName.toLowerCase() === 'id');
}

function isInAttributeValue(element: XmlElement): boolean {
  for (let ancestor = element.parent; ancestor !== undefined; ancestor = ancestor.parent) {
    if (isNamed(ancestor, SAML_ASSERTION, 'AttributeValue')) return true;
  }
  return false;
}

/**
 * XML in an attribute value is of a foreign vocabulary, such as HTML, in which `id` is just an attribute, and the same
 * snippet may stand in several values. Nothing is looked up by ID in there, and a signature in there is
 * refused; still, what is an ID in every vocabulary of SAML (`ID`) or by its name alone (`xml:id`) counts there too.
 */
function countsAsId({ localName, namespaceUri }: XmlAttribute, element: XmlElement): boolean {
  if (!looksLikeId(localName)) return false;
  return localName === 'ID' || namespaceUri === XML_NAMESPACE || !isInAttributeValue(element);
}

function addIds(element: XmlElement, ids: Map<string, XmlElement>): void {
  for (const attribute of element.attributes) {
    if (!countsAsId(attribute, element)) continue;
    const { name, value } = attribute;
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

/** The IDs of one message: those of its document, and of each part as it is decrypted. */
export class UniqueIds {
  readonly #ids = new Map<string, XmlElement>();

  /**
   * Adds those of a document or of a decrypted part, which is not among the children of the element that it stands in.
   *
   * @param root Of the document, or of the part.
   * @throws SamlError `xml.duplicate_id` when a value occurs twice, or was there before.
   */
  add(root: XmlElement): void {
    visitElements(root, (element) => addIds(element, this.#ids));
  }
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
