/** The words of the Google Admin console for the values that both sides exchange. */
import type { IdpVendor } from '../idp-vendor.ts';

const SERVICE_PROVIDER = 'Web and mobile apps, the app, Service provider details';
const IDENTITY_PROVIDER = 'Google Identity Provider details, while the app is added; later Download metadata';

export const serviceProviderFields: IdpVendor['serviceProviderFields'] = {
  acsUrl: { label: 'ACS URL', where: SERVICE_PROVIDER },
  nodeAcsUrls: null,
  entityId: { label: 'Entity ID', where: SERVICE_PROVIDER },
  sloUrl: null,
  metadataUrl: null,
  metadataFile: null,
  nameIdFormat: { label: 'Name ID format', where: SERVICE_PROVIDER },
  signingCertificate: null,
  encryptionCertificate: null,
  startUrl: { label: 'Start URL (optional)', alsoKnownAs: ['Start URL'], where: SERVICE_PROVIDER },
};

export const identityProviderFields: IdpVendor['identityProviderFields'] = {
  metadataUrl: null,
  metadataFile: {
    label: 'Download metadata',
    alsoKnownAs: ['Option 1: Download IdP metadata', 'GoogleIDPMetadata.xml'],
    where: IDENTITY_PROVIDER,
  },
  entityId: { label: 'Entity ID', where: IDENTITY_PROVIDER },
  loginUrl: { label: 'SSO URL', where: IDENTITY_PROVIDER },
  logoutUrl: null,
  signingCertificate: { label: 'Certificate', where: IDENTITY_PROVIDER },
};
