/** Describes a service provider of ours for its metadata document. */
import { BINDING_HTTP_POST, type KeyDescription, type SpDescription } from '@cordboard/saml';
import type { ServiceProviderRecord } from '../storage/ports/directory-store.ts';
import { nameIdFormatUris } from './name-id-formats.ts';
import { publishedKeys } from './published-keys.ts';
import type { RealmContext, ServiceProviderContext } from './realm-context.ts';

/** AES-GCM first: identity providers that choose by metadata take the first they know. */
const ENCRYPTION_METHODS = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
];

const describeKeys = (
  realm: RealmContext,
  serviceProvider: ServiceProviderRecord,
  use: 'signing' | 'encryption',
): readonly KeyDescription[] =>
  publishedKeys(
    realm.view.keys,
    serviceProvider,
    use === 'signing' ? 'request-signing' : 'assertion-decryption',
  ).flatMap(({ certificate }) => (certificate === null ? [] : [{ certificate, use }]));

/** Our own endpoints first, so that the default never changes; aliases only where that was asked for. */
const publishedAcsUrls = ({ record, acsUrls }: ServiceProviderContext): readonly string[] => {
  const { acsUrls: others, publishAcsUrls } = record.settings.aliases;
  return [...acsUrls, ...(publishAcsUrls ? others.filter((url) => !url.includes('?')) : [])];
};

export const spMetadata = (realm: RealmContext, serviceProvider: ServiceProviderContext): SpDescription => {
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
    nameIdFormats: settings.nameIdFormats.map((format) => nameIdFormatUris[format]),
    assertionConsumerServices: publishedAcsUrls(serviceProvider).map((location, index) => ({
      binding: BINDING_HTTP_POST,
      location,
      index,
      isDefault: index === 0,
    })),
    displayNames: [{ language: 'en', value: `${realm.view.company.name} ${realm.view.environment.name}` }],
  };
};
