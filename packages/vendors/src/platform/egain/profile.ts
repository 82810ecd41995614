/** eGain: the addresses of the user provider, four separate service providers, provisioning with limits. */
import { z } from 'zod';
import type { PlatformProfile } from '../platform-profile.ts';
import { addressesFrom, hostName } from '../tenant-fields.ts';
import { claims } from './claims.ts';

const fields = z.strictObject({
  domain: hostName,
  tenantId: z
    .string({ error: 'Enter the tenant ID.' })
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'Enter the tenant ID: letters, digits, hyphens and underscores.')
    .refine((id) => !id.toUpperCase().endsWith('-U'), 'Enter the tenant ID without -U at its end; it is added here.'),
});

export const egain: PlatformProfile = {
  id: 'egain',
  name: 'eGain',
  summary: 'Agents, agent portals, customer portals and chat, each as a service provider of its own.',
  triedWith: null,
  connection: { require: 'response' },
  serviceProvider: {
    signRequests: true,
    wantEncryptedAssertions: false,
    nameIdFormats: ['unspecified', 'emailAddress', 'persistent'],
  },
  presetReasons: {
    require: 'eGain asks for a signed response.',
    signRequests: 'eGain recommends that the identity provider validates signed requests.',
    wantEncryptedAssertions: 'Encrypted assertions are supported and optional.',
    nameIdFormats: 'eGain supports these three formats.',
  },
  nameIdFormats: ['unspecified', 'emailAddress', 'persistent'],
  fields: [
    {
      key: 'domain',
      label: '<DOMAIN>',
      help: 'Host name under which your agents open eGain, without https://.',
      example: 'acme.egain.example',
      kind: 'host',
      required: true,
    },
    {
      key: 'tenantId',
      label: '<TenantID>',
      help: 'Identifier of your tenant, without -U at its end. Letter case counts.',
      example: 'ACMEPROD1',
      kind: 'text',
      required: true,
    },
  ],
  addresses: addressesFrom(fields, ({ domain, tenantId }) => ({
    acs: [
      {
        url: `https://${domain}/system/auth/${tenantId}-U/saml2/SSO/user-saml-provider`,
        index: 0,
        isDefault: true,
      },
    ],
    entityId: `https://auth.egain.cloud/${tenantId}-U/user-saml-provider`,
    sloUrl: `https://${domain}/system/auth/${tenantId}-U/logout/saml2/slo/user-saml-provider`,
  })),
  labels: {
    acsUrl: { label: 'Assertion Consumer Service (ACS) URL', alsoKnownAs: ['ACS Endpoint', 'SSO URL'] },
    entityId: {
      label: 'Entity ID',
      alsoKnownAs: ['Service Provider (SP) Entity ID', 'Relying Party Identifier', 'Audience URI'],
    },
    sloUrl: { label: 'Single Logout (SLO) URL', alsoKnownAs: ['Logout Endpoint', 'SingleLogoutService URL'] },
    nameIdFormat: { label: 'NameID Format', alsoKnownAs: ['Name ID Policy Format'] },
    signingCertificate: { label: 'Signature Certificate', alsoKnownAs: ['Request Signing Certificate'] },
    encryptionCertificate: { label: 'Assertion Encryption Certificate', alsoKnownAs: ['Encryption Certificate'] },
    loginUrl: { label: 'Identity Provider Login URL', alsoKnownAs: ['SingleSignOnService URL'] },
    logoutUrl: { label: 'Identity Provider Logout URL', alsoKnownAs: ['SingleLogoutService URL'] },
  },
  components: [],
  serviceProviders: [
    { slug: 'agent-desktop', name: 'Agent desktop' },
    { slug: 'agent-portals', name: 'Agent portals' },
    { slug: 'customer-portals', name: 'Customer portals' },
    { slug: 'chat', name: 'Chat' },
  ],
  claims,
  checklist: [
    {
      id: 'idp-values',
      title: 'Ask for the four values of the identity provider',
      text: 'Entity ID, certificate, login URL and logout URL are needed. Metadata has all four.',
    },
    {
      id: 'certificates',
      title: 'Choose the certificates',
      text: 'The certificates of this installation are recommended. Your own can be uploaded as a Java keystore (JKS) with alias name, keystore password and key password.',
      optional: true,
    },
    {
      id: 'claims',
      title: 'Hand over the claims',
      text: 'Give the table of claims and limits to the administrator of the identity provider. A value that is too long is refused and never cut off.',
    },
  ],
  links: [],
  asksOfIdp: [
    'The whole response signed with SHA-256.',
    'NameID in the format unspecified, emailAddress or persistent.',
    'An Audience that equals our entity ID exactly.',
    'A logout URL.',
    'A clock that is synchronised (NTP).',
  ],
};
