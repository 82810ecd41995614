/** Tables of the directory: who trusts whom, with which keys, under which addresses. */

export interface CompanyTable {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface EnvironmentTable {
  readonly id: string;
  readonly company_id: string;
  readonly slug: string;
  readonly name: string;
  readonly region: string | null;
  readonly platform: string;
  readonly public_url: string | null;
}

export interface RealmTable {
  readonly id: string;
  readonly environment_id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly sso_mode: string;
  readonly settings: string;
  /** Number of the last change of the realm or of anything that its view shows; never used twice. */
  readonly revision: number;
}

export interface ServiceProviderTable {
  readonly id: string;
  readonly realm_id: string;
  readonly slug: string;
  readonly settings: string;
}

export interface ConnectionTable {
  readonly id: string;
  readonly service_provider_id: string;
  readonly realm_id: string;
  readonly slug: string;
  readonly name: string;
  readonly is_default: number;
  readonly enabled: number;
  /** The entityId within `identity_provider`: unique in the service provider. */
  readonly idp_entity_id: string;
  readonly identity_provider: string;
  readonly source: string;
  readonly settings: string;
}

/** The metadata document of a connection that was given one as text. */
export interface ConnectionDocumentTable {
  readonly connection_id: string;
  readonly document: string;
}

export interface AppTable {
  readonly id: string;
  readonly realm_id: string;
  readonly slug: string;
  readonly name: string;
  readonly type: string;
  readonly settings: string;
  readonly secret_hash: string | null;
}

export interface KeyPairTable {
  readonly id: string;
  readonly owner_id: string;
  readonly purpose: string;
  readonly state: string;
  readonly algorithm: string;
  readonly certificate: string | null;
  readonly public_jwk: string | null;
  readonly sealed_private_key: string;
  readonly created_at: number;
  readonly origin: string;
  readonly promoted_at: number | null;
  readonly retired_at: number | null;
}

export interface KnownKeyTable {
  readonly connection_id: string;
  readonly key_id: string;
  readonly exchanged_at: number | null;
  readonly tested_at: number | null;
}

export interface MetadataRefreshTable {
  readonly connection_id: string;
  readonly realm_id: string;
  readonly url: string;
  readonly checked_at: number | null;
  readonly succeeded_at: number | null;
  readonly adopted_at: number | null;
  readonly failures: number;
  readonly next_at: number;
  readonly problem: string | null;
  readonly valid_until: number | null;
  readonly blocked: number;
}

export interface ServiceProviderAliasTable {
  readonly space: string;
  readonly alias_key: string;
  readonly service_provider_id: string;
  readonly kind: string;
  readonly value: string;
}
