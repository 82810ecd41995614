/** A certificate as an administrator compares it with what the identity provider shows. */
import { X509Certificate } from 'node:crypto';
import type { Certificate } from '@cordboard/contract/admin-api/connections';

const DAY_MS = 24 * 60 * 60 * 1000;
const SOON_DAYS = 30;
const WEAK_RSA_BITS = 2048;

const keyOf = ({ publicKey }: X509Certificate): { readonly algorithm: string; readonly isWeak: boolean } => {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const type = (publicKey.asymmetricKeyType ?? 'unknown').toUpperCase();
  const size = modulusLength ?? namedCurve;
  return {
    algorithm: size === undefined ? type : `${type}-${size}`,
    isWeak: modulusLength !== undefined && modulusLength < WEAK_RSA_BITS,
  };
};

const validityWarning = (from: number, until: number, now: number): string | null => {
  if (until < now) {
    return 'expired';
  }
  if (from > now) {
    return 'not valid yet';
  }
  const days = Math.floor((until - now) / DAY_MS);
  return days < SOON_DAYS ? `expires in ${days} days` : null;
};

/** @param now epoch milliseconds */
export const describeCertificate = (pem: string, now: number): Certificate => {
  const certificate = new X509Certificate(pem);
  const { algorithm, isWeak } = keyOf(certificate);
  const validFrom = certificate.validFromDate.getTime();
  const validUntil = certificate.validToDate.getTime();
  const validity = validityWarning(validFrom, validUntil, now);
  return {
    subject: certificate.subject?.replaceAll('\n', ', ') ?? '',
    fingerprint: certificate.fingerprint256,
    validFrom,
    validUntil,
    algorithm,
    warnings: [...(validity === null ? [] : [validity]), ...(isWeak ? ['the key is shorter than 2048 bits'] : [])],
  };
};
