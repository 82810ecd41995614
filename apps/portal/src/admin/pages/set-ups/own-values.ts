/** Our values by the keys that guides use. */
import type { ServiceProviderValues } from '@cordboard/contract/admin-api/service-providers';
import type { IdpVendor } from '@cordboard/vendors/idp-vendor';
import type { NameIdFormat, ServiceProviderValue } from '@cordboard/vendors/values';

const SAML1 = 'urn:oasis:names:tc:SAML:1.1:nameid-format:';
const SAML2 = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

export const nameIdUris: Readonly<Record<NameIdFormat, string>> = {
  unspecified: `${SAML1}unspecified`,
  emailAddress: `${SAML1}emailAddress`,
  persistent: `${SAML2}persistent`,
  transient: `${SAML2}transient`,
};

export interface OwnValuesOptions {
  readonly values: ServiceProviderValues;
  readonly vendor: IdpVendor;
  /** To be chosen at the identity provider. */
  readonly nameIdFormat: NameIdFormat;
}

/** In the vendor's words where it has some, as people choose it there. */
export const nameIdText = ({ vendor, nameIdFormat }: Pick<OwnValuesOptions, 'vendor' | 'nameIdFormat'>): string =>
  vendor.nameIdFormatLabels[nameIdFormat] ?? nameIdUris[nameIdFormat];

/** What is copied for a key; nothing where there is no such value now. Addresses of nodes are one a line. */
export const ownValueText = (key: ServiceProviderValue, options: OwnValuesOptions): string | null => {
  const { values } = options;
  const [first] = values.acsUrls;
  const chosen = values.acsUrls.find(({ isDefault }) => isDefault) ?? first;
  const others = values.acsUrls.filter((endpoint) => endpoint !== chosen);
  const texts: Readonly<Record<ServiceProviderValue, string | null>> = {
    acsUrl: chosen?.url ?? null,
    nodeAcsUrls: others.length === 0 ? null : others.map(({ url, index }) => `${index}: ${url}`).join('\n'),
    entityId: values.entityId,
    sloUrl: values.sloUrl,
    metadataUrl: values.metadataUrl,
    metadataFile: values.metadataUrl,
    nameIdFormat: nameIdText(options),
    signingCertificate: values.signingCertificate,
    encryptionCertificate: values.encryptionCertificate,
    startUrl: values.startUrl,
  };
  return texts[key];
};

/** For snippets: only what there is. */
export const snippetValuesOf = (options: OwnValuesOptions): Readonly<Partial<Record<ServiceProviderValue, string>>> => {
  const keys = ['acsUrl', 'entityId', 'sloUrl', 'metadataUrl', 'metadataFile', 'startUrl'] as const;
  const pairs = keys.map((key) => [key, ownValueText(key, options)] as const);
  const nameId = ['nameIdFormat', nameIdUris[options.nameIdFormat]] as const;
  return Object.fromEntries([...pairs.filter(([, text]) => text !== null), nameId]);
};
