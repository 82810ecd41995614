/** Certificates and public keys out of the forms in which metadata and administrators hand them over. */
import { createPublicKey, hash, type KeyObject, X509Certificate } from 'node:crypto';
import { SamlError } from '../errors.ts';
import { decodeBase64 } from '../xml/base64.ts';

/** What an administrator wants to see of a certificate. Trust does not depend on any of it. */
export interface CertificateFacts {
  /** SHA-256 of the DER, 64 small hexadecimal digits. */
  readonly fingerprintSha256: string;
  /** Distinguished name, one attribute a line, as OpenSSL writes it. */
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The DER in one line of base64. */
  readonly base64: string;
}

export interface PublicMaterial {
  readonly publicKey: KeyObject;
  /** Absent when a bare public key was given. */
  readonly certificate: CertificateFacts | undefined;
}

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    fingerprintSha256: hash('sha256', certificate.raw),
    subject: certificate.subject,
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber,
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    base64: certificate.raw.toString('base64'),
  };
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/;
const CERTIFICATE_LABELS: ReadonlySet<string> = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);

function readDer(der: Buffer, mayBe: 'certificate' | 'public key' | 'either'): PublicMaterial {
  if (mayBe !== 'public key') {
    try {
      const certificate = new X509Certificate(der);
      return { publicKey: certificate.publicKey, certificate: certificateFacts(certificate) };
    } catch (cause) {
      if (mayBe === 'certificate') throw unreadable(cause);
    }
  }
  try {
    return { publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }), certificate: undefined };
  } catch (cause) {
    throw unreadable(cause);
  }
}

const unreadable = (cause?: unknown): SamlError =>
  new SamlError('signature.key', {
    expected: 'an X.509 certificate or a public key, in PEM, DER or base64',
    received: 'something else',
    cause,
  });

/**
 * Reads an X.509 certificate or a SubjectPublicKeyInfo from PEM, DER or the bare base64 of
 * ds:X509Certificate, white space included. Of several PEM blocks, the first counts.
 *
 * @throws SamlError `signature.key` for anything else, private keys included.
 */
export function readPublicMaterial(material: string | Uint8Array): PublicMaterial {
  const text = typeof material === 'string' ? material : Buffer.from(material).toString('latin1');
  const pem = PEM.exec(text);
  if (pem !== null) {
    const [, label = '', body = ''] = pem;
    const der = decodeBase64(body, 'signature.key');
    if (CERTIFICATE_LABELS.has(label)) return readDer(der, 'certificate');
    if (label === 'PUBLIC KEY') return readDer(der, 'public key');
    throw unreadable();
  }
  return readDer(
    typeof material === 'string' ? decodeBase64(material, 'signature.key') : Buffer.from(material),
    'either',
  );
}
