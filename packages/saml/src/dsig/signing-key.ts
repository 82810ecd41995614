/** Private keys that we sign with, and the certificate that goes with each. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { SamlError } from '../errors.ts';
import { ContentCache } from '../xml/content-cache.ts';
import { DEFAULT_KEY_PLACE, type KeyPlace } from '../xml/key-place.ts';
import { ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512, RSA_SHA256 } from './algorithms.ts';
import { type CertificateFacts, readPublicMaterial } from './key-material.ts';
import { type KeyFacts, keyFacts } from './key-strength.ts';

export interface SigningKey extends KeyFacts {
  /** A private key. */
  readonly keyObject: KeyObject;
  readonly certificate?: CertificateFacts | undefined;
  readonly name: string;
  /** Where it signs. */
  readonly place: KeyPlace;
}

export interface SigningKeyMaterial {
  /** PKCS#8, PKCS#1 or SEC1 in PEM. */
  readonly privateKeyPem: string;
  /** Of an encrypted PEM. */
  readonly passphrase?: string | undefined;
  /** PEM, or the DER in base64. Put into KeyInfo. */
  readonly certificate?: string | undefined;
  readonly name?: string | undefined;
  /** Where it signs; by default in the thread pool. */
  readonly place?: KeyPlace | undefined;
}

const CACHED_KEYS = 500;
const cache = new ContentCache<SigningKey>(CACHED_KEYS);

function readPrivateKey(material: SigningKeyMaterial): KeyObject {
  const { privateKeyPem, passphrase } = material;
  try {
    return createPrivateKey({ key: privateKeyPem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    // OpenSSL's text is not passed on: it may describe the key.
    throw new SamlError('signature.key', { expected: 'a private key in PEM', received: 'something else' });
  }
}

/**
 * Whether the parts of a key belong together. OpenSSL loads any numbers, and finds out when it is to work with them; that
 * should not be in the thread pool, where some versions of Node do not survive it.
 */
function worksWith(privateKey: KeyObject, publicKey: KeyObject): boolean {
  const octets = Buffer.from('a signature that nobody sees');
  try {
    return verify('sha256', octets, publicKey, sign('sha256', octets, privateKey));
  } catch {
    // OpenSSL's text is not passed on: it may describe the key.
    return false;
  }
}

/**
 * Loads a private key and its certificate. The same material gives the same object.
 *
 * @throws SamlError `signature.key` when the key cannot be read, is of a type that does not sign
 *   here, has parts that do not belong together, or does not belong to the certificate.
 */
export function loadSigningKey(material: SigningKeyMaterial): SigningKey {
  const { privateKeyPem, passphrase, certificate, name, place = DEFAULT_KEY_PLACE } = material;
  return cache.getOrMake([privateKeyPem, passphrase, certificate, name, place], () => {
    const keyObject = readPrivateKey(material);
    const facts = keyFacts(keyObject);
    const publicKey = createPublicKey(keyObject);
    if (!worksWith(keyObject, publicKey)) {
      throw new SamlError('signature.key', {
        expected: 'a private key that works',
        received: 'parts of different keys',
      });
    }
    const published = certificate === undefined ? undefined : readPublicMaterial(certificate);
    if (published !== undefined && !published.publicKey.equals(publicKey)) {
      throw new SamlError('signature.key', {
        expected: 'a certificate of the private key',
        received: published.certificate?.subject ?? 'a public key',
      });
    }
    const subject = published?.certificate?.subject.replaceAll('\n', ', ');
    return {
      ...facts,
      keyObject,
      certificate: published?.certificate,
      name: name ?? subject ?? `${facts.type} key`,
      place,
    };
  });
}

/** The signature method for a key when nobody chose one: the digest is as strong as the curve. */
export function defaultSignatureMethod(key: SigningKey): string {
  if (key.type === 'rsa') return RSA_SHA256;
  if (key.sizeBits === 256) return ECDSA_SHA256;
  return key.sizeBits === 384 ? ECDSA_SHA384 : ECDSA_SHA512;
}
