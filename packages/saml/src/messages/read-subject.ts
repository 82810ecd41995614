/** Reads the Subject of an assertion: who it is about, and who may present it. */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import { attributeValue, childElements, childrenNamed, optionalChild } from '../xml/xml-query.ts';
import { readOptionalUri, readUri } from './read-instant.ts';
import { type VerifiedElement, verifiedChild } from './verified-element.ts';

/** One SubjectConfirmation (SAML core §2.4.1.1); the data is read when it is judged. */
export interface SubjectConfirmation {
  readonly method: string;
  readonly data: VerifiedElement | undefined;
}

export interface Subject {
  readonly nameId: VerifiedElement | undefined;
  readonly encryptedId: VerifiedElement | undefined;
  readonly confirmations: readonly SubjectConfirmation[];
}

const readConfirmation = (confirmation: VerifiedElement): SubjectConfirmation => {
  const data = optionalChild(confirmation, SAML_ASSERTION, 'SubjectConfirmationData');
  return {
    method: readUri(confirmation, 'Method') ?? '',
    data: data === undefined ? undefined : verifiedChild(data, confirmation),
  };
};

/**
 * Reads a Subject (SAML core §2.4.1). At most one identifier may be there.
 *
 * @throws SamlError `assertion.name_id` for two identifiers or a BaseID, which has no meaning of its own; `xml.structure`
 */
export const readSubject = (subject: VerifiedElement): Subject => {
  const identifiers = childElements(subject).filter(
    (child) => child.namespaceUri === SAML_ASSERTION && child.localName !== 'SubjectConfirmation',
  );
  const [identifier, second] = identifiers;
  if (second !== undefined || (identifier !== undefined && !/^(NameID|EncryptedID)$/.test(identifier.localName))) {
    throw new SamlError('assertion.name_id', {
      expected: 'one NameID or EncryptedID',
      received: identifiers.map((element) => element.localName).join(', '),
    });
  }
  const named = (localName: string): VerifiedElement | undefined =>
    identifier?.localName === localName ? verifiedChild(identifier, subject) : undefined;
  return {
    nameId: named('NameID'),
    encryptedId: named('EncryptedID'),
    confirmations: childrenNamed(subject, SAML_ASSERTION, 'SubjectConfirmation').map((element) =>
      readConfirmation(verifiedChild(element, subject)),
    ),
  };
};

/** The attributes of SubjectConfirmationData that bearer confirmation uses, as written (SAML core §2.4.1.2). */
export interface ConfirmationData {
  readonly recipient: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly hasNotBefore: boolean;
}

export const readConfirmationData = (data: VerifiedElement): ConfirmationData => ({
  recipient: readUri(data, 'Recipient'),
  inResponseTo: readOptionalUri(data, 'InResponseTo'),
  hasNotBefore: attributeValue(data, 'NotBefore') !== undefined,
});
