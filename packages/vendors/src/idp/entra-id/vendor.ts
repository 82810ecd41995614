/** Microsoft Entra ID (before: Azure Active Directory), as a non-gallery enterprise application. */
import type { IdpVendor } from '../idp-vendor.ts';
import { identityProviderFields, serviceProviderFields } from './fields.ts';
import { byHand, withMetadata } from './guide.ts';
import { claim } from './names.ts';
import { knownTraps } from './traps.ts';

const capabilities: IdpVendor['capabilities'] = {
  importsMetadataUrl: { answer: 'no' },
  importsMetadataFile: { answer: 'option' },
  offersMetadataUrl: { answer: 'by-default' },
  signsResponse: { answer: 'option', note: 'Signing Option, under SAML Certificates.' },
  signsAssertion: { answer: 'by-default' },
  encryptsAssertions: { answer: 'option', note: 'With AES-256-CBC.' },
  validatesRequests: { answer: 'option', note: 'Require verification certificates, under SAML Certificates.' },
  singleLogout: { answer: 'by-default' },
  idpInitiated: { answer: 'by-default', note: 'Every tile in My Apps is one.' },
  hidesTile: { answer: 'option' },
  bookmark: { answer: 'option', note: 'An application with the sign-on method Linked.' },
};

export const entraId: IdpVendor = {
  id: 'entra-id',
  name: 'Microsoft Entra ID',
  alsoKnownAs: ['Azure AD', 'Azure Active Directory', 'Microsoft 365'],
  owner: 'Entra ID administrator',
  registration: 'enterprise application',
  beforeYouBegin: ['An administrator with the role Cloud Application Administrator or Application Administrator.'],
  recognition: {
    hosts: [
      'sts.windows.net',
      'login.microsoftonline.com',
      'login.microsoftonline.us',
      'login.partner.microsoftonline.cn',
    ],
    paths: [],
  },
  serviceProviderFields,
  identityProviderFields,
  nameIdFormatLabels: {
    unspecified: 'Unspecified',
    emailAddress: 'Email address',
    persistent: 'Persistent',
  },
  nameIdPreference: ['emailAddress', 'persistent', 'unspecified'],
  recommendedOrder: 'import',
  orderReason: 'Entra ID reads our metadata as a file, so that no address is mistyped.',
  capabilities,
  connection: {
    require: 'either',
    idpInitiated: 'restart',
    cbcSignedInside: true,
    match: { emailAttribute: claim.email, linkAttribute: claim.objectId },
    profile: { displayName: claim.displayName, firstName: claim.firstName, lastName: claim.lastName },
  },
  serviceProvider: { signRequests: true },
  presetReasons: {
    require: 'Entra ID signs the assertion, and the response only when it is told to. Every signature must be genuine.',
    idpInitiated: 'A tile in My Apps starts a sign-in that nobody here asked for; it is begun again from here, safely.',
    cbcSignedInside: 'Entra ID encrypts with AES-CBC. The assertion inside must carry its own genuine signature.',
    match: 'These claims are sent from the start. The object identifier stays the same when an address changes.',
    profile: 'These claims are sent from the start.',
    nameIdPolicy: 'Left out on purpose: Entra ID refuses requests for some formats and uses its own setting otherwise.',
    requestedAuthnContext: 'Left out on purpose: Entra ID refuses people who signed in another way.',
    signRequests: 'Entra ID accepts signed requests, and can be told to insist on them.',
  },
  attributeLabels: { name: 'Claim name', source: 'Source attribute' },
  attributeNames: {
    email: [claim.email, 'emailaddress', 'email', 'mail'],
    firstName: [claim.firstName, 'givenname', 'firstName'],
    lastName: [claim.lastName, 'surname', 'lastName'],
    displayName: [claim.displayName, 'displayname', 'displayName'],
    department: ['department', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/department'],
    groups: [claim.groups, 'groups'],
    login: [claim.login, 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn', 'userprincipalname'],
  },
  guides: { import: withMetadata, 'by-hand': byHand },
  knownTraps,
  tiles: {
    hide: 'In the Amazon Connect application, Properties: set Visible to users? to No.',
    bookmark: 'New application, Create your own application, Single sign-on, Linked, with the User/Agent URL.',
  },
  amazonConnect: {
    deepLinkName: 'User access URL',
    deepLinkWhere: 'In the Amazon Connect application, Properties.',
    deepLinkForm: 'https://myapps.microsoft.com/signin/<id>?tenantId=<tenant>',
    relayStateField: 'Relay State (Optional)',
    relayStateWhere: 'In the Amazon Connect application, Single sign-on, Basic SAML Configuration, Edit.',
    claims:
      'Enterprise application, Manage, Single sign-on, SAML, User Attributes & Claims (now Attributes & Claims), + Add new claim.',
  },
};
