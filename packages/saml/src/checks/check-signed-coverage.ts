/** What somebody would read of a signed document is inside of what is signed. */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, SAML_METADATA, SAML_PROTOCOL } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childElements, isInside, visitElements } from '../xml/xml-query.ts';
import { isAssertion } from './check-assertion-count.ts';

/** SAML core §3.2.1, §3.2.2: every message of the protocol is named so, but for one. */
const isMessage = ({ namespaceUri, localName }: XmlElement): boolean =>
  namespaceUri === SAML_PROTOCOL && (/(?:Request|Query|Response)$/.test(localName) || localName === 'ArtifactResolve');

/**
 * A Response may leave the signature to its own assertions (SAML profiles §4.1.4.5), and an ArtifactResponse to the message that
 * it carries (SAML core §3.5.2). No other message has a part that is signed alone.
 */
const leavesSigningToChildren = (message: XmlElement): boolean =>
  (message.localName === 'Response' && childElements(message).some(isAssertion)) ||
  (message.localName === 'ArtifactResponse' && childElements(message).some(isMessage));

/** What may be signed in metadata (SAML metadata §2.3.2, §2.4.1, §2.5), but for a collection of entities, whose entities may be. */
const isSignedInMetadata = ({ namespaceUri, localName }: XmlElement): boolean =>
  namespaceUri === SAML_METADATA && METADATA_UNITS.has(localName);

const METADATA_UNITS: ReadonlySet<string> = new Set([
  'EntityDescriptor',
  'AffiliationDescriptor',
  'RoleDescriptor',
  'IDPSSODescriptor',
  'SPSSODescriptor',
  'AuthnAuthorityDescriptor',
  'AttributeAuthorityDescriptor',
  'PDPDescriptor',
]);

/** What stands for itself in SAML: it is signed on its own, or as a part of something that is. */
const isUnit = (element: XmlElement): boolean =>
  isAssertion(element) || isSignedInMetadata(element) || (isMessage(element) && !leavesSigningToChildren(element));

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
