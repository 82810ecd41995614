/**
 * The formats of NameID that a role supports.
 */
import { SAML_METADATA } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childrenNamed, collapseWhiteSpace, textContent } from '../xml/xml-query.ts';

/** The NameIDFormats of a role in document order, each once, SAML metadata §2.4.2. */
export function readNameIdFormats(role: XmlElement): string[] {
  const formats = childrenNamed(role, SAML_METADATA, 'NameIDFormat').map((element) =>
    collapseWhiteSpace(textContent(element)),
  );
  return [...new Set(formats)].filter((format) => format !== '');
}
