/**
 * The tables as they are stored, one interface each, with their columns in order. Instants are
 * epoch milliseconds, truth values 0 and 1, structured values JSON text; the queries translate
 * between these rows and the records of the ports.
 */
import type {
  AdminChallengeTable,
  AdministratorRoleTable,
  AdministratorTable,
  AdminSessionTable,
  ApiKeyTable,
  AuditActorNameTable,
  AuditEventTable,
  AuditHeadTable,
  IdempotentAnswerTable,
  OneTimeLinkTable,
  PasskeyTable,
  RecoveryCodeTable,
  ThrottleTable,
} from './tables/administration-tables.ts';
import type {
  AppTable,
  CompanyTable,
  ConnectionDocumentTable,
  ConnectionTable,
  EnvironmentTable,
  KeyPairTable,
  KnownKeyTable,
  MetadataRefreshTable,
  RealmTable,
  ServiceProviderAliasTable,
  ServiceProviderTable,
} from './tables/directory-tables.ts';
import type {
  IdentityLinkTable,
  LocalOpeningTable,
  UserAccountTable,
  UserCredentialTable,
} from './tables/people-tables.ts';
import type {
  ConnectionTestTable,
  SetUpLinkTable,
  SetUpTable,
  SsoStateTable,
  StagedIdentityProviderTable,
} from './tables/set-up-tables.ts';
import type {
  AttemptTable,
  HubSessionTable,
  IdpSignOutTable,
  OidcArtifactTable,
  ParkedResultTable,
  SignInRequestTable,
  UsedIdTable,
} from './tables/sign-in-tables.ts';

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
  readonly idp_sign_out: IdpSignOutTable;
  readonly parked_result: ParkedResultTable;
  readonly used_id: UsedIdTable;
  readonly attempt: AttemptTable;
  readonly audit_event: AuditEventTable;
  readonly audit_actor_name: AuditActorNameTable;
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
