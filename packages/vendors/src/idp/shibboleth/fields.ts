/** The words of Shibboleth's configuration files for the values that both sides exchange. */
import type { IdpVendor } from '../idp-vendor.ts';

const OUR_METADATA = 'In our metadata, which Shibboleth reads as it is';
const THEIR_METADATA = 'In the metadata of the IdP, usually at https://<IdP host>/idp/shibboleth';

export const serviceProviderFields: IdpVendor['serviceProviderFields'] = {
  acsUrl: { label: 'AssertionConsumerService', where: OUR_METADATA },
  nodeAcsUrls: { label: 'AssertionConsumerService', where: `${OUR_METADATA}, one for each node` },
  entityId: {
    label: 'entityID',
    alsoKnownAs: ['relying party', 'Requester'],
    where: 'conf/attribute-filter.xml and conf/relying-party.xml',
  },
  sloUrl: { label: 'SingleLogoutService', where: OUR_METADATA },
  metadataUrl: { label: 'metadataURL', where: 'conf/metadata-providers.xml, FileBackedHTTPMetadataProvider' },
  metadataFile: { label: 'metadataFile', where: 'conf/metadata-providers.xml, FilesystemMetadataProvider' },
  nameIdFormat: { label: 'NameIDFormat', where: `${OUR_METADATA}; the value itself comes from conf/saml-nameid.xml` },
  signingCertificate: { label: 'KeyDescriptor use="signing"', where: OUR_METADATA },
  encryptionCertificate: { label: 'KeyDescriptor use="encryption"', where: OUR_METADATA },
  startUrl: null,
};

export const identityProviderFields: IdpVendor['identityProviderFields'] = {
  metadataUrl: {
    label: 'IdP metadata',
    alsoKnownAs: ['federation metadata'],
    where: 'Usually https://<IdP host>/idp/shibboleth, or the address of the federation',
  },
  metadataFile: { label: 'idp-metadata.xml', where: 'metadata/idp-metadata.xml in the folder of the IdP' },
  entityId: { label: 'entityID', alsoKnownAs: ['idp.entityID'], where: `${THEIR_METADATA}; conf/idp.properties` },
  loginUrl: { label: 'SingleSignOnService', where: THEIR_METADATA },
  logoutUrl: { label: 'SingleLogoutService', where: THEIR_METADATA },
  signingCertificate: { label: 'KeyDescriptor use="signing"', where: `${THEIR_METADATA}; credentials/idp-signing.crt` },
};
