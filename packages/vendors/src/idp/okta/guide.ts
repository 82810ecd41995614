/** Okta, step by step: everything is entered by hand there, and read from its metadata URL here. */
import type { GuideStep } from '../guide-step.ts';
import { confirmEmail, testSignIn } from '../shared-steps.ts';

const createApp: readonly GuideStep[] = [
  {
    id: 'create-app',
    title: 'Create the app integration',
    owner: 'idp-administrator',
    text: 'In the Okta Admin Console open Applications, Applications and select Create App Integration. Choose SAML 2.0 and select Next.',
    settings: [{ field: 'Sign-in method', choose: 'SAML 2.0' }],
    warning:
      'OIDC - OpenID Connect, SWA - Secure Web Authentication and API Services are for other kinds of applications. The choice cannot be changed later.',
  },
  {
    id: 'name-app',
    title: 'Give it a name',
    owner: 'idp-administrator',
    text: 'Enter the name that people will see, for example the name of your contact centre, and select Next.',
    settings: [{ field: 'App name', choose: 'The name of your contact centre' }],
  },
];

const configureSaml: readonly GuideStep[] = [
  {
    id: 'paste-addresses',
    title: 'Copy our two addresses',
    owner: 'idp-administrator',
    text: 'Paste these values into the first fields of Configure SAML. Keep the box under the first one ticked, and leave Default RelayState empty.',
    copies: ['acsUrl', 'entityId'],
    settings: [
      { field: 'Use this for Recipient URL and Destination URL', choose: 'Ticked' },
      { field: 'Default RelayState', choose: 'Leave empty' },
    ],
    warning: 'With the box not ticked, Okta sends the answer with another Recipient, and the sign-in is refused.',
  },
  {
    id: 'name-the-person',
    title: 'Choose what identifies the person',
    owner: 'idp-administrator',
    text: 'Set the three fields below the addresses as shown.',
    copies: ['nameIdFormat'],
    settings: [
      { field: 'Application username', choose: 'Email' },
      { field: 'Update application username on', choose: 'Create and update' },
    ],
    warning:
      'In Okta the format is only a label: the value is always the Application username. Persistent does not make an e-mail address permanent.',
  },
  {
    id: 'sign-answers',
    title: 'Set the signatures',
    owner: 'idp-administrator',
    text: 'Select Show Advanced Settings and compare these fields. Most of them are set like this already.',
    settings: [
      { field: 'Response', choose: 'Signed' },
      { field: 'Assertion Signature', choose: 'Signed' },
      { field: 'Signature Algorithm', choose: 'RSA-SHA256' },
      { field: 'Digest Algorithm', choose: 'SHA256' },
      { field: 'Assertion Encryption', choose: 'Unencrypted', when: { without: 'encryption' } },
    ],
  },
  {
    id: 'encrypt-assertions',
    title: 'Switch on encryption',
    owner: 'idp-administrator',
    text: 'Still under Advanced Settings, choose Encrypted and upload our encryption certificate.',
    copies: ['encryptionCertificate'],
    settings: [
      { field: 'Assertion Encryption', choose: 'Encrypted' },
      { field: 'Encryption Algorithm', choose: 'AES256-GCM' },
      { field: 'Key Transport Algorithm', choose: 'RSA-OAEP' },
    ],
    warning: 'RSA-1.5 as key transport is not safe, and such answers are refused.',
    when: { need: 'encryption' },
  },
  {
    id: 'add-nodes',
    title: 'Add the address of every other node',
    owner: 'idp-administrator',
    text: 'Under Other Requestable SSO URLs add one line for each subscriber, with its own index: 1 for the first, 2 for the next. The publisher stays in Single sign-on URL.',
    copies: ['nodeAcsUrls'],
    settings: [{ field: 'Index', choose: '1 for the first subscriber' }],
    warning:
      'Enter the address as it is shown here. An older form with ?metaAlias=/sp may stand in other documents; it is not the one to enter.',
    when: { need: 'several-nodes' },
  },
  {
    id: 'check-requests',
    title: 'Let Okta check our requests',
    owner: 'idp-administrator',
    text: 'Still under Advanced Settings, upload our signing certificate and tick Signed Requests: Okta then answers only requests that are ours.',
    copies: ['signingCertificate'],
    settings: [{ field: 'Signed Requests', choose: 'Ticked' }],
    warning: 'When our signing key changes, the new certificate has to be uploaded here before it is put to use.',
    optional: true,
  },
  {
    id: 'sign-out',
    title: 'Let sign-out reach Okta',
    owner: 'idp-administrator',
    text: 'Still under Advanced Settings, upload our signing certificate if it is not there yet. Then tick Enable Single Logout and paste the two values.',
    copies: ['signingCertificate', 'sloUrl', { value: 'entityId', label: 'SP Issuer' }],
    settings: [{ field: 'Enable Single Logout', choose: 'Ticked' }],
    warning:
      'The metadata of Okta has a sign-out address only after this. Where it was read before, read it once more.',
    optional: true,
  },
];

const attributes: readonly GuideStep[] = [
  {
    id: 'add-attributes',
    title: 'Add the attributes',
    owner: 'idp-administrator',
    text: 'Okta sends no attributes until you add them. Under Attribute Statements add one line for each row, with the name written exactly as here.',
    attributes: [
      { name: 'email', source: 'user.email', field: 'email' },
      { name: 'firstName', source: 'user.firstName', field: 'firstName' },
      { name: 'lastName', source: 'user.lastName', field: 'lastName' },
      { name: 'displayName', source: 'user.displayName', field: 'displayName' },
      { name: 'department', source: 'user.department', field: 'department', when: { platforms: ['egain'] } },
      {
        name: 'uid',
        source: 'String.substringBefore(user.login, "@")',
        field: 'login',
        when: { platforms: ['cisco-ucc'] },
      },
      { name: 'user_principal', source: 'user.login', field: null, when: { platforms: ['cisco-ucc'] } },
    ],
    warning: 'Names are compared with letter case: Email is another attribute than email.',
  },
  {
    id: 'add-groups',
    title: 'Add the groups',
    owner: 'idp-administrator',
    text: 'Under Group Attribute Statements add one line named groups. Choose a filter that matches only the groups of your contact centre.',
    settings: [
      { field: 'Name', choose: 'groups' },
      { field: 'Filter', choose: 'Starts with, and the beginning of your group names' },
    ],
    when: { need: 'groups' },
  },
];

export const byHand: readonly GuideStep[] = [
  ...createApp,
  ...configureSaml,
  ...attributes,
  {
    id: 'finish-app',
    title: 'Finish the app',
    owner: 'idp-administrator',
    text: 'Select Next. Okta asks what kind of app this is: it is one of your own. Select Finish.',
    settings: [{ field: 'App type', choose: 'This is an internal app that we have created' }],
  },
  {
    id: 'assign-people',
    title: 'Assign people or groups',
    owner: 'idp-administrator',
    text: 'Open the Assignments tab, select Assign, and choose the people or groups that work in the contact centre. Include the person who will run the test.',
    warning: 'Whoever is not assigned is stopped by Okta with a message of its own and never arrives here.',
  },
  {
    id: 'enter-metadata-url',
    title: 'Bring the metadata URL here',
    owner: 'idp-administrator',
    text: 'Open the Sign On tab and copy Metadata URL under Metadata details. Paste it here: entity ID, addresses and certificates are read from it and stay current by themselves.',
    enters: ['metadataUrl'],
  },
  confirmEmail,
  testSignIn,
];
