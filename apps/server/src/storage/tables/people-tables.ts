/** Tables of the people of realms: accounts, links, passwords, openings of local sign-in. */

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
