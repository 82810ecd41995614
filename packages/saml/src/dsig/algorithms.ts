/**
 * The algorithms of XML signatures that are accepted, by their URIs (xmldsig-core1 §6, RFC 9231 §2).
 *
 * The list is closed. HMAC and DSA are not on it and never will be: an HMAC "keyed" with a public key
 * is the oldest way to forge a signature, and nobody signs SAML with DSA any more.
 */
import { SamlError } from '../errors.ts';

export const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const RSA_SHA384 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384';
export const RSA_SHA512 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512';
export const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
export const ECDSA_SHA384 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384';
export const ECDSA_SHA512 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512';
export const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const SHA384 = 'http://www.w3.org/2001/04/xmldsig-more#sha384';
export const SHA512 = 'http://www.w3.org/2001/04/xmlenc#sha512';

/** A digest by the name that node:crypto gives it. */
export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** The kinds of keys that sign. */
export type SignatureKeyType = 'rsa' | 'ec';

export interface SignatureAlgorithm {
  /** The URI of ds:SignatureMethod or SigAlg. */
  readonly uri: string;
  readonly keyType: SignatureKeyType;
  readonly hash: HashName;
}

export interface DigestAlgorithm {
  /** The URI of ds:DigestMethod. */
  readonly uri: string;
  readonly hash: HashName;
}

/** What loosens the list of algorithms; both are off unless a connection asks for them. */
export interface AlgorithmOptions {
  /** Accept RSA-SHA1 signatures and SHA-1 digests. */
  readonly allowSha1?: boolean | undefined;
  /** Accept RSA keys from 1024 bits instead of 2048. */
  readonly allowRsa1024?: boolean | undefined;
}

const byUri = <T extends { readonly uri: string }>(entries: readonly T[]): ReadonlyMap<string, T> =>
  new Map(entries.map((entry) => [entry.uri, entry]));

const SIGNATURE_ALGORITHMS = byUri<SignatureAlgorithm>([
  { uri: RSA_SHA256, keyType: 'rsa', hash: 'sha256' },
  { uri: RSA_SHA384, keyType: 'rsa', hash: 'sha384' },
  { uri: RSA_SHA512, keyType: 'rsa', hash: 'sha512' },
  { uri: ECDSA_SHA256, keyType: 'ec', hash: 'sha256' },
  { uri: ECDSA_SHA384, keyType: 'ec', hash: 'sha384' },
  { uri: ECDSA_SHA512, keyType: 'ec', hash: 'sha512' },
  { uri: RSA_SHA1, keyType: 'rsa', hash: 'sha1' },
]);

const DIGEST_ALGORITHMS = byUri<DigestAlgorithm>([
  { uri: SHA256, hash: 'sha256' },
  { uri: SHA384, hash: 'sha384' },
  { uri: SHA512, hash: 'sha512' },
  { uri: SHA1, hash: 'sha1' },
]);

function accepted<T extends { readonly hash: HashName }>(
  algorithms: ReadonlyMap<string, T>,
  uri: string,
  options: AlgorithmOptions,
): T {
  const algorithm = algorithms.get(uri);
  if (algorithm !== undefined && (algorithm.hash !== 'sha1' || options.allowSha1 === true)) return algorithm;
  const names = [...algorithms].filter(([, { hash }]) => hash !== 'sha1' || options.allowSha1 === true);
  throw new SamlError('signature.algorithm', { expected: names.map(([name]) => name).join(' '), received: uri });
}

/** @throws SamlError `signature.algorithm` for a URI that is not accepted. */
export function signatureAlgorithm(uri: string, options: AlgorithmOptions = {}): SignatureAlgorithm {
  return accepted(SIGNATURE_ALGORITHMS, uri, options);
}

/** @throws SamlError `signature.algorithm` for a URI that is not accepted. */
export function digestAlgorithm(uri: string, options: AlgorithmOptions = {}): DigestAlgorithm {
  return accepted(DIGEST_ALGORITHMS, uri, options);
}
