/** Amazon Connect: AWS is the service provider of its own trust; agents reach it through a deep link in a window. */
import { z } from 'zod';
import type { PlatformProfile } from '../platform-profile.ts';
import { addressesFrom } from '../tenant-fields.ts';
import { claims } from './claims.ts';

const fields = z.strictObject({
  region: z
    .string({ error: 'Enter the AWS region.' })
    .regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'Enter the AWS region of the instance, such as eu-central-1.'),
  instanceId: z.string({ error: 'Enter the instance ID.' }).regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    error: 'Enter the instance ID: the last part of the instance ARN, 36 characters in lower case.',
  }),
  destination: z
    .string()
    .regex(/^\/connect\/[A-Za-z0-9/_-]+$/, 'Enter a path of Amazon Connect, such as /connect/ccp-v2.')
    .default('/connect/ccp-v2'),
});

export const amazonConnect: PlatformProfile = {
  id: 'amazon-connect',
  name: 'Amazon Connect',
  summary:
    'Agents sign in here, and a window signs them in to Amazon Connect through a deep link of the identity provider.',
  triedWith: null,
  connection: { idpInitiated: 'restart' },
  serviceProvider: {},
  presetReasons: {
    idpInitiated:
      'Tiles and deep links of the identity provider lead here, too; such a sign-in is begun again from here.',
  },
  nameIdFormats: [],
  fields: [
    {
      key: 'region',
      label: 'AWS region',
      help: 'Region of the Amazon Connect instance.',
      example: 'eu-central-1',
      kind: 'text',
      required: true,
    },
    {
      key: 'instanceId',
      label: 'Instance ID',
      help: 'Last part of the instance ARN, which the AWS console shows on the page of the instance.',
      example: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
      kind: 'text',
      required: true,
    },
    {
      key: 'destination',
      label: 'Destination',
      help: 'Page that opens after the sign-in. /connect/ccp-v2 is the agent panel; /connect/ccp is its older address.',
      example: '/connect/ccp-v2',
      kind: 'text',
      required: false,
    },
  ],
  addresses: addressesFrom(fields, ({ region, instanceId, destination }) => ({
    relayState: `https://${region}.console.aws.amazon.com/connect/federate/${instanceId}?destination=${encodeURIComponent(destination)}`,
    applications: [{ name: 'Amazon Connect Contact Control Panel (CCP)', url: null, supportsSso: true }],
  })),
  labels: {
    startUrl: { label: 'User/Agent URL' },
  },
  components: [],
  serviceProviders: [{ slug: 'default', name: 'Sign-on' }],
  claims,
  checklist: [
    {
      id: 'saml-instance',
      title: 'Have an instance with SAML',
      text: 'SAML as identity management is chosen when the Amazon Connect instance is created. It cannot be changed to or from SAML later.',
    },
    {
      id: 'federation',
      title: 'Connect the identity provider with AWS',
      text: 'AWS is the service provider of this trust. Create an identity provider in IAM from the metadata XML, and one or more roles with policies; each side needs values of the other, so keep both open.',
    },
    {
      id: 'idp-application',
      title: 'Create the application for Amazon Connect',
      text: 'At the identity provider create an application for AWS with the three attributes and the RelayState. Users must exist in Amazon Connect under the same name; no IAM user per agent is needed.',
    },
    {
      id: 'integration',
      title: 'Enter the deep link here',
      text: 'On the page Amazon Connect Integration tick Amazon Connect Single Sign-On Behavior enabled and paste the deep link as Amazon Connect Single Sign-On URL. Tick Auto-Close Amazon Connect Window during Sign-On, and save.',
    },
    {
      id: 'hide-tile',
      title: 'Hide the tile of Amazon Connect',
      text: 'Agents use the User/Agent URL. Hide the other tile at the identity provider and add a bookmark to the User/Agent URL, where that is possible.',
      optional: true,
    },
  ],
  links: [
    { label: 'SP metadata document of AWS', url: 'https://signin.aws.amazon.com/static/saml-metadata.xml' },
    { label: 'Sign-in endpoint of AWS', url: 'https://signin.aws.amazon.com/saml' },
  ],
  asksOfIdp: [
    'A second application, for AWS, with a deep link that works outside the console of the identity provider.',
    'The three attributes of AWS in that application, with their exact names.',
    'The RelayState with the destination in that application.',
    'People who exist in Amazon Connect under the same user name.',
  ],
};
