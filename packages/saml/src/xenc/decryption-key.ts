/**
 * Our own private keys for decryption, and the certificates of those we encrypt to. RSA only: key transport has no
 * other kind of key.
 */
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  X509Certificate,
} from 'node:crypto';
import { SamlError } from '../errors.ts';
import { decodeBase64 } from '../xml/base64.ts';
import { ContentCache } from '../xml/content-cache.ts';
import { DEFAULT_KEY_PLACE, type KeyPlace } from '../xml/key-place.ts';

/** A private key that messages to us are encrypted for. */
export interface DecryptionKey {
  /** For traces and logs; says nothing about the key itself. */
  readonly name: string;
  readonly privateKey: KeyObject;
  /** The RSA modulus, the most significant octet first; it is public. */
  readonly modulus: Uint8Array;
  /** SHA-256 of the certificate's DER, lower-case hexadecimal; absent when the key was loaded without one. */
  readonly fingerprintSha256: string | undefined;
  /** Where it decrypts. */
  readonly place: KeyPlace;
}

export interface DecryptionKeySource {
  readonly name: string;
  /** PKCS #8 or PKCS #1 PEM, not encrypted. */
  readonly privateKeyPem: string;
  /** PEM; must belong to the key. */
  readonly certificatePem?: string | undefined;
  /** Where it decrypts; by default in the thread pool. */
  readonly place?: KeyPlace | undefined;
}

/** Smallest RSA key of ours. */
const MIN_RSA_BITS = 2048;

const CACHED_KEYS = 1000;

const cache = new ContentCache<DecryptionKey>(CACHED_KEYS);

/**
 * Loads a private key; the same source gives the same object.
 *
 * @throws SamlError `encryption.key` when the text is no RSA key of at least 2048 bits, its parts do not belong together,
 * or the certificate is another key's. The text of the key is in no error.
 */
export function loadDecryptionKey(source: DecryptionKeySource): DecryptionKey {
  const { name, privateKeyPem, certificatePem, place = DEFAULT_KEY_PLACE } = source;
  return cache.getOrMake([name, privateKeyPem, certificatePem, place], () => makeDecryptionKey(source, place));
}

const makeDecryptionKey = (source: DecryptionKeySource, place: KeyPlace): DecryptionKey => {
  const privateKey = readPrivateKey(source.privateKeyPem);
  const bits = privateKey?.asymmetricKeyType === 'rsa' ? (privateKey.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
  if (privateKey === undefined || bits < MIN_RSA_BITS) {
    throw new SamlError('encryption.key', {
      expected: `an RSA private key of at least ${MIN_RSA_BITS} bits`,
      received: bits === 0 ? (privateKey?.asymmetricKeyType ?? 'no private key in PEM') : `${bits} bits`,
    });
  }
  const modulus = modulusOf(privateKey);
  if (!worksWith(privateKey, modulus.length)) {
    throw new SamlError('encryption.key', { expected: 'an RSA key that works', received: 'parts of different keys' });
  }
  const certificate = source.certificatePem === undefined ? undefined : readCertificate(source.certificatePem);
  if (certificate !== undefined && !certificate.checkPrivateKey(privateKey)) {
    throw new SamlError('encryption.key', { expected: 'the certificate of this key', received: 'that of another key' });
  }
  return {
    name: source.name,
    privateKey,
    modulus,
    fingerprintSha256:
      certificate === undefined ? undefined : createHash('sha256').update(certificate.raw).digest('hex'),
    place,
  };
};

const modulusOf = (privateKey: KeyObject): Uint8Array => {
  const { n = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return Buffer.from(n, 'base64url');
};

/**
 * Whether the parts of a key belong together. OpenSSL loads any numbers, and finds out when it is to work with them: then
 * a message would be refused for the fault of a key.
 */
const worksWith = (privateKey: KeyObject, modulusBytes: number): boolean => {
  const padding = constants.RSA_NO_PADDING;
  const number = Buffer.alloc(modulusBytes);
  number[modulusBytes - 1] = 2;
  try {
    const encrypted = publicEncrypt({ key: createPublicKey(privateKey), padding }, number);
    return privateDecrypt({ key: privateKey, padding }, encrypted).equals(number);
  } catch {
    // The reason could tell of the key.
    return false;
  }
};

const readPrivateKey = (pem: string): KeyObject | undefined => {
  try {
    return createPrivateKey(pem);
  } catch {
    // The reason could quote from the key.
    return undefined;
  }
};

const readCertificate = (text: string): X509Certificate => {
  try {
    return new X509Certificate(text.includes('-----BEGIN') ? text : decodeBase64(text, 'encryption.key'));
  } catch (cause) {
    throw new SamlError('encryption.key', { expected: 'an X.509 certificate', cause });
  }
};

const recipients = new ContentCache<KeyObject>(CACHED_KEYS);

/**
 * The public key that a certificate holds; the same text gives the same object.
 *
 * @param certificate PEM, or base64 of the DER.
 * @throws SamlError `encryption.key` when it is no certificate of an RSA key.
 */
export function loadRecipientKey(certificate: string): KeyObject {
  return recipients.getOrMake([certificate], () => {
    const { publicKey } = readCertificate(certificate);
    if (publicKey.asymmetricKeyType !== 'rsa') {
      throw new SamlError('encryption.key', {
        expected: 'an RSA key',
        received: publicKey.asymmetricKeyType ?? 'none',
      });
    }
    return publicKey;
  });
}
