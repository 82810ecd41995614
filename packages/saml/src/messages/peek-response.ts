/**
 * A look at an unverified Response: which identity provider it claims to be from and which request
 * it claims to answer, so that the caller can choose what to verify it with, and for logs.
 */
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlDocument, XmlElement } from '../xml/xml-node.ts';
import { attributeValue, childrenNamed, collapseWhiteSpace, descendants, isNamed } from '../xml/xml-query.ts';
import { readOptionalUri } from './read-instant.ts';

/** Unverified claims of a message. Never an identity, never a reason to accept. */
export interface UnverifiedResponse {
  readonly responseId?: string | undefined;
  /** Of the Response, or of its plain assertion. */
  readonly issuer?: string | undefined;
  /** Of the Response, or of a confirmation in its plain assertion. */
  readonly inResponseTo?: string | undefined;
}

/** Longest claim that is handed out: these go to logs and look-ups before anything is verified. */
const MAX_LENGTH = 1024;

const claim = (value: string | undefined): string | undefined => {
  const text = value === undefined ? '' : collapseWhiteSpace(value);
  return text === '' || text.length > MAX_LENGTH ? undefined : text;
};

/** Unlike `textContent` it does not refuse anything: a message that breaks the rules is refused later, with a reason. */
const plainText = (element: XmlElement): string =>
  element.children.map((child) => (child.kind === 'text' ? child.value : '')).join('');

const firstInResponseTo = (assertion: XmlElement): string | undefined => {
  for (const element of descendants(assertion)) {
    if (isNamed(element, SAML_ASSERTION, 'SubjectConfirmationData')) {
      const value = claim(attributeValue(element, 'InResponseTo'));
      if (value !== undefined) {
        return value;
      }
    }
  }
  return undefined;
};

/** Reads the claims of a document that should be a Response or another SAML message. Never throws. */
export const peekResponse = ({ root }: Pick<XmlDocument, 'root'>): UnverifiedResponse => {
  const [assertion] = childrenNamed(root, SAML_ASSERTION, 'Assertion');
  const [issuer] = [root, ...(assertion === undefined ? [] : [assertion])].flatMap((element) =>
    childrenNamed(element, SAML_ASSERTION, 'Issuer'),
  );
  const inResponseTo =
    readOptionalUri(root, 'InResponseTo') ?? (assertion === undefined ? undefined : firstInResponseTo(assertion));
  return {
    responseId: claim(attributeValue(root, 'ID')),
    issuer: issuer === undefined ? undefined : claim(plainText(issuer)),
    inResponseTo: claim(inResponseTo),
  };
};
