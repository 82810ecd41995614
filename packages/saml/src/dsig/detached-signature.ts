/** Signatures over plain octets with the algorithm beside them, as the Redirect binding has them (SAML bindings §3.4.4.1). */
import { type DSAEncoding, sign } from 'node:crypto';
import { SamlError } from '../errors.ts';
import { type AlgorithmOptions, type HashName, signatureAlgorithm } from './algorithms.ts';
import { keyFits, minimumRsaBits } from './key-strength.ts';
import { defaultSignatureMethod, type SigningKey } from './signing-key.ts';
import type { VerificationKey } from './verification-key.ts';
import { findSigner } from './verify-signature.ts';

export interface SignDetachedOptions extends AlgorithmOptions {
  readonly key: SigningKey;
  /** URI; by default the one of `defaultSignatureMethod`. */
  readonly signatureMethod?: string | undefined;
}

function signOctets(
  hash: HashName,
  octets: Uint8Array,
  { keyObject: key, place }: SigningKey,
): Buffer | Promise<Buffer> {
  // RSA knows no encodings, and node makes more of a key with options than of a bare one.
  const material = key.asymmetricKeyType === 'rsa' ? key : { key, dsaEncoding: 'ieee-p1363' as const };
  if (place === 'event-loop') return sign(hash, octets, material);
  return new Promise((resolve, reject) => {
    sign(hash, octets, material, (error, signature) => {
      if (error === null) resolve(signature);
      else reject(error);
    });
  });
}

/**
 * Signs octets.
 *
 * @returns the signature: PKCS#1 v1.5 for RSA, r and s one after the other for ECDSA.
 * @throws SamlError `signature.algorithm`, `signature.key`.
 */
export async function signDetached(octets: Uint8Array, options: SignDetachedOptions): Promise<Buffer> {
  const { key } = options;
  const algorithm = signatureAlgorithm(options.signatureMethod ?? defaultSignatureMethod(key), options);
  if (!keyFits(key, algorithm.keyType, options)) {
    throw new SamlError('signature.key', {
      expected: algorithm.keyType === 'ec' ? 'an EC key' : `an RSA key of at least ${minimumRsaBits(options)} bits`,
      received: `${key.type} ${key.sizeBits}`,
    });
  }
  return signOctets(algorithm.hash, octets, key);
}

/** Products built on Java's own signature classes send ECDSA in DER here; both spell the same two numbers. */
const DETACHED_ECDSA_ENCODINGS: readonly DSAEncoding[] = ['ieee-p1363', 'der'];

export interface VerifyDetachedOptions extends AlgorithmOptions {
  readonly signature: Uint8Array;
  /** The URI of SigAlg. */
  readonly signatureMethod: string;
  readonly keys: readonly VerificationKey[];
}

/**
 * Verifies a signature over octets, just as they were received.
 *
 * @returns the key that made it.
 * @throws SamlError `signature.algorithm`, `signature.key`, `signature.invalid`.
 */
export function verifyDetached(octets: Uint8Array, options: VerifyDetachedOptions): VerificationKey {
  const algorithm = signatureAlgorithm(options.signatureMethod, options);
  const encodings = algorithm.keyType === 'ec' ? DETACHED_ECDSA_ENCODINGS : undefined;
  return findSigner(octets, { algorithm, signatureValue: Buffer.from(options.signature), options, encodings });
}
