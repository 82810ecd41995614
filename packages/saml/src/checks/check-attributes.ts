/** The attributes can be read, the encrypted ones too. No attributes at all is fine beside a NameID. */
import { SamlError } from '../errors.ts';
import type { Attribute } from '../messages/assertion.ts';
import { readAttributes } from '../messages/read-attributes.ts';
import { type VerifiedElement, verifiedChild } from '../messages/verified-element.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import { childElements, isNamed } from '../xml/xml-query.ts';
import { type DecryptionMeans, decryptVerified } from './check-subject.ts';

export interface AttributesCheck {
  readonly statements: readonly VerifiedElement[];
  readonly decryption: DecryptionMeans;
  /** There is no NameID, so the attributes have to say who it is. */
  readonly required: boolean;
}

/**
 * SAML core §2.7.3: Attribute and EncryptedAttribute of every AttributeStatement, in document order.
 *
 * @throws SamlError `assertion.attribute`, `assertion.name_id`, `xml.comment_in_text`, as `decryptVerified`
 */
export const checkAttributes = async ({
  statements,
  decryption,
  required,
}: AttributesCheck): Promise<readonly Attribute[]> => {
  const attributes: VerifiedElement[] = [];
  for (const statement of statements) {
    for (const child of childElements(statement)) {
      if (isNamed(child, SAML_ASSERTION, 'Attribute')) {
        attributes.push(verifiedChild(child, statement));
      } else if (isNamed(child, SAML_ASSERTION, 'EncryptedAttribute')) {
        attributes.push(await decryptVerified(verifiedChild(child, statement), decryption, 'Attribute'));
      } else {
        throw new SamlError('assertion.attribute', {
          expected: 'Attribute or EncryptedAttribute',
          received: child.name,
        });
      }
    }
  }
  const read = readAttributes(attributes);
  if (required && read.length === 0) {
    throw new SamlError('assertion.name_id', { expected: 'a NameID, or attributes', received: 'neither' });
  }
  return read;
};
