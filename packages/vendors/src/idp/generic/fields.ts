/** The words that most identity providers use; those of the SAML standard itself come first. */
import type { IdpVendor } from '../idp-vendor.ts';

const THEIR_FORM = 'Where your identity provider registers a service provider';
const THEIR_METADATA = 'In the metadata of the identity provider, or on its page about SAML';

export const serviceProviderFields: IdpVendor['serviceProviderFields'] = {
  acsUrl: {
    label: 'Assertion Consumer Service (ACS) URL',
    alsoKnownAs: ['ACS Endpoint', 'SSO URL', 'Reply URL', 'Single sign-on URL', 'Recipient', 'Destination'],
    where: THEIR_FORM,
  },
  nodeAcsUrls: { label: 'Further ACS URLs', alsoKnownAs: ['Other ACS URLs'], where: THEIR_FORM },
  entityId: {
    label: 'Entity ID',
    alsoKnownAs: [
      'Service Provider (SP) Entity ID',
      'Relying Party Identifier',
      'Audience URI',
      'Audience',
      'Identifier',
    ],
    where: THEIR_FORM,
  },
  sloUrl: {
    label: 'Single Logout (SLO) URL',
    alsoKnownAs: ['Logout Endpoint', 'SingleLogoutService URL', 'Logout URL'],
    where: THEIR_FORM,
  },
  metadataUrl: {
    label: 'SP metadata URL',
    alsoKnownAs: ['Metadata URL', 'Federation metadata address'],
    where: THEIR_FORM,
  },
  metadataFile: { label: 'SP metadata file', alsoKnownAs: ['Metadata XML'], where: THEIR_FORM },
  nameIdFormat: { label: 'NameID Format', alsoKnownAs: ['Name ID Policy Format', 'Name ID format'], where: THEIR_FORM },
  signingCertificate: {
    label: 'Signature Certificate',
    alsoKnownAs: ['Request Signing Certificate', 'Verification certificate'],
    where: THEIR_FORM,
  },
  encryptionCertificate: {
    label: 'Assertion Encryption Certificate',
    alsoKnownAs: ['Encryption Certificate'],
    where: THEIR_FORM,
  },
  startUrl: { label: 'Start URL', alsoKnownAs: ['Sign-on URL', 'Login URL of the application'], where: THEIR_FORM },
};

export const identityProviderFields: IdpVendor['identityProviderFields'] = {
  metadataUrl: { label: 'IdP metadata URL', alsoKnownAs: ['Federation metadata URL'], where: THEIR_METADATA },
  metadataFile: { label: 'IdP metadata file', alsoKnownAs: ['Metadata XML'], where: THEIR_METADATA },
  entityId: { label: 'Entity ID', alsoKnownAs: ['Issuer', 'IdP Entity ID'], where: THEIR_METADATA },
  loginUrl: {
    label: 'Identity Provider Login URL',
    alsoKnownAs: ['SingleSignOnService URL', 'SSO URL', 'Sign-on URL'],
    where: THEIR_METADATA,
  },
  logoutUrl: {
    label: 'Identity Provider Logout URL',
    alsoKnownAs: ['SingleLogoutService URL', 'SLO URL'],
    where: THEIR_METADATA,
  },
  signingCertificate: {
    label: 'Identity Provider Certificate',
    alsoKnownAs: ['Signing certificate', 'X.509 certificate', 'Token-signing certificate'],
    where: THEIR_METADATA,
  },
};
