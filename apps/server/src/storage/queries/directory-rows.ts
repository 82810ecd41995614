/** Directory records to rows and back; settings are checked by the contract's own schemas. */
import {
  bookmarkAppSettings,
  connectionSettings,
  oidcAppSettings,
  platformProfiles,
  realmKinds,
  realmSettings,
  serviceProviderSettings,
  ssoModes,
} from '@cordboard/contract/tenant-settings';
import { z } from 'zod';
import { readJson, readWord } from '../json-column.ts';
import type {
  AppRecord,
  CompanyRecord,
  ConnectionRecord,
  EnvironmentRecord,
  KeyOrigin,
  KeyPurpose,
  KeyRecord,
  KeyState,
  KnownKeyRecord,
  RealmRecord,
  ServiceProviderRecord,
} from '../ports/directory-store.ts';
import type {
  AppTable,
  CompanyTable,
  ConnectionTable,
  EnvironmentTable,
  KeyPairTable,
  KnownKeyTable,
  RealmTable,
  ServiceProviderTable,
} from '../tables/directory-tables.ts';

const binding = z.enum(['redirect', 'post']);

export const identityProvider = z.strictObject({
  entityId: z.string(),
  signingCertificates: z.array(z.string()),
  singleSignOn: z.array(z.strictObject({ binding, url: z.string() })),
  singleLogout: z.array(z.strictObject({ binding, url: z.string(), responseUrl: z.string().nullable() })),
  wantAuthnRequestsSigned: z.boolean(),
  validUntil: z.number().nullable(),
});

export const identityProviderSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('url'), url: z.string(), fetchedAt: z.number() }),
  z.strictObject({ kind: z.literal('file'), sha256: z.string() }),
  z.strictObject({ kind: z.literal('manual') }),
]);

const publicJwk = z.record(z.string(), z.string());

const appTypes: readonly AppRecord['type'][] = ['oidc', 'bookmark'];
const keyPurposes: readonly KeyPurpose[] = ['request-signing', 'assertion-decryption', 'token-signing'];
const keyStates: readonly KeyState[] = ['next', 'current', 'retired'];
const keyOrigins: readonly KeyOrigin[] = ['generated', 'uploaded'];

export const toCompanyRow = (record: CompanyRecord): CompanyTable => ({
  id: record.id,
  slug: record.slug,
  name: record.name,
});

export const toCompanyRecord = (row: CompanyTable): CompanyRecord => ({ id: row.id, slug: row.slug, name: row.name });

export const toEnvironmentRow = (record: EnvironmentRecord): EnvironmentTable => ({
  id: record.id,
  company_id: record.companyId,
  slug: record.slug,
  name: record.name,
  region: record.region,
  platform: record.platform,
  public_url: record.publicUrl,
});

export const toEnvironmentRecord = (row: EnvironmentTable): EnvironmentRecord => ({
  id: row.id,
  companyId: row.company_id,
  slug: row.slug,
  name: row.name,
  region: row.region,
  platform: readWord(platformProfiles, row.platform, 'environment.platform'),
  publicUrl: row.public_url,
});

export const toRealmRow = (record: RealmRecord): Omit<RealmTable, 'revision'> => ({
  id: record.id,
  environment_id: record.environmentId,
  slug: record.slug,
  name: record.name,
  kind: record.kind,
  sso_mode: record.ssoMode,
  settings: JSON.stringify(record.settings),
});

export const toRealmRecord = (row: Omit<RealmTable, 'revision'>): RealmRecord => ({
  id: row.id,
  environmentId: row.environment_id,
  slug: row.slug,
  name: row.name,
  kind: readWord(realmKinds, row.kind, 'realm.kind'),
  ssoMode: readWord(ssoModes, row.sso_mode, 'realm.sso_mode'),
  settings: readJson(realmSettings, row.settings, 'realm.settings'),
});

export const toServiceProviderRow = (record: ServiceProviderRecord): ServiceProviderTable => ({
  id: record.id,
  realm_id: record.realmId,
  slug: record.slug,
  settings: JSON.stringify(record.settings),
});

export const toServiceProviderRecord = (row: ServiceProviderTable): ServiceProviderRecord => ({
  id: row.id,
  realmId: row.realm_id,
  slug: row.slug,
  settings: readJson(serviceProviderSettings, row.settings, 'service_provider.settings'),
});

export const toConnectionRow = (record: ConnectionRecord): ConnectionTable => ({
  id: record.id,
  service_provider_id: record.serviceProviderId,
  realm_id: record.realmId,
  slug: record.slug,
  name: record.name,
  is_default: record.isDefault ? 1 : 0,
  enabled: record.enabled ? 1 : 0,
  idp_entity_id: record.identityProvider.entityId,
  identity_provider: JSON.stringify(record.identityProvider),
  source: JSON.stringify(record.source),
  settings: JSON.stringify(record.settings),
});

export const toConnectionRecord = (row: Omit<ConnectionTable, 'idp_entity_id'>): ConnectionRecord => ({
  id: row.id,
  serviceProviderId: row.service_provider_id,
  realmId: row.realm_id,
  slug: row.slug,
  name: row.name,
  isDefault: row.is_default === 1,
  enabled: row.enabled === 1,
  identityProvider: readJson(identityProvider, row.identity_provider, 'connection.identity_provider'),
  source: readJson(identityProviderSource, row.source, 'connection.source'),
  settings: readJson(connectionSettings, row.settings, 'connection.settings'),
});

export const toAppRow = (record: AppRecord): AppTable => ({
  id: record.id,
  realm_id: record.realmId,
  slug: record.slug,
  name: record.name,
  type: record.type,
  settings: JSON.stringify(record.settings),
  secret_hash: record.secretHash,
});

export const toAppRecord = (row: AppTable): AppRecord => {
  const common = { id: row.id, realmId: row.realm_id, slug: row.slug, name: row.name, secretHash: row.secret_hash };
  const type = readWord(appTypes, row.type, 'app.type');
  return type === 'oidc'
    ? { ...common, type, settings: readJson(oidcAppSettings, row.settings, 'app.settings') }
    : { ...common, type, settings: readJson(bookmarkAppSettings, row.settings, 'app.settings') };
};

export const toKeyRow = (record: KeyRecord): KeyPairTable => ({
  id: record.id,
  owner_id: record.ownerId,
  purpose: record.purpose,
  state: record.state,
  algorithm: record.algorithm,
  certificate: record.certificate,
  public_jwk: record.publicJwk === null ? null : JSON.stringify(record.publicJwk),
  sealed_private_key: record.sealedPrivateKey,
  created_at: record.createdAt,
  origin: record.origin,
  promoted_at: record.promotedAt,
  retired_at: record.retiredAt,
});

export const toKeyRecord = (row: KeyPairTable): KeyRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  purpose: readWord(keyPurposes, row.purpose, 'key_pair.purpose'),
  state: readWord(keyStates, row.state, 'key_pair.state'),
  algorithm: row.algorithm,
  certificate: row.certificate,
  publicJwk: row.public_jwk === null ? null : readJson(publicJwk, row.public_jwk, 'key_pair.public_jwk'),
  sealedPrivateKey: row.sealed_private_key,
  createdAt: row.created_at,
  origin: readWord(keyOrigins, row.origin, 'key_pair.origin'),
  promotedAt: row.promoted_at,
  retiredAt: row.retired_at,
});

export const toKnownKeyRow = (record: KnownKeyRecord): KnownKeyTable => ({
  connection_id: record.connectionId,
  key_id: record.keyId,
  exchanged_at: record.exchangedAt,
  tested_at: record.testedAt,
});

export const toKnownKeyRecord = (row: KnownKeyTable): KnownKeyRecord => ({
  connectionId: row.connection_id,
  keyId: row.key_id,
  exchangedAt: row.exchanged_at,
  testedAt: row.tested_at,
});
