/** Describes a service provider of ours for its metadata document. */
import { BINDING_HTTP_POST, type KeyDescription, type SpDescription } from '@cordboard/saml';
import type { KeyState } from '../storage/ports/directory-store.ts';
import { nameIdFormatUris } from './name-id-formats.ts';
import type { RealmContext, ServiceProviderContext } from './realm-context.ts';

/** Keys that others may use now or will soon: retired ones are not announced. */
const PUBLISHED: readonly KeyState[] = ['current', 'next'];

/** AES-GCM first: identity providers that choose by metadata take the first they know. */
const ENCRYPTION_METHODS = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
];

const publishedKeys = (
  realm: RealmContext,
  serviceProviderId: string,
  use: 'signing' | 'encryption',
): readonly KeyDescription[] => {
  const purpose = use === 'signing' ? 'request-signing' : 'assertion-decryption';
  return PUBLISHED.flatMap((state) =>
    realm.view.keys
      .filter((key) => key.ownerId === serviceProviderId && key.purpose === purpose && key.state === state)
      .flatMap(({ certificate }) => (certificate === null ? [] : [{ certificate, use }])),
  );
};

export const spMetadata = (realm: RealmContext, serviceProvider: ServiceProviderContext): SpDescription => {
  const { id, settings } = serviceProvider.record;
  const encryptionKeys = publishedKeys(realm, id, 'encryption').map((key) => ({
    ...key,
    encryptionMethods: ENCRYPTION_METHODS.map((algorithm) => ({ algorithm })),
  }));
  return {
    entityId: serviceProvider.entityId,
    authnRequestsSigned: settings.signRequests,
    wantAssertionsSigned: true,
    keys: [
      ...publishedKeys(realm, id, 'signing'),
      // Only while encryption is wanted: an identity provider that sees the key encrypts to it.
      ...(settings.wantEncryptedAssertions ? encryptionKeys : []),
    ],
    nameIdFormats: settings.nameIdFormats.map((format) => nameIdFormatUris[format]),
    assertionConsumerServices: serviceProvider.acsUrls.map((location, index) => ({
      binding: BINDING_HTTP_POST,
      location,
      index,
      isDefault: index === 0,
    })),
    displayNames: [{ language: 'en', value: `${realm.view.company.name} ${realm.view.environment.name}` }],
  };
};
