/** A certificate as an administrator compares it with the one that the identity provider's console shows. */
import { X509Certificate } from 'node:crypto';
import type { CertificateFactsView } from '@cordboard/contract/identity-provider-trust';

export const DAY_MS: number = 24 * 60 * 60 * 1000;

/** A certificate may name nobody. */
const inOneLine = (name: string | undefined): string => name?.replaceAll('\n', ', ') ?? '';

const keyText = ({ publicKey }: X509Certificate): string => {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined) {
    return `RSA ${modulusLength}`;
  }
  const bits = /(\d{3})/.exec(namedCurve ?? '')?.[1];
  return bits === undefined ? (publicKey.asymmetricKeyType ?? 'unknown') : `EC ${bits}`;
};

export const idpCertificateFacts = (pem: string, now: number): CertificateFactsView => {
  const certificate = new X509Certificate(pem);
  const notAfter = certificate.validToDate.getTime();
  return {
    subject: inOneLine(certificate.subject),
    issuer: inOneLine(certificate.issuer),
    sha256: certificate.fingerprint256,
    sha1: certificate.fingerprint,
    notBefore: certificate.validFromDate.getTime(),
    notAfter,
    daysLeft: Math.floor((notAfter - now) / DAY_MS),
    key: keyText(certificate),
    signatureAlgorithm: certificate.signatureAlgorithm ?? 'unknown',
    pem,
  };
};

/** In one line, for a list of changes and the audit log. */
export const certificateInWords = (pem: string): string => {
  const certificate = new X509Certificate(pem);
  const until = certificate.validToDate.toISOString().slice(0, 10);
  return `${inOneLine(certificate.subject)}, SHA-256 ${certificate.fingerprint256}, until ${until}`;
};
