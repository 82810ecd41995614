/**
 * The shape of an encrypted element, as the clear text of the message shows it: saml:EncryptedAssertion and its like
 * (SAML core §2.2.4, §2.3.4, §2.7.3.2), xenc:EncryptedData and its EncryptedKeys (xmlenc-core1 §3). Whatever is
 * wrong here can be said aloud, for everybody sees it; nothing here has touched a key.
 */
import { SamlError } from '../errors.ts';
import { decodeBase64 } from '../xml/base64.ts';
import { XMLDSIG, XMLENC, XMLENC11 } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import {
  attributeValue,
  childElements,
  childrenNamed,
  isNamed,
  isXmlWhiteSpace,
  textContent,
} from '../xml/xml-query.ts';
import {
  CONTENT_ALGORITHMS,
  type ContentAlgorithm,
  lookUp,
  OAEP_DIGESTS,
  OAEP_MGFS,
  type OaepHashes,
  RSA_OAEP,
  RSA_OAEP_MGF1P,
} from './encryption-algorithms.ts';

/** A content key wrapped for one recipient. */
export interface WrappedKey {
  /** URI of the key transport algorithm. */
  readonly keyAlgorithm: string;
  readonly hashes: OaepHashes;
  readonly wrapped: Uint8Array;
}

export interface EncryptedContent {
  /** URI of the content algorithm. */
  readonly contentAlgorithm: string;
  readonly algorithm: ContentAlgorithm;
  readonly ciphertext: Uint8Array;
  /** For every recipient whose algorithm is accepted; at least one. */
  readonly wrappedKeys: readonly WrappedKey[];
}

/** Recipients are tried one after the other, each at the price of a private key operation. */
export const MAX_ENCRYPTED_KEYS = 8;

/** Each is looked up among the EncryptedKeys; one for each of them is more than anybody sends. */
const MAX_RETRIEVAL_METHODS = 8;

const ELEMENT_TYPE = 'http://www.w3.org/2001/04/xmlenc#Element';
const ENCRYPTED_KEY_TYPE = 'http://www.w3.org/2001/04/xmlenc#EncryptedKey';

const badShape = (expected: string, received: string): SamlError =>
  new SamlError('encryption.structure', { expected, received });

/**
 * Reads an encrypted element.
 *
 * @throws SamlError `encryption.structure`; `encryption.algorithm` when the content algorithm or the key transport
 * algorithms of all recipients are not accepted; `xml.comment_in_text`, `xml.element_in_text`.
 */
export function readEncrypted(encrypted: XmlElement): EncryptedContent {
  const data = onlyOf(encrypted, XMLENC, 'EncryptedData');
  refuseOthers(encrypted, ['EncryptedData', 'EncryptedKey']);
  const type = attributeValue(data, 'Type');
  if (type !== undefined && type !== ELEMENT_TYPE) {
    throw badShape(`EncryptedData of Type ${ELEMENT_TYPE}`, type);
  }
  refuseOthers(data, ['EncryptionMethod', 'KeyInfo', 'CipherData']);
  const contentAlgorithm = algorithmOf(onlyOf(data, XMLENC, 'EncryptionMethod'));
  const algorithm = lookUp<ContentAlgorithm>(CONTENT_ALGORITHMS, contentAlgorithm);
  if (algorithm === undefined) {
    throw new SamlError('encryption.algorithm', { expected: 'AES-GCM', received: contentAlgorithm });
  }
  return {
    contentAlgorithm,
    algorithm,
    ciphertext: readCipherValue(data),
    wrappedKeys: readWrappedKeys(encryptedKeysOf(encrypted, data)),
  };
}

/**
 * The EncryptedKeys that decryption looks at, wherever else the message holds some: inside KeyInfo, then those beside
 * EncryptedData, whether a RetrievalMethod names them or not. Nothing is judged here.
 */
export const encryptedKeyElements = (encrypted: XmlElement): readonly XmlElement[] => {
  const keys: XmlElement[] = [];
  for (const data of childrenNamed(encrypted, XMLENC, 'EncryptedData')) {
    for (const keyInfo of childrenNamed(data, XMLDSIG, 'KeyInfo')) {
      for (const key of childrenNamed(keyInfo, XMLENC, 'EncryptedKey')) keys.push(key);
    }
  }
  for (const key of childrenNamed(encrypted, XMLENC, 'EncryptedKey')) keys.push(key);
  return keys;
};

/** @throws SamlError `encryption.structure` for too many keys, none, or a RetrievalMethod that leads elsewhere */
const encryptedKeysOf = (encrypted: XmlElement, data: XmlElement): readonly XmlElement[] => {
  const keyInfo = optionalOf(data, XMLDSIG, 'KeyInfo');
  const encryptedKeys = encryptedKeyElements(encrypted);
  if (encryptedKeys.length === 0 || encryptedKeys.length > MAX_ENCRYPTED_KEYS) {
    throw badShape(`1 to ${MAX_ENCRYPTED_KEYS} EncryptedKeys`, String(encryptedKeys.length));
  }
  const methods = keyInfo === undefined ? [] : childrenNamed(keyInfo, XMLDSIG, 'RetrievalMethod');
  if (methods.length > MAX_RETRIEVAL_METHODS) {
    throw badShape(`at most ${MAX_RETRIEVAL_METHODS} RetrievalMethods`, String(methods.length));
  }
  for (const method of methods) {
    assertRetrievable(method, encryptedKeys);
  }
  return encryptedKeys;
};

/** Nothing is ever fetched: a RetrievalMethod may name only an EncryptedKey of this very element (xmlenc-core1 §3.5.2). */
const assertRetrievable = (method: XmlElement, encryptedKeys: readonly XmlElement[]): void => {
  const type = attributeValue(method, 'Type');
  const uri = attributeValue(method, 'URI') ?? '';
  if (type !== undefined && type !== ENCRYPTED_KEY_TYPE) {
    throw badShape(`RetrievalMethod of Type ${ENCRYPTED_KEY_TYPE}`, type);
  }
  const named = encryptedKeys.some((key) => uri === `#${attributeValue(key, 'Id') ?? ''}`);
  if (!named || uri === '#' || childElements(method).length > 0) {
    throw badShape('RetrievalMethod with the Id of an EncryptedKey beside it, without transforms', uri);
  }
};

const readWrappedKeys = (encryptedKeys: readonly XmlElement[]): WrappedKey[] => {
  const wrappedKeys: WrappedKey[] = [];
  const refused: string[] = [];
  for (const key of encryptedKeys) {
    refuseOthers(key, ['EncryptionMethod', 'KeyInfo', 'CipherData', 'ReferenceList', 'CarriedKeyName']);
    const method = onlyOf(key, XMLENC, 'EncryptionMethod');
    const hashes = readOaepHashes(method);
    const wrapped = readCipherValue(key);
    if (hashes === undefined) {
      refused.push(algorithmOf(method));
    } else {
      wrappedKeys.push({ keyAlgorithm: algorithmOf(method), hashes, wrapped });
    }
  }
  if (wrappedKeys.length === 0) {
    throw new SamlError('encryption.algorithm', { expected: 'RSA-OAEP', received: refused.join(', ') });
  }
  return wrappedKeys;
};

/** `undefined` when key transport algorithm, digest or mask are not accepted, xmlenc-core1 §5.5.2. */
const readOaepHashes = (method: XmlElement): OaepHashes | undefined => {
  const algorithm = algorithmOf(method);
  if (algorithm !== RSA_OAEP_MGF1P && algorithm !== RSA_OAEP) {
    return undefined;
  }
  const label = optionalOf(method, XMLENC, 'OAEPparams');
  if (label !== undefined && !isXmlWhiteSpace(textContent(label))) {
    throw new SamlError('encryption.algorithm', { expected: 'OAEP without parameters', received: 'OAEPparams' });
  }
  const digestMethod = optionalOf(method, XMLDSIG, 'DigestMethod');
  const maskMethod = optionalOf(method, XMLENC11, 'MGF');
  const digest = digestMethod === undefined ? 'sha1' : lookUp(OAEP_DIGESTS, algorithmOf(digestMethod));
  // rsa-oaep-mgf1p has its mask in its name; an MGF beside it could only say the same.
  const mgf = maskMethod === undefined ? 'sha1' : lookUp(OAEP_MGFS, algorithmOf(maskMethod));
  if (digest === undefined || mgf === undefined || (algorithm === RSA_OAEP_MGF1P && mgf !== 'sha1')) {
    return undefined;
  }
  return { digest, mgf };
};

const readCipherValue = (element: XmlElement): Uint8Array => {
  const data = onlyOf(element, XMLENC, 'CipherData');
  refuseOthers(data, ['CipherValue']);
  return decodeBase64(textContent(onlyOf(data, XMLENC, 'CipherValue')), 'encryption.structure');
};

const algorithmOf = (method: XmlElement): string => {
  const algorithm = attributeValue(method, 'Algorithm');
  if (algorithm === undefined) {
    throw badShape(`${method.localName} with Algorithm`, 'none');
  }
  return algorithm;
};

const optionalOf = (parent: XmlElement, namespaceUri: string, localName: string): XmlElement | undefined => {
  const found = childrenNamed(parent, namespaceUri, localName);
  if (found.length > 1) {
    throw badShape(`at most one ${localName} in ${parent.localName}`, String(found.length));
  }
  return found[0];
};

const onlyOf = (parent: XmlElement, namespaceUri: string, localName: string): XmlElement => {
  const found = optionalOf(parent, namespaceUri, localName);
  if (found === undefined) {
    throw badShape(`one ${localName} in ${parent.localName}`, 'none');
  }
  return found;
};

/** Refuses child elements of other names; KeyInfo is of XML Signature, the rest of XML Encryption. */
const refuseOthers = (parent: XmlElement, localNames: readonly string[]): void => {
  for (const child of childElements(parent)) {
    const namespaceUri = child.localName === 'KeyInfo' ? XMLDSIG : XMLENC;
    if (!localNames.includes(child.localName) || !isNamed(child, namespaceUri, child.localName)) {
      throw badShape(`${localNames.join(', ')} in ${parent.localName}`, child.name);
    }
  }
};
