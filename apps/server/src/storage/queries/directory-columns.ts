/** Columns of the directory's tables, for statements that read or write whole rows. */
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

export const companyColumns = ['id', 'slug', 'name'] as const satisfies readonly (keyof CompanyTable)[];

export const environmentColumns = [
  'id',
  'company_id',
  'slug',
  'name',
  'region',
  'platform',
  'public_url',
] as const satisfies readonly (keyof EnvironmentTable)[];

/** All but `revision`, which only changes count. */
export const realmColumns = [
  'id',
  'environment_id',
  'slug',
  'name',
  'kind',
  'sso_mode',
  'settings',
] as const satisfies readonly (keyof RealmTable)[];

export const serviceProviderColumns = [
  'id',
  'realm_id',
  'slug',
  'settings',
] as const satisfies readonly (keyof ServiceProviderTable)[];

export const connectionColumns = [
  'id',
  'service_provider_id',
  'realm_id',
  'slug',
  'name',
  'is_default',
  'enabled',
  'idp_entity_id',
  'identity_provider',
  'source',
  'settings',
] as const satisfies readonly (keyof ConnectionTable)[];

export const appColumns = [
  'id',
  'realm_id',
  'slug',
  'name',
  'type',
  'settings',
  'secret_hash',
] as const satisfies readonly (keyof AppTable)[];

export const keyColumns = [
  'id',
  'owner_id',
  'purpose',
  'state',
  'algorithm',
  'certificate',
  'public_jwk',
  'sealed_private_key',
  'created_at',
  'origin',
  'promoted_at',
  'retired_at',
] as const satisfies readonly (keyof KeyPairTable)[];

export const knownKeyColumns = [
  'connection_id',
  'key_id',
  'exchanged_at',
  'tested_at',
] as const satisfies readonly (keyof KnownKeyTable)[];
