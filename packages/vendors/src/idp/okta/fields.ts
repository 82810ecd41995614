/** Okta's own words for the values that both sides exchange. */
import type { IdpVendor } from '../idp-vendor.ts';

const SETTINGS = 'General tab, SAML Settings, Edit, Configure SAML';
const ADVANCED = `${SETTINGS}, Show Advanced Settings`;
const SIGN_ON = 'Sign On tab, SAML 2.0, More details';

export const serviceProviderFields: IdpVendor['serviceProviderFields'] = {
  acsUrl: {
    label: 'Single sign-on URL',
    alsoKnownAs: ['Single sign on URL', 'Recipient URL', 'Destination URL'],
    where: SETTINGS,
  },
  nodeAcsUrls: { label: 'Other Requestable SSO URLs', where: ADVANCED },
  entityId: { label: 'Audience URI (SP Entity ID)', alsoKnownAs: ['Audience Restriction'], where: SETTINGS },
  sloUrl: { label: 'Single Logout URL', where: ADVANCED },
  metadataUrl: null,
  metadataFile: null,
  nameIdFormat: { label: 'Name ID format', where: SETTINGS },
  signingCertificate: { label: 'Signature Certificate', where: ADVANCED },
  encryptionCertificate: { label: 'Encryption Certificate', where: ADVANCED },
  startUrl: { label: 'URL', where: 'Browse App Catalog, Bookmark App, General Settings' },
};

export const identityProviderFields: IdpVendor['identityProviderFields'] = {
  metadataUrl: {
    label: 'Metadata URL',
    alsoKnownAs: ['Identity Provider metadata'],
    where: 'Sign On tab, SAML 2.0, Metadata details',
  },
  metadataFile: {
    label: 'Metadata URL',
    where: 'Sign On tab, SAML 2.0, Metadata details; open the address and save the page as an .xml file',
  },
  entityId: { label: 'Issuer', alsoKnownAs: ['Identity Provider Issuer'], where: SIGN_ON },
  loginUrl: { label: 'Sign on URL', alsoKnownAs: ['Identity Provider Single Sign-On URL'], where: SIGN_ON },
  logoutUrl: { label: 'Sign out URL', alsoKnownAs: ['Identity Provider Single Logout URL'], where: SIGN_ON },
  signingCertificate: { label: 'Signing Certificate', alsoKnownAs: ['X.509 Certificate'], where: SIGN_ON },
};
