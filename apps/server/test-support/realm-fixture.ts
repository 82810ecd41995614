/** A realm made of plain records, for tests of stages that need no storage. */

import {
  bookmarkAppSettings,
  connectionSettings,
  oidcAppSettings,
  realmSettings,
  serviceProviderSettings,
} from '@cordboard/contract/tenant-settings';
import type { ConnectionContext, RealmContext } from '../src/directory/realm-context.ts';
import { serviceProviderUrls } from '../src/directory/service-provider-urls.ts';
import type {
  AppRecord,
  ConnectionRecord,
  RealmView,
  ServiceProviderRecord,
} from '../src/storage/ports/directory-store.ts';

export const INSTALLATION_URL = 'https://sso.example';

export const serviceProviderRecord = (change: Partial<ServiceProviderRecord> = {}): ServiceProviderRecord => ({
  id: 'sp-default',
  realmId: 'realm-agents',
  slug: 'default',
  settings: serviceProviderSettings.parse({}),
  ...change,
});

export const connectionRecord = (
  slug: string,
  settings: Parameters<typeof connectionSettings.parse>[0] = {},
  change: Partial<ConnectionRecord> = {},
): ConnectionRecord => ({
  id: `connection-${slug}`,
  serviceProviderId: 'sp-default',
  realmId: 'realm-agents',
  slug,
  name: slug.toUpperCase(),
  isDefault: false,
  enabled: true,
  identityProvider: {
    entityId: `https://idp.example/${slug}`,
    signingCertificates: [],
    singleSignOn: [{ binding: 'redirect', url: `https://idp.example/${slug}/sso` }],
    singleLogout: [],
    wantAuthnRequestsSigned: false,
    validUntil: null,
  },
  source: { kind: 'manual' },
  settings: connectionSettings.parse(settings),
  ...change,
});

export const oidcApp = (slug: string, startUrl: string | undefined = `https://${slug}.example/start`): AppRecord => ({
  id: `app-${slug}`,
  realmId: 'realm-agents',
  slug,
  name: `App ${slug}`,
  type: 'oidc',
  secretHash: null,
  settings: oidcAppSettings.parse({ redirectUris: [`https://${slug}.example/callback`], startUrl }),
});

export const bookmarkApp = (slug: string): AppRecord => ({
  id: `app-${slug}`,
  realmId: 'realm-agents',
  slug,
  name: `Bookmark ${slug}`,
  type: 'bookmark',
  secretHash: null,
  settings: bookmarkAppSettings.parse({ url: `https://${slug}.example/` }),
});

/** A realm in mode sso whose connections have no keys: enough for every stage but the verdict. */
export const realmContext = (
  connections: readonly ConnectionRecord[],
  apps: readonly AppRecord[] = [],
  change: Partial<RealmView['realm']> = {},
): RealmContext => {
  const serviceProvider = serviceProviderRecord();
  const view: RealmView = {
    company: { id: 'company-acme', slug: 'acme', name: 'Acme' },
    environment: {
      id: 'environment-production',
      companyId: 'company-acme',
      slug: 'production',
      name: 'Production',
      region: null,
      platform: 'generic',
      publicUrl: null,
    },
    realm: {
      id: 'realm-agents',
      environmentId: 'environment-production',
      slug: 'agents',
      name: 'Agents',
      kind: 'agents',
      ssoMode: 'sso',
      settings: realmSettings.parse({}),
      ...change,
    },
    serviceProviders: [serviceProvider],
    connections,
    apps,
    keys: [],
    localOpenings: [],
  };
  const baseUrl = `${INSTALLATION_URL}/e/acme/production/agents`;
  const contexts: readonly ConnectionContext[] = connections
    .filter((connection) => connection.enabled)
    .map((record) => ({ record, verificationKeys: [] }));
  return {
    view,
    baseUrl,
    basePath: '/e/acme/production/agents',
    secure: true,
    issuerUrl: `${baseUrl}/oidc`,
    serviceProviders: [
      {
        record: serviceProvider,
        ...serviceProviderUrls(serviceProvider, baseUrl),
        signingKey: null,
        nextSigningKey: null,
        decryptionKeys: [],
        connections: contexts,
      },
    ],
  };
};
