/**
 * A self-signed certificate: the envelope in which SAML metadata carries a public key. Identity
 * providers look at the key and, some of them, at the dates; nobody builds a chain from it.
 */
import type { KeyObject } from 'node:crypto';

/** RFC 5280 appendix A.1: ub-common-name. */
const MAX_COMMON_NAME = 64;

const SERIAL_BYTES = 16;

/** Clocks of identity providers may be behind. */
const BACKDATE_MS = 60 * 60 * 1000;

export type CertificateHash = 'SHA-256' | 'SHA-384' | 'SHA-512';

export interface SelfSignedCertificateOptions {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** Becomes the common name, shortened to 64 characters. */
  readonly entityId: string;
  readonly use: 'signing' | 'encryption';
  /** Hash of the certificate's own signature. */
  readonly hash: CertificateHash;
  readonly now: Date;
  readonly validityYears: number;
  /** Cryptographically strong octets. */
  readonly random: (size: number) => Uint8Array;
}

const ELLIPSIS = '...';

/**
 * The end of a URL says more about which entity it is than its beginning. The library would read
 * a leading `#` as the hexadecimal form of RFC 4514 §2.4, so that is shortened away as well.
 */
const commonName = (entityId: string): string => {
  const characters = [...entityId];
  if (characters.length <= MAX_COMMON_NAME && !entityId.startsWith('#')) return entityId;
  return (
    ELLIPSIS +
    characters
      .slice(1)
      .slice(ELLIPSIS.length - MAX_COMMON_NAME)
      .join('')
  );
};

/** RFC 5280 §4.1.2.2: positive, at most 20 octets, and here never shorter than 16. */
const serialNumber = (random: (size: number) => Uint8Array): string => {
  const octets = Buffer.from(random(SERIAL_BYTES));
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40;
  return octets.toString('hex');
};

/**
 * Issues a certificate for an RSA key, signed by itself (RFC 5280).
 *
 * @returns PEM
 */
export const issueSelfSignedCertificate = async (options: SelfSignedCertificateOptions): Promise<string> => {
  // Loaded when a key is made, which is rare: the library is large and wants its polyfill first.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const notAfter = new Date(options.now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + options.validityYears);
  const { KeyUsageFlags } = x509;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: options.hash };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(options.random),
    name: [{ CN: [commonName(options.entityId)] }],
    notBefore: new Date(options.now.getTime() - BACKDATE_MS),
    notAfter,
    signingAlgorithm: algorithm,
    keys: {
      publicKey: options.publicKey.toCryptoKey(algorithm, true, ['verify']),
      privateKey: options.privateKey.toCryptoKey(algorithm, false, ['sign']),
    },
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        options.use === 'signing' ? KeyUsageFlags.digitalSignature : KeyUsageFlags.keyEncipherment,
        true,
      ),
    ],
  });
  return certificate.toString('pem');
};
