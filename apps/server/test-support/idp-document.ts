/** Metadata of an identity provider with certificates of every kind, for tests of trust. */
import 'reflect-metadata';
import { createPrivateKey, createPublicKey, type webcrypto } from 'node:crypto';
import { BINDING_HTTP_REDIRECT, writeIdpMetadata } from '@cordboard/saml';
import { X509CertificateGenerator } from '@peculiar/x509';
import { type TestKeyKind, testKeyPair } from '../../../packages/saml/test-support/keys.ts';

export interface MadeCertificate {
  readonly name: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly kind?: TestKeyKind;
  readonly hash?: 'SHA-1' | 'SHA-256';
}

/** A self-signed certificate, PEM. Keys are shared: they take longest to make. */
export const makeCertificate = async (wanted: MadeCertificate): Promise<string> => {
  const pair = await testKeyPair('trust-fixture', wanted.kind ?? 'rsa-2048');
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: wanted.hash ?? 'SHA-256' };
  const privateKey = createPrivateKey(pair.privateKeyPem);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${wanted.name}`,
    serialNumber: '01',
    notBefore: wanted.notBefore,
    notAfter: wanted.notAfter,
    signingAlgorithm: algorithm,
    keys: {
      privateKey: privateKey.toCryptoKey(algorithm, true, ['sign']) as webcrypto.CryptoKey,
      publicKey: createPublicKey(privateKey).toCryptoKey(algorithm, true, ['verify']) as webcrypto.CryptoKey,
    },
  });
  return certificate.toString('pem');
};

export interface IdpDocument {
  readonly entityId?: string;
  readonly signIn?: string;
  readonly signOut?: string;
  /** PEM. */
  readonly certificates: readonly string[];
  readonly wantAuthnRequestsSigned?: boolean;
  readonly validUntil?: Date;
  readonly cacheDurationMs?: number;
}

export const idpDocument = (document: IdpDocument): string =>
  writeIdpMetadata({
    entityId: document.entityId ?? 'https://idp.example/metadata',
    keys: document.certificates.map((certificate) => ({ certificate, use: 'signing' })),
    singleSignOnServices: [
      { binding: BINDING_HTTP_REDIRECT, location: document.signIn ?? 'https://idp.example/okta/sso' },
    ],
    singleLogoutServices:
      document.signOut === undefined ? [] : [{ binding: BINDING_HTTP_REDIRECT, location: document.signOut }],
    wantAuthnRequestsSigned: document.wantAuthnRequestsSigned ?? false,
    validUntil: document.validUntil,
    cacheDurationMs: document.cacheDurationMs,
  });

/** A group of entities; each is a whole document. */
export const entitiesDocument = (...documents: readonly string[]): string =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${documents
    .map((document) => document.replace(/^<\?xml[^>]*\?>\s*/, ''))
    .join('')}</md:EntitiesDescriptor>`;
