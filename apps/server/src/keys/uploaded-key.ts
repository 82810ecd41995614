/** What a key that a customer brings has to be before it is used. */
import { type KeyObject, X509Certificate } from 'node:crypto';
import { loadSigningKey } from '@cordboard/saml';
import { CordboardError } from '../errors.ts';
import { type KeyMaterial, tokenKeyMaterial } from './generate-key-pair.ts';

const MIN_RSA_BITS = 2048;
/** Every sign-in costs a private operation: with 8192 bits it takes over thirty times as long as with 2048. */
const MAX_RSA_BITS = 4096;

const describeKey = (key: KeyObject): string => {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  return [key.asymmetricKeyType, modulusLength ?? namedCurve].filter((part) => part !== undefined).join(' ');
};

const rsaBits = (key: KeyObject): number =>
  key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;

const unsuitable = (expected: string, received: string): CordboardError =>
  new CordboardError('key.unsuitable', { expected, received });

/** Loading it tries it: one that cannot work would be in the way of its whole realm, and is told apart here. */
const requireWorking = (privateKey: KeyObject): void => {
  try {
    loadSigningKey({ privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() });
  } catch {
    // The reason could tell of the key.
    throw unsuitable('a private key that works', 'parts of different keys');
  }
};

/**
 * A key for SAML: signs requests or decrypts assertions. Dates and signature of the certificate are not looked at:
 * identity providers trust the key.
 *
 * @throws CordboardError `key.unsuitable`
 */
export const uploadedSamlKey = (privateKey: KeyObject, certificatePem: string): KeyMaterial => {
  const bits = rsaBits(privateKey);
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
    throw unsuitable(`an RSA key of ${MIN_RSA_BITS} to ${MAX_RSA_BITS} bits`, describeKey(privateKey));
  }
  const certificate = new X509Certificate(certificatePem);
  if (!certificate.checkPrivateKey(privateKey)) {
    throw unsuitable('the certificate of the key', `the certificate of another key: ${certificate.subject}`);
  }
  requireWorking(privateKey);
  return { algorithm: `RSA-${bits}`, certificate: certificate.toString(), publicJwk: null, privateKey };
};

/**
 * A key that signs tokens: EC on P-256 for ES256, RSA for RS256.
 *
 * @throws CordboardError `key.unsuitable`
 */
export const uploadedTokenKey = (privateKey: KeyObject): KeyMaterial => {
  const bits = rsaBits(privateKey);
  if (bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS) {
    requireWorking(privateKey);
    return tokenKeyMaterial(privateKey, 'RS256');
  }
  if (privateKey.asymmetricKeyType === 'ec' && privateKey.asymmetricKeyDetails?.namedCurve === 'prime256v1') {
    requireWorking(privateKey);
    return tokenKeyMaterial(privateKey, 'ES256');
  }
  throw unsuitable(
    `an EC key on P-256, or an RSA key of ${MIN_RSA_BITS} to ${MAX_RSA_BITS} bits`,
    describeKey(privateKey),
  );
};
