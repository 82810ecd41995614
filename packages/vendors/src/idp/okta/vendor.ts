/** Okta Workforce Identity, as a custom SAML 2.0 app integration. */
import type { IdpVendor } from '../idp-vendor.ts';
import { identityProviderFields, serviceProviderFields } from './fields.ts';
import { byHand } from './guide.ts';

const capabilities: IdpVendor['capabilities'] = {
  importsMetadataUrl: { answer: 'no', note: 'A custom app integration is filled in by hand.' },
  importsMetadataFile: { answer: 'no', note: 'A custom app integration is filled in by hand.' },
  offersMetadataUrl: { answer: 'by-default' },
  signsResponse: { answer: 'by-default' },
  signsAssertion: { answer: 'by-default' },
  encryptsAssertions: { answer: 'option' },
  validatesRequests: { answer: 'option', note: 'Signed Requests, under Advanced Settings.' },
  singleLogout: { answer: 'option' },
  idpInitiated: { answer: 'by-default', note: 'Every tile is one.' },
  hidesTile: { answer: 'option' },
  bookmark: { answer: 'option', note: 'Bookmark App, in the App Catalog.' },
};

const knownTraps: IdpVendor['knownTraps'] = [
  {
    symptom: 'Okta shows a page that says the person is not assigned to this application.',
    cause: 'Neither the person nor one of their groups is on the Assignments tab.',
    fix: 'Assign the person, or a group that they belong to.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'The test fails because the answer has no attributes.',
    cause: 'Okta sends no attributes of its own; the Attribute Statements are empty.',
    fix: 'Add the attributes of the guide under Configure SAML.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'Sign-in works on the publisher and fails on a subscriber.',
    cause: "The subscriber's address is missing under Other Requestable SSO URLs, or has another index.",
    fix: 'Add the address with index 1, and the next ones with 2, 3 and so on.',
    owner: 'idp-administrator',
  },
];

export const okta: IdpVendor = {
  id: 'okta',
  name: 'Okta',
  alsoKnownAs: ['Okta Workforce Identity'],
  owner: 'Okta administrator',
  registration: 'app integration',
  beforeYouBegin: ['An Okta administrator with the role Super Administrator or Application Administrator.'],
  recognition: {
    hosts: ['.okta.com', '.oktapreview.com', '.okta-emea.com'],
    paths: [/^\/app\/[^/]+\/exk[^/]+\/sso\/saml(\/|$)/],
  },
  serviceProviderFields,
  identityProviderFields,
  nameIdFormatLabels: {
    unspecified: 'Unspecified',
    emailAddress: 'EmailAddress',
    persistent: 'Persistent',
    transient: 'Transient',
  },
  nameIdPreference: ['emailAddress', 'unspecified', 'transient', 'persistent'],
  recommendedOrder: 'by-hand',
  orderReason: 'A custom app integration in Okta does not read metadata, so the values are copied one at a time.',
  capabilities,
  connection: {
    require: 'response',
    idpInitiated: 'restart',
    match: { emailAttribute: 'email' },
    profile: { displayName: 'displayName', firstName: 'firstName', lastName: 'lastName' },
  },
  serviceProvider: { signRequests: true },
  presetReasons: {
    require: 'Okta signs the whole answer, so nothing in it can be changed on the way.',
    idpInitiated: 'A tile in Okta starts a sign-in that nobody here asked for; it is begun again from here, safely.',
    match: 'The guide adds an attribute named email.',
    profile: 'The guide adds these attributes.',
    signRequests: 'Okta accepts signed requests, and can be told to insist on them.',
  },
  attributeLabels: { name: 'Name', source: 'Value' },
  attributeNames: {
    email: ['email', 'Email', 'mail', 'emailAddress'],
    firstName: ['firstName', 'FirstName', 'first_name', 'givenName'],
    lastName: ['lastName', 'LastName', 'last_name', 'sn'],
    displayName: ['displayName', 'DisplayName', 'name'],
    department: ['department', 'Department'],
    groups: ['groups', 'Groups', 'group'],
    login: ['login', 'username', 'uid', 'userName'],
  },
  guides: { 'by-hand': byHand },
  knownTraps,
  tiles: {
    hide: 'General tab, App Settings, Edit: tick Do not display application icon to users.',
    bookmark: 'Applications, Browse App Catalog, Bookmark App, with the User/Agent URL.',
  },
  amazonConnect: {
    deepLinkName: 'Embed Link',
    deepLinkWhere: 'In the Amazon Connect app, General tab, App Embed Link.',
    deepLinkForm: 'https://<org>.okta.com/home/<app>/<id>/<number>',
    relayStateField: 'Default RelayState',
    relayStateWhere: 'In the Amazon Connect app, Sign On tab, Edit.',
    claims: 'Sign On tab of the Amazon Connect app, or Attribute Statements of an app of your own.',
  },
};
