/** Tables of the administration: accounts, sessions, keys, the audit log, kept answers, counters of failures. */

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

/** Which names the events of a chain have; what the events say, kept to find them by. */
export interface AuditActorNameTable {
  readonly chain: string;
  /** Without letter case. */
  readonly folded: string;
  readonly name: string;
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
  /** Null, as the next two, for a session that came from no identity provider. */
  readonly connection_id: string | null;
  readonly idp_subject_hash: string | null;
  readonly idp_session_hash: string | null;
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
