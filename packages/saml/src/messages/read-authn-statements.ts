/** Reads the AuthnStatements of an assertion: when and how the person signed in at the identity provider. */
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, childrenNamed, collapseWhiteSpace, optionalChild, textContent } from '../xml/xml-query.ts';
import type { AuthnStatement } from './assertion.ts';
import { readInstant, requireInstant } from './read-instant.ts';
import type { VerifiedElement } from './verified-element.ts';

const readText = (element: XmlElement): string => collapseWhiteSpace(textContent(element));

const readStatement = (statement: VerifiedElement): AuthnStatement => {
  const sessionEnd = readInstant(statement, 'SessionNotOnOrAfter', 'assertion.authn_statement');
  const context = optionalChild(statement, SAML_ASSERTION, 'AuthnContext');
  const classRef = context === undefined ? undefined : optionalChild(context, SAML_ASSERTION, 'AuthnContextClassRef');
  const authorities = context === undefined ? [] : childrenNamed(context, SAML_ASSERTION, 'AuthenticatingAuthority');
  return {
    authnInstant: new Date(requireInstant(statement, 'AuthnInstant', 'assertion.authn_statement')),
    sessionIndex: attributeValue(statement, 'SessionIndex'),
    sessionNotOnOrAfter: sessionEnd === undefined ? undefined : new Date(sessionEnd),
    authnContextClassRef: classRef === undefined ? undefined : readText(classRef),
    authenticatingAuthorities: authorities.map(readText),
  };
};

/**
 * Reads the AuthnStatements (SAML core §2.7.2) in document order.
 *
 * @throws SamlError `assertion.authn_statement` when an instant is missing or malformed; `xml.structure`
 */
export const readAuthnStatements = (statements: readonly VerifiedElement[]): readonly AuthnStatement[] =>
  statements.map(readStatement);
