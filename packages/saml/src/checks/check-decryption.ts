/** The encrypted assertion opens with one of our keys, and holds one assertion and nothing unexpected. */
import { assertUniqueIds } from '../dsig/collect-ids.ts';
import { assertSignaturePlacement, signatureOf } from '../dsig/find-signature.ts';
import { SamlError } from '../errors.ts';
import { decryptElement } from '../xenc/decrypt-element.ts';
import type { DecryptionKey } from '../xenc/decryption-key.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlElement, XmlLimits } from '../xml/xml-node.ts';
import { countAssertions } from './check-assertion-count.ts';

export interface DecryptionCheck {
  readonly encrypted: XmlElement;
  readonly keys: readonly DecryptionKey[];
  /** The Response that contains the ciphertext was signed and verified. */
  readonly responseVerified: boolean;
  /** The connection lets AES-CBC through when the signature lies inside. */
  readonly cbcSignedInside: boolean;
  readonly limits: XmlLimits;
}

export interface DecryptedAssertion {
  readonly element: XmlElement;
  /** The ds:Signature of the assertion, if it has one. */
  readonly signature: XmlElement | undefined;
  readonly keyName: string;
}

const assertOneAssertion = (element: XmlElement): void => {
  if (element.namespaceUri !== SAML_ASSERTION || element.localName !== 'Assertion' || countAssertions(element) !== 0) {
    throw new SamlError('response.assertion_count', {
      expected: 'one assertion in the EncryptedAssertion',
      received: `${element.localName} with ${countAssertions(element)} assertions inside`,
    });
  }
};

/**
 * SAML core §2.3.4, xmlenc-core §4. AES-CBC does not show that ciphertext was changed, so it is opened only where a
 * signature protects it. That something decrypts proves nothing about who wrote it: the public key is public.
 *
 * @throws SamlError `encryption.*`, `response.assertion_count`, `xml.duplicate_id`
 */
export const checkDecryption = async (check: DecryptionCheck): Promise<DecryptedAssertion> => {
  const { encrypted, keys, limits } = check;
  const cbc = check.responseVerified || check.cbcSignedInside ? 'accept' : 'refuse';
  const { element, key } = await decryptElement(encrypted, { keys, cbc, limits });
  assertOneAssertion(element);
  assertUniqueIds(encrypted, element);
  assertSignaturePlacement(element, [element]);
  return { element, signature: signatureOf(element), keyName: key.name };
};
