/**
 * Verifies an enveloped XML signature over the tree that is read afterwards. The flow calls this for
 * every signature of a message before anything else of the message is believed.
 */
import { createVerify, type DSAEncoding, type KeyObject, verify } from 'node:crypto';
import { SamlError } from '../errors.ts';
import { canonicalize } from '../xml/canonicalize.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import {
  type AlgorithmOptions,
  digestAlgorithm,
  type HashName,
  type SignatureAlgorithm,
  signatureAlgorithm,
} from './algorithms.ts';
import { digestText } from './digest-text.ts';
import { keyFits, minimumRsaBits } from './key-strength.ts';
import type { NestedForms } from './nested-forms.ts';
import { readSignature } from './read-signature.ts';
import type { VerificationKey } from './verification-key.ts';

export interface VerifySignatureOptions extends AlgorithmOptions {
  /** The keys that are trusted for this message, tried in order. */
  readonly keys: readonly VerificationKey[];
  /** Given where another signature of the message covers this one's element, or the other way round. */
  readonly forms?: NestedForms | undefined;
}

export interface VerifiedSignature {
  /** The signed element: only what is inside of it may be read as signed. */
  readonly element: XmlElement;
  /** The key that made the signature. */
  readonly key: VerificationKey;
  /** URI of SignatureMethod. */
  readonly signatureMethod: string;
  /** URI of DigestMethod. */
  readonly digestMethod: string;
}

/**
 * Longest canonical SignedInfo in UTF-16 units; a genuine one has less than 4 Ki. Anybody can send one, and every key of
 * the connection is tried on it.
 */
const MAX_SIGNED_INFO_LENGTH = 16 * 1024;

/**
 * Verifies one ds:Signature (SAML core §5.4, xmldsig-core1 §3.2).
 *
 * The SignatureValue comes before the digest: until SignedInfo is known to be genuine, nothing that it
 * says is worth work or a verdict. So `signature.invalid` means that no trusted key made this signature,
 * and `signature.digest` that a trusted key did, but what it signed was changed afterwards.
 *
 * The caller has to make sure that IDs are unique and that no other signature stands elsewhere.
 *
 * @param signature - ds:Signature, a child of the element that it signs.
 * @throws SamlError `signature.structure`, `signature.reference`, `signature.transform`,
 *   `signature.canonicalization_method`, `signature.algorithm`, `signature.key`, `signature.invalid`,
 *   `signature.digest`, `xml.comment_in_text`, `xml.element_in_text`, `xml.canonicalization`.
 */
export function verifySignature(signature: XmlElement, options: VerifySignatureOptions): VerifiedSignature {
  const parts = readSignature(signature);
  const algorithm = signatureAlgorithm(parts.signatureMethod, options);
  const { hash: digestHash } = digestAlgorithm(parts.digestMethod, options);
  const signedInfo = canonicalize(parts.signedInfo, {
    method: parts.canonicalizationMethod,
    maxLength: MAX_SIGNED_INFO_LENGTH,
  });
  const key = findSigner(signedInfo, { algorithm, signatureValue: parts.signatureValue, options });
  const { signedElement, transformMethod: method } = parts;
  const content =
    options.forms?.formOf(signedElement, method, signature) ?? canonicalize(signedElement, { method, omit: signature });
  const digest = digestText(digestHash, content);
  // Both are public, so how long it takes to compare them tells nothing.
  if (digest !== parts.digestValue) {
    throw new SamlError('signature.digest', { expected: parts.digestValue, received: digest });
  }
  return {
    element: parts.signedElement,
    key,
    signatureMethod: parts.signatureMethod,
    digestMethod: parts.digestMethod,
  };
}

const XML_ENCODING: readonly DSAEncoding[] = ['ieee-p1363'];

export interface SignerSearch {
  readonly algorithm: SignatureAlgorithm;
  readonly signatureValue: Buffer;
  readonly options: VerifySignatureOptions;
  /** How ECDSA signatures may be encoded; XML signatures know r and s one after the other only. */
  readonly encodings?: readonly DSAEncoding[] | undefined;
}

/**
 * The first trusted key that made a signature over these octets, or over those of a text in UTF-8.
 *
 * @throws SamlError `signature.key` when no key fits the algorithm, `signature.invalid` when none made it.
 */
export function findSigner(signed: Uint8Array | string, search: SignerSearch): VerificationKey {
  const { algorithm, signatureValue, options, encodings = XML_ENCODING } = search;
  const fitting = options.keys.filter((key) => keyFits(key, algorithm.keyType, options));
  if (fitting.length === 0) {
    const keys = options.keys.map(({ type, sizeBits, name }) => `${type} ${sizeBits} (${name})`);
    throw new SamlError('signature.key', {
      expected: algorithm.keyType === 'ec' ? 'an EC key' : `an RSA key of at least ${minimumRsaBits(options)} bits`,
      received: keys.length === 0 ? 'no keys' : keys.join(', '),
    });
  }
  for (const key of fitting) {
    const made =
      algorithm.keyType === 'rsa'
        ? verifyRsa(algorithm.hash, signed, key.keyObject, signatureValue)
        : verifyEcdsa(algorithm.hash, signed, { key: key.keyObject, encodings, signatureValue });
    if (made) return key;
  }
  throw new SamlError('signature.invalid', {
    expected: `a signature by ${fitting.map(({ name }) => name).join(' or ')}`,
    received: 'a signature that none of these keys made',
  });
}

/** Of all ways that node has, a bare key and an object for the signature take the least time; a text needs no octets. */
const verifyRsa = (hash: HashName, signed: Uint8Array | string, key: KeyObject, signatureValue: Buffer): boolean => {
  const verifier = createVerify(hash);
  if (typeof signed === 'string') verifier.update(signed, 'utf8');
  else verifier.update(signed);
  return verifier.verify(key, signatureValue);
};

interface EcdsaSignature {
  readonly key: KeyObject;
  readonly encodings: readonly DSAEncoding[];
  readonly signatureValue: Buffer;
}

/** Unlike the other way, `verify` says no to octets that are no signature, and does not throw. */
const verifyEcdsa = (hash: HashName, signed: Uint8Array | string, signature: EcdsaSignature): boolean => {
  const { key, encodings, signatureValue } = signature;
  const octets = typeof signed === 'string' ? Buffer.from(signed, 'utf8') : signed;
  return encodings.some((dsaEncoding) => verify(hash, octets, { key, dsaEncoding }, signatureValue));
};
