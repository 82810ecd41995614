/** Metadata or manual settings to the one description of an identity provider that a connection keeps. */
import { X509Certificate } from 'node:crypto';
import type { ResolvedManualIdentityProvider } from '@cordboard/contract/resolved-apply-file';
import {
  BINDING_HTTP_POST,
  BINDING_HTTP_REDIRECT,
  type IdpMetadata,
  loadVerificationKey,
  type MetadataWarning,
  readIdpMetadata,
} from '@cordboard/saml';
import { CordboardError } from '../../errors.ts';
import type { IdentityProviderDescription } from '../../storage/ports/directory-store.ts';

export interface DescribedIdentityProvider {
  readonly identityProvider: IdentityProviderDescription;
  /** What the administrator should know although it is accepted. */
  readonly notes: readonly string[];
  /** What the metadata reader had to say; empty for single values. */
  readonly warnings: readonly MetadataWarning[];
  /** How long the metadata may be kept, when it says so. */
  readonly cacheDurationMs: number | null;
}

type Binding = IdentityProviderDescription['singleSignOn'][number]['binding'];

/** Bindings that the hub speaks. */
const SPOKEN: ReadonlyMap<string, Binding> = new Map([
  [BINDING_HTTP_REDIRECT, 'redirect'],
  [BINDING_HTTP_POST, 'post'],
]);

const spokenEndpoints = (
  endpoints: IdpMetadata['singleSignOnServices'],
): readonly { readonly binding: Binding; readonly location: string; readonly responseLocation: string | null }[] =>
  endpoints.flatMap(({ binding, location, responseLocation }) => {
    const spoken = SPOKEN.get(binding);
    return spoken === undefined ? [] : [{ binding: spoken, location, responseLocation: responseLocation ?? null }];
  });

/**
 * Reads the metadata of one identity provider (SAML metadata §2.4.3); endpoints with other bindings are left out.
 *
 * @param entityId which one; needed only when the document describes several
 * @throws SamlError with a code of `metadata.` or `xml.`.
 */
export const describeFromMetadata = (
  document: Uint8Array | string,
  now: Date,
  entityId?: string,
): DescribedIdentityProvider => {
  const metadata = readIdpMetadata(document, { now, entityId });
  return {
    identityProvider: {
      entityId: metadata.entityId,
      signingCertificates: metadata.signingCertificates.map(({ pem }) => pem),
      singleSignOn: spokenEndpoints(metadata.singleSignOnServices).map(({ binding, location }) => ({
        binding,
        url: location,
      })),
      singleLogout: spokenEndpoints(metadata.singleLogoutServices).map(({ binding, location, responseLocation }) => ({
        binding,
        url: location,
        responseUrl: responseLocation,
      })),
      wantAuthnRequestsSigned: metadata.wantAuthnRequestsSigned,
      validUntil: metadata.validUntil?.getTime() ?? null,
    },
    notes: metadata.warnings.map(({ code, received }) => `${code.replaceAll('_', ' ')}: ${received}`),
    warnings: metadata.warnings,
    cacheDurationMs: metadata.cacheDurationMs ?? null,
  };
};

const CERTIFICATE_BEGIN = /-----BEGIN CERTIFICATE-----/g;

/** One certificate in canonical PEM. A chain is refused: its authorities would become trusted signers. */
const readCertificate = (pem: string): X509Certificate => {
  const found = pem.match(CERTIFICATE_BEGIN)?.length ?? 0;
  if (found !== 1) {
    throw new CordboardError('apply.invalid', {
      expected: 'exactly one certificate in PEM',
      received: `${found} of them`,
      hint: "Give the identity provider's signing certificate alone, without its chain and without a private key.",
    });
  }
  // Refuses keys that no accepted signature algorithm uses.
  loadVerificationKey(pem);
  return new X509Certificate(pem);
};

const certificateNotes = (certificate: X509Certificate, now: Date): readonly string[] =>
  certificate.validToDate.getTime() < now.getTime()
    ? [`certificate expired: ${certificate.subject.replaceAll('\n', ', ')}, ${certificate.validToDate.toISOString()}`]
    : [];

/** @throws CordboardError `apply.invalid`, SamlError `signature.key`. */
export const describeFromManual = (manual: ResolvedManualIdentityProvider, now: Date): DescribedIdentityProvider => {
  const certificates = manual.certificates.map(readCertificate);
  return {
    identityProvider: {
      entityId: manual.entityId,
      signingCertificates: certificates.map((certificate) => certificate.toString()),
      singleSignOn: [{ binding: manual.loginBinding, url: manual.loginUrl }],
      singleLogout:
        manual.logoutUrl === undefined ? [] : [{ binding: 'redirect', url: manual.logoutUrl, responseUrl: null }],
      wantAuthnRequestsSigned: false,
      validUntil: null,
    },
    notes: certificates.flatMap((certificate) => certificateNotes(certificate, now)),
    warnings: [],
    cacheDurationMs: null,
  };
};
