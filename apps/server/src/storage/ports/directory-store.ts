/**
 * Who trusts whom: companies, environments, realms, service providers, connections, apps and keys.
 * Read on every sign-in, changed by administrators; readers may be served from memory.
 */
import type {
  BookmarkAppSettings,
  ConnectionSettings,
  OidcAppSettings,
  RealmSettings,
  ServiceProviderSettings,
} from '@cordboard/contract/tenant-settings';
import type { LocalOpeningRecord } from './local-sign-in-store.ts';

export type PlatformProfile = 'generic' | 'amazon-connect' | 'cisco-ucc' | 'sinch-contact-pro' | 'egain';
export type RealmKind = 'agents' | 'customers' | 'admins';
export type SsoMode = 'non-sso' | 'hybrid' | 'sso';

export interface CompanyRecord {
  readonly id: string;
  /** Unique in the installation, permanent. */
  readonly slug: string;
  readonly name: string;
}

export interface EnvironmentRecord {
  readonly id: string;
  readonly companyId: string;
  /** Unique in the company, permanent. */
  readonly slug: string;
  readonly name: string;
  readonly region: string | null;
  readonly platform: PlatformProfile;
  /** Canonical public URL without a trailing slash; null for the one under the installation URL. */
  readonly publicUrl: string | null;
}

export interface RealmRecord {
  readonly id: string;
  readonly environmentId: string;
  /** Unique in the environment, permanent. */
  readonly slug: string;
  readonly name: string;
  readonly kind: RealmKind;
  readonly ssoMode: SsoMode;
  readonly settings: RealmSettings;
}

export interface ServiceProviderRecord {
  readonly id: string;
  readonly realmId: string;
  /** Unique in the realm, permanent. */
  readonly slug: string;
  readonly settings: ServiceProviderSettings;
}

/** What is known of an identity provider, from metadata or by hand. */
export interface IdentityProviderDescription {
  readonly entityId: string;
  /** PEM, in the order of the source. */
  readonly signingCertificates: readonly string[];
  readonly singleSignOn: readonly { readonly binding: 'redirect' | 'post'; readonly url: string }[];
  readonly singleLogout: readonly {
    readonly binding: 'redirect' | 'post';
    readonly url: string;
    readonly responseUrl: string | null;
  }[];
  readonly wantAuthnRequestsSigned: boolean;
  /** Epoch milliseconds, or null. */
  readonly validUntil: number | null;
}

/** Where the description came from. */
export type IdentityProviderSource =
  | { readonly kind: 'url'; readonly url: string; readonly fetchedAt: number }
  | { readonly kind: 'file'; readonly sha256: string }
  | { readonly kind: 'manual' };

export interface ConnectionRecord {
  readonly id: string;
  readonly serviceProviderId: string;
  readonly realmId: string;
  /** Unique in the service provider, permanent. */
  readonly slug: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly enabled: boolean;
  readonly identityProvider: IdentityProviderDescription;
  readonly source: IdentityProviderSource;
  readonly settings: ConnectionSettings;
}

export type AppDetail =
  | { readonly type: 'oidc'; readonly settings: OidcAppSettings }
  | { readonly type: 'bookmark'; readonly settings: BookmarkAppSettings };

export type AppRecord = AppDetail & {
  readonly id: string;
  readonly realmId: string;
  /** Unique in the realm, permanent. The OIDC client_id is the slug. */
  readonly slug: string;
  readonly name: string;
  /** SHA-256 of the client secret, base64url; null for a public client or a bookmark. */
  readonly secretHash: string | null;
};

export type KeyPurpose = 'request-signing' | 'assertion-decryption' | 'token-signing';
/** Published to come, in use, no longer in use. */
export type KeyState = 'next' | 'current' | 'retired';
/** Made here, or brought by the customer. */
export type KeyOrigin = 'generated' | 'uploaded';

/** A key pair of ours; the private half is encrypted with the master key before it gets here. */
export interface KeyRecord {
  readonly id: string;
  /** The service provider (request-signing, assertion-decryption) or the realm (token-signing). */
  readonly ownerId: string;
  readonly purpose: KeyPurpose;
  readonly state: KeyState;
  readonly origin: KeyOrigin;
  /** `RSA-2048`, `ES256`, `RS256` … */
  readonly algorithm: string;
  /** PEM of the certificate, or null for token-signing keys. */
  readonly certificate: string | null;
  /** JSON Web Key of the public half, or null for SAML keys. */
  readonly publicJwk: Readonly<Record<string, string>> | null;
  /** The sealed PKCS#8 private key. */
  readonly sealedPrivateKey: string;
  readonly createdAt: number;
  /** When it became the current one; null for one that never was. */
  readonly promotedAt: number | null;
  /** When it stopped being current or next; null until then. */
  readonly retiredAt: number | null;
}

/** What the identity provider of a connection is known to have of a key of ours. */
export interface KnownKeyRecord {
  readonly connectionId: string;
  readonly keyId: string;
  /** When an administrator said that the identity provider has it; null when nobody did. */
  readonly exchangedAt: number | null;
  /** When a test with it passed; null when none did. */
  readonly testedAt: number | null;
}

/** A retired key, and the realm whose keys it is among. */
export interface RetiredKey {
  readonly realmId: string;
  readonly key: KeyRecord;
}

/** Everything below one realm, as one consistent read. */
export interface RealmView {
  readonly company: CompanyRecord;
  readonly environment: EnvironmentRecord;
  readonly realm: RealmRecord;
  readonly serviceProviders: readonly ServiceProviderRecord[];
  readonly connections: readonly ConnectionRecord[];
  readonly apps: readonly AppRecord[];
  readonly keys: readonly KeyRecord[];
  /** Approved and not closed; whether one is open now is a matter of its times. */
  readonly localOpenings: readonly LocalOpeningRecord[];
}

/** A part of a list that is ordered by slug. */
export interface SlugPage {
  /** Slug of the last one seen; from the beginning unless set. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** An environment with a public URL of its own, and the slugs of its place. */
export interface PublicUrlRecord {
  readonly environmentId: string;
  readonly company: string;
  readonly environment: string;
  readonly publicUrl: string;
}

export interface DirectoryReader {
  /** Ordered by slug; all of them unless a page is given. */
  listCompanies(page?: SlugPage): Promise<readonly CompanyRecord[]>;
  /** Those with the text in their slug or name, ASCII letter case ignored. */
  searchCompanies(text: string, page: SlugPage): Promise<readonly CompanyRecord[]>;
  /** By slug; null when unknown. */
  findCompany(slug: string): Promise<CompanyRecord | null>;
  findCompanyById(id: string): Promise<CompanyRecord | null>;
  /** By slug; null when unknown. */
  findEnvironment(companyId: string, slug: string): Promise<EnvironmentRecord | null>;
  /** Ordered by slug; all of them unless a page is given. */
  listEnvironments(companyId: string, page?: SlugPage): Promise<readonly EnvironmentRecord[]>;
  /** Ordered by slug; all of them unless a page is given. */
  listRealms(environmentId: string, page?: SlugPage): Promise<readonly RealmRecord[]>;
  /** Of the whole installation, in no particular order. */
  listPublicUrls(): Promise<readonly PublicUrlRecord[]>;
  /** By the slugs of its URL; null when one of them is unknown. */
  findRealmView(companySlug: string, environmentSlug: string, realmSlug: string): Promise<RealmView | null>;
  findRealmViewById(realmId: string): Promise<RealmView | null>;
  /** The metadata document that the connection was given as text, or null. */
  findConnectionDocument(connectionId: string): Promise<string | null>;
  /** Of all connections of the service provider, ordered by connection and key. */
  listKnownKeys(serviceProviderId: string): Promise<readonly KnownKeyRecord[]>;
  /** Keys of one purpose that were retired before an instant, the oldest first. */
  listRetiredKeys(purpose: KeyPurpose, retiredBefore: number, limit: number): Promise<readonly RetiredKey[]>;
}

/** Changes to the directory; every method runs inside the write it was handed to. */
export interface DirectoryWriter {
  /** Inserts or replaces by id. The slug of an existing record must not change. */
  putCompany(record: CompanyRecord): Promise<void>;
  putEnvironment(record: EnvironmentRecord): Promise<void>;
  putRealm(record: RealmRecord): Promise<void>;
  putServiceProvider(record: ServiceProviderRecord): Promise<void>;
  putConnection(record: ConnectionRecord): Promise<void>;
  /** Keeps the metadata document of a connection; null forgets it. */
  putConnectionDocument(connectionId: string, document: string | null): Promise<void>;
  putApp(record: AppRecord): Promise<void>;
  putKey(record: KeyRecord): Promise<void>;
  /** Inserts or replaces what is known of a key at a connection. */
  putKnownKey(record: KnownKeyRecord): Promise<void>;
  /** Deletes the record and all that hangs on it. */
  deleteCompany(id: string): Promise<void>;
  deleteEnvironment(id: string): Promise<void>;
  deleteRealm(id: string): Promise<void>;
  deleteServiceProvider(id: string): Promise<void>;
  deleteConnection(id: string): Promise<void>;
  deleteApp(id: string): Promise<void>;
  deleteKey(id: string): Promise<void>;
}
