/** Any other identity provider that speaks SAML 2.0. */
import type { IdpVendor } from '../idp-vendor.ts';
import { identityProviderFields, serviceProviderFields } from './fields.ts';
import { byHand, withMetadata } from './guide.ts';

const capabilities: IdpVendor['capabilities'] = {
  importsMetadataUrl: { answer: 'depends' },
  importsMetadataFile: { answer: 'depends' },
  offersMetadataUrl: { answer: 'usually' },
  signsResponse: { answer: 'depends' },
  signsAssertion: { answer: 'usually' },
  encryptsAssertions: { answer: 'depends' },
  validatesRequests: { answer: 'depends' },
  singleLogout: { answer: 'depends' },
  idpInitiated: { answer: 'depends' },
  hidesTile: { answer: 'depends' },
  bookmark: { answer: 'depends' },
};

const knownTraps: IdpVendor['knownTraps'] = [
  {
    symptom: 'The identity provider refuses a person who can sign in to other applications.',
    cause: 'Neither the person nor a group of theirs is assigned to this application.',
    fix: 'Assign the person or the group.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'The test names an audience or an address that differs by one character.',
    cause: 'A value was typed, or copied with a slash or a blank too many.',
    fix: 'Copy the value from here once more.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'The test says that the clocks differ.',
    cause: 'The clock of one of the two systems is not synchronised.',
    fix: 'Switch on time synchronisation (NTP) on that system.',
    owner: 'idp-administrator',
  },
];

export const generic: IdpVendor = {
  id: 'generic',
  name: 'Another SAML 2.0 identity provider',
  alsoKnownAs: ['SAP Cloud Identity Services', 'Ping', 'OneLogin', 'JumpCloud', 'SimpleSAMLphp', 'SAML'],
  owner: 'Identity provider administrator',
  registration: 'service provider',
  beforeYouBegin: ['A person who may register a service provider in your identity provider.'],
  recognition: { hosts: [], paths: [] },
  serviceProviderFields,
  identityProviderFields,
  nameIdFormatLabels: {
    unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  },
  nameIdPreference: ['emailAddress', 'unspecified', 'persistent', 'transient'],
  recommendedOrder: 'import',
  orderReason:
    'Most identity providers read metadata, so that no value is mistyped. If yours does not, enter it by hand.',
  capabilities,
  connection: {
    require: 'either',
    idpInitiated: 'restart',
    match: { emailAttribute: 'email' },
    profile: { displayName: 'displayName', firstName: 'firstName', lastName: 'lastName' },
  },
  serviceProvider: { signRequests: true },
  presetReasons: {
    require:
      'Products differ in what they sign. One signature over the person is needed, and every signature must be genuine.',
    idpInitiated: 'A sign-in that nobody here asked for is begun again from here, safely.',
    match: 'A frequent name, as in SAP Cloud Identity Services. Enter the name that your identity provider sends.',
    profile: 'Frequent names. Enter those that your identity provider sends.',
    nameIdPolicy: 'Left out on purpose: the identity provider uses what is set there.',
    signRequests: 'An identity provider that does not check requests ignores the signature.',
  },
  attributeLabels: { name: 'Attribute name', source: 'What it holds' },
  attributeNames: {
    email: ['email', 'mail', 'Email', 'emailAddress', 'email.address'],
    firstName: ['firstName', 'first_name', 'givenName', 'FirstName'],
    lastName: ['lastName', 'last_name', 'sn', 'surname', 'LastName'],
    displayName: ['displayName', 'display_name', 'name', 'cn', 'screenName'],
    department: ['department', 'Department', 'ou'],
    groups: ['groups', 'Groups', 'memberOf', 'user.groups'],
    login: ['uid', 'login', 'login_name', 'username', 'user_principal'],
  },
  guides: { import: withMetadata, 'by-hand': byHand },
  knownTraps,
  tiles: {
    hide: 'If your identity provider can hide an assigned application, hide the one for Amazon Connect.',
    bookmark: 'If your identity provider can show a plain link, add one to the User/Agent URL.',
  },
  amazonConnect: {
    deepLinkName: 'Deep link',
    deepLinkWhere:
      'Look for Deep URL, Deep Link or Embeddable URL at the application for Amazon Connect. It must work outside the console of the identity provider.',
    deepLinkForm: 'https://<identity provider>/<address of the application>',
    relayStateField: 'RelayState',
    relayStateWhere: 'At the application for Amazon Connect.',
    claims: 'Where the application for AWS has its attributes.',
  },
};
