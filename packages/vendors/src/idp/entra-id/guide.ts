/** Microsoft Entra ID, step by step, in both orders: with our metadata file, or value by value. */
import type { GuideStep } from '../guide-step.ts';
import { confirmEmail, testSignIn } from '../shared-steps.ts';
import { claim } from './names.ts';

const createApp: readonly GuideStep[] = [
  {
    id: 'create-app',
    title: 'Create the enterprise application',
    owner: 'idp-administrator',
    text: 'In the Microsoft Entra admin center open Enterprise applications, New application, Create your own application. Enter a name, choose the non-gallery option and select Create.',
    settings: [
      {
        field: 'What are you looking to do with your application?',
        choose: "Integrate any other application you don't find in the gallery (Non-gallery)",
      },
    ],
  },
  {
    id: 'choose-saml',
    title: 'Choose SAML',
    owner: 'idp-administrator',
    text: 'In the new application open Single sign-on and select SAML.',
    settings: [{ field: 'Select a single sign-on method', choose: 'SAML' }],
  },
];

const upload: readonly GuideStep[] = [
  {
    id: 'upload-metadata',
    title: 'Upload our metadata file',
    owner: 'idp-administrator',
    text: 'Download our metadata as a file. Select Upload metadata file at the top of the SAML page, choose the file and select Add.',
    copies: ['metadataFile'],
  },
  {
    id: 'review-import',
    title: 'Review what was filled in',
    owner: 'idp-administrator',
    text: 'Compare the form that opens with these values, then select Save.',
    copies: ['entityId', 'acsUrl', 'sloUrl'],
    settings: [{ field: 'Relay State (Optional)', choose: 'Leave empty' }],
  },
];

const paste: readonly GuideStep[] = [
  {
    id: 'paste-addresses',
    title: 'Copy our addresses',
    owner: 'idp-administrator',
    text: 'Select Edit under Basic SAML Configuration. Paste these values, leave Relay State empty, and select Save.',
    copies: ['entityId', 'acsUrl'],
    settings: [{ field: 'Relay State (Optional)', choose: 'Leave empty' }],
    warning: 'Both values are compared letter by letter. A slash too many at the end is a difference.',
  },
  {
    id: 'add-logout',
    title: 'Add the sign-out address',
    owner: 'idp-administrator',
    text: 'In the same form paste the sign-out address and select Save.',
    copies: ['sloUrl'],
    optional: true,
  },
];

const nodes: GuideStep = {
  id: 'add-nodes',
  title: 'Add the address of every other node',
  owner: 'idp-administrator',
  text: 'In Basic SAML Configuration select Add reply URL once for each further node. Keep the address of the first node as Default.',
  copies: ['nodeAcsUrls'],
  when: { need: 'several-nodes' },
};

const claims: readonly GuideStep[] = [
  {
    id: 'check-claims',
    title: 'Check the claims',
    owner: 'idp-administrator',
    text: 'Open Attributes & Claims and compare. Claims that are there already need nothing; add the others with Add new claim and leave Namespace empty.',
    attributes: [
      { name: claim.email, source: 'user.mail', field: 'email' },
      { name: claim.firstName, source: 'user.givenname', field: 'firstName' },
      { name: claim.lastName, source: 'user.surname', field: 'lastName' },
      { name: claim.login, source: 'user.userprincipalname', field: 'login' },
      { name: 'department', source: 'user.department', field: 'department', when: { platforms: ['egain'] } },
      { name: 'uid', source: 'user.onpremisessamaccountname', field: 'login', when: { platforms: ['cisco-ucc'] } },
      { name: 'user_principal', source: 'user.userprincipalname', field: null, when: { platforms: ['cisco-ucc'] } },
    ],
    warning:
      'user.mail is empty for accounts without a mailbox, and Entra ID leaves out claims that are empty. If some people have none, choose user.userprincipalname as source, where that is their address.',
  },
  {
    id: 'add-groups',
    title: 'Add the groups',
    owner: 'idp-administrator',
    text: 'In Attributes & Claims select Add a group claim. Choose only the groups that are assigned to this application.',
    settings: [
      {
        field: 'Which groups associated with the user should be returned in the claim?',
        choose: 'Groups assigned to the application',
      },
    ],
    warning:
      'For a person in more than 150 groups Entra ID leaves the whole claim out. With assigned groups only, this does not happen. Groups usually arrive as object IDs, not as names.',
    when: { need: 'groups' },
  },
];

const security: readonly GuideStep[] = [
  {
    id: 'sign-response',
    title: 'Sign the response as well',
    owner: 'idp-administrator',
    text: 'Entra ID signs only the assertion by default, and this platform asks for more. Select Edit under SAML Certificates and choose both.',
    settings: [
      { field: 'Signing Option', choose: 'Sign SAML response and assertion' },
      { field: 'Signing Algorithm', choose: 'SHA-256' },
    ],
    when: { need: 'signed-response' },
  },
  {
    id: 'encrypt-assertions',
    title: 'Switch on encryption',
    owner: 'idp-administrator',
    text: 'Open Token encryption, select Import Certificate and upload our encryption certificate. Then activate it from the menu beside it.',
    copies: ['encryptionCertificate'],
    warning: 'An imported certificate does nothing until it is activated.',
    when: { need: 'encryption' },
  },
];

const last: readonly GuideStep[] = [
  {
    id: 'assign-people',
    title: 'Assign people or groups',
    owner: 'idp-administrator',
    text: 'Open Users and groups, select Add user/group, and choose who works in the contact centre. Include the person who will run the test.',
    warning:
      'Whoever is not assigned is stopped by Entra ID and never arrives here. Members of a group inside an assigned group are not included: assign each group itself.',
  },
  {
    id: 'enter-metadata-url',
    title: 'Bring the metadata URL here',
    owner: 'idp-administrator',
    text: 'Copy App Federation Metadata Url under SAML Certificates. Paste it here: entity ID, addresses and certificates are read from it and stay current by themselves.',
    enters: ['metadataUrl'],
    warning:
      'Take the address of this application, which has appid in it. The address of the whole tenant may name other certificates.',
  },
  confirmEmail,
  testSignIn,
];

export const withMetadata: readonly GuideStep[] = [...createApp, ...upload, nodes, ...claims, ...security, ...last];

export const byHand: readonly GuideStep[] = [...createApp, ...paste, nodes, ...claims, ...security, ...last];
