/**
 * One realm ready for work: its records, the URLs derived from them and its keys as key objects.
 * Made once for each version of the directory and kept in memory, so that a sign-in parses no key.
 */
import {
  type DecryptionKey,
  loadDecryptionKey,
  loadSigningKey,
  loadVerificationKey,
  type SigningKey,
  type VerificationKey,
} from '@cordboard/saml';
import type { KeyRing } from '../keys/key-ring.ts';
import type {
  AppRecord,
  ConnectionRecord,
  KeyPurpose,
  KeyRecord,
  RealmView,
  ServiceProviderRecord,
} from '../storage/ports/directory-store.ts';
import { environmentBaseUrl } from './environment-url.ts';
import { type ServiceProviderUrls, serviceProviderUrls } from './service-provider-urls.ts';

export interface ConnectionContext {
  readonly record: ConnectionRecord;
  readonly verificationKeys: readonly VerificationKey[];
}

export interface ServiceProviderContext extends ServiceProviderUrls {
  readonly record: ServiceProviderRecord;
  readonly signingKey: SigningKey | null;
  /** Signs the request of a test before it is promoted. */
  readonly nextSigningKey: SigningKey | null;
  readonly decryptionKeys: readonly DecryptionKey[];
  /** Enabled connections only, the default one first. */
  readonly connections: readonly ConnectionContext[];
}

export interface RealmContext {
  readonly view: RealmView;
  /** `<environment base>/<realm>`, without a trailing slash. */
  readonly baseUrl: string;
  /** Path of `baseUrl`. */
  readonly basePath: string;
  /** Whether the public URL is https: decides the names and flags of cookies. */
  readonly secure: boolean;
  readonly issuerUrl: string;
  readonly serviceProviders: readonly ServiceProviderContext[];
}

const STATES_IN_USE = ['current', 'next', 'retired'] as const;

const keysOf = (view: RealmView, ownerId: string, purpose: KeyPurpose): readonly KeyRecord[] =>
  view.keys
    .filter((key) => key.ownerId === ownerId && key.purpose === purpose)
    .toSorted((a, b) => STATES_IN_USE.indexOf(a.state) - STATES_IN_USE.indexOf(b.state));

const pem = (record: KeyRecord, keyRing: KeyRing): string =>
  keyRing.privateKey(record).export({ format: 'pem', type: 'pkcs8' }).toString();

const signingKey = (record: KeyRecord, keyRing: KeyRing): SigningKey =>
  loadSigningKey({
    privateKeyPem: pem(record, keyRing),
    certificate: record.certificate ?? undefined,
    name: record.id,
  });

/** A connection with its keys as key objects. */
export const connectionContext = (record: ConnectionRecord): ConnectionContext => ({
  record,
  verificationKeys: record.identityProvider.signingCertificates.map((certificate) => loadVerificationKey(certificate)),
});

const serviceProviderContext = (
  view: RealmView,
  record: ServiceProviderRecord,
  realmUrl: string,
  keyRing: KeyRing,
): ServiceProviderContext => {
  const signingKeyIn = (state: KeyRecord['state']): SigningKey | null => {
    const found = keysOf(view, record.id, 'request-signing').find((key) => key.state === state);
    return found === undefined ? null : signingKey(found, keyRing);
  };
  return {
    record,
    ...serviceProviderUrls(record, realmUrl),
    signingKey: signingKeyIn('current'),
    nextSigningKey: signingKeyIn('next'),
    decryptionKeys: keysOf(view, record.id, 'assertion-decryption').map((key) =>
      loadDecryptionKey({
        name: key.id,
        privateKeyPem: pem(key, keyRing),
        certificatePem: key.certificate ?? undefined,
      }),
    ),
    connections: view.connections
      .filter((connection) => connection.serviceProviderId === record.id && connection.enabled)
      .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault) || (a.slug < b.slug ? -1 : 1))
      .map(connectionContext),
  };
};

/** Derives a realm's URLs and loads its keys. Throws `keys.unsealable` when a private key cannot be opened. */
export const createRealmContext = (view: RealmView, installationUrl: string, keyRing: KeyRing): RealmContext => {
  const baseUrl = `${environmentBaseUrl(view.company, view.environment, installationUrl)}/${view.realm.slug}`;
  const { pathname, protocol } = new URL(baseUrl);
  return {
    view,
    baseUrl,
    basePath: pathname,
    secure: protocol === 'https:',
    issuerUrl: `${baseUrl}/oidc`,
    serviceProviders: view.serviceProviders.map((record) => serviceProviderContext(view, record, baseUrl, keyRing)),
  };
};

/** All enabled connections of the realm with the service provider that they belong to. */
export const realmConnections = (
  realm: RealmContext,
): readonly { readonly serviceProvider: ServiceProviderContext; readonly connection: ConnectionContext }[] =>
  realm.serviceProviders.flatMap((serviceProvider) =>
    serviceProvider.connections.map((connection) => ({ serviceProvider, connection })),
  );

export const findServiceProvider = (realm: RealmContext, slug: string): ServiceProviderContext | null =>
  realm.serviceProviders.find((candidate) => candidate.record.slug === slug) ?? null;

export const findApp = (realm: RealmContext, slug: string): AppRecord | null =>
  realm.view.apps.find((app) => app.slug === slug) ?? null;
