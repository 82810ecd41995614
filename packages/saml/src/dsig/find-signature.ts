/** Where ds:Signature elements stand in a document, and where they must not (SAML core §5.4.1). */
import { SamlError } from '../errors.ts';
import { XMLDSIG } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { isNamed, visitElements } from '../xml/xml-query.ts';

/**
 * The ds:Signature that is a child of an element, or undefined when there is none.
 *
 * @throws SamlError `signature.structure` when there are several.
 */
export function signatureOf(element: XmlElement): XmlElement | undefined {
  let found: XmlElement | undefined;
  for (const child of element.children) {
    if (child.kind !== 'element' || !isNamed(child, XMLDSIG, 'Signature')) continue;
    if (found !== undefined) {
      throw new SamlError('signature.structure', {
        expected: `at most one ds:Signature in ${element.name}`,
        received: 'several',
      });
    }
    found = child;
  }
  return found;
}

/**
 * Requires that every ds:Signature below `root` is a child of one of `allowedParents`. One inside of
 * ds:Object, Extensions, an attribute value or another signature is how wrapping attacks hide the
 * genuine one.
 *
 * @throws SamlError `signature.misplaced`.
 */
export function assertSignaturePlacement(root: XmlElement, allowedParents: readonly XmlElement[]): void {
  const allowed = new Set(allowedParents);
  visitElements(root, (element) => {
    if (isNamed(element, XMLDSIG, 'Signature')) requirePlace(element.parent, allowed);
  });
}

function requirePlace(parent: XmlElement | undefined, allowed: ReadonlySet<XmlElement>): void {
  if (parent !== undefined && allowed.has(parent)) return;
  const names = new Set([...allowed].map(({ name }) => name));
  throw new SamlError('signature.misplaced', {
    expected: `signatures only in ${[...names].join(' and ') || 'nothing'}`,
    received: `one in ${parent?.name ?? 'no element'}`,
  });
}
