/**
 * Keys that signatures are verified with. They come from a connection's metadata or from an
 * administrator, never from the message itself.
 */
import type { KeyObject } from 'node:crypto';
import { ContentCache } from '../xml/content-cache.ts';
import { type CertificateFacts, readPublicMaterial } from './key-material.ts';
import { type KeyFacts, keyFacts } from './key-strength.ts';

export interface VerificationKey extends KeyFacts {
  readonly keyObject: KeyObject;
  /** Absent when a bare public key was given. */
  readonly certificate?: CertificateFacts | undefined;
  /** What logs and traces call it: the name given, else the subject of the certificate. */
  readonly name: string;
}

export interface LoadVerificationKeyOptions {
  readonly name?: string | undefined;
}

const CACHED_KEYS = 2000;
const cache = new ContentCache<VerificationKey>(CACHED_KEYS);

/**
 * Loads a key from an X.509 certificate or a SubjectPublicKeyInfo, in PEM, DER or the base64 of
 * ds:X509Certificate. Validity, chain and key usage of a certificate are not looked at: what counts
 * is that somebody trusted put it there (SAML metadata interoperability profile §2.6.1).
 *
 * The same material and name give the same object.
 *
 * @throws SamlError `signature.key` when it cannot be read or is neither RSA nor one of the accepted curves.
 */
export function loadVerificationKey(
  material: string | Uint8Array,
  options: LoadVerificationKeyOptions = {},
): VerificationKey {
  return cache.getOrMake([material, options.name], () => {
    const { publicKey, certificate } = readPublicMaterial(material);
    const facts = keyFacts(publicKey);
    const name = options.name ?? certificate?.subject.replaceAll('\n', ', ') ?? `${facts.type} public key`;
    return { ...facts, keyObject: publicKey, certificate, name };
  });
}
