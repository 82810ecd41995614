/** The demo's company, as a file for `cordboard apply` would describe it. */
import {
  type ResolvedApplyFile,
  type ResolvedServiceProvider,
  resolvedApplyFile,
  resolvedServiceProvider,
} from '@cordboard/contract/resolved-apply-file';
import { type DemoAddresses, originOf } from './demo-ports.ts';

/** Path of the demo's realm below the installation URL. */
export const REALM_PATH = '/e/acme/production/agents';

export interface DemoCompanyOptions {
  readonly addresses: DemoAddresses;
  readonly secretHashes: { readonly desktop: string; readonly dashboard: string };
  /** The SAML face of the realm and who signs in; the sandbox identity provider unless set. */
  readonly serviceProvider?: ResolvedServiceProvider | undefined;
}

/** The realm's service provider with the sandbox identity provider as its one connection. */
export const sandboxServiceProvider = (addresses: DemoAddresses): ResolvedServiceProvider =>
  resolvedServiceProvider.parse({
    slug: 'default',
    wantEncryptedAssertions: true,
    nameIdFormats: ['persistent', 'transient'],
    connections: [
      {
        slug: 'sandbox',
        name: 'Sandbox identity provider',
        default: true,
        metadata: { url: `${originOf(addresses.idp)}/metadata` },
        require: 'response',
        idpInitiated: 'restart',
        match: { emailAttribute: 'email', emailDomains: ['acme.example'] },
        profile: { displayName: 'displayName', firstName: 'firstName', lastName: 'lastName' },
      },
    ],
  });

/** Validated together with the company. */
const demoApps = ({ addresses, secretHashes }: DemoCompanyOptions): readonly unknown[] => {
  const desktop = originOf(addresses.desktop);
  const dashboard = originOf(addresses.dashboard);
  return [
    {
      type: 'oidc',
      slug: 'desktop',
      name: 'Agent Desktop',
      description: 'You start in Not Ready. No contacts arrive until you go Ready.',
      icon: 'headset',
      primary: true,
      secretHash: secretHashes.desktop,
      redirectUris: [`${desktop}/callback`],
      postLogoutRedirectUris: [`${desktop}/signed-out`],
      startUrl: `${desktop}/`,
    },
    {
      type: 'oidc',
      slug: 'dashboard',
      name: 'Queue Dashboard',
      description: 'Queues and service level',
      group: 'Monitor',
      icon: 'dashboard',
      secretHash: secretHashes.dashboard,
      redirectUris: [`${dashboard}/callback`],
      startUrl: `${dashboard}/`,
    },
    {
      type: 'bookmark',
      slug: 'online-monitoring',
      name: 'Online Monitoring',
      description: 'Who is on which call',
      group: 'Monitor',
      icon: 'monitor',
      url: 'https://monitoring.acme.example/',
      separatePassword: true,
      opensInOwnWindow: true,
    },
  ];
};

export const demoCompany = (options: DemoCompanyOptions): ResolvedApplyFile =>
  resolvedApplyFile.parse({
    companies: [
      {
        slug: 'acme',
        name: 'Acme Contact Center',
        environments: [
          {
            slug: 'production',
            name: 'Production',
            region: 'eu',
            platform: 'cisco-ucc',
            realms: [
              {
                slug: 'agents',
                name: 'Agents',
                kind: 'agents',
                ssoMode: 'sso',
                allowUntestedEnable: true,
                serviceProviders: [options.serviceProvider ?? sandboxServiceProvider(options.addresses)],
                apps: demoApps(options),
                users: [
                  { login: 'amina', email: 'amina@acme.example' },
                  { login: 'ben', email: 'ben@acme.example' },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
