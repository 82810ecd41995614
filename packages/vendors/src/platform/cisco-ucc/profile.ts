/** Cisco UCCX, UCCE and PCCE with Identity Service: one ACS on each node, transient NameID, signed responses in the clear. */
import { z } from 'zod';
import type { AcsAddress, PlatformProfile } from '../platform-profile.ts';
import { addressesFrom, hostName } from '../tenant-fields.ts';

const PORT = 8553;

const fields = z.strictObject({
  nodes: z
    .array(
      z.strictObject({
        host: hostName,
        role: z.enum(['publisher', 'subscriber'], { error: 'Choose publisher or subscriber.' }),
      }),
      { error: 'List the nodes, the publisher first.' },
    )
    .min(1, 'List at least the publisher.')
    .max(20, 'List at most 20 nodes.')
    .superRefine((nodes, context) => {
      if (nodes.some(({ role }, index) => (role === 'publisher') !== (index === 0))) {
        context.addIssue({
          code: 'custom',
          message: 'List one publisher, in the first place; the others are subscribers.',
        });
      }
      nodes.forEach(({ host }, index) => {
        if (nodes.findIndex((other) => other.host === host) !== index) {
          context.addIssue({ code: 'custom', path: [index, 'host'], message: 'This node is listed twice.' });
        }
      });
    }),
});

const acsOf = (host: string, index: number): AcsAddress => ({
  url: `https://${host}:${PORT}/ids/saml/response/metaAlias/sp`,
  index,
  isDefault: index === 0,
});

export const ciscoUcc: PlatformProfile = {
  id: 'cisco-ucc',
  name: 'Cisco Unified Contact Center',
  summary:
    'Express (UCCX), Enterprise (UCCE) and Packaged (PCCE), with Finesse and CUIC on a publisher and its subscribers.',
  triedWith: 'UCCX 15.0 with Okta',
  connection: { require: 'response' },
  serviceProvider: { signRequests: true, wantEncryptedAssertions: false, nameIdFormats: ['transient'] },
  presetReasons: {
    require: 'The Identity Service wants a signed response; a signed assertion alone is not enough.',
    signRequests: 'The SAML certificate signs every request.',
    wantEncryptedAssertions: 'This platform expects assertions in the clear.',
    nameIdFormats: 'The metadata of the Identity Service lists the transient format.',
  },
  nameIdFormats: ['transient'],
  fields: [
    {
      key: 'nodes',
      label: 'Nodes',
      help: 'Full host name of the publisher, then of each subscriber. An IP address does not work, because sign-on returns to the name.',
      example: 'uccx-pub.acme.example',
      kind: 'nodes',
      required: true,
    },
  ],
  addresses: addressesFrom(fields, ({ nodes }) => ({
    acs: nodes.map(({ host }, index) => acsOf(host, index)),
    // An older form of the same address, still entered at some identity providers.
    acceptedAcsUrls: nodes.slice(1).map(({ host }) => `https://${host}:${PORT}/ids/saml/response?metaAlias=/sp`),
  })),
  labels: {
    entityId: { label: 'SP Entity ID', alsoKnownAs: ['Audience URI (SP Entity ID)'] },
    acsUrl: { label: 'AssertionConsumerService Location', alsoKnownAs: ['Single sign-on URL'] },
    metadataFile: { label: 'Metadata file', alsoKnownAs: ['SAML SP metadata XML'] },
    signingCertificate: { label: 'SAML Certificate' },
  },
  components: ['CCX', 'CUIC', 'Finesse Desktop'],
  serviceProviders: [{ slug: 'default', name: 'Identity Service' }],
  claims: [
    {
      name: 'uid',
      description: 'Login name of the agent, as it is in the contact centre.',
      field: 'login',
      mandatory: true,
      create: null,
      modify: null,
      example: 'amina',
    },
    {
      name: 'user_principal',
      description: 'Login name with the domain.',
      field: null,
      mandatory: true,
      create: null,
      modify: null,
      example: 'amina@acme.example',
    },
  ],
  checklist: [
    {
      id: 'saml-certificate',
      title: 'Compare the hash algorithm',
      text: 'The SAML certificate uses SHA-256. Choose the same at the identity provider.',
    },
    {
      id: 'register',
      title: 'Register the components',
      text: 'After the first successful test register CCX, CUIC and Finesse Desktop on every node.',
    },
    {
      id: 'reporting-administrator',
      title: 'Name the administrator for the test',
      text: 'This person needs the reporting capability and administrator rights in CUIC. Only a recognised administrator can make the SSO Test pass.',
    },
    {
      id: 'enable',
      title: 'Enable sign-on',
      text: 'Enable is allowed only after the SSO Test succeeds. Afterwards let an agent and an administrator sign in to CCX, CUIC and Finesse.',
    },
  ],
  links: [],
  asksOfIdp: [
    'The response signed, and the assertion as well where both can be chosen.',
    'RSA-SHA256 as signature algorithm and SHA-256 as digest, the same as in the SAML certificate.',
    'Assertions that are not encrypted.',
    'NameID in the format transient.',
    'One ACS URL for each node, with its index.',
  ],
};
