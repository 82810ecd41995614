/** The words of the Duo Admin Panel for the values that both sides exchange. */
import type { IdpVendor } from '../idp-vendor.ts';

const SERVICE_PROVIDER = 'Generic SAML Service Provider, section Service Provider';
const METADATA = 'Generic SAML Service Provider, section Metadata';
const DOWNLOADS = 'Generic SAML Service Provider, section Downloads';
const RESPONSE = 'Generic SAML Service Provider, section SAML Response';

export const serviceProviderFields: IdpVendor['serviceProviderFields'] = {
  acsUrl: {
    label: 'Assertion Consumer Service (ACS) URL',
    alsoKnownAs: ['ACS URL'],
    where: SERVICE_PROVIDER,
  },
  nodeAcsUrls: {
    label: 'Assertion Consumer Service (ACS) URL',
    where: `${SERVICE_PROVIDER}, one more line for each`,
  },
  entityId: { label: 'Entity ID', where: SERVICE_PROVIDER },
  sloUrl: { label: 'Single Logout URL', where: SERVICE_PROVIDER },
  metadataUrl: null,
  metadataFile: null,
  nameIdFormat: { label: 'NameID format', where: RESPONSE },
  signingCertificate: null,
  encryptionCertificate: { label: 'Assertion encryption', where: RESPONSE },
  startUrl: { label: 'Service Provider Login URL', where: SERVICE_PROVIDER },
};

export const identityProviderFields: IdpVendor['identityProviderFields'] = {
  metadataUrl: { label: 'Metadata URL', where: METADATA },
  metadataFile: { label: 'SAML Metadata', alsoKnownAs: ['Download XML'], where: DOWNLOADS },
  entityId: { label: 'Entity ID', where: METADATA },
  loginUrl: { label: 'Single Sign-On URL', where: METADATA },
  logoutUrl: { label: 'Single Log-Out URL', where: METADATA },
  signingCertificate: { label: 'Certificate', alsoKnownAs: ['Download certificate'], where: DOWNLOADS },
};
