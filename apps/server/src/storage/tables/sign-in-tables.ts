/** Tables of sign-ins: requests under way, results, sessions, artefacts, attempts. */

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
  readonly idp_subject_hash: string | null;
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

/** An end of sessions that an identity provider asked for. */
export interface IdpSignOutTable {
  readonly connection_id: string;
  readonly session_hash: string;
  readonly at: number;
  readonly expires_at: number;
}

export interface AttemptTable {
  readonly id: string;
  readonly kind: string;
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
