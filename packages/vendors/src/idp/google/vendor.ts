/** Google Workspace and Cloud Identity, as a custom SAML app. */
import type { IdpVendor } from '../idp-vendor.ts';
import { identityProviderFields, serviceProviderFields } from './fields.ts';
import { byHand } from './guide.ts';

const capabilities: IdpVendor['capabilities'] = {
  importsMetadataUrl: { answer: 'no' },
  importsMetadataFile: { answer: 'no' },
  offersMetadataUrl: { answer: 'no', note: 'Metadata is a file to download.' },
  signsResponse: { answer: 'option', note: 'The box Signed response.' },
  signsAssertion: { answer: 'by-default' },
  encryptsAssertions: { answer: 'no' },
  validatesRequests: { answer: 'no' },
  singleLogout: { answer: 'no' },
  idpInitiated: { answer: 'by-default', note: 'From the Google apps menu.' },
  hidesTile: { answer: 'no' },
  bookmark: { answer: 'no' },
};

const knownTraps: IdpVendor['knownTraps'] = [
  {
    errorText: 'app_not_configured_for_user',
    symptom: 'Google shows an error page with the code 403 after the sign-in.',
    cause: 'The app is off for this person, or the browser is signed in with another Google account.',
    fix: 'Switch the app on under User access; choose the right account in the browser.',
    owner: 'idp-administrator',
  },
  {
    errorText: 'app_not_configured',
    symptom: 'Google shows an error page with the code 403 before anything else.',
    cause: 'Entity ID in Service provider details differs from our entity ID.',
    fix: 'Copy our entity ID again, letter by letter.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'The test says that the response is not signed.',
    cause: 'The box Signed response is not ticked, and Google signs only the assertion.',
    fix: 'Tick Signed response in Service provider details.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'Everybody is refused from one day to the next, with a certificate that is not known.',
    cause: 'The certificate was changed at Google, and the metadata file here is the old one.',
    fix: 'Upload the new file, and confirm the fingerprint with the Google administrator.',
    owner: 'you',
  },
];

export const google: IdpVendor = {
  id: 'google',
  name: 'Google Workspace',
  alsoKnownAs: ['Google', 'G Suite', 'Cloud Identity'],
  owner: 'Google administrator',
  registration: 'custom SAML app',
  beforeYouBegin: ['A super administrator of Google Workspace.'],
  recognition: { hosts: ['accounts.google.com'], paths: [] },
  serviceProviderFields,
  identityProviderFields,
  nameIdFormatLabels: {
    unspecified: 'UNSPECIFIED',
    emailAddress: 'EMAIL',
    persistent: 'PERSISTENT',
    transient: 'TRANSIENT',
  },
  nameIdPreference: ['emailAddress', 'unspecified', 'transient', 'persistent'],
  recommendedOrder: 'by-hand',
  orderReason: 'Google does not read metadata, so the values are copied one at a time.',
  capabilities,
  connection: {
    require: 'either',
    idpInitiated: 'restart',
    match: { emailAttribute: 'email' },
    profile: { firstName: 'firstName', lastName: 'lastName' },
  },
  serviceProvider: { signRequests: true, wantEncryptedAssertions: false },
  presetReasons: {
    require:
      'Google signs the assertion, and the response only when the box is ticked. Every signature must be genuine.',
    idpInitiated:
      'The Google apps menu starts a sign-in that nobody here asked for; it is begun again from here, safely.',
    match: 'The guide maps an attribute named email.',
    profile: 'The guide maps these attributes.',
    signRequests: 'Google accepts signed requests.',
    wantEncryptedAssertions: 'Google does not encrypt assertions; the connection itself is encrypted.',
  },
  attributeLabels: { name: 'App attributes', source: 'Google Directory attributes' },
  attributeNames: {
    email: ['email', 'Email', 'mail', 'emailAddress'],
    firstName: ['firstName', 'first_name', 'givenName'],
    lastName: ['lastName', 'last_name', 'surname'],
    displayName: ['displayName', 'name', 'fullName'],
    department: ['department', 'Department'],
    groups: ['groups', 'Groups'],
    login: ['login', 'username', 'uid'],
  },
  guides: { 'by-hand': byHand },
  knownTraps,
  tiles: { hide: null, bookmark: null },
  amazonConnect: {
    deepLinkName: 'Address of the app in the Google apps menu',
    deepLinkWhere:
      'Open the app once from the Google apps menu, or with Test SAML login, and copy the first address that opens.',
    deepLinkForm: 'https://accounts.google.com/o/saml2/initsso?idpid=<idpid>&spid=<spid>',
    relayStateField: 'Start URL (optional)',
    relayStateWhere: 'In the Amazon Connect app, Service provider details; it is usually sent as RelayState.',
    claims: 'SAML attribute mapping of the app for AWS.',
  },
};
