/** Describes a service provider of ours for its metadata document. */
import { BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, type KeyDescription, type SpDescription } from '@cordboard/saml';
import type { ServiceProviderRecord } from '../storage/ports/directory-store.ts';
import { nameIdFormatUris } from './name-id-formats.ts';
import { publishedKeys } from './published-keys.ts';
import type { RealmContext, ServiceProviderContext } from './realm-context.ts';

type DescribedServiceProvider = Pick<ServiceProviderContext, 'record' | 'entityId' | 'acs' | 'sloUrl'>;

/** AES-GCM first: identity providers that choose by metadata take the first they know. */
const ENCRYPTION_METHODS = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
];

const describeKeys = (
  realm: Pick<RealmContext, 'view'>,
  serviceProvider: ServiceProviderRecord,
  use: 'signing' | 'encryption',
): readonly KeyDescription[] =>
  publishedKeys(
    realm.view.keys,
    serviceProvider,
    use === 'signing' ? 'request-signing' : 'assertion-decryption',
  ).flatMap(({ certificate }) => (certificate === null ? [] : [{ certificate, use }]));

/**
 * The default one first: an identity provider that reads no more than one endpoint takes it. Aliases come last and only
 * where that was asked for, with indexes that no node has.
 */
const publishedEndpoints = ({ record, acs }: DescribedServiceProvider): SpDescription['assertionConsumerServices'] => {
  const { acsUrls, publishAcsUrls } = record.settings.aliases;
  const own = acs
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))
    .map(({ url, index, isDefault }) => ({ binding: BINDING_HTTP_POST, location: url, index, isDefault }));
  const next = Math.max(...acs.map(({ index }) => index)) + 1;
  const others = publishAcsUrls ? acsUrls.filter((url) => !url.includes('?')) : [];
  return [
    ...own,
    ...others.map((location, position) => ({
      binding: BINDING_HTTP_POST,
      location,
      index: next + position,
      isDefault: false,
    })),
  ];
};

export const spMetadata = (
  realm: Pick<RealmContext, 'view'>,
  serviceProvider: DescribedServiceProvider,
): SpDescription => {
  const { settings } = serviceProvider.record;
  const encryptionKeys = describeKeys(realm, serviceProvider.record, 'encryption').map((key) => ({
    ...key,
    encryptionMethods: ENCRYPTION_METHODS.map((algorithm) => ({ algorithm })),
  }));
  return {
    entityId: serviceProvider.entityId,
    authnRequestsSigned: settings.signRequests,
    wantAssertionsSigned: true,
    keys: [...describeKeys(realm, serviceProvider.record, 'signing'), ...encryptionKeys],
    // POST first: identity providers that keep one take it, and it holds messages of any length.
    singleLogoutServices: [BINDING_HTTP_POST, BINDING_HTTP_REDIRECT].map((binding) => ({
      binding,
      location: serviceProvider.sloUrl,
    })),
    nameIdFormats: settings.nameIdFormats.map((format) => nameIdFormatUris[format]),
    assertionConsumerServices: publishedEndpoints(serviceProvider),
    displayNames: [{ language: 'en', value: `${realm.view.company.name} ${realm.view.environment.name}` }],
  };
};
