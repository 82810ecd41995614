/** The encrypted assertion opens with one of our keys, and holds one assertion and nothing unexpected. */
import type { UniqueIds } from '../dsig/collect-ids.ts';
import { assertSignaturePlacement, signatureOf } from '../dsig/find-signature.ts';
import { SamlError } from '../errors.ts';
import { openSealed, readSealed, type SealedElement } from '../xenc/decrypt-element.ts';
import type { DecryptionKey } from '../xenc/decryption-key.ts';
import type { UnwrapBudget } from '../xenc/unwrap-budget.ts';
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
  readonly unwraps: UnwrapBudget;
}

/** The encrypted assertion after everything that stands in the clear was judged. */
export interface SealedAssertion {
  readonly sealed: SealedElement;
  /**
   * Nothing shows that the ciphertext is as it was sent: it is AES-CBC, and no verified signature is around it. From here
   * until a signature inside is verified, what fails tells what the content is.
   */
  readonly malleable: boolean;
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
 * signature protects it, around it or inside.
 *
 * @throws SamlError `encryption.structure`, `encryption.algorithm`, `encryption.cbc_not_signed`, `encryption.no_key`
 */
export const readSealedAssertion = (check: DecryptionCheck): SealedAssertion => {
  const { encrypted, keys, limits, unwraps, responseVerified } = check;
  const cbc = responseVerified || check.cbcSignedInside ? 'accept' : 'refuse';
  const sealed = readSealed(encrypted, { keys, cbc, limits, unwraps });
  return { sealed, malleable: !responseVerified && sealed.content.algorithm.mode === 'cbc' };
};

/**
 * Opens the assertion. Its IDs join those of the message, as of several assertions each is opened by itself. That something decrypts proves nothing about who wrote it: the public key is public.
 *
 * @throws SamlError `encryption.failed`, `encryption.structure`, `response.assertion_count`, `xml.duplicate_id`,
 * `signature.misplaced`, `signature.structure`
 */
export const checkDecryption = async ({ sealed }: SealedAssertion, ids: UniqueIds): Promise<DecryptedAssertion> => {
  const { element, key } = await openSealed(sealed);
  assertOneAssertion(element);
  ids.add(element);
  assertSignaturePlacement(element, [element]);
  return { element, signature: signatureOf(element), keyName: key.name };
};
