/** Describes a service provider of ours for its metadata document. */
import { NAME_ID_FORMATS, type SpMetadataDescription } from '@cordboard/saml';
import type { KeyPurpose, KeyState } from '../storage/ports/directory-store.ts';
import type { RealmContext, ServiceProviderContext } from './realm-context.ts';

/** Keys that others may still use or will soon: retired ones are not announced. */
const PUBLISHED: readonly KeyState[] = ['current', 'next'];

const certificates = (realm: RealmContext, ownerId: string, purpose: KeyPurpose): readonly string[] =>
  PUBLISHED.flatMap((state) =>
    realm.view.keys
      .filter((key) => key.ownerId === ownerId && key.purpose === purpose && key.state === state)
      .flatMap((key) => (key.certificate === null ? [] : [key.certificate])),
  );

export const spMetadata = (realm: RealmContext, serviceProvider: ServiceProviderContext): SpMetadataDescription => {
  const { id, settings } = serviceProvider.record;
  return {
    entityId: serviceProvider.entityId,
    authnRequestsSigned: settings.signRequests,
    wantAssertionsSigned: true,
    signingCertificates: certificates(realm, id, 'request-signing'),
    // Published only while encryption is wanted: an identity provider that sees the key encrypts.
    encryptionCertificates: settings.wantEncryptedAssertions ? certificates(realm, id, 'assertion-decryption') : [],
    nameIdFormats: settings.nameIdFormats.map((format) => NAME_ID_FORMATS[format]),
    assertionConsumerServices: serviceProvider.acsUrls.map((location, index) => ({
      binding: 'post',
      location,
      index,
      isDefault: index === 0,
    })),
    displayName: `${realm.view.company.name} ${realm.view.environment.name}`,
  };
};
