/**
 * Makes key pairs: RSA with a certificate for SAML, and JSON Web Keys for tokens. Generation runs
 * in the thread pool; the private half leaves here only sealed.
 */
import { createHash, createPublicKey, generateKeyPair as generate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { CordboardError } from '../errors.ts';
import type { KeyOrigin, KeyPurpose, KeyRecord, KeyState } from '../storage/ports/directory-store.ts';
import { keySealContext } from './key-ring.ts';
import type { Sealer } from './seal.ts';
import { type CertificateHash, issueSelfSignedCertificate } from './self-signed-certificate.ts';

const generateAsync = promisify(generate);

/** Of token keys, and of SAML keys unless told otherwise. */
const DEFAULT_RSA_BITS = 2048;

const DEFAULT_VALIDITY_YEARS = 10;

/** A key pair that is not stored yet, with the public half in the form that its purpose publishes. */
export interface KeyMaterial {
  readonly algorithm: string;
  readonly certificate: string | null;
  readonly publicJwk: Readonly<Record<string, string>> | null;
  readonly privateKey: KeyObject;
}

export interface SamlKeyOptions {
  readonly purpose: Extract<KeyPurpose, 'request-signing' | 'assertion-decryption'>;
  /** Of the service provider: becomes the certificate's common name. */
  readonly entityId: string;
  readonly now: Date;
  /** 2048 unless set. */
  readonly bits?: 2048 | 3072 | 4096 | undefined;
  /** Hash of the certificate's signature, SHA-256 unless set. */
  readonly hash?: CertificateHash | undefined;
  /** How long the certificate is valid, 10 years by default. */
  readonly validityYears?: number | undefined;
  /** Cryptographically strong octets. */
  readonly random: (size: number) => Uint8Array;
}

const generateRsa = async (bits: number): Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> =>
  generateAsync('rsa', { modulusLength: bits, publicExponent: 0x10001 });

/** Makes an RSA key pair with a self-signed certificate, for a service provider. */
export const generateSamlKey = async (options: SamlKeyOptions): Promise<KeyMaterial> => {
  const bits = options.bits ?? DEFAULT_RSA_BITS;
  const { publicKey, privateKey } = await generateRsa(bits);
  const certificate = await issueSelfSignedCertificate({
    publicKey,
    privateKey,
    entityId: options.entityId,
    use: options.purpose === 'request-signing' ? 'signing' : 'encryption',
    hash: options.hash ?? 'SHA-256',
    now: options.now,
    validityYears: options.validityYears ?? DEFAULT_VALIDITY_YEARS,
    random: options.random,
  });
  return { algorithm: `RSA-${bits}`, certificate, publicJwk: null, privateKey };
};

/** Members that a thumbprint covers, in lexicographic order (RFC 7638 §3.2). */
const THUMBPRINT_MEMBERS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['RSA', ['e', 'kty', 'n']],
]);

/**
 * SHA-256 thumbprint of a public EC or RSA key, base64url (RFC 7638 §3).
 *
 * @throws `keys.unusable` for another type of key
 */
export const jwkThumbprint = (jwk: Readonly<Record<string, unknown>>): string => {
  const { kty } = jwk;
  const members = THUMBPRINT_MEMBERS.get(kty);
  if (members === undefined)
    throw new CordboardError('keys.unusable', { expected: 'EC or RSA', received: String(kty) });
  const canonical = JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]])));
  return createHash('sha256').update(canonical).digest('base64url');
};

export type TokenAlgorithm = 'ES256' | 'RS256';

/** A private key that signs tokens (RFC 7518 §3.3, §3.4); `kid` is its thumbprint. */
export const tokenKeyMaterial = (privateKey: KeyObject, algorithm: TokenAlgorithm): KeyMaterial => {
  const exported: unknown = createPublicKey(privateKey).export({ format: 'jwk' });
  const jwk = exported as Readonly<Record<string, string>>;
  return {
    algorithm,
    certificate: null,
    publicJwk: { ...jwk, kid: jwkThumbprint(jwk), use: 'sig', alg: algorithm },
    privateKey,
  };
};

/** Makes a key pair that signs tokens. */
export const generateTokenSigningKey = async (algorithm: TokenAlgorithm): Promise<KeyMaterial> => {
  const { privateKey } =
    algorithm === 'ES256' ? await generateAsync('ec', { namedCurve: 'P-256' }) : await generateRsa(DEFAULT_RSA_BITS);
  return tokenKeyMaterial(privateKey, algorithm);
};

export interface KeyRecordOptions {
  readonly id: string;
  /** The service provider of a SAML key, the realm of a token-signing key. */
  readonly ownerId: string;
  readonly purpose: KeyPurpose;
  readonly state: Exclude<KeyState, 'retired'>;
  /** `generated` unless set. */
  readonly origin?: KeyOrigin;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly sealer: Pick<Sealer, 'seal'>;
}

/** Seals the private half and makes the record of a next or current key that the directory stores. */
export const toKeyRecord = (generated: KeyMaterial, options: KeyRecordOptions): KeyRecord => {
  const der = generated.privateKey.export({ format: 'der', type: 'pkcs8' });
  const sealedPrivateKey = options.sealer.seal(der, keySealContext(options));
  der.fill(0);
  return {
    id: options.id,
    ownerId: options.ownerId,
    purpose: options.purpose,
    state: options.state,
    algorithm: generated.algorithm,
    certificate: generated.certificate,
    publicJwk: generated.publicJwk,
    sealedPrivateKey,
    createdAt: options.createdAt,
    origin: options.origin ?? 'generated',
    promotedAt: options.state === 'current' ? options.createdAt : null,
    retiredAt: null,
  };
};
