/** Any SAML 2.0 identity provider, step by step, in both orders. */
import type { GuideStep } from '../guide-step.ts';
import { confirmEmail, enterMetadataUrl, testSignIn } from '../shared-steps.ts';

const readTheirs: GuideStep = {
  ...enterMetadataUrl('Ask the administrator of the identity provider for its metadata URL.'),
  warning:
    'If there is only a file, upload that. It does not update itself and has to be uploaded again after every change.',
};

const giveOurs: readonly GuideStep[] = [
  {
    id: 'give-metadata',
    title: 'Hand over our metadata',
    owner: 'idp-administrator',
    text: 'Register a new service provider and give it our metadata URL. If the form takes only a file, download our metadata and upload it there.',
    copies: ['metadataUrl', 'metadataFile'],
  },
  {
    id: 'review-import',
    title: 'Review what was filled in',
    owner: 'idp-administrator',
    text: 'Compare the fields that were filled in with these values. They must be equal letter by letter.',
    copies: ['entityId', 'acsUrl', 'sloUrl'],
  },
];

const typeOurs: readonly GuideStep[] = [
  {
    id: 'paste-addresses',
    title: 'Copy our addresses',
    owner: 'idp-administrator',
    text: 'Register a new service provider and paste these values. If it asks for a binding, choose HTTP-POST; if it asks for a RelayState, leave it empty.',
    copies: ['acsUrl', 'entityId', 'sloUrl'],
    settings: [{ field: 'Binding', choose: 'HTTP-POST' }],
  },
  {
    id: 'give-certificates',
    title: 'Give our signing certificate',
    owner: 'idp-administrator',
    text: 'Upload our signing certificate, so that the identity provider can check our requests. If it has no field for one, go on.',
    copies: ['signingCertificate'],
  },
];

const configure: readonly GuideStep[] = [
  {
    id: 'add-nodes',
    title: 'Add the address of every other node',
    owner: 'idp-administrator',
    text: 'Add one more ACS URL for each further node, with its own index if there is a field for it.',
    copies: ['nodeAcsUrls'],
    when: { need: 'several-nodes' },
  },
  {
    id: 'name-the-person',
    title: 'Choose what identifies the person',
    owner: 'idp-administrator',
    text: 'Choose this NameID format, and the e-mail address of the person as its value.',
    copies: ['nameIdFormat'],
    warning:
      'With the format persistent the value must stay the same for a person for ever, such as a number of the directory. An e-mail address does not.',
  },
  {
    id: 'sign-answers',
    title: 'Set the signatures',
    owner: 'idp-administrator',
    text: 'Let the identity provider sign the whole response with SHA-256. Sign the assertion as well, if both can be chosen.',
    settings: [
      { field: 'Signed Response', choose: 'Enabled' },
      { field: 'Signature / Hash Algorithm', choose: 'SHA-256' },
    ],
  },
  {
    id: 'encrypt-assertions',
    title: 'Switch on encryption',
    owner: 'idp-administrator',
    text: 'Let the identity provider encrypt assertions with our encryption certificate. Choose AES-GCM and RSA-OAEP, if the algorithms can be chosen.',
    copies: ['encryptionCertificate'],
    when: { need: 'encryption' },
  },
  {
    id: 'send-attributes',
    title: 'Send the attributes',
    owner: 'idp-administrator',
    text: 'Let the identity provider send these attributes. Other names are possible: enter them here afterwards, exactly as they are sent.',
    attributes: [
      { name: 'email', source: 'E-mail address', field: 'email' },
      { name: 'firstName', source: 'Given name', field: 'firstName' },
      { name: 'lastName', source: 'Family name', field: 'lastName' },
      { name: 'displayName', source: 'Display name', field: 'displayName' },
      { name: 'department', source: 'Department', field: 'department', when: { platforms: ['egain'] } },
      { name: 'uid', source: 'Login name', field: 'login', when: { platforms: ['cisco-ucc'] } },
      { name: 'user_principal', source: 'Login name with domain', field: null, when: { platforms: ['cisco-ucc'] } },
    ],
  },
  {
    id: 'add-groups',
    title: 'Add the groups',
    owner: 'idp-administrator',
    text: 'Send the groups of the person as an attribute with several values. Limit it to the groups of the contact centre.',
    attributes: [{ name: 'groups', source: 'Groups', field: 'groups' }],
    when: { need: 'groups' },
  },
  {
    id: 'assign-people',
    title: 'Assign people or groups',
    owner: 'idp-administrator',
    text: 'In many identity providers nobody may use a new application until people or groups are assigned. Assign who works in the contact centre, and the person who will run the test.',
    warning:
      'Whoever is not assigned is usually stopped by the identity provider with a message of its own and never arrives here.',
  },
];

const last: readonly GuideStep[] = [confirmEmail, testSignIn];

const typeTheirs: GuideStep = {
  id: 'enter-values',
  title: 'Enter the values of the identity provider here',
  owner: 'you',
  text: 'Ask the administrator of the identity provider for these values and enter them. The logout URL may stay empty if there is none.',
  enters: ['entityId', 'loginUrl', 'logoutUrl', 'signingCertificate'],
  warning:
    'Confirm the fingerprint of the certificate with that person by another way than the one that the certificate came by.',
};

export const withMetadata: readonly GuideStep[] = [readTheirs, ...giveOurs, ...configure, ...last];

export const byHand: readonly GuideStep[] = [...typeOurs, ...configure, typeTheirs, ...last];
