/** Keycloak, step by step, in both orders: with our metadata file, or value by value. */
import type { GuideStep } from '../guide-step.ts';
import { confirmEmail, enterMetadataUrl, testSignIn } from '../shared-steps.ts';

const readTheirs: GuideStep = enterMetadataUrl(
  'In Keycloak open Realm settings, General, and copy the address of SAML 2.0 Identity Provider Metadata.',
);

const importOurs: readonly GuideStep[] = [
  {
    id: 'import-client',
    title: 'Import our metadata as a client',
    owner: 'idp-administrator',
    text: 'Download our metadata as a file. In Keycloak choose the right realm, open Clients, Import client, choose the file and select Save.',
    copies: ['metadataFile'],
    warning: 'The realm is chosen at the top left. The realm master is for Keycloak itself, not for your people.',
  },
  {
    id: 'review-import',
    title: 'Review what was filled in',
    owner: 'idp-administrator',
    text: 'On the Settings and Advanced tabs of the new client compare these values.',
    copies: ['entityId', 'acsUrl', 'sloUrl'],
  },
];

const enterByHand: readonly GuideStep[] = [
  {
    id: 'create-client',
    title: 'Create the client',
    owner: 'idp-administrator',
    text: 'In Keycloak choose the right realm and open Clients, Create client. Choose SAML, paste our entity ID as Client ID, and select Next.',
    copies: ['entityId'],
    settings: [{ field: 'Client type', choose: 'SAML' }],
    warning: 'The realm is chosen at the top left. The realm master is for Keycloak itself, not for your people.',
  },
  {
    id: 'paste-addresses',
    title: 'Copy our addresses',
    owner: 'idp-administrator',
    text: 'Paste the ACS URL under Valid redirect URIs and select Save. Then paste it once more on the Advanced tab, together with the sign-out address.',
    copies: [{ value: 'acsUrl', label: 'Valid redirect URIs' }, 'acsUrl', 'sloUrl'],
    warning: 'A star in Valid redirect URIs would let other addresses receive the answer. Paste the whole address.',
  },
  {
    id: 'add-signing-certificate',
    title: 'Add our signing certificate',
    owner: 'idp-administrator',
    text: 'On the Keys tab switch on Client signature required and import our certificate.',
    copies: ['signingCertificate'],
    settings: [
      { field: 'Client signature required', choose: 'On' },
      { field: 'Archive format', choose: 'Certificate PEM' },
    ],
  },
];

const configure: readonly GuideStep[] = [
  {
    id: 'add-nodes',
    title: 'Add the address of every other node',
    owner: 'idp-administrator',
    text: 'On the Settings tab add one entry to Valid redirect URIs for each further node.',
    copies: ['nodeAcsUrls'],
    when: { need: 'several-nodes' },
  },
  {
    id: 'sign-answers',
    title: 'Set NameID and signatures',
    owner: 'idp-administrator',
    text: 'On the Settings tab, under SAML capabilities and Signature and Encryption, compare these fields and select Save.',
    copies: ['nameIdFormat'],
    settings: [
      { field: 'Force POST binding', choose: 'On' },
      { field: 'Sign documents', choose: 'On' },
      { field: 'Sign assertions', choose: 'On' },
      { field: 'Signature algorithm', choose: 'RSA_SHA256' },
    ],
  },
  {
    id: 'encrypt-assertions',
    title: 'Switch on encryption',
    owner: 'idp-administrator',
    text: 'On the Keys tab switch on Encrypt assertions. Import our encryption certificate if the field is empty.',
    copies: ['encryptionCertificate'],
    settings: [
      { field: 'Encrypt assertions', choose: 'On' },
      { field: 'Archive format', choose: 'Certificate PEM' },
    ],
    when: { need: 'encryption' },
  },
  {
    id: 'add-mappers',
    title: 'Add the attributes',
    owner: 'idp-administrator',
    text: 'Open Client scopes and select the scope that ends in -dedicated. Add one mapper of the type User Property for each row; use the same text as Name.',
    attributes: [
      { name: 'email', source: 'email', field: 'email' },
      { name: 'firstName', source: 'firstName', field: 'firstName' },
      { name: 'lastName', source: 'lastName', field: 'lastName' },
      { name: 'username', source: 'username', field: 'login' },
      { name: 'uid', source: 'username', field: 'login', when: { platforms: ['cisco-ucc'] } },
    ],
    settings: [{ field: 'SAML Attribute NameFormat', choose: 'Basic' }],
    warning: 'Keycloak sends only roles until mappers are added.',
  },
  {
    id: 'add-groups',
    title: 'Add the groups',
    owner: 'idp-administrator',
    text: 'In the same scope add a mapper of the type Group list.',
    settings: [
      { field: 'Group attribute name', choose: 'groups' },
      { field: 'Single Group Attribute', choose: 'On' },
      { field: 'Full group path', choose: 'Off' },
    ],
    when: { need: 'groups' },
  },
];

const last: readonly GuideStep[] = [confirmEmail, testSignIn];

export const withMetadata: readonly GuideStep[] = [readTheirs, ...importOurs, ...configure, ...last];

export const byHand: readonly GuideStep[] = [...enterByHand, ...configure, readTheirs, ...last];
