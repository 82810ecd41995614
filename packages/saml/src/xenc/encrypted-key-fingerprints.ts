/**
 * Names the wrapped keys of a message, so that a caller can count failures for each: whoever probes a
 * ciphertext has to send the same wrapped key again and again, while an honest sender makes a new
 * one for every message.
 */
import { createHash } from 'node:crypto';
import { SamlError } from '../errors.ts';
import { decodeBase64 } from '../xml/base64.ts';
import { SAML_ASSERTION, XMLENC } from '../xml/namespaces.ts';
import type { XmlDocument, XmlElement } from '../xml/xml-node.ts';
import { childrenNamed } from '../xml/xml-query.ts';
import { encryptedKeyElements, MAX_ENCRYPTED_KEYS } from './read-encrypted.ts';

const octetsOf = (encryptedKey: XmlElement): Buffer | null => {
  const values = childrenNamed(encryptedKey, XMLENC, 'CipherData').flatMap((data) =>
    childrenNamed(data, XMLENC, 'CipherValue'),
  );
  const text = values.flatMap((value) => value.children.map((child) => (child.kind === 'text' ? child.value : '')));
  try {
    return Buffer.from(decodeBase64(text.join(''), 'encryption.structure'));
  } catch (error) {
    if (error instanceof SamlError) {
      // Decryption refuses such a message before it uses a key.
      return null;
    }
    throw error;
  }
};

/**
 * SHA-256 of every wrapped key of the encrypted assertion (xmlenc-core1 §3.5.1), base64url, at most 8; white space in the
 * message does not matter. Only keys that decryption looks at count: others cost a sender nothing, and would hide these.
 */
export const encryptedKeyFingerprints = ({ root }: XmlDocument): readonly string[] => {
  const [encrypted] = childrenNamed(root, SAML_ASSERTION, 'EncryptedAssertion');
  const octets = (encrypted === undefined ? [] : encryptedKeyElements(encrypted))
    .slice(0, MAX_ENCRYPTED_KEYS)
    .map(octetsOf)
    .filter((wrapped) => wrapped !== null);
  return [...new Set(octets.map((wrapped) => createHash('sha256').update(wrapped).digest('base64url')))];
};
