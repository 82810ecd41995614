/** The attributes can be read, the encrypted ones too. No attributes at all is fine beside a NameID. */
import { SamlError } from '../errors.ts';
import type { Attribute } from '../messages/assertion.ts';
import { readAttributes } from '../messages/read-attributes.ts';
import { type VerifiedElement, verifiedChild } from '../messages/verified-element.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { isNamed } from '../xml/xml-query.ts';
import { type DecryptionMeans, decryptVerified } from './check-subject.ts';

export interface AttributesCheck {
  readonly statements: readonly VerifiedElement[];
  readonly decryption: DecryptionMeans;
  /** There is no NameID, so the attributes have to say who it is. */
  readonly required: boolean;
}

const isEncrypted = (element: XmlElement): boolean => isNamed(element, SAML_ASSERTION, 'EncryptedAttribute');

/** What stands in the statements, in document order. */
const attributesIn = (statements: readonly VerifiedElement[]): readonly VerifiedElement[] => {
  const attributes: VerifiedElement[] = [];
  for (const statement of statements) {
    for (const child of statement.children) {
      if (child.kind !== 'element') continue;
      if (!isNamed(child, SAML_ASSERTION, 'Attribute') && !isEncrypted(child)) {
        throw new SamlError('assertion.attribute', {
          expected: 'Attribute or EncryptedAttribute',
          received: child.name,
        });
      }
      attributes.push(verifiedChild(child, statement));
    }
  }
  return attributes;
};

const decrypted = async (
  attributes: readonly VerifiedElement[],
  means: DecryptionMeans,
): Promise<readonly VerifiedElement[]> => {
  const plain: VerifiedElement[] = [];
  for (const attribute of attributes) {
    plain.push(isEncrypted(attribute) ? await decryptVerified(attribute, means, 'Attribute') : attribute);
  }
  return plain;
};

const read = (attributes: readonly VerifiedElement[], required: boolean): readonly Attribute[] => {
  const merged = readAttributes(attributes);
  if (required && merged.length === 0) {
    throw new SamlError('assertion.name_id', { expected: 'a NameID, or attributes', received: 'neither' });
  }
  return merged;
};

/**
 * SAML core §2.7.3: Attribute and EncryptedAttribute of every AttributeStatement, in document order.
 *
 * @returns a promise when one has to be decrypted.
 * @throws SamlError `assertion.attribute`, `assertion.name_id`, `xml.comment_in_text`, as `decryptVerified`
 */
export const checkAttributes = ({
  statements,
  decryption,
  required,
}: AttributesCheck): readonly Attribute[] | Promise<readonly Attribute[]> => {
  const attributes = attributesIn(statements);
  return attributes.some(isEncrypted)
    ? decrypted(attributes, decryption).then((plain) => read(plain, required))
    : read(attributes, required);
};
