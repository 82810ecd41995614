/**
 * Reads the head of an assertion and finds its parts. Takes a verified element only; the parts are
 * read by `read-subject`, `read-conditions`, `read-authn-statements` and `read-attributes`.
 */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, XMLDSIG } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import {
  attributeValue,
  childElements,
  childrenNamed,
  collapseWhiteSpace,
  onlyChild,
  optionalChild,
  textContent,
} from '../xml/xml-query.ts';
import { requireId } from './read-instant.ts';
import { SAML_VERSION } from './saml-constants.ts';
import { type VerifiedElement, verifiedChild } from './verified-element.ts';

/** The parts of a verified assertion (SAML core §2.3.3). */
export interface AssertionParts {
  readonly element: VerifiedElement;
  readonly id: string;
  readonly issuer: string;
  readonly subject: VerifiedElement | undefined;
  readonly conditions: VerifiedElement | undefined;
  readonly authnStatements: readonly VerifiedElement[];
  readonly attributeStatements: readonly VerifiedElement[];
}

const ASSERTION_CHILDREN: ReadonlySet<string> = new Set([
  'Issuer',
  'Subject',
  'Conditions',
  'Advice',
  'Statement',
  'AuthnStatement',
  'AuthzDecisionStatement',
  'AttributeStatement',
]);

const isAssertionChild = ({ namespaceUri, localName }: XmlElement): boolean =>
  namespaceUri === SAML_ASSERTION
    ? ASSERTION_CHILDREN.has(localName)
    : namespaceUri === XMLDSIG && localName === 'Signature';

const assertChildren = (assertion: XmlElement): void => {
  for (const child of childElements(assertion)) {
    if (!isAssertionChild(child)) {
      throw new SamlError('xml.structure', {
        expected: 'only elements that the schema of an Assertion allows',
        received: `${child.localName} in ${child.namespaceUri || 'no namespace'}`,
      });
    }
  }
};

/**
 * Reads the head of an assertion (SAML core §2.3.3).
 *
 * @throws SamlError `assertion.version`, `xml.structure`, `xml.comment_in_text`, `xml.element_in_text`
 */
export const readAssertion = (element: VerifiedElement): AssertionParts => {
  const version = attributeValue(element, 'Version');
  if (version !== SAML_VERSION) {
    throw new SamlError('assertion.version', { expected: SAML_VERSION, received: version ?? 'no Version' });
  }
  const id = requireId(element);
  assertChildren(element);
  const child = (localName: string): VerifiedElement | undefined => {
    const found = optionalChild(element, SAML_ASSERTION, localName);
    return found === undefined ? undefined : verifiedChild(found, element);
  };
  const children = (localName: string): readonly VerifiedElement[] =>
    childrenNamed(element, SAML_ASSERTION, localName).map((found) => verifiedChild(found, element));
  return {
    element,
    id,
    issuer: collapseWhiteSpace(textContent(onlyChild(element, SAML_ASSERTION, 'Issuer'))),
    subject: child('Subject'),
    conditions: child('Conditions'),
    authnStatements: children('AuthnStatement'),
    attributeStatements: children('AttributeStatement'),
  };
};
