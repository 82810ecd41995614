/**
 * The attributes of the `xml` namespace that the apex of an inclusive canonical form takes over from
 * ancestors outside of it (Canonical XML 1.0 §2.4, Canonical XML 1.1 §2.4).
 */
import { SamlError } from '../errors.ts';
import { XML_NAMESPACE } from './namespaces.ts';
import type { XmlAttribute, XmlElement } from './xml-node.ts';

/** Canonical XML 1.1 lets only these two be inherited as they are. */
const SIMPLE_INHERITABLE: ReadonlySet<string> = new Set(['lang', 'space']);

/**
 * @returns what the nearest ancestors give to the apex, without what it says itself; in no order.
 * @throws SamlError `xml.canonicalization` where version 1.1 would have to join `xml:base` values.
 */
export function inheritedXmlAttributes(apex: XmlElement, version: '1.0' | '1.1'): XmlAttribute[] {
  const inherited = new Map<string, XmlAttribute>();
  for (let ancestor = apex.parent; ancestor !== undefined; ancestor = ancestor.parent) {
    for (const attribute of ancestor.attributes) {
      if (attribute.namespaceUri !== XML_NAMESPACE || inherited.has(attribute.localName)) continue;
      if (version === '1.1' && attribute.localName === 'base') {
        throw new SamlError('xml.canonicalization', {
          expected: 'no xml:base outside of what is signed with Canonical XML 1.1',
          received: `xml:base on ${ancestor.name}`,
        });
      }
      if (version === '1.0' || SIMPLE_INHERITABLE.has(attribute.localName)) {
        inherited.set(attribute.localName, attribute);
      }
    }
  }
  for (const own of apex.attributes) {
    if (own.namespaceUri === XML_NAMESPACE) inherited.delete(own.localName);
  }
  return [...inherited.values()];
}
