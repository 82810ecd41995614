/** AD FS, step by step: its addresses are known beforehand, and it reads our metadata. */
import type { GuideStep } from '../guide-step.ts';
import { confirmEmail, enterMetadataUrl, testSignIn } from '../shared-steps.ts';
import { claim } from './names.ts';

const readTheirs: GuideStep = {
  ...enterMetadataUrl(
    'The metadata of AD FS is at https://<AD FS host>/federationmetadata/2007-06/federationmetadata.xml.',
  ),
  warning:
    'AD FS usually renews its token-signing certificate every year by itself. With the address the new one is trusted in time; with a file somebody has to upload it.',
};

const openWizard: GuideStep = {
  id: 'open-wizard',
  title: 'Start the relying party wizard',
  owner: 'idp-administrator',
  text: 'On the AD FS server open AD FS Management, Relying Party Trusts, Add Relying Party Trust. Choose Claims aware and select Start.',
  settings: [{ field: 'Welcome', choose: 'Claims aware' }],
};

const importOurs: GuideStep = {
  id: 'import-metadata',
  title: 'Let AD FS read our metadata',
  owner: 'idp-administrator',
  text: 'Choose to import data that is published online, paste our metadata URL and select Next. Enter a display name, for example the name of your contact centre.',
  copies: ['metadataUrl'],
  settings: [
    {
      field: 'Select Data Source',
      choose: 'Import data about the relying party published online or on a local network',
    },
  ],
  warning:
    'If the AD FS server cannot reach the address, download our metadata and choose Import data about the relying party from a file. Changes then have to be imported again.',
};

const enterManually: GuideStep = {
  id: 'enter-manually',
  title: 'Enter our data by hand',
  owner: 'idp-administrator',
  text: 'Choose to enter data manually and give a display name. Then tick support for the SAML 2.0 WebSSO protocol and paste the two values.',
  copies: [
    { value: 'acsUrl', label: 'Relying party SAML 2.0 SSO service URL' },
    { value: 'entityId', label: 'Relying party trust identifier' },
  ],
  settings: [
    { field: 'Select Data Source', choose: 'Enter data about the relying party manually' },
    { field: 'Enable support for the SAML 2.0 WebSSO protocol', choose: 'Ticked' },
  ],
};

const completeByHand: readonly GuideStep[] = [
  {
    id: 'add-signature-certificate',
    title: 'Add our signing certificate',
    owner: 'idp-administrator',
    text: 'After the wizard open Properties of the trust. Add our certificate on the Signature tab, so that AD FS can check our requests.',
    copies: ['signingCertificate'],
    settings: [{ field: 'Secure hash algorithm (Advanced tab)', choose: 'SHA-256' }],
  },
  {
    id: 'add-encryption-certificate',
    title: 'Add our encryption certificate',
    owner: 'idp-administrator',
    text: 'In Properties of the trust add our encryption certificate on the Encryption tab. From then on AD FS encrypts what it sends.',
    copies: ['encryptionCertificate'],
    when: { need: 'encryption' },
  },
  {
    id: 'add-logout',
    title: 'Add the sign-out address',
    owner: 'idp-administrator',
    text: 'In Properties, Endpoints tab, select Add SAML, choose SAML Logout with binding POST, and paste the address.',
    copies: [{ value: 'sloUrl', label: 'Trusted URL' }],
    settings: [
      { field: 'Endpoint type', choose: 'SAML Logout' },
      { field: 'Binding', choose: 'POST' },
    ],
    warning: 'AD FS takes messages about sign-out only when our certificate stands on the Signature tab.',
    optional: true,
  },
  {
    id: 'add-nodes',
    title: 'Add the address of every other node',
    owner: 'idp-administrator',
    text: 'In Properties, Endpoints tab, select Add SAML once for each further node, with its own index.',
    copies: ['nodeAcsUrls'],
    settings: [
      { field: 'Endpoint type', choose: 'SAML Assertion Consumer' },
      { field: 'Binding', choose: 'POST' },
    ],
    when: { need: 'several-nodes' },
  },
];

const chooseAccess: GuideStep = {
  id: 'choose-access',
  title: 'Choose who may sign in',
  owner: 'idp-administrator',
  text: 'Choose an access control policy that includes the people of the contact centre. Select Next until the end and finish with the box for the claims issuance policy ticked.',
  settings: [{ field: 'Configure claims issuance policy for this application', choose: 'Ticked' }],
};

const review: GuideStep = {
  id: 'review-import',
  title: 'Review what was imported',
  owner: 'idp-administrator',
  text: 'Open Properties of the new trust. The Identifiers and Endpoints tabs must show these values. On the Monitoring tab tick both boxes, so that AD FS follows our changes.',
  copies: ['entityId', 'acsUrl', 'sloUrl'],
  settings: [
    { field: 'Monitor relying party', choose: 'Ticked' },
    { field: 'Automatically update relying party', choose: 'Ticked' },
  ],
};

const claims: readonly GuideStep[] = [
  {
    id: 'add-claims',
    title: 'Add the rule for attributes',
    owner: 'idp-administrator',
    text: 'In Edit Claim Issuance Policy select Add Rule, Send LDAP Attributes as Claims. Choose Active Directory as attribute store and add these rows.',
    attributes: [
      { name: claim.email, source: 'E-Mail-Addresses → E-Mail Address', field: 'email' },
      { name: claim.firstName, source: 'Given-Name → Given Name', field: 'firstName' },
      { name: claim.lastName, source: 'Surname → Surname', field: 'lastName' },
      { name: claim.displayName, source: 'Display-Name → Name', field: 'displayName' },
      { name: 'department', source: 'Department → department', field: 'department', when: { platforms: ['egain'] } },
      { name: 'uid', source: 'SAM-Account-Name → uid', field: 'login', when: { platforms: ['cisco-ucc'] } },
      {
        name: 'user_principal',
        source: 'User-Principal-Name → user_principal',
        field: null,
        when: { platforms: ['cisco-ucc'] },
      },
    ],
    warning: 'AD FS sends nothing about a person without rules: the sign-in succeeds there and fails here.',
  },
  {
    id: 'add-groups',
    title: 'Add the groups',
    owner: 'idp-administrator',
    text: 'In the same rule add one more row for groups.',
    attributes: [{ name: claim.groups, source: 'Token-Groups - Unqualified Names → Group', field: 'groups' }],
    when: { need: 'groups' },
  },
  {
    id: 'add-name-id',
    title: 'Add the rule for the NameID',
    owner: 'idp-administrator',
    text: 'Select Add Rule, Transform an Incoming Claim, and choose the fields as shown. This rule must stand below the first one.',
    copies: ['nameIdFormat'],
    settings: [
      { field: 'Incoming claim type', choose: 'E-Mail Address' },
      { field: 'Outgoing claim type', choose: 'Name ID' },
      { field: 'Pass through all claim values', choose: 'Selected' },
    ],
    warning: 'Without a Name ID a later sign-out cannot name the person, and AD FS refuses it.',
  },
];

const signResponse: GuideStep = {
  id: 'sign-response',
  title: 'Sign the response as well',
  owner: 'idp-administrator',
  text: 'AD FS signs only the assertion by default, and this platform asks for more. In PowerShell on the primary AD FS server run this command.',
  snippet: {
    language: 'powershell',
    text: "Set-AdfsRelyingPartyTrust -TargetIdentifier '{{entityId}}' -SamlResponseSignature 'MessageAndAssertion'",
  },
  when: { need: 'signed-response' },
};

const last: readonly GuideStep[] = [...claims, signResponse, confirmEmail, testSignIn];

export const withMetadata: readonly GuideStep[] = [readTheirs, openWizard, importOurs, chooseAccess, review, ...last];

export const byHand: readonly GuideStep[] = [
  openWizard,
  enterManually,
  chooseAccess,
  ...completeByHand,
  ...claims,
  signResponse,
  readTheirs,
  confirmEmail,
  testSignIn,
];
