/**
 * Metadata of an identity provider: what a connection is made of. The document is judged as untrusted input; that it
 * came from the right place is the affair of whoever fetched it. A ds:Signature in it is passed over
 * unless `trustedKeys` are given.
 */
import { SamlError } from '../errors.ts';
import { HTTP_POST_BINDING, HTTP_REDIRECT_BINDING } from './binding-uris.ts';
import type { MetadataCertificate } from './metadata-certificate.ts';
import { readBoolean } from './metadata-values.ts';
import type { MetadataWarning } from './metadata-warning.ts';
import { assertSpokenBinding, type Endpoint, readEndpoints } from './read-endpoints.ts';
import { type ReadMetadataOptions, readRoleDescriptor } from './read-entity.ts';
import { readKeys } from './read-keys.ts';
import { readNameIdFormats } from './read-name-id-formats.ts';
import { type LocalizedText, preferredText, readDisplayNames, readOrganizationName } from './read-names.ts';
import type { MetadataSigner } from './verify-metadata-signature.ts';

/** An identity provider as its metadata describes it. */
export interface IdpMetadata {
  readonly entityId: string;
  /** Keys that may sign its messages; at least one. */
  readonly signingCertificates: readonly MetadataCertificate[];
  readonly encryptionCertificates: readonly MetadataCertificate[];
  /** At least one with HTTP-Redirect or HTTP-POST. */
  readonly singleSignOnServices: readonly Endpoint[];
  readonly singleLogoutServices: readonly Endpoint[];
  readonly nameIdFormats: readonly string[];
  readonly wantAuthnRequestsSigned: boolean;
  /** The document is not to be used from this instant on. */
  readonly validUntil?: Date | undefined;
  readonly cacheDurationMs?: number | undefined;
  /** The English display name, else the first one. */
  readonly displayName?: string | undefined;
  readonly displayNames: readonly LocalizedText[];
  readonly organizationName?: string | undefined;
  /** Which pinned key vouches for it; only when such keys were given. */
  readonly signer?: MetadataSigner | undefined;
  readonly warnings: readonly MetadataWarning[];
}

/**
 * Reads the IDPSSODescriptor of one entity, SAML metadata §2.4.3.
 *
 * @param input UTF-8, with or without byte order mark and XML declaration; an EntityDescriptor or a group of them.
 * @throws SamlError `metadata.root`, `metadata.entity_not_found`, `metadata.entity_choice`, `metadata.role`,
 * `metadata.endpoint`, `metadata.certificate`, `metadata.expired`, `metadata.value` or a code of `xml.`.
 * @example
 * const idp = readIdpMetadata(octets, { now: new Date() });
 */
export function readIdpMetadata(input: Uint8Array | string, options: ReadMetadataOptions): IdpMetadata {
  const found = readRoleDescriptor(input, 'IDPSSODescriptor', options);
  const { entity, role } = found;
  const warnings: MetadataWarning[] = [...found.warnings];
  const keys = readKeys(role, options.now, warnings);
  if (keys.signing.length === 0) {
    throw new SamlError('metadata.certificate', {
      expected: 'a signing certificate',
      received: warnings.map((warning) => `${warning.code}: ${warning.received}`).join('; ') || 'no KeyDescriptor',
    });
  }
  const singleSignOnServices = readEndpoints(role, 'SingleSignOnService');
  assertSpokenBinding(singleSignOnServices, 'SingleSignOnService', [HTTP_REDIRECT_BINDING, HTTP_POST_BINDING]);
  const displayNames = readDisplayNames(role, warnings);
  return {
    entityId: found.entityId,
    signingCertificates: keys.signing,
    encryptionCertificates: keys.encryption.map((key) => key.certificate),
    singleSignOnServices,
    singleLogoutServices: readEndpoints(role, 'SingleLogoutService'),
    nameIdFormats: readNameIdFormats(role),
    wantAuthnRequestsSigned: readBoolean(role, 'WantAuthnRequestsSigned') ?? false,
    validUntil: found.validUntil,
    cacheDurationMs: found.cacheDurationMs,
    displayName: preferredText(displayNames),
    displayNames,
    organizationName: readOrganizationName(entity, role, warnings),
    signer: found.signer,
    warnings,
  };
}
