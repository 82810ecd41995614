/**
 * Encryption of assertions and identifiers for one recipient, SAML core §6. Written for the issuing side; it can also
 * write what other products send, so that the reading side can be tested against it.
 */
import { type CipherGCM, constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import { SAML_ASSERTION, SAML_PROTOCOL, XMLDSIG, XMLENC, XMLENC11 } from '../xml/namespaces.ts';
import { escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import { loadRecipientKey } from './decryption-key.ts';
import {
  CONTENT_ALGORITHMS,
  type ContentAlgorithm,
  type ContentAlgorithmUri,
  type KeyTransportUri,
  OAEP_DIGESTS,
  OAEP_MGFS,
  type OaepHash,
  type OaepHashes,
  RSA_OAEP,
  RSA_OAEP_MGF1P,
  uriOf,
} from './encryption-algorithms.ts';
import { oaepEncode, oaepSeedBytes } from './oaep.ts';

/** Elements that hold encrypted content. */
export type EncryptedElementName = 'EncryptedAssertion' | 'EncryptedID' | 'EncryptedAttribute' | 'NewEncryptedID';

export interface EncryptElementOptions {
  /** Of the recipient: PEM, or base64 of the DER. */
  readonly certificate: string;
  readonly wrapper: EncryptedElementName;
  /** Default: AES-256-GCM. */
  readonly contentAlgorithm?: ContentAlgorithmUri | undefined;
  /** Default: rsa-oaep-mgf1p, which every product reads. */
  readonly keyTransport?: KeyTransportUri | undefined;
  /** Digest of OAEP; default SHA-1, which is sound in OAEP and again what every product reads. */
  readonly digest?: OaepHash | undefined;
  /** Mask of OAEP, for `keyTransport` xenc11 rsa-oaep only; default SHA-1. */
  readonly mgf?: OaepHash | undefined;
  /** Where EncryptedKey stands; default `inside` KeyInfo. Okta writes `retrieval-method`. */
  readonly placement?: 'inside' | 'retrieval-method' | 'sibling' | undefined;
}

/**
 * Encrypts an element and returns the element that takes its place. The text must declare every namespace that it
 * uses: it is read again without its surroundings by some products.
 *
 * @param xml One element, without an XML declaration.
 * @throws SamlError `encryption.key` when the certificate is none of an RSA key. TypeError for `mgf` with
 * rsa-oaep-mgf1p.
 */
export function encryptElement(xml: string, options: EncryptElementOptions): XmlText {
  const uri = options.contentAlgorithm ?? 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
  const algorithm = CONTENT_ALGORITHMS[uri];
  const contentKey = randomBytes(algorithm.keyBytes);
  const placement = options.placement ?? 'inside';
  const keyId = placement === 'inside' ? undefined : `_${randomBytes(16).toString('hex')}`;
  const dataId = placement === 'inside' ? undefined : `_${randomBytes(16).toString('hex')}`;
  const encryptedKey = writeEncryptedKey(contentKey, options, { keyId, dataId });
  const keyInfo = { inside: encryptedKey, 'retrieval-method': retrievalMethod(keyId ?? ''), sibling: undefined }[
    placement
  ];
  const data = tag(
    'xenc:EncryptedData',
    { 'xmlns:xenc': XMLENC, Id: dataId, Type: `${XMLENC}Element` },
    tag('xenc:EncryptionMethod', { Algorithm: uri }),
    keyInfo === undefined ? undefined : tag('ds:KeyInfo', { 'xmlns:ds': XMLDSIG }, keyInfo),
    cipherData(encryptContent(algorithm, contentKey, Buffer.from(xml, 'utf8'))),
  );
  const [prefix, namespaceUri] =
    options.wrapper === 'NewEncryptedID' ? ['samlp', SAML_PROTOCOL] : ['saml', SAML_ASSERTION];
  return tag(
    `${prefix}:${options.wrapper}`,
    { [`xmlns:${prefix}`]: namespaceUri },
    data,
    placement === 'inside' ? undefined : encryptedKey,
  );
}

const cipherData = (octets: Uint8Array): XmlText =>
  tag('xenc:CipherData', {}, tag('xenc:CipherValue', {}, escapeText(Buffer.from(octets).toString('base64'))));

const retrievalMethod = (keyId: string): XmlText =>
  tag('ds:RetrievalMethod', { Type: `${XMLENC}EncryptedKey`, URI: `#${keyId}` });

const encryptContent = (algorithm: ContentAlgorithm, key: Uint8Array, plain: Buffer): Buffer => {
  if (algorithm.mode === 'gcm') {
    const iv = randomBytes(12);
    const cipher = createCipheriv(algorithm.cipher, key, iv) as CipherGCM;
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }
  const iv = randomBytes(16);
  const cipher = createCipheriv(algorithm.cipher, key, iv).setAutoPadding(false);
  // xmlenc-core1 §5.2.1: up to a whole block of padding, of which the last octet counts all.
  const padding = randomBytes(16 - (plain.length % 16));
  padding[padding.length - 1] = padding.length;
  return Buffer.concat([iv, cipher.update(plain), cipher.update(padding), cipher.final()]);
};

const writeEncryptedKey = (
  contentKey: Buffer,
  options: EncryptElementOptions,
  ids: { readonly keyId: string | undefined; readonly dataId: string | undefined },
): XmlText => {
  const keyTransport = options.keyTransport ?? RSA_OAEP_MGF1P;
  if (keyTransport === RSA_OAEP_MGF1P && (options.mgf ?? 'sha1') !== 'sha1') {
    throw new TypeError('rsa-oaep-mgf1p makes its mask with SHA-1');
  }
  const hashes: OaepHashes = { digest: options.digest ?? 'sha1', mgf: options.mgf ?? 'sha1' };
  const method = tag(
    'xenc:EncryptionMethod',
    { Algorithm: keyTransport },
    tag('ds:DigestMethod', { 'xmlns:ds': XMLDSIG, Algorithm: uriOf(OAEP_DIGESTS, hashes.digest) }),
    keyTransport === RSA_OAEP
      ? tag('xenc11:MGF', { 'xmlns:xenc11': XMLENC11, Algorithm: uriOf(OAEP_MGFS, hashes.mgf) })
      : undefined,
  );
  const wrapped = wrapKey(contentKey, loadRecipientKey(options.certificate), hashes);
  return tag(
    'xenc:EncryptedKey',
    { 'xmlns:xenc': XMLENC, Id: ids.keyId },
    method,
    cipherData(wrapped),
    ids.dataId === undefined
      ? undefined
      : tag('xenc:ReferenceList', {}, tag('xenc:DataReference', { URI: `#${ids.dataId}` })),
  );
};

const wrapKey = (contentKey: Buffer, recipient: KeyObject, hashes: OaepHashes): Buffer => {
  if (hashes.digest === hashes.mgf) {
    return publicEncrypt(
      { key: recipient, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hashes.digest },
      contentKey,
    );
  }
  const modulusBytes = Math.ceil((recipient.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  const padded = oaepEncode(contentKey, modulusBytes, hashes, randomBytes(oaepSeedBytes(hashes)));
  return publicEncrypt({ key: recipient, padding: constants.RSA_NO_PADDING }, padded);
};
