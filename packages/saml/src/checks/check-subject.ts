/** The assertion is about somebody: a NameID, plain or encrypted, or attributes instead. */
import type { UniqueIds } from '../dsig/collect-ids.ts';
import { assertSignaturePlacement } from '../dsig/find-signature.ts';
import { SamlError } from '../errors.ts';
import type { NameId } from '../messages/assertion.ts';
import type { AssertionParts } from '../messages/read-assertion.ts';
import { readNameId } from '../messages/read-name-id.ts';
import { readSubject, type SubjectConfirmation } from '../messages/read-subject.ts';
import { type VerifiedElement, verifiedWithin } from '../messages/verified-element.ts';
import { decryptElement } from '../xenc/decrypt-element.ts';
import type { DecryptionKey } from '../xenc/decryption-key.ts';
import type { UnwrapBudget } from '../xenc/unwrap-budget.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlElement, XmlLimits } from '../xml/xml-node.ts';
import { textContent } from '../xml/xml-query.ts';
import { assertNoAssertions } from './check-assertion-count.ts';

/** Our keys and limits, for what is encrypted inside verified bytes. */
export interface DecryptionMeans {
  readonly keys: readonly DecryptionKey[];
  readonly limits: XmlLimits;
  /** One for the whole message. */
  readonly unwraps: UnwrapBudget;
  /** Of the whole message, what was decrypted before included. */
  readonly ids: UniqueIds;
}

export interface CheckedSubject {
  readonly nameId: NameId | undefined;
  readonly confirmations: readonly SubjectConfirmation[];
}

/**
 * Opens an EncryptedID or EncryptedAttribute. AES-CBC is fine here: the ciphertext lies inside verified bytes. What must not
 * stand there in the clear must not be hidden there either.
 *
 * @throws SamlError `encryption.*`, `xml.duplicate_id`, `signature.misplaced`, `response.assertion_count`
 */
export const decryptVerified = async (
  encrypted: VerifiedElement,
  means: DecryptionMeans,
  localName: 'NameID' | 'Attribute',
): Promise<VerifiedElement> => {
  const { element } = await decryptElement(encrypted, { ...means, cbc: 'accept' });
  if (element.namespaceUri !== SAML_ASSERTION || element.localName !== localName) {
    throw new SamlError('encryption.structure', { expected: localName, received: element.localName });
  }
  means.ids.add(element);
  assertSignaturePlacement(element, []);
  assertNoAssertions(element);
  return verifiedWithin(element, encrypted);
};

/**
 * A NameID without a single character names nobody, just as no NameID does, and the attributes decide; white space is another matter, since every character of a NameID counts.
 */
const isEmpty = (nameId: XmlElement): boolean => textContent(nameId) === '';

const nameIdOf = (element: VerifiedElement | undefined): NameId | undefined =>
  element === undefined || isEmpty(element) ? undefined : readNameId(element);

/**
 * SAML profiles §4.1.4.2: a Subject with a bearer confirmation is required; SAML core §2.4.1 lets it carry no identifier.
 * Without a NameID the attributes have to say who it is: `check-attributes` sees to that.
 *
 * @returns a promise when the NameID has to be decrypted.
 * @throws SamlError `assertion.subject`, `assertion.name_id`, `xml.comment_in_text`, `xml.element_in_text`, as `decryptVerified`
 */
export const checkSubject = (
  assertion: AssertionParts,
  means: DecryptionMeans,
): CheckedSubject | Promise<CheckedSubject> => {
  if (assertion.subject === undefined) {
    throw new SamlError('assertion.subject', { expected: 'a Subject', received: 'none' });
  }
  const { nameId, encryptedId, confirmations } = readSubject(assertion.subject);
  if (encryptedId === undefined) {
    return { nameId: nameIdOf(nameId), confirmations };
  }
  return decryptVerified(encryptedId, means, 'NameID').then((element) => ({
    nameId: nameIdOf(element),
    confirmations,
  }));
};
