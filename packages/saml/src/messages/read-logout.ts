/**
 * Reads the head of a LogoutRequest or LogoutResponse and finds its parts. All of it is what the sender wrote; the
 * signature on these messages covers the whole of them, and `verifyLogoutRequest` and `verifyLogoutResponse` see to it.
 */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, SAML_PROTOCOL, XMLDSIG } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import {
  attributeValue,
  childElements,
  childrenNamed,
  collapseWhiteSpace,
  onlyChild,
  textContent,
} from '../xml/xml-query.ts';
import { readOptionalUri, requireId } from './read-instant.ts';
import { SAML_VERSION } from './saml-constants.ts';

/** What both logout messages have in common. */
export interface LogoutMessageParts {
  readonly element: XmlElement;
  readonly id: string;
  readonly issuer: string;
  readonly destination: string | undefined;
}

/** The children that the schemas allow besides Issuer, Signature and Extensions (SAML core §3.7.1, §3.7.2). */
const OWN_CHILDREN: Readonly<Record<LogoutMessageName, ReadonlySet<string>>> = {
  LogoutRequest: new Set([
    `${SAML_ASSERTION} BaseID`,
    `${SAML_ASSERTION} NameID`,
    `${SAML_ASSERTION} EncryptedID`,
    `${SAML_PROTOCOL} SessionIndex`,
  ]),
  LogoutResponse: new Set([`${SAML_PROTOCOL} Status`]),
};

const COMMON_CHILDREN: ReadonlySet<string> = new Set([
  `${SAML_ASSERTION} Issuer`,
  `${XMLDSIG} Signature`,
  `${SAML_PROTOCOL} Extensions`,
]);

export type LogoutMessageName = 'LogoutRequest' | 'LogoutResponse';

const assertChildren = (root: XmlElement, name: LogoutMessageName): void => {
  for (const child of childElements(root)) {
    const expanded = `${child.namespaceUri} ${child.localName}`;
    if (!COMMON_CHILDREN.has(expanded) && !OWN_CHILDREN[name].has(expanded)) {
      throw new SamlError('xml.structure', {
        expected: `only elements that the schema of a ${name} allows`,
        received: `${child.localName} in ${child.namespaceUri || 'no namespace'}`,
      });
    }
  }
};

/**
 * Reads what LogoutRequest and LogoutResponse share (SAML core §3.2.1, §3.2.2).
 *
 * @throws SamlError `logout.root` for another message or version; `xml.structure`, `xml.comment_in_text`,
 * `xml.element_in_text`
 */
export const readLogoutMessage = (root: XmlElement, name: LogoutMessageName): LogoutMessageParts => {
  if (root.namespaceUri !== SAML_PROTOCOL || root.localName !== name) {
    throw new SamlError('logout.root', {
      expected: `${name} in ${SAML_PROTOCOL}`,
      received: `${root.localName} in ${root.namespaceUri || 'no namespace'}`,
    });
  }
  const version = attributeValue(root, 'Version');
  if (version !== SAML_VERSION) {
    throw new SamlError('logout.root', { expected: 'Version 2.0', received: version ?? 'no Version' });
  }
  const id = requireId(root);
  assertChildren(root, name);
  return {
    element: root,
    id,
    issuer: collapseWhiteSpace(textContent(onlyChild(root, SAML_ASSERTION, 'Issuer'))),
    destination: readOptionalUri(root, 'Destination'),
  };
};

/** Who a LogoutRequest is about, as it stands in the message. */
export interface LogoutPrincipal {
  readonly nameId: XmlElement | undefined;
  readonly encryptedId: XmlElement | undefined;
}

/**
 * Finds the identifier of a LogoutRequest: exactly one NameID or EncryptedID.
 *
 * @throws SamlError `logout.name_id` for none, several, or a BaseID, which has no meaning of its own
 */
export const readLogoutPrincipal = (root: XmlElement): LogoutPrincipal => {
  const identifiers = childElements(root).filter(
    ({ namespaceUri, localName }) => namespaceUri === SAML_ASSERTION && localName !== 'Issuer',
  );
  const [identifier, second] = identifiers;
  if (identifier === undefined || second !== undefined || identifier.localName === 'BaseID') {
    throw new SamlError('logout.name_id', {
      expected: 'one NameID or EncryptedID',
      received: identifiers.map(({ localName }) => localName).join(', ') || 'none',
    });
  }
  const named = (localName: string): XmlElement | undefined =>
    identifier.localName === localName ? identifier : undefined;
  return { nameId: named('NameID'), encryptedId: named('EncryptedID') };
};

/**
 * The SessionIndex elements of a LogoutRequest. Each is exact: it is compared with the one of the sign-in.
 *
 * @throws SamlError `xml.comment_in_text`, `xml.element_in_text`
 */
export const readSessionIndexes = (root: XmlElement): readonly string[] =>
  childrenNamed(root, SAML_PROTOCOL, 'SessionIndex').map(textContent);
