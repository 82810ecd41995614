/** The company of the hub fixture: two realms with a service provider, connections, apps, keys and a user each. */
import { createHash, randomBytes } from 'node:crypto';
import { oidcAppSettings, realmSettings, serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import type { TestKeyPair } from '../../../packages/saml/test-support/keys.ts';
import type { ComposedHub } from '../src/compose.ts';
import {
  generateSamlKey,
  generateTokenSigningKey,
  type KeyMaterial,
  toKeyRecord,
} from '../src/keys/generate-key-pair.ts';
import type {
  AppRecord,
  ConnectionRecord,
  KeyPurpose,
  KeyRecord,
  RealmRecord,
  ServiceProviderRecord,
} from '../src/storage/ports/directory-store.ts';
import type { UserRecord } from '../src/storage/ports/user-store.ts';
import { bookmarkApp, connectionRecord, oidcApp } from './realm-fixture.ts';

export const IDP_ENTITY_ID = 'https://idp.example/metadata';
export const CLIENT_SECRET = 'a secret of the desktop, long enough';
const STARTED_AT = 1;

export interface HubDirectoryOptions {
  /** Public URL of the environment; null for the one under the installation URL. */
  readonly publicUrl?: string | null;
  /** Connections of the agents' realm: settings by slug. One, `okta`, unless set. */
  readonly connections?: Readonly<Record<string, Parameters<typeof connectionRecord>[1]>>;
  readonly serviceProvider?: Parameters<typeof serviceProviderSettings.parse>[0];
  readonly realm?: Parameters<typeof realmSettings.parse>[0];
  readonly ssoMode?: RealmRecord['ssoMode'];
  readonly identityProvider?: Partial<ConnectionRecord['identityProvider']>;
  readonly users?: readonly Partial<UserRecord>[];
}

/** Making RSA keys takes longest of all: every fixture of a test file shares them. */
const generatedKeys = new Map<KeyPurpose, Promise<KeyMaterial>>();

const generatedKey = (purpose: KeyPurpose): Promise<KeyMaterial> => {
  const known = generatedKeys.get(purpose);
  const random = (size: number): Uint8Array => randomBytes(size);
  const made =
    known ??
    (purpose === 'token-signing'
      ? generateTokenSigningKey('ES256')
      : generateSamlKey({ purpose, entityId: 'sp', now: new Date(), random }));
  generatedKeys.set(purpose, made);
  return made;
};

const MATCH = { emailAttribute: 'email', emailDomains: ['acme.example'] };

const realmRecord = (slug: string, options: HubDirectoryOptions): RealmRecord => ({
  id: `realm-${slug}`,
  environmentId: 'environment-production',
  slug,
  name: slug,
  kind: slug === 'agents' ? 'agents' : 'customers',
  ssoMode: options.ssoMode ?? 'sso',
  settings: realmSettings.parse(options.realm ?? {}),
});

const serviceProviderOf = (realm: RealmRecord, options: HubDirectoryOptions): ServiceProviderRecord => ({
  id: `sp-${realm.slug}`,
  realmId: realm.id,
  slug: 'default',
  settings: serviceProviderSettings.parse(options.serviceProvider ?? {}),
});

const desktop = (): AppRecord => ({
  ...oidcApp('desktop', undefined),
  type: 'oidc',
  secretHash: createHash('sha256').update(CLIENT_SECRET).digest('base64url'),
  settings: oidcAppSettings.parse({
    redirectUris: ['https://desktop.example/callback'],
    startUrl: 'https://desktop.example/start',
  }),
});

const connectionsOf = (
  realm: RealmRecord,
  idp: TestKeyPair,
  options: HubDirectoryOptions,
): readonly ConnectionRecord[] =>
  Object.entries(options.connections ?? { okta: {} }).map(([slug, settings], index) => {
    const plain = connectionRecord(slug, { match: MATCH, ...(settings ?? {}) });
    return {
      ...plain,
      id: `connection-${realm.slug}-${slug}`,
      realmId: realm.id,
      serviceProviderId: `sp-${realm.slug}`,
      identityProvider: {
        ...plain.identityProvider,
        // The first one is the identity provider that the test plays.
        ...(index === 0 && { entityId: IDP_ENTITY_ID }),
        signingCertificates: [idp.certificatePem],
        ...options.identityProvider,
      },
    };
  });

const keysOf = (
  hub: Pick<ComposedHub, 'sealer'>,
  realm: RealmRecord,
  serviceProvider: ServiceProviderRecord,
): Promise<readonly KeyRecord[]> => {
  const purposes = ['request-signing', 'assertion-decryption', 'token-signing'] as const;
  return Promise.all(
    purposes.map(async (purpose) =>
      toKeyRecord(await generatedKey(purpose), {
        id: `key-${realm.slug}-${purpose}`,
        ownerId: purpose === 'token-signing' ? realm.id : serviceProvider.id,
        purpose,
        state: 'current',
        createdAt: STARTED_AT,
        sealer: hub.sealer,
      }),
    ),
  );
};

const userRecord = (realm: RealmRecord, change: Partial<UserRecord>): UserRecord => ({
  id: `user-${realm.slug}-${change.login ?? 'amina'}`,
  realmId: realm.id,
  login: 'amina',
  email: 'amina@acme.example',
  displayName: null,
  firstName: null,
  lastName: null,
  groups: [],
  enabled: true,
  createdAt: STARTED_AT,
  updatedAt: STARTED_AT,
  ...change,
});

const seedRealm = async (
  hub: ComposedHub,
  slug: string,
  idp: TestKeyPair,
  options: HubDirectoryOptions,
): Promise<void> => {
  const realm = realmRecord(slug, options);
  const serviceProvider = serviceProviderOf(realm, options);
  const keys = await keysOf(hub, realm, serviceProvider);
  await hub.storage.write(async (writer) => {
    await writer.putRealm(realm);
    await writer.putServiceProvider(serviceProvider);
    for (const connection of connectionsOf(realm, idp, options)) {
      await writer.putConnection(connection);
    }
    for (const app of [desktop(), bookmarkApp('wiki')]) {
      await writer.putApp({ ...app, id: `${app.id}-${slug}`, realmId: realm.id });
    }
    for (const key of keys) {
      await writer.putKey(key);
    }
    for (const change of options.users ?? [{}]) {
      await writer.putUser(userRecord(realm, change));
    }
  });
};

/** Fills an empty hub. */
export const seedHub = async (hub: ComposedHub, idp: TestKeyPair, options: HubDirectoryOptions): Promise<void> => {
  await hub.storage.write(async (writer) => {
    await writer.putCompany({ id: 'company-acme', slug: 'acme', name: 'Acme' });
    await writer.putEnvironment({
      id: 'environment-production',
      companyId: 'company-acme',
      slug: 'production',
      name: 'Production',
      region: null,
      platform: 'generic',
      publicUrl: options.publicUrl ?? null,
    });
  });
  await seedRealm(hub, 'agents', idp, options);
  await seedRealm(hub, 'customers', idp, options);
  await hub.directoryChanged();
};
