/** The demo's company, as a file for `cordboard apply` would describe it. */
import { type ResolvedApplyFile, resolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import { type DemoAddresses, originOf } from './demo-ports.ts';

/** Path of the demo's realm below the installation URL. */
export const REALM_PATH = '/e/acme/production/agents';

export const demoCompany = (
  addresses: DemoAddresses,
  secretHashes: { readonly desktop: string; readonly dashboard: string },
): ResolvedApplyFile => {
  const desktop = originOf(addresses.desktop);
  const dashboard = originOf(addresses.dashboard);
  return resolvedApplyFile.parse({
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
                serviceProviders: [
                  {
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
                  },
                ],
                apps: [
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
                    icon: 'eye',
                    url: 'https://monitoring.acme.example/',
                    separatePassword: true,
                    opensInOwnWindow: true,
                  },
                ],
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
};
