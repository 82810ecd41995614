/** A LogoutRequest names one person, plainly or encrypted. */
import { SamlError } from '../errors.ts';
import type { NameId } from '../messages/assertion.ts';
import { readLogoutPrincipal } from '../messages/read-logout.ts';
import { readNameId } from '../messages/read-name-id.ts';
import { decryptElement } from '../xenc/decrypt-element.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { isNamed } from '../xml/xml-query.ts';
import type { DecryptionMeans } from './check-subject.ts';

export interface LogoutNameIdCheck extends DecryptionMeans {
  /** The message carries a verified signature. Only then is AES-CBC opened. */
  readonly signed: boolean;
}

/** Who is to be logged out. */
export interface LogoutSubject {
  readonly nameId: NameId;
  /** The name of our key that opened it. */
  readonly decryptionKeyName: string | undefined;
}

/**
 * SAML core §3.7.1. The characters of the NameID are those of the message; format and qualifiers belong to it.
 *
 * @throws SamlError `logout.name_id`, `assertion.name_id`, `encryption.*`, `xml.duplicate_id`, `xml.comment_in_text`,
 * `xml.element_in_text`
 */
export const checkLogoutNameId = async (request: XmlElement, means: LogoutNameIdCheck): Promise<LogoutSubject> => {
  const { nameId, encryptedId } = readLogoutPrincipal(request);
  if (encryptedId === undefined) {
    if (nameId === undefined) {
      throw new SamlError('logout.name_id', { expected: 'one NameID or EncryptedID', received: 'none' });
    }
    return { nameId: readNameId(nameId), decryptionKeyName: undefined };
  }
  const { element, key } = await decryptElement(encryptedId, { ...means, cbc: means.signed ? 'accept' : 'refuse' });
  if (!isNamed(element, SAML_ASSERTION, 'NameID')) {
    throw new SamlError('encryption.structure', { expected: 'NameID', received: element.localName });
  }
  means.ids.add(element);
  return { nameId: readNameId(element), decryptionKeyName: key.name };
};
