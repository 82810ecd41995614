/** Google Workspace, step by step: its metadata is a file, and all of ours is typed. */
import type { GuideStep } from '../guide-step.ts';
import { confirmEmail, testSignIn } from '../shared-steps.ts';

export const byHand: readonly GuideStep[] = [
  {
    id: 'create-app',
    title: 'Add a custom SAML app',
    owner: 'idp-administrator',
    text: 'In the Google Admin console open Apps, Web and mobile apps, Add app, Add custom SAML app. Enter a name and select Continue.',
    settings: [{ field: 'App name', choose: 'The name of your contact centre' }],
  },
  {
    id: 'enter-metadata-file',
    title: 'Bring the metadata file here',
    owner: 'idp-administrator',
    text: 'Select Download metadata and upload the file here: entity ID, address and certificate are read from it. Then select Continue there.',
    enters: ['metadataFile'],
    warning:
      'Google offers no metadata URL, so the file does not update itself. Upload it again before the certificate ends; a notice here reminds you.',
  },
  {
    id: 'paste-addresses',
    title: 'Copy our addresses',
    owner: 'idp-administrator',
    text: 'On Service provider details paste these values and leave Start URL empty. Tick Signed response.',
    copies: ['acsUrl', 'entityId'],
    settings: [
      { field: 'Start URL (optional)', choose: 'Leave empty' },
      { field: 'Signed response', choose: 'Ticked' },
    ],
    warning:
      'Without the tick Google signs only the assertion, and a platform that asks for a signed response refuses it.',
  },
  {
    id: 'name-the-person',
    title: 'Choose what identifies the person',
    owner: 'idp-administrator',
    text: 'On the same page set these fields and select Continue.',
    copies: ['nameIdFormat'],
    settings: [{ field: 'Name ID', choose: 'Basic Information > Primary email' }],
  },
  {
    id: 'map-attributes',
    title: 'Map the attributes',
    owner: 'idp-administrator',
    text: 'Select Add mapping once for each row, choose the Google Directory attribute, and type the name exactly as here.',
    attributes: [
      { name: 'email', source: 'Basic Information > Primary email', field: 'email' },
      { name: 'firstName', source: 'Basic Information > First name', field: 'firstName' },
      { name: 'lastName', source: 'Basic Information > Last name', field: 'lastName' },
      {
        name: 'department',
        source: 'Employee Details > Department',
        field: 'department',
        when: { platforms: ['egain'] },
      },
    ],
    warning: 'Google sends no attributes until they are mapped.',
  },
  {
    id: 'add-groups',
    title: 'Add the groups',
    owner: 'idp-administrator',
    text: 'Under Group membership (optional) choose the groups of the contact centre and type groups as App attribute.',
    settings: [{ field: 'App attribute', choose: 'groups' }],
    when: { need: 'groups' },
  },
  {
    id: 'finish-app',
    title: 'Finish the app',
    owner: 'idp-administrator',
    text: 'Select Finish. The page of the new app opens.',
  },
  {
    id: 'switch-on-access',
    title: 'Switch the app on for people',
    owner: 'idp-administrator',
    text: 'Select User access and switch the app on for everyone, or for the organisational unit or group of the contact centre. Include the person who will run the test, and select Save.',
    settings: [{ field: 'Service status', choose: 'ON for everyone, or for a unit or group' }],
    warning:
      'A new app is off for everyone. After the change it usually works within minutes, and can take up to 24 hours.',
  },
  confirmEmail,
  testSignIn,
];
