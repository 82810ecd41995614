/** Tables of setting single sign-on up: drafts, links, tests, what waits. */

export interface ConnectionTestTable {
  readonly id: string;
  readonly realm_id: string;
  readonly service_provider_id: string;
  readonly connection_id: string;
  readonly start_hash: string;
  readonly staged: number;
  readonly settings: string;
  readonly administrator_id: string;
  readonly administrator_login: string;
  readonly attempt_id: string | null;
  readonly created_at: number;
  readonly expires_at: number;
  readonly finished_at: number | null;
  readonly recognised_as: string | null;
  readonly sealed_claims: string | null;
  readonly next_keys: number;
  readonly signing_key_id: string | null;
}

export interface StagedIdentityProviderTable {
  readonly connection_id: string;
  readonly description: string;
  readonly source: string;
  readonly document: string | null;
  readonly staged_by: string;
  readonly staged_at: number;
}

export interface SsoStateTable {
  readonly realm_id: string;
  readonly changed_at: number;
  readonly changed_by: string;
  readonly checklist: string;
}

export interface SetUpTable {
  readonly id: string;
  readonly service_provider_id: string;
  readonly realm_id: string;
  readonly connection: string;
  readonly vendor: string;
  readonly name: string;
  readonly set_up_order: string;
  readonly done_steps: string;
  readonly identity_provider: string;
  readonly settings: string;
  readonly state: string;
  readonly created_by: string;
  readonly updated_by: string;
  readonly step: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly submitted_at: number | null;
}

export interface SetUpLinkTable {
  readonly id: string;
  readonly set_up_id: string;
  readonly token_hash: string;
  readonly recipient: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
}
