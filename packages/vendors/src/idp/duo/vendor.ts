/** Duo Single Sign-On, as a Generic SAML Service Provider application. */
import type { IdpVendor } from '../idp-vendor.ts';
import { identityProviderFields, serviceProviderFields } from './fields.ts';
import { byHand } from './guide.ts';

const capabilities: IdpVendor['capabilities'] = {
  importsMetadataUrl: { answer: 'no', note: 'The form is filled in by hand.' },
  importsMetadataFile: { answer: 'no', note: 'The form is filled in by hand.' },
  offersMetadataUrl: { answer: 'by-default' },
  signsResponse: { answer: 'by-default' },
  signsAssertion: { answer: 'by-default' },
  encryptsAssertions: { answer: 'option' },
  validatesRequests: { answer: 'no' },
  singleLogout: { answer: 'option' },
  idpInitiated: { answer: 'usually', note: 'From Duo Central.' },
  hidesTile: { answer: 'depends', note: 'In Duo Central an administrator chooses which tiles are shown.' },
  bookmark: { answer: 'depends', note: 'Duo Central can show links.' },
};

const knownTraps: IdpVendor['knownTraps'] = [
  {
    symptom: 'Duo refuses a person who can sign in to other applications.',
    cause: 'The person is in none of the groups that may use this application.',
    fix: 'Give access to a group of theirs in the settings of the application.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'The person signs in at Duo, and here an attribute is missing.',
    cause: 'The attribute is not mapped, or the authentication source has no value for it.',
    fix: 'Add the line under Map attributes, and compare the name letter by letter.',
    owner: 'idp-administrator',
  },
];

export const duo: IdpVendor = {
  id: 'duo',
  name: 'Duo',
  alsoKnownAs: ['Duo Single Sign-On', 'Cisco Duo', 'Duo Security'],
  owner: 'Duo administrator',
  registration: 'application',
  beforeYouBegin: [
    'A Duo administrator with the role Owner, Administrator or Application Manager.',
    'Duo Single Sign-On, switched on and with an authentication source.',
  ],
  recognition: { hosts: ['.duosecurity.com', '.duofederal.com'], paths: [] },
  serviceProviderFields,
  identityProviderFields,
  nameIdFormatLabels: {
    unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  },
  nameIdPreference: ['emailAddress', 'unspecified', 'transient', 'persistent'],
  recommendedOrder: 'by-hand',
  orderReason: 'The generic application of Duo is filled in by hand, one value at a time.',
  capabilities,
  connection: {
    require: 'response',
    idpInitiated: 'restart',
    match: { emailAttribute: 'email' },
    profile: { displayName: 'displayName', firstName: 'firstName', lastName: 'lastName' },
  },
  serviceProvider: { signRequests: true },
  presetReasons: {
    require: 'Duo signs the whole answer, so nothing in it can be changed on the way.',
    idpInitiated:
      'A tile in Duo Central starts a sign-in that nobody here asked for; it is begun again from here, safely.',
    match: 'The guide maps an attribute named email.',
    profile: 'The guide maps these attributes.',
    signRequests: 'Duo accepts signed requests.',
  },
  attributeLabels: { name: 'SAML Response Attribute', source: 'IdP Attribute' },
  attributeNames: {
    email: ['email', 'Email', 'mail', 'User.Email'],
    firstName: ['firstName', 'FirstName', 'User.FirstName', 'givenName'],
    lastName: ['lastName', 'LastName', 'User.LastName', 'sn'],
    displayName: ['displayName', 'DisplayName', 'name'],
    department: ['department', 'Department'],
    groups: ['groups', 'Groups', 'role'],
    login: ['uid', 'username', 'Username', 'login'],
  },
  guides: { 'by-hand': byHand },
  knownTraps,
  tiles: { hide: null, bookmark: 'Duo Central can usually show a link to the User/Agent URL as a tile.' },
  amazonConnect: {
    deepLinkName: 'Address of the tile in Duo Central',
    deepLinkWhere:
      'Usually the address behind the Amazon Connect tile in Duo Central; open the tile and copy where it leads.',
    deepLinkForm: 'https://sso-<id>.sso.duosecurity.com/<path of the application>',
    relayStateField: 'Default Relay State',
    relayStateWhere: 'In the Amazon Connect application, section Service Provider.',
    claims: 'Map attributes for RoleSessionName and SessionDuration, Role attributes for Role.',
  },
};
