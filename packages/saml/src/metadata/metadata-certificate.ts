/**
 * Certificates as metadata carries them: the text of a ds:X509Certificate to a certificate that can be
 * shown, stored and pinned. Chain, self-signature and key usage mean nothing here: metadata itself is the
 * statement that the key is the entity's.
 */
import { type KeyObject, X509Certificate } from 'node:crypto';
import { type CertificateFacts, certificateFacts } from '../dsig/key-material.ts';
import { type KeyFacts, keyFacts } from '../dsig/key-strength.ts';
import { SamlError } from '../errors.ts';
import { decodeBase64 } from '../xml/base64.ts';
import type { MetadataWarning } from './metadata-warning.ts';

/** An end-entity certificate whose key is of a kind that SAML signatures use. */
export interface MetadataCertificate extends CertificateFacts, KeyFacts {
  /** With lines of 64 characters. */
  readonly pem: string;
}

/** Longest base64 of one certificate that is decoded. */
const MAX_CERTIFICATE_LENGTH = 64 * 1024;

/** Some systems paste the armour of the PEM file into the element. */
const withoutArmour = (text: string): string =>
  text.replace('-----BEGIN CERTIFICATE-----', '').replace('-----END CERTIFICATE-----', '');

/**
 * Decodes the text of a ds:X509Certificate, xmldsig-core §4.5.4.
 *
 * @throws SamlError `metadata.certificate` when the text is no certificate.
 */
export function decodeX509Certificate(text: string): X509Certificate {
  if (text.length > MAX_CERTIFICATE_LENGTH) {
    throw new SamlError('metadata.certificate', {
      expected: `at most ${MAX_CERTIFICATE_LENGTH} characters`,
      received: `${text.length} characters`,
    });
  }
  const der = decodeBase64(withoutArmour(text), 'metadata.certificate');
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new SamlError('metadata.certificate', { expected: 'an X.509 certificate', cause });
  }
}

const publicKeyOf = (certificate: X509Certificate): KeyObject => {
  try {
    return certificate.publicKey;
  } catch (cause) {
    throw new SamlError('metadata.certificate', { expected: 'a certificate with a key that can be used', cause });
  }
};

/**
 * Reads what the certificate says about itself and its key.
 *
 * @throws SamlError `signature.key` when the key is neither RSA nor EC on a curve that is accepted;
 * `metadata.certificate` when it is broken.
 */
export function describeCertificate(certificate: X509Certificate): MetadataCertificate {
  const facts = certificateFacts(certificate);
  const lines = facts.base64.match(/.{1,64}/g) ?? [];
  return {
    ...facts,
    ...keyFacts(publicKeyOf(certificate)),
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/**
 * The certificate of the entity among those of one KeyInfo, which may hold its chain in any order: the only one
 * that issued no other. When that names none or several, the first one, which is where systems put it.
 */
export function endEntityOf(certificates: readonly X509Certificate[]): X509Certificate | undefined {
  const leaves = certificates.filter(
    (candidate) => !certificates.some((other) => other !== candidate && isIssuerOf(candidate, other)),
  );
  return leaves.length === 1 ? leaves[0] : certificates[0];
}

const isIssuerOf = (issuer: X509Certificate, subject: X509Certificate): boolean =>
  !issuer.raw.equals(subject.raw) && subject.checkIssued(issuer);

/** What to tell the administrator about a certificate that is used. A certificate is valid at its very notAfter. */
export function certificateWarnings(certificate: MetadataCertificate, now: Date): MetadataWarning[] {
  const warnings: MetadataWarning[] = [];
  const name = `${certificate.subject.replaceAll('\n', ', ')} (${certificate.fingerprintSha256.slice(0, 16)}…)`;
  if (now.getTime() > certificate.notAfter.getTime()) {
    warnings.push({ code: 'certificate_expired', received: `${name}, ${certificate.notAfter.toISOString()}` });
  }
  if (now.getTime() < certificate.notBefore.getTime()) {
    warnings.push({ code: 'certificate_not_yet_valid', received: `${name}, ${certificate.notBefore.toISOString()}` });
  }
  if (certificate.type === 'rsa' && certificate.sizeBits < 2048) {
    warnings.push({ code: 'certificate_weak_key', received: `${name}, ${certificate.sizeBits} bits` });
  }
  return warnings;
}
