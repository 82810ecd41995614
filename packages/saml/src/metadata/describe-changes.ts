/**
 * What differs between two readings of metadata, in words for an administrator. Lists are compared as sets, because many
 * products write their endpoints and keys in another order each time.
 */
import type { MetadataCertificate } from './metadata-certificate.ts';
import type { Endpoint, IndexedEndpoint } from './read-endpoints.ts';
import type { IdpMetadata } from './read-idp-metadata.ts';
import type { SpMetadata } from './read-sp-metadata.ts';

/** One difference. */
export interface MetadataChange {
  /** The member of `IdpMetadata` or `SpMetadata` that differs. */
  readonly field: string;
  /** In words, such as `a signing certificate is new`. */
  readonly what: string;
  /** As it was; null for what is new. */
  readonly from: string | null;
  /** As it is now; null for what is gone. */
  readonly to: string | null;
}

/** A certificate by what tells it from others: subject, end of validity, fingerprint. */
const certificateText = ({ subject, notAfter, fingerprintSha256 }: MetadataCertificate): string =>
  `${subject.replaceAll('\n', ', ')}, until ${notAfter.toISOString().slice(0, 10)}, SHA-256 ${fingerprintSha256}`;

const BINDING_PREFIX = 'urn:oasis:names:tc:SAML:2.0:bindings:';

const endpointText = ({ binding, location, responseLocation }: Endpoint): string => {
  const name = binding.startsWith(BINDING_PREFIX) ? binding.slice(BINDING_PREFIX.length) : binding;
  return `${location} (${name}${responseLocation === undefined ? '' : `, answers to ${responseLocation}`})`;
};

const indexedText = (endpoint: IndexedEndpoint): string =>
  `${endpointText(endpoint)}, index ${endpoint.index}${endpoint.isDefault === true ? ', default' : ''}`;

const without = (list: readonly string[], other: readonly string[]): readonly string[] => {
  const known = new Set(other);
  return [...new Set(list)].filter((item) => !known.has(item));
};

type Lists = readonly [before: readonly string[], after: readonly string[]];

const listChanges = (field: string, name: string, [before, after]: Lists): readonly MetadataChange[] => [
  ...without(before, after).map((from) => ({ field, what: `${name} is gone`, from, to: null })),
  ...without(after, before).map((to) => ({ field, what: `${name} is new`, from: null, to })),
];

type Values = readonly [before: string | undefined, after: string | undefined];

const valueChange = (field: string, what: string, [before, after]: Values): readonly MetadataChange[] =>
  before === after ? [] : [{ field, what, from: before ?? null, to: after ?? null }];

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

type Common = Pick<
  IdpMetadata,
  'entityId' | 'nameIdFormats' | 'displayName' | 'validUntil' | 'signingCertificates' | 'singleLogoutServices'
>;

const commonChanges = (before: Common, after: Common): readonly MetadataChange[] => [
  ...valueChange('entityId', 'the entity ID is another one', [before.entityId, after.entityId]),
  ...listChanges('signingCertificates', 'a signing certificate', [
    before.signingCertificates.map(certificateText),
    after.signingCertificates.map(certificateText),
  ]),
  ...listChanges('singleLogoutServices', 'a logout address', [
    before.singleLogoutServices.map(endpointText),
    after.singleLogoutServices.map(endpointText),
  ]),
  ...listChanges('nameIdFormats', 'a NameID format', [before.nameIdFormats, after.nameIdFormats]),
  ...valueChange('displayName', 'the display name differs', [before.displayName, after.displayName]),
  ...valueChange('validUntil', 'the end of validity differs', [
    before.validUntil?.toISOString(),
    after.validUntil?.toISOString(),
  ]),
];

/**
 * The differences between two descriptions of an identity provider: first what trust depends on, then the rest. Empty
 * when both say the same.
 */
export const describeIdpChanges = (before: IdpMetadata, after: IdpMetadata): readonly MetadataChange[] => [
  ...commonChanges(before, after),
  ...listChanges('singleSignOnServices', 'a sign-in address', [
    before.singleSignOnServices.map(endpointText),
    after.singleSignOnServices.map(endpointText),
  ]),
  ...listChanges('encryptionCertificates', 'an encryption certificate', [
    before.encryptionCertificates.map(certificateText),
    after.encryptionCertificates.map(certificateText),
  ]),
  ...valueChange('wantAuthnRequestsSigned', 'whether requests have to be signed differs', [
    yesNo(before.wantAuthnRequestsSigned),
    yesNo(after.wantAuthnRequestsSigned),
  ]),
];

/** The same for a service provider. */
export const describeSpChanges = (before: SpMetadata, after: SpMetadata): readonly MetadataChange[] => [
  ...commonChanges(before, after),
  ...listChanges('assertionConsumerServices', 'an assertion consumer service', [
    before.assertionConsumerServices.map(indexedText),
    after.assertionConsumerServices.map(indexedText),
  ]),
  ...listChanges('encryptionKeys', 'an encryption certificate', [
    before.encryptionKeys.map(({ certificate }) => certificateText(certificate)),
    after.encryptionKeys.map(({ certificate }) => certificateText(certificate)),
  ]),
  ...valueChange('authnRequestsSigned', 'whether its requests are signed differs', [
    yesNo(before.authnRequestsSigned),
    yesNo(after.authnRequestsSigned),
  ]),
  ...valueChange('wantAssertionsSigned', 'whether assertions have to be signed differs', [
    yesNo(before.wantAssertionsSigned),
    yesNo(after.wantAssertionsSigned),
  ]),
];
