/** Duo Single Sign-On, step by step: values are copied by hand there, and read from its metadata here. */
import type { GuideStep } from '../guide-step.ts';
import { confirmEmail, testSignIn } from '../shared-steps.ts';

export const byHand: readonly GuideStep[] = [
  {
    id: 'create-app',
    title: 'Add the application',
    owner: 'idp-administrator',
    text: 'In the Duo Admin Panel open Applications and add a new application. Look for Generic SAML Service Provider, the one with Duo Single Sign-On, and select it.',
    settings: [{ field: 'Application', choose: 'Generic SAML Service Provider' }],
    warning:
      'Duo Single Sign-On must be switched on and have an authentication source, such as Active Directory, before anybody can sign in.',
  },
  {
    id: 'paste-addresses',
    title: 'Copy our addresses',
    owner: 'idp-administrator',
    text: 'In the section Service Provider paste these values. Leave Default Relay State empty.',
    copies: ['entityId', 'acsUrl'],
    settings: [{ field: 'Default Relay State', choose: 'Leave empty' }],
  },
  {
    id: 'add-nodes',
    title: 'Add the address of every other node',
    owner: 'idp-administrator',
    text: 'Add one more ACS URL for each further node. The address of the first node stays on top.',
    copies: ['nodeAcsUrls'],
    when: { need: 'several-nodes' },
  },
  {
    id: 'sign-out',
    title: 'Add the sign-out address',
    owner: 'idp-administrator',
    text: 'In the same section paste the sign-out address.',
    copies: ['sloUrl'],
    optional: true,
  },
  {
    id: 'name-the-person',
    title: 'Choose what identifies the person',
    owner: 'idp-administrator',
    text: 'In the section SAML Response choose the format and the attribute that fills it.',
    copies: ['nameIdFormat'],
    settings: [{ field: 'NameID attribute', choose: '<Email Address>' }],
  },
  {
    id: 'sign-answers',
    title: 'Set the signatures',
    owner: 'idp-administrator',
    text: 'In the same section keep both signing options ticked.',
    settings: [
      { field: 'Signature algorithm', choose: 'SHA256' },
      { field: 'Sign response', choose: 'Ticked' },
      { field: 'Sign assertion', choose: 'Ticked' },
    ],
  },
  {
    id: 'encrypt-assertions',
    title: 'Switch on encryption',
    owner: 'idp-administrator',
    text: 'In the same section switch on the encryption of the assertion and upload our encryption certificate.',
    copies: ['encryptionCertificate'],
    when: { need: 'encryption' },
  },
  {
    id: 'map-attributes',
    title: 'Map the attributes',
    owner: 'idp-administrator',
    text: 'Under Map attributes choose a Duo attribute on the left and type the name on the right, exactly as here.',
    attributes: [
      { name: 'email', source: '<Email Address>', field: 'email' },
      { name: 'firstName', source: '<First Name>', field: 'firstName' },
      { name: 'lastName', source: '<Last Name>', field: 'lastName' },
      { name: 'displayName', source: '<Display Name>', field: 'displayName' },
      { name: 'uid', source: '<Username>', field: 'login', when: { platforms: ['cisco-ucc'] } },
    ],
    warning: 'Names are compared with letter case: Email is another attribute than email.',
  },
  {
    id: 'add-groups',
    title: 'Add the groups',
    owner: 'idp-administrator',
    text: 'Under Role attributes enter groups as the attribute name. Add one role for each Duo group of the contact centre.',
    settings: [{ field: 'Attribute name', choose: 'groups' }],
    when: { need: 'groups' },
  },
  {
    id: 'give-access',
    title: 'Give people access',
    owner: 'idp-administrator',
    text: 'In the settings of the application allow the groups that work in the contact centre, and select Save. Include the person who will run the test.',
    warning: 'A new application usually lets nobody in until access is given.',
  },
  {
    id: 'enter-metadata-url',
    title: 'Bring the metadata URL here',
    owner: 'idp-administrator',
    text: 'Copy Metadata URL from the section Metadata at the top of the page. Paste it here: entity ID, addresses and certificates are read from it and stay current by themselves.',
    enters: ['metadataUrl'],
  },
  confirmEmail,
  testSignIn,
];
