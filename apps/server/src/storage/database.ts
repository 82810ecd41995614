/**
 * The tables as they are stored, one interface each, with their columns in order. Instants are
 * epoch milliseconds, truth values 0 and 1, structured values JSON text; the queries translate
 * between these rows and the records of the ports.
 */

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

export interface UserAccountTable {
  readonly id: string;
  readonly realm_id: string;
  readonly login: string;
  readonly email: string | null;
  /** The e-mail address with ASCII letters in lower case. */
  readonly email_key: string | null;
  readonly display_name: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly groups: string;
  readonly enabled: number;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface IdentityLinkTable {
  readonly connection_id: string;
  readonly idp_entity_id: string;
  readonly format: string;
  readonly name_qualifier: string;
  readonly sp_name_qualifier: string;
  readonly value: string;
  readonly user_id: string;
  readonly created_at: number;
}

export interface UserCredentialTable {
  readonly user_id: string;
  readonly realm_id: string;
  readonly password_hash: string | null;
  readonly changed_at: number;
  readonly link_hash: string | null;
  readonly link_expires_at: number | null;
}

export interface LocalOpeningTable {
  readonly id: string;
  readonly realm_id: string;
  readonly user_ids: string;
  readonly reason: string;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly requested_by: string;
  readonly requested_at: number;
  readonly approved_by: string | null;
  readonly approved_at: number | null;
  readonly closed_by: string | null;
  readonly closed_at: number | null;
}

export interface HubSessionTable {
  readonly id_hash: string;
  readonly realm_id: string;
  readonly user_id: string;
  readonly method: string;
  /** `''` for a local session, as are the two after it. */
  readonly service_provider_id: string;
  readonly connection_id: string;
  readonly idp_entity_id: string;
  readonly sealed_idp_session: string | null;
  readonly authenticated_at: number;
  readonly authn_context: string | null;
  /** The session of the same person in the same browser that this one replaced. */
  readonly former_id_hash: string | null;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly expires_at: number;
}

export interface OidcArtifactTable {
  readonly realm_id: string;
  readonly model: string;
  readonly id_hash: string;
  readonly payload: string;
  /** The `clientId` within the payload: what a deleted app takes with it. */
  readonly client_id: string | null;
  readonly grant_id: string | null;
  readonly uid: string | null;
  readonly user_code: string | null;
  readonly hub_session_hash: string | null;
  readonly consumed_at: number | null;
  readonly expires_at: number | null;
}

export interface SignInRequestTable {
  readonly realm_id: string;
  readonly id: string;
  readonly service_provider_id: string;
  readonly connection_id: string;
  readonly acs_url: string;
  readonly target: string;
  readonly binding_hash: string;
  readonly authn_not_before: number | null;
  readonly restarted: number;
  readonly attempt_id: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly consumed: number;
  readonly refused_answers: number;
}

export interface ParkedResultTable {
  readonly handle_hash: string;
  readonly realm_id: string;
  readonly sealed: string;
  readonly expires_at: number;
}

export interface UsedIdTable {
  readonly scope: string;
  readonly id: string;
  readonly expires_at: number;
}

export interface AttemptTable {
  readonly id: string;
  readonly reference: string;
  readonly realm_id: string;
  readonly connection_id: string | null;
  readonly app: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly user_id: string | null;
  readonly subject: string | null;
  readonly checks: string;
  readonly stage_ms: string;
}

export interface AuditEventTable {
  readonly chain: string;
  readonly sequence: number;
  readonly at: number;
  readonly id: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly action: string;
  readonly target_kind: string;
  readonly target_path: string;
  readonly fields: string;
  readonly address: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

export interface AuditHeadTable {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
  readonly seal: string;
}

export interface IdempotentAnswerTable {
  readonly scope: string;
  readonly key_hash: string;
  readonly request_hash: string;
  readonly sealed_answer: string;
  readonly expires_at: number;
}

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

export interface ApiKeyTable {
  readonly id: string;
  readonly company_id: string;
  readonly key_hash: string;
  readonly name: string;
  readonly hint: string;
  readonly scopes: string;
  readonly created_by_id: string;
  readonly created_by_name: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
  readonly last_address: string | null;
}

export interface AdministratorTable {
  readonly id: string;
  readonly login: string;
  /** The login with ASCII letters in lower case. */
  readonly login_key: string;
  readonly name: string;
  readonly password_hash: string | null;
  readonly sealed_totp: string | null;
  readonly totp_last_step: number | null;
  readonly enabled: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly last_signed_in_at: number | null;
  readonly revision: number;
}

export interface AdministratorRoleTable {
  readonly administrator_id: string;
  readonly position: number;
  readonly role: string;
  readonly company_id: string | null;
  readonly environment_id: string | null;
}

export interface RecoveryCodeTable {
  readonly administrator_id: string;
  readonly code_hash: string;
}

export interface PasskeyTable {
  readonly id: string;
  readonly administrator_id: string;
  readonly credential_id: string;
  readonly public_key: string;
  readonly counter: number;
  readonly transports: string;
  readonly backed_up: number;
  readonly name: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
}

export interface AdminSessionTable {
  readonly id_hash: string;
  readonly administrator_id: string;
  readonly method: string;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly expires_at: number;
  readonly limited_to: string | null;
}

export interface AdminChallengeTable {
  readonly id_hash: string;
  readonly kind: string;
  readonly administrator_id: string | null;
  readonly sealed: string;
  readonly failures: number;
  readonly expires_at: number;
}

export interface OneTimeLinkTable {
  readonly token_hash: string;
  readonly kind: string;
  readonly subject: string;
  readonly resets_second_factors: number;
  readonly creator: string;
  readonly created_at: number;
  readonly expires_at: number;
}

export interface ThrottleTable {
  readonly key_hash: string;
  readonly failures: number;
  readonly blocked_until: number;
  readonly expires_at: number;
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

export interface CounterTable {
  readonly name: string;
  readonly value: number;
}

/** All tables by name. */
export interface Database {
  readonly company: CompanyTable;
  readonly environment: EnvironmentTable;
  readonly realm: RealmTable;
  readonly service_provider: ServiceProviderTable;
  readonly connection: ConnectionTable;
  readonly connection_document: ConnectionDocumentTable;
  readonly app: AppTable;
  readonly key_pair: KeyPairTable;
  readonly known_key: KnownKeyTable;
  readonly user_account: UserAccountTable;
  readonly identity_link: IdentityLinkTable;
  readonly user_credential: UserCredentialTable;
  readonly local_opening: LocalOpeningTable;
  readonly hub_session: HubSessionTable;
  readonly oidc_artifact: OidcArtifactTable;
  readonly sign_in_request: SignInRequestTable;
  readonly parked_result: ParkedResultTable;
  readonly used_id: UsedIdTable;
  readonly attempt: AttemptTable;
  readonly audit_event: AuditEventTable;
  readonly audit_head: AuditHeadTable;
  readonly idempotent_answer: IdempotentAnswerTable;
  readonly connection_test: ConnectionTestTable;
  readonly staged_identity_provider: StagedIdentityProviderTable;
  readonly sso_state: SsoStateTable;
  readonly set_up: SetUpTable;
  readonly set_up_link: SetUpLinkTable;
  readonly api_key: ApiKeyTable;
  readonly metadata_refresh: MetadataRefreshTable;
  readonly service_provider_alias: ServiceProviderAliasTable;
  readonly counter: CounterTable;
  readonly administrator: AdministratorTable;
  readonly administrator_role: AdministratorRoleTable;
  readonly recovery_code: RecoveryCodeTable;
  readonly passkey: PasskeyTable;
  readonly admin_session: AdminSessionTable;
  readonly admin_challenge: AdminChallengeTable;
  readonly one_time_link: OneTimeLinkTable;
  readonly throttle: ThrottleTable;
}
