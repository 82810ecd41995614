/**
 * Metadata of a service provider: what an app that speaks SAML is registered from.
 */
import { HTTP_POST_BINDING } from './binding-uris.ts';
import type { MetadataCertificate } from './metadata-certificate.ts';
import { readBoolean } from './metadata-values.ts';
import type { MetadataWarning } from './metadata-warning.ts';
import {
  assertSpokenBinding,
  type Endpoint,
  type IndexedEndpoint,
  readEndpoints,
  readIndexedEndpoints,
} from './read-endpoints.ts';
import { type ReadMetadataOptions, readRoleDescriptor } from './read-entity.ts';
import { type EncryptionKeyDescriptor, readKeys } from './read-keys.ts';
import { readNameIdFormats } from './read-name-id-formats.ts';
import { type LocalizedText, preferredText, readDisplayNames, readOrganizationName } from './read-names.ts';
import type { MetadataSigner } from './verify-metadata-signature.ts';

/** A service provider as its metadata describes it. */
export interface SpMetadata {
  readonly entityId: string;
  /** Keys that may sign its requests; none when it signs nothing. */
  readonly signingCertificates: readonly MetadataCertificate[];
  readonly encryptionKeys: readonly EncryptionKeyDescriptor[];
  /** At least one with HTTP-POST, in document order. */
  readonly assertionConsumerServices: readonly IndexedEndpoint[];
  readonly singleLogoutServices: readonly Endpoint[];
  readonly nameIdFormats: readonly string[];
  readonly authnRequestsSigned: boolean;
  readonly wantAssertionsSigned: boolean;
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
 * Reads the SPSSODescriptor of one entity, SAML metadata §2.4.4. An SP may have no keys at all.
 *
 * @param input UTF-8, with or without byte order mark and XML declaration; an EntityDescriptor or a group of them.
 * @throws SamlError `metadata.root`, `metadata.entity_not_found`, `metadata.entity_choice`, `metadata.role`,
 * `metadata.endpoint`, `metadata.expired`, `metadata.value` or a code of `xml.`.
 */
export function readSpMetadata(input: Uint8Array | string, options: ReadMetadataOptions): SpMetadata {
  const found = readRoleDescriptor(input, 'SPSSODescriptor', options);
  const { entity, role } = found;
  const warnings: MetadataWarning[] = [...found.warnings];
  const keys = readKeys(role, options.now, warnings);
  const assertionConsumerServices = readIndexedEndpoints(role, 'AssertionConsumerService', warnings);
  assertSpokenBinding(assertionConsumerServices, 'AssertionConsumerService', [HTTP_POST_BINDING]);
  const displayNames = readDisplayNames(role, warnings);
  return {
    entityId: found.entityId,
    signingCertificates: keys.signing,
    encryptionKeys: keys.encryption,
    assertionConsumerServices,
    singleLogoutServices: readEndpoints(role, 'SingleLogoutService'),
    nameIdFormats: readNameIdFormats(role),
    authnRequestsSigned: readBoolean(role, 'AuthnRequestsSigned') ?? false,
    wantAssertionsSigned: readBoolean(role, 'WantAssertionsSigned') ?? false,
    validUntil: found.validUntil,
    cacheDurationMs: found.cacheDurationMs,
    displayName: preferredText(displayNames),
    displayNames,
    organizationName: readOrganizationName(entity, role, warnings),
    signer: found.signer,
    warnings,
  };
}
