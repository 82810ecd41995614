/** Sinch Contact Pro: one tenant in one of three regions, users recognised by an e-mail attribute. */
import { z } from 'zod';
import type { PlatformProfile } from '../platform-profile.ts';
import { addressesFrom } from '../tenant-fields.ts';
import { sinchApplications } from './applications.ts';
import { sinchRegionIds, sinchRegions } from './regions.ts';

const fields = z.strictObject({
  region: z.enum(sinchRegionIds, { error: 'Choose Europe, North America or Australia.' }),
  // It becomes the part of a host name after `cc-`, and such a part has at most 63 characters.
  tenant: z.string({ error: 'Enter the tenant name.' }).regex(/^[A-Za-z0-9]([A-Za-z0-9-]{0,58}[A-Za-z0-9])?$/, {
    error: 'Enter the tenant name alone: up to 60 letters, digits and hyphens, with no hyphen at either end.',
  }),
});

export const sinchContactPro: PlatformProfile = {
  id: 'sinch-contact-pro',
  name: 'Sinch Contact Pro',
  summary: 'A tenant in Europe, North America or Australia. People are recognised by the e-mail attribute.',
  triedWith: null,
  connection: {},
  serviceProvider: {},
  presetReasons: {},
  nameIdFormats: [],
  fields: [
    {
      key: 'region',
      label: 'Tenant location',
      help: 'Decides the metadata URL and the Issuer of user certificates together.',
      example: 'Europe',
      kind: 'choice',
      choices: sinchRegionIds.map((value) => ({ value, label: sinchRegions[value].label })),
      required: true,
    },
    {
      key: 'tenant',
      label: 'Tenant name',
      help: 'The tenant ID of Sinch Contact Pro. Letter case does not matter here: each address gets the right one.',
      example: 'ACME',
      kind: 'text',
      required: true,
    },
  ],
  addresses: addressesFrom(fields, ({ region, tenant }) => {
    const { loginHost, awsRegion } = sinchRegions[region];
    return {
      // Upper case in the path, lower case in hosts.
      metadataUrl: `https://${loginHost}/${tenant.toUpperCase()}/metadata`,
      userCertificateIssuer: `cc-${tenant.toLowerCase()}.auth.${awsRegion}.amazoncognito.com`,
      applications: sinchApplications(`cc-${tenant.toLowerCase()}.cc.sinch.com`),
    };
  }),
  labels: {
    metadataUrl: { label: 'Metadata URL', alsoKnownAs: ['federation metadata', 'tenant metadata'] },
    metadataFile: { label: 'Metadata file', alsoKnownAs: ['federation metadata'] },
    emailAttribute: { label: 'SAML attribute for the email', alsoKnownAs: ['email attribute'] },
  },
  components: [],
  serviceProviders: [{ slug: 'default', name: 'Sinch Contact Pro' }],
  claims: [
    {
      name: '<SAML attribute for the email>',
      description:
        'Connects the person with the user here; its name is compared exactly. With Azure AD it is usually the example, with SAP email.',
      field: 'email',
      mandatory: true,
      create: null,
      modify: null,
      example: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
    },
  ],
  checklist: [
    {
      id: 'three-facts',
      title: 'Have three facts ready',
      text: 'The metadata URL of the identity provider, the tenant name, and the exact name of the e-mail attribute.',
    },
    {
      id: 'user-certificates',
      title: 'Give every user a certificate entry',
      text: 'In System Configurator choose the user, then Certificates. Subject is the e-mail address at the identity provider; Issuer is filled in from tenant and location.',
    },
  ],
  links: [],
  asksOfIdp: [
    'Metadata, as a URL rather than as a file: new certificates then arrive by themselves.',
    'The exact name of the attribute that holds the e-mail address.',
    'The e-mail address as it stands in the certificate entry of the user.',
  ],
};
