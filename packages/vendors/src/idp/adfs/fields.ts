/** The words of AD FS Management for the values that both sides exchange. */
import type { IdpVendor } from '../idp-vendor.ts';

const PROPERTIES = 'Relying Party Trusts, the trust, Properties';

export const serviceProviderFields: IdpVendor['serviceProviderFields'] = {
  acsUrl: {
    label: 'SAML Assertion Consumer Endpoints',
    alsoKnownAs: ['Relying party SAML 2.0 SSO service URL', 'SAML endpoint'],
    where: `${PROPERTIES}, Endpoints tab`,
  },
  nodeAcsUrls: {
    label: 'SAML Assertion Consumer Endpoints',
    where: `${PROPERTIES}, Endpoints tab, Add SAML`,
  },
  entityId: {
    label: 'Relying party identifiers',
    alsoKnownAs: ['Relying party trust identifier', 'Relying party identifier'],
    where: `${PROPERTIES}, Identifiers tab`,
  },
  sloUrl: { label: 'SAML Logout Endpoints', alsoKnownAs: ['SAML Logout'], where: `${PROPERTIES}, Endpoints tab` },
  metadataUrl: {
    label: 'Federation metadata address (host name or URL)',
    alsoKnownAs: ["Relying party's federation metadata URL"],
    where: 'Add Relying Party Trust Wizard, Select Data Source',
  },
  metadataFile: {
    label: 'Federation metadata file location',
    where: 'Add Relying Party Trust Wizard, Select Data Source',
  },
  nameIdFormat: {
    label: 'Outgoing name ID format',
    where: 'Edit Claim Issuance Policy, Add Rule, Transform an Incoming Claim',
  },
  signingCertificate: { label: 'Signature', where: `${PROPERTIES}, Signature tab, Add` },
  encryptionCertificate: { label: 'Encryption certificate', where: `${PROPERTIES}, Encryption tab, Browse` },
  startUrl: null,
};

const ADDRESSES = 'The federation service name, the same on every AD FS server';

export const identityProviderFields: IdpVendor['identityProviderFields'] = {
  metadataUrl: {
    label: 'Federation Metadata',
    alsoKnownAs: ['FederationMetadata.xml'],
    where:
      'AD FS, Service, Endpoints, Metadata; https://<AD FS host>/federationmetadata/2007-06/federationmetadata.xml',
  },
  metadataFile: {
    label: 'FederationMetadata.xml',
    where: 'Open the metadata address in a browser and save it as a file',
  },
  entityId: {
    label: 'Federation Service identifier',
    where: 'AD FS, Service, Edit Federation Service Properties; http://<AD FS host>/adfs/services/trust',
  },
  loginUrl: { label: 'SAML 2.0/WS-Federation', where: `${ADDRESSES}: https://<AD FS host>/adfs/ls/` },
  logoutUrl: { label: 'SAML 2.0/WS-Federation', where: `${ADDRESSES}: https://<AD FS host>/adfs/ls/` },
  signingCertificate: {
    label: 'Token-signing',
    where: 'AD FS, Service, Certificates, View Certificate, Details, Copy to File, Base-64 encoded X.509',
  },
};
