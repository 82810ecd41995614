/** Active Directory Federation Services of Windows Server. */
import type { IdpVendor } from '../idp-vendor.ts';
import { identityProviderFields, serviceProviderFields } from './fields.ts';
import { byHand, withMetadata } from './guide.ts';
import { claim } from './names.ts';

const capabilities: IdpVendor['capabilities'] = {
  importsMetadataUrl: { answer: 'option', note: 'The AD FS server must reach our address over https.' },
  importsMetadataFile: { answer: 'option' },
  offersMetadataUrl: { answer: 'by-default' },
  signsResponse: { answer: 'option', note: 'SamlResponseSignature, in PowerShell only.' },
  signsAssertion: { answer: 'by-default' },
  encryptsAssertions: { answer: 'by-default', note: 'As soon as the trust has an encryption certificate.' },
  validatesRequests: { answer: 'by-default', note: 'As soon as the trust has a signature certificate.' },
  singleLogout: { answer: 'option' },
  idpInitiated: { answer: 'option', note: 'The page IdpInitiatedSignOn is usually switched off.' },
  hidesTile: { answer: 'no' },
  bookmark: { answer: 'no', note: 'AD FS has no portal; an intranet page can carry the link.' },
};

const knownTraps: IdpVendor['knownTraps'] = [
  {
    errorText: 'MSIS7042',
    symptom: 'AD FS stops with the message that the same browser made six requests within a few seconds.',
    cause: 'An application sends the person back to AD FS again and again, because it does not accept the answer.',
    fix: 'Close the browser, look up the first refused attempt here by its reference, and correct its cause.',
    owner: 'you',
  },
  {
    symptom: 'The person signs in at AD FS, and here the e-mail attribute is missing.',
    cause: 'The trust has no claim rules, or the rule reads an LDAP attribute that is empty.',
    fix: 'Add the rules of the guide, and check the e-mail address in Active Directory.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'The test says that the response is not signed.',
    cause: 'AD FS signs only the assertion until SamlResponseSignature is set.',
    fix: 'Run the command of the guide with MessageAndAssertion.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'Everybody is refused from one day to the next, with a certificate that is not known.',
    cause: 'AD FS renewed its token-signing certificate, and the connection has a metadata file.',
    fix: 'Give the connection the metadata URL. Confirm the fingerprint with the AD FS administrator.',
    owner: 'you',
  },
  {
    symptom: 'AD FS cannot read our metadata URL.',
    cause: 'The server has no way to our address, or does not trust its TLS certificate.',
    fix: 'Import our metadata as a file, or open the way to this address.',
    owner: 'idp-administrator',
  },
];

export const adfs: IdpVendor = {
  id: 'adfs',
  name: 'AD FS',
  alsoKnownAs: ['ADFS', 'Active Directory Federation Services'],
  owner: 'AD FS administrator',
  registration: 'relying party trust',
  beforeYouBegin: ['A person who may administer the AD FS server, with AD FS Management and PowerShell.'],
  recognition: { hosts: [], paths: [/^\/adfs\/(services\/trust|ls)(\/|$)/i] },
  serviceProviderFields,
  identityProviderFields,
  nameIdFormatLabels: {
    unspecified: 'Unspecified',
    emailAddress: 'Email',
    persistent: 'Persistent Identifier',
    transient: 'Transient Identifier',
  },
  nameIdPreference: ['emailAddress', 'transient', 'unspecified'],
  recommendedOrder: 'import',
  orderReason: 'The addresses of AD FS are known beforehand and it reads our metadata, so hardly anything is typed.',
  capabilities,
  connection: {
    require: 'either',
    idpInitiated: 'restart',
    cbcSignedInside: true,
    match: { emailAttribute: claim.email },
    profile: { displayName: claim.displayName, firstName: claim.firstName, lastName: claim.lastName },
  },
  serviceProvider: { signRequests: true },
  presetReasons: {
    require: 'AD FS signs the assertion, and the response only when it is told to. Every signature must be genuine.',
    idpInitiated:
      'A link to IdpInitiatedSignOn starts a sign-in that nobody here asked for; it is begun again from here, safely.',
    cbcSignedInside: 'AD FS encrypts with AES-CBC. The assertion inside must carry its own genuine signature.',
    match: 'The rule of the guide sends the e-mail address under this name.',
    profile: 'The rule of the guide sends these claims.',
    nameIdPolicy: 'Left out on purpose: without a matching rule AD FS refuses a request for a format.',
    signRequests:
      'AD FS checks our requests with the certificate from our metadata, and asks for signed sign-out requests.',
  },
  attributeLabels: { name: 'Claim that is sent', source: 'LDAP Attribute → Outgoing Claim Type' },
  attributeNames: {
    email: [claim.email, 'http://schemas.xmlsoap.org/claims/EmailAddress', 'email', 'mail'],
    firstName: [claim.firstName, 'givenName', 'firstName'],
    lastName: [claim.lastName, 'sn', 'lastName'],
    displayName: [claim.displayName, 'http://schemas.xmlsoap.org/claims/CommonName', 'displayName'],
    department: ['department', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/department'],
    groups: [claim.groups, 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role', 'groups'],
    login: [
      claim.login,
      'http://schemas.xmlsoap.org/claims/UPN',
      'http://schemas.microsoft.com/ws/2008/06/identity/claims/windowsaccountname',
      'uid',
    ],
  },
  guides: { import: withMetadata, 'by-hand': byHand },
  knownTraps,
  tiles: { hide: null, bookmark: null },
  amazonConnect: {
    deepLinkName: 'IdP-initiated sign-on address',
    deepLinkWhere:
      'It is put together by hand; first switch the page on: Set-AdfsProperties -EnableIdPInitiatedSignonPage $true.',
    deepLinkForm:
      'https://<AD FS host>/adfs/ls/IdpInitiatedSignOn.aspx?RelayState=RPID%3D<relying party identifier>%26RelayState%3D<RelayState>',
    relayStateField: 'RelayState',
    relayStateWhere:
      'It is part of the address, URL-encoded twice; it works once RelayState for IdP-initiated sign-on is switched on.',
    claims: 'Edit Claim Issuance Policy of the trust for AWS, one rule for each claim.',
  },
};
