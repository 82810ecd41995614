/** Microsoft Entra ID's own words for the values that both sides exchange. */
import type { IdpVendor } from '../idp-vendor.ts';

const BASIC = 'Single sign-on, SAML, Basic SAML Configuration, Edit';
const CERTIFICATES = 'Single sign-on, SAML, SAML Certificates';
const SET_UP = 'Single sign-on, SAML, the box that begins with Set up';

export const serviceProviderFields: IdpVendor['serviceProviderFields'] = {
  acsUrl: {
    label: 'Reply URL (Assertion Consumer Service URL)',
    alsoKnownAs: ['Reply URL'],
    where: BASIC,
  },
  nodeAcsUrls: { label: 'Reply URL (Assertion Consumer Service URL)', where: `${BASIC}, Add reply URL` },
  entityId: { label: 'Identifier (Entity ID)', alsoKnownAs: ['Identifier', 'App ID URI'], where: BASIC },
  sloUrl: { label: 'Logout Url (Optional)', alsoKnownAs: ['Logout Url'], where: BASIC },
  metadataUrl: null,
  metadataFile: { label: 'Upload metadata file', where: 'Single sign-on, SAML, at the top of the page' },
  nameIdFormat: {
    label: 'Name identifier format',
    alsoKnownAs: ['Unique User Identifier (Name ID)'],
    where: 'Single sign-on, SAML, Attributes & Claims, Edit, Unique User Identifier (Name ID)',
  },
  signingCertificate: {
    label: 'Verification certificates (optional)',
    where: `${CERTIFICATES}, Verification certificates, Edit`,
  },
  encryptionCertificate: { label: 'Import Certificate', where: 'Security, Token encryption' },
  startUrl: { label: 'Sign on URL (Optional)', alsoKnownAs: ['Sign on URL'], where: BASIC },
};

export const identityProviderFields: IdpVendor['identityProviderFields'] = {
  metadataUrl: { label: 'App Federation Metadata Url', where: CERTIFICATES },
  metadataFile: { label: 'Federation Metadata XML', where: `${CERTIFICATES}, Download` },
  entityId: { label: 'Microsoft Entra Identifier', alsoKnownAs: ['Azure AD Identifier'], where: SET_UP },
  loginUrl: { label: 'Login URL', where: SET_UP },
  logoutUrl: { label: 'Logout URL', where: SET_UP },
  signingCertificate: { label: 'Certificate (Base64)', where: `${CERTIFICATES}, Download` },
};
