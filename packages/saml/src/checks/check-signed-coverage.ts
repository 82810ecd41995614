/** What somebody would read of a signed document is inside of what is signed. */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, SAML_METADATA, SAML_PROTOCOL } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { isInside, isNamed, visitElements } from '../xml/xml-query.ts';
import { countAssertions } from './check-assertion-count.ts';

/** A Response may leave the signature to its assertions (SAML profiles §4.1.4.5); no other message has a part that is signed alone. */
const isMessageOfItsOwn = (element: XmlElement): boolean =>
  element.namespaceUri === SAML_PROTOCOL &&
  /(?:Request|Query|Response)$/.test(element.localName) &&
  (element.localName !== 'Response' || countAssertions(element) === 0);

/** What stands for itself in SAML: it is signed on its own, or as a part of something that is. */
const isUnit = (element: XmlElement): boolean =>
  isNamed(element, SAML_ASSERTION, 'Assertion') ||
  isNamed(element, SAML_ASSERTION, 'EncryptedAssertion') ||
  isNamed(element, SAML_METADATA, 'EntityDescriptor') ||
  isMessageOfItsOwn(element);

/**
 * Requires that signatures cover every assertion, entity and message of a document: beside a genuine signed part, an unsigned
 * one is how wrapping attacks look. Of other vocabularies nothing is known, and any part of them may be signed.
 *
 * @param signed The elements whose signatures were verified.
 * @throws SamlError `assertion.not_signed` for an assertion, `signature.missing` for anything else
 */
export const checkSignedCoverage = (root: XmlElement, signed: readonly XmlElement[]): void => {
  visitElements(root, (element) => {
    if (isUnit(element) && !signed.some((one) => isInside(element, one))) {
      throw new SamlError(element.namespaceUri === SAML_ASSERTION ? 'assertion.not_signed' : 'signature.missing', {
        expected: `a signature that covers every ${element.localName}`,
        received: `signatures on ${signed.map(({ localName }) => localName).join(', ')} only`,
      });
    }
  });
};
