/**
 * Decryption of saml:EncryptedAssertion, EncryptedID and EncryptedAttribute. What comes out was encrypted by anybody
 * who knows our public key: decryption authenticates nothing, and IDs have to be checked again over the whole message.
 *
 * Nobody may learn from us why a decryption failed. What stands in the clear is judged first and refused with its
 * reason. After that there is one refusal without detail, and every combination of recipient and key goes all the
 * way: a key that cannot be unwrapped is replaced by a random one, and the content is decrypted with that.
 */
import { SamlError } from '../errors.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { MESSAGE_LIMITS, type XmlElement, type XmlLimits } from '../xml/xml-node.ts';
import { decryptContent } from './decrypt-content.ts';
import type { DecryptionKey } from './decryption-key.ts';
import { type EncryptedContent, readEncrypted } from './read-encrypted.ts';
import { UnwrapBudget } from './unwrap-budget.ts';
import { unwrapKey } from './unwrap-key.ts';

export interface DecryptElementOptions {
  /** Tried in this order. */
  readonly keys: readonly DecryptionKey[];
  /**
   * AES-CBC is not authenticated: who may send changed ciphertexts can read the content from whether they are
   * accepted. `accept` only what stands inside a verified signature, or where failures are made rare and alike.
   */
  readonly cbc: 'refuse' | 'accept';
  /** Of the decrypted octets and of the depth in the whole message; defaults to those of a message. */
  readonly limits?: XmlLimits | undefined;
  /** Shared by all encrypted parts of one message; default one for this element alone. */
  readonly unwraps?: UnwrapBudget | undefined;
}

/** An encrypted element of which all that stands in the clear was judged, and no key used yet. */
export interface SealedElement {
  readonly encrypted: XmlElement;
  readonly content: EncryptedContent;
  readonly options: DecryptElementOptions;
}

export interface DecryptedElement {
  /** Its parent is the encrypted element. */
  readonly element: XmlElement;
  /** The text that `element` was parsed from; its offsets refer to it. */
  readonly text: string;
  readonly key: DecryptionKey;
  /** URI. */
  readonly contentAlgorithm: string;
  /** URI. */
  readonly keyAlgorithm: string;
}

/**
 * Judges what stands in the clear of an encrypted element, before any key is used.
 *
 * @param encrypted The element around xenc:EncryptedData.
 * @throws SamlError `encryption.structure`, `encryption.algorithm`, `encryption.cbc_not_signed`, `encryption.no_key`,
 * `xml.comment_in_text`, `xml.element_in_text`.
 */
export function readSealed(encrypted: XmlElement, options: DecryptElementOptions): SealedElement {
  const content = readEncrypted(encrypted);
  if (content.algorithm.mode === 'cbc' && options.cbc !== 'accept') {
    throw new SamlError('encryption.cbc_not_signed', { expected: 'AES-GCM', received: content.contentAlgorithm });
  }
  if (options.keys.length === 0) {
    throw new SamlError('encryption.no_key');
  }
  return { encrypted, content, options };
}

/**
 * Decrypts what `readSealed` has judged, SAML core §6, xmlenc-core1 §4.3. Exactly one element must come out.
 *
 * @throws SamlError `encryption.failed`; `encryption.structure` when the keys of the message are too many to try.
 */
export async function openSealed({ encrypted, content, options }: SealedElement): Promise<DecryptedElement> {
  const { algorithm, contentAlgorithm, ciphertext } = content;
  const { unwraps = new UnwrapBudget(), limits = MESSAGE_LIMITS } = options;
  const keys = unwraps.ordered(options.keys);
  for (const { keyAlgorithm, hashes, wrapped } of content.wrappedKeys) {
    for (const key of keys) {
      unwraps.spend();
      const contentKey = await unwrapKey(wrapped, key, hashes, algorithm.keyBytes);
      const octets = decryptContent(algorithm, contentKey, ciphertext);
      const document = octets && parseDecrypted(octets, encrypted, limits);
      if (document !== undefined) {
        unwraps.noteFit(key);
        return { ...document, key, contentAlgorithm, keyAlgorithm };
      }
      // The tag of GCM has shown that this was the right key: no other one will make more of these octets.
      if (octets !== undefined && algorithm.mode === 'gcm') {
        throw new SamlError('encryption.failed');
      }
    }
  }
  throw new SamlError('encryption.failed');
}

/**
 * Decrypts an encrypted element.
 *
 * @param encrypted The element around xenc:EncryptedData.
 * @throws SamlError as `readSealed` for what stands in the clear, then as `openSealed`.
 */
export async function decryptElement(encrypted: XmlElement, options: DecryptElementOptions): Promise<DecryptedElement> {
  return openSealed(readSealed(encrypted, options));
}

const parseDecrypted = (
  octets: Uint8Array,
  parent: XmlElement,
  limits: XmlLimits,
): { readonly element: XmlElement; readonly text: string } | undefined => {
  try {
    const { root, text } = parseXml(octets, { parent, limits });
    return { element: root, text };
  } catch {
    // Where the parser stopped would tell what the octets are: to the outside this is one more failed decryption.
    return undefined;
  }
};
