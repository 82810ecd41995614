/** The words of the Keycloak admin console for the values that both sides exchange. */
import type { IdpVendor } from '../idp-vendor.ts';

const FINE_GRAIN = 'Clients, the client, Advanced tab, Fine Grain SAML Endpoint Configuration';
const ENDPOINTS = 'Realm settings, General tab, Endpoints, SAML 2.0 Identity Provider Metadata';

export const serviceProviderFields: IdpVendor['serviceProviderFields'] = {
  acsUrl: { label: 'Assertion Consumer Service POST Binding URL', where: FINE_GRAIN },
  nodeAcsUrls: {
    label: 'Valid redirect URIs',
    where: 'Clients, the client, Settings tab, Access settings',
  },
  entityId: { label: 'Client ID', where: 'Clients, the client, Settings tab' },
  sloUrl: { label: 'Logout Service POST Binding URL', where: FINE_GRAIN },
  metadataUrl: null,
  metadataFile: { label: 'Resource file', where: 'Clients, Import client' },
  nameIdFormat: { label: 'Name ID format', where: 'Clients, the client, Settings tab, SAML capabilities' },
  signingCertificate: {
    label: 'Certificate',
    where: 'Clients, the client, Keys tab, Client signature required, Import key',
  },
  encryptionCertificate: {
    label: 'Certificate',
    where: 'Clients, the client, Keys tab, Encrypt assertions, Import key',
  },
  startUrl: { label: 'Home URL', where: 'Clients, the client, Settings tab, Access settings' },
};

export const identityProviderFields: IdpVendor['identityProviderFields'] = {
  metadataUrl: {
    label: 'SAML 2.0 Identity Provider Metadata',
    alsoKnownAs: ['IdP descriptor'],
    where: `${ENDPOINTS}; https://<host>/realms/<realm>/protocol/saml/descriptor`,
  },
  metadataFile: {
    label: 'SAML 2.0 Identity Provider Metadata',
    where: `${ENDPOINTS}; open it and save the page as an .xml file`,
  },
  entityId: { label: 'entityID', where: `${ENDPOINTS}; https://<host>/realms/<realm>` },
  loginUrl: { label: 'SingleSignOnService', where: `${ENDPOINTS}; https://<host>/realms/<realm>/protocol/saml` },
  logoutUrl: { label: 'SingleLogoutService', where: `${ENDPOINTS}; https://<host>/realms/<realm>/protocol/saml` },
  signingCertificate: { label: 'Certificate', where: 'Realm settings, Keys tab, Keys list, RS256, Certificate' },
};
