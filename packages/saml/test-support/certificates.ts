/**
 * Certificates with a life time or an issuer of their own, for tests of what metadata says about them.
 */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';

export interface CertificateRequest {
  readonly name: string;
  /** Default: 2020 to 2050. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Default: self-signed. */
  readonly issuer?: TestCertificate;
}

export interface TestCertificate {
  readonly name: string;
  readonly privateKey: webcrypto.CryptoKey;
  /** The DER in one line of base64. */
  readonly base64: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Makes an EC key and a certificate for it. */
export async function makeCertificate(request: CertificateRequest): Promise<TestCertificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${request.name}`,
    issuer: `CN=${request.issuer?.name ?? request.name}`,
    serialNumber: '02',
    notBefore: new Date(request.notBefore ?? '2020-01-01T00:00:00Z'),
    notAfter: new Date(request.notAfter ?? '2050-01-01T00:00:00Z'),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: request.issuer?.privateKey ?? keys.privateKey,
  });
  return { name: request.name, privateKey: keys.privateKey, base64: certificate.toString('base64') };
}
