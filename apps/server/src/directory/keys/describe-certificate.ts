/** A certificate as administrators read it, and what to tell them about it. */
import { X509Certificate } from 'node:crypto';
import { certificateFacts } from '@cordboard/saml';
import { certificateExpiry } from './certificate-expiry.ts';

/** All times in epoch milliseconds. */
export interface CertificateDescription {
  readonly pem: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  /** Small hexadecimal digits. */
  readonly fingerprintSha256: string;
  readonly fingerprintSha1: string;
  readonly signatureAlgorithm: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly daysLeft: number;
}

export interface CertificateWarning {
  readonly code: 'expired' | 'expires-soon' | 'not-yet-valid' | 'sha1-certificate';
  readonly text: string;
}

const digits = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** The certificate as the text that `.cer` files hold. */
export const certificateText = (pem: string): string => new X509Certificate(pem).toString();

export const certificateDer = (pem: string): Uint8Array => new X509Certificate(pem).raw;

/** @param now epoch milliseconds */
export const describeCertificate = (pem: string, now: number): CertificateDescription => {
  const certificate = new X509Certificate(pem);
  const facts = certificateFacts(certificate);
  return {
    pem: certificate.toString(),
    subject: facts.subject.replaceAll('\n', ', '),
    issuer: facts.issuer.replaceAll('\n', ', '),
    serialNumber: facts.serialNumber,
    fingerprintSha256: facts.fingerprintSha256,
    fingerprintSha1: digits(certificate.fingerprint),
    signatureAlgorithm: certificate.signatureAlgorithm ?? 'unknown',
    notBefore: facts.notBefore.getTime(),
    notAfter: facts.notAfter.getTime(),
    daysLeft: certificateExpiry(facts.notAfter.getTime(), now).daysLeft,
  };
};

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const daysText = (days: number): string => {
  if (days === 0) {
    return 'in less than a day';
  }
  return days === 1 ? 'in 1 day' : `in ${days} days`;
};

/** Nothing of it stops anything here: identity providers may look at it. */
export const certificateWarnings = (certificate: CertificateDescription, now: number): CertificateWarning[] => {
  const { notBefore, notAfter, signatureAlgorithm } = certificate;
  const { daysLeft, warning } = certificateExpiry(notAfter, now);
  const warnings: CertificateWarning[] = [];
  if (warning === 0) {
    const text = `The certificate expired on ${day(notAfter)}. Identity providers that look at dates refuse it.`;
    warnings.push({ code: 'expired', text });
  } else if (warning !== null) {
    warnings.push({
      code: 'expires-soon',
      text: `The certificate expires ${daysText(daysLeft)}, on ${day(notAfter)}.`,
    });
  }
  if (notBefore > now) {
    const text = `The certificate is valid only from ${day(notBefore)} on. Identity providers that look at dates refuse it.`;
    warnings.push({ code: 'not-yet-valid', text });
  }
  if (/sha1|md5/i.test(signatureAlgorithm)) {
    const text = `The certificate was signed with ${signatureAlgorithm}, which some identity providers refuse.`;
    warnings.push({ code: 'sha1-certificate', text });
  }
  return warnings;
};
