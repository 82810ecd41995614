/** The Response names the identity provider of this connection, or none. */
import { SamlError } from '../errors.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { collapseWhiteSpace, textContent } from '../xml/xml-query.ts';
import { nearMiss } from './near-miss.ts';

/**
 * SAML profiles §4.1.4.2: the Issuer of a Response may be left out, and must be the identity provider if it is there.
 *
 * @throws SamlError `response.issuer`, `xml.comment_in_text`, `xml.element_in_text`
 */
export const checkResponseIssuer = (issuer: XmlElement, idpEntityId: string): void => {
  const received = collapseWhiteSpace(textContent(issuer));
  if (received !== idpEntityId) {
    throw new SamlError('response.issuer', {
      expected: idpEntityId,
      received,
      hint: nearMiss([idpEntityId], received),
    });
  }
};
