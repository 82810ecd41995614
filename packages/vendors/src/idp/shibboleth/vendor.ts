/** Shibboleth Identity Provider, versions 4 and 5. */
import type { IdpVendor } from '../idp-vendor.ts';
import { identityProviderFields, serviceProviderFields } from './fields.ts';
import { withMetadata } from './guide.ts';
import { oid } from './names.ts';

const capabilities: IdpVendor['capabilities'] = {
  importsMetadataUrl: { answer: 'option' },
  importsMetadataFile: { answer: 'option' },
  offersMetadataUrl: { answer: 'usually' },
  signsResponse: { answer: 'usually' },
  signsAssertion: { answer: 'option', note: 'p:signAssertions, or WantAssertionsSigned in our metadata.' },
  encryptsAssertions: { answer: 'usually', note: 'As soon as our metadata has an encryption key.' },
  validatesRequests: { answer: 'by-default', note: 'With the key of our metadata.' },
  singleLogout: { answer: 'option' },
  idpInitiated: { answer: 'usually', note: 'Through the Unsolicited/SSO address.' },
  hidesTile: { answer: 'no', note: 'Shibboleth has no portal.' },
  bookmark: { answer: 'no', note: 'Shibboleth has no portal; an intranet page can carry the link.' },
};

const knownTraps: IdpVendor['knownTraps'] = [
  {
    symptom: 'The sign-in succeeds at Shibboleth, and here the e-mail attribute is missing.',
    cause: 'No policy releases mail to our entity ID, or the policy was not loaded yet.',
    fix: 'Compare the value of the Requester rule with our entity ID, then reload the attribute filter.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'The e-mail attribute was sent, under a name that begins with urn:oid.',
    cause: 'The connection expects a short name such as mail.',
    fix: 'Enter the urn:oid name as attribute for the email, exactly as it was received.',
    owner: 'you',
  },
  {
    symptom: 'Shibboleth shows that the application is not registered or not supported.',
    cause: 'Our metadata was not loaded, or the request names another entity ID.',
    fix: 'Look for the metadata provider in the log of the IdP, and reload the metadata service.',
    owner: 'idp-administrator',
  },
];

export const shibboleth: IdpVendor = {
  id: 'shibboleth',
  name: 'Shibboleth',
  alsoKnownAs: ['Shibboleth IdP', 'eduGAIN'],
  owner: 'Shibboleth administrator',
  registration: 'relying party',
  beforeYouBegin: ['A person who may edit the configuration files of the Shibboleth IdP and reload its services.'],
  recognition: { hosts: [], paths: [/^\/idp\/shibboleth(\/|$)/, /^\/idp\/profile\/SAML2\//] },
  serviceProviderFields,
  identityProviderFields,
  nameIdFormatLabels: {
    unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  },
  nameIdPreference: ['transient', 'persistent', 'emailAddress', 'unspecified'],
  recommendedOrder: 'import',
  orderReason: 'Shibboleth knows service providers by their metadata alone; there is no form to fill in.',
  capabilities,
  connection: {
    require: 'response',
    idpInitiated: 'restart',
    match: { emailAttribute: oid.mail },
    profile: { displayName: oid.displayName, firstName: oid.givenName, lastName: oid.sn },
  },
  serviceProvider: { signRequests: true },
  presetReasons: {
    require: 'Shibboleth usually signs the whole answer, so nothing in it can be changed on the way.',
    idpInitiated:
      'A link to Unsolicited/SSO starts a sign-in that nobody here asked for; it is begun again from here, safely.',
    match: 'The policy of the guide releases mail, which arrives under this object identifier.',
    profile: 'The policy of the guide releases these attributes.',
    signRequests: 'Shibboleth checks our requests with the key of our metadata.',
  },
  attributeLabels: { name: 'Name in the assertion', source: 'attributeID' },
  attributeNames: {
    email: [oid.mail, 'urn:mace:dir:attribute-def:mail', 'mail', 'email'],
    firstName: [oid.givenName, 'urn:mace:dir:attribute-def:givenName', 'givenName'],
    lastName: [oid.sn, 'urn:mace:dir:attribute-def:sn', 'sn', 'surname'],
    displayName: [oid.displayName, 'urn:mace:dir:attribute-def:displayName', 'displayName'],
    department: [oid.ou, oid.departmentNumber, 'ou'],
    groups: [oid.isMemberOf, 'isMemberOf', 'memberOf'],
    login: [oid.eduPersonPrincipalName, oid.uid, 'eduPersonPrincipalName', 'uid'],
  },
  guides: { import: withMetadata },
  knownTraps,
  tiles: { hide: null, bookmark: null },
  amazonConnect: {
    deepLinkName: 'Unsolicited SSO address',
    deepLinkWhere: 'It is put together by hand, with the entity ID of AWS as providerId.',
    deepLinkForm: 'https://<IdP host>/idp/profile/SAML2/Unsolicited/SSO?providerId=<entity ID>&target=<RelayState>',
    relayStateField: 'target',
    relayStateWhere: 'It is part of the address, URL-encoded.',
    claims: 'conf/attribute-resolver.xml defines the three attributes, conf/attribute-filter.xml releases them.',
  },
};
