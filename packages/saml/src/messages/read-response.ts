/**
 * Reads the Response element itself. All of its values are unverified: they can cause a refusal
 * and are never part of an answer, unless the Response is signed and was verified.
 */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, SAML_PROTOCOL, XMLDSIG } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, childElements, childrenNamed, optionalChild } from '../xml/xml-query.ts';
import { readOptionalUri, requireId } from './read-instant.ts';
import { SAML_VERSION } from './saml-constants.ts';

/** A Response as received, before anything was verified. */
export interface UnverifiedResponseMessage {
  readonly element: XmlElement;
  readonly id: string;
  readonly issuer: XmlElement | undefined;
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly assertions: readonly XmlElement[];
  readonly encryptedAssertions: readonly XmlElement[];
}

/** The children that the schema of samlp:ResponseType allows (SAML core §3.3.3). */
const isResponseChild = ({ namespaceUri, localName }: XmlElement): boolean => {
  switch (namespaceUri) {
    case SAML_ASSERTION:
      return localName === 'Issuer' || localName === 'Assertion' || localName === 'EncryptedAssertion';
    case SAML_PROTOCOL:
      return localName === 'Status' || localName === 'Extensions';
    default:
      return namespaceUri === XMLDSIG && localName === 'Signature';
  }
};

const assertChildren = (response: XmlElement): void => {
  for (const child of childElements(response)) {
    if (!isResponseChild(child)) {
      throw new SamlError('xml.structure', {
        expected: 'Issuer, Signature, Extensions, Status and one assertion in the Response',
        received: `${child.localName} in ${child.namespaceUri || 'no namespace'}`,
      });
    }
  }
};

/**
 * Reads a samlp:Response (SAML core §3.2.2, §3.3.3).
 *
 * @throws SamlError `response.root`, `response.version`, `xml.structure`
 */
export const readResponse = (root: XmlElement): UnverifiedResponseMessage => {
  if (root.namespaceUri !== SAML_PROTOCOL || root.localName !== 'Response') {
    throw new SamlError('response.root', {
      expected: `Response in ${SAML_PROTOCOL}`,
      received: `${root.localName} in ${root.namespaceUri || 'no namespace'}`,
    });
  }
  const version = attributeValue(root, 'Version');
  if (version !== SAML_VERSION) {
    throw new SamlError('response.version', { expected: SAML_VERSION, received: version ?? 'no Version' });
  }
  const id = requireId(root);
  assertChildren(root);
  return {
    element: root,
    id,
    issuer: optionalChild(root, SAML_ASSERTION, 'Issuer'),
    destination: readOptionalUri(root, 'Destination'),
    inResponseTo: readOptionalUri(root, 'InResponseTo'),
    assertions: childrenNamed(root, SAML_ASSERTION, 'Assertion'),
    encryptedAssertions: childrenNamed(root, SAML_ASSERTION, 'EncryptedAssertion'),
  };
};
