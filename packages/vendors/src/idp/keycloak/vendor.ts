/** Keycloak, and products that are built on it. */
import type { IdpVendor } from '../idp-vendor.ts';
import { identityProviderFields, serviceProviderFields } from './fields.ts';
import { byHand, withMetadata } from './guide.ts';

const capabilities: IdpVendor['capabilities'] = {
  importsMetadataUrl: { answer: 'no' },
  importsMetadataFile: { answer: 'option', note: 'Import client.' },
  offersMetadataUrl: { answer: 'by-default' },
  signsResponse: { answer: 'by-default', note: 'Sign documents.' },
  signsAssertion: { answer: 'option', note: 'Sign assertions.' },
  encryptsAssertions: { answer: 'option' },
  validatesRequests: { answer: 'by-default', note: 'Client signature required.' },
  singleLogout: { answer: 'by-default' },
  idpInitiated: { answer: 'option', note: 'With an IDP-Initiated SSO URL name.' },
  hidesTile: { answer: 'usually', note: 'The account console shows only clients with a Home URL.' },
  bookmark: { answer: 'usually', note: 'Home URL of the client, shown in the account console.' },
};

const knownTraps: IdpVendor['knownTraps'] = [
  {
    errorText: 'Invalid redirect uri',
    symptom: 'Keycloak shows a page that says We are sorry.',
    cause: 'The ACS URL is not among the Valid redirect URIs of the client.',
    fix: 'Copy the ACS URL of every node to Valid redirect URIs.',
    owner: 'idp-administrator',
  },
  {
    errorText: 'Invalid requester',
    symptom: 'Keycloak refuses our request before anybody can sign in.',
    cause: 'The certificate on the Keys tab is not the one that signs our requests now.',
    fix: 'Import our present signing certificate on the Keys tab.',
    owner: 'idp-administrator',
  },
  {
    errorText: 'Client not found',
    symptom: 'Keycloak shows a page that says We are sorry.',
    cause: 'Client ID differs from our entity ID, or the client is in another realm.',
    fix: 'Copy our entity ID again, and compare the realm with the login address.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'Some people are refused because their e-mail address is missing.',
    cause: 'The user in Keycloak has no email.',
    fix: 'Fill in Email on the page of the user.',
    owner: 'idp-administrator',
  },
];

export const keycloak: IdpVendor = {
  id: 'keycloak',
  name: 'Keycloak',
  alsoKnownAs: ['Red Hat build of Keycloak', 'Red Hat SSO'],
  owner: 'Keycloak administrator',
  registration: 'client',
  beforeYouBegin: ['An administrator of the realm in Keycloak that holds your people.'],
  recognition: { hosts: [], paths: [/^(\/[^/]+)?\/realms\/[^/]+(\/protocol\/saml.*|\/?)$/] },
  serviceProviderFields,
  identityProviderFields,
  nameIdFormatLabels: { emailAddress: 'email', persistent: 'persistent', transient: 'transient' },
  nameIdPreference: ['persistent', 'emailAddress', 'transient'],
  recommendedOrder: 'import',
  orderReason: 'Keycloak knows its own addresses beforehand and reads our metadata as a file.',
  capabilities,
  connection: {
    require: 'response',
    idpInitiated: 'restart',
    match: { emailAttribute: 'email' },
    profile: { firstName: 'firstName', lastName: 'lastName' },
  },
  serviceProvider: { signRequests: true },
  presetReasons: {
    require: 'Keycloak signs the whole answer, so nothing in it can be changed on the way.',
    idpInitiated:
      'A link to the client starts a sign-in that nobody here asked for; it is begun again from here, safely.',
    match: 'The guide adds a mapper for email.',
    profile: 'The guide adds these mappers.',
    signRequests: 'Keycloak insists on signed requests while Client signature required is on.',
  },
  attributeLabels: { name: 'SAML Attribute Name', source: 'Property' },
  attributeNames: {
    email: ['email', 'urn:oid:1.2.840.113549.1.9.1', 'mail'],
    firstName: ['firstName', 'urn:oid:2.5.4.42', 'givenName'],
    lastName: ['lastName', 'urn:oid:2.5.4.4', 'surname'],
    displayName: ['displayName', 'name', 'fullName'],
    department: ['department'],
    groups: ['groups', 'member', 'memberOf'],
    login: ['username', 'uid', 'login'],
  },
  guides: { import: withMetadata, 'by-hand': byHand },
  knownTraps,
  tiles: {
    hide: 'In the client for AWS leave Home URL empty and Always display in UI off.',
    bookmark: 'A client with the User/Agent URL as Home URL, shown in the account console.',
  },
  amazonConnect: {
    deepLinkName: 'IDP-Initiated SSO URL name',
    deepLinkWhere: 'In the client for AWS, Settings tab; the console shows the whole address below the field.',
    deepLinkForm: 'https://<host>/realms/<realm>/protocol/saml/clients/<URL name>',
    relayStateField: 'IDP Initiated SSO Relay State',
    relayStateWhere: 'In the client for AWS, Settings tab.',
    claims: 'Client scopes of the client for AWS, the scope that ends in -dedicated, one mapper for each claim.',
  },
};
