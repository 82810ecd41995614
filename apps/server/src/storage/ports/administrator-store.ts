/**
 * Administrators of the installation: their accounts, what they may do and where, their passkeys and
 * recovery codes. Grants are read on every request and never kept anywhere else.
 */
import type { Role } from '@cordboard/contract/admin-api/permissions';

/** A role, and the place in which it holds. It vanishes with its company or environment. */
export interface RoleGrant {
  readonly role: Role;
  /** Null for the whole installation. */
  readonly companyId: string | null;
  /** Null for every environment of the company. */
  readonly environmentId: string | null;
}

export interface AdministratorRecord {
  readonly id: string;
  /** The e-mail address; unique in the installation, ASCII letter case ignored. */
  readonly login: string;
  readonly name: string;
  /** PHC string; null for somebody who has not chosen a password. */
  readonly passwordHash: string | null;
  /** The sealed TOTP secret; null when there is none. */
  readonly sealedTotp: string | null;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An administrator as it is stored. */
export interface StoredAdministrator extends AdministratorRecord {
  /** Number of the last change of the account or its grants; signing in is no change. */
  readonly revision: number;
  readonly lastSignedInAt: number | null;
}

export interface PasskeyRecord {
  readonly id: string;
  readonly administratorId: string;
  /** Base64url, unique in the installation. */
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  /** Signature counter; 0 for authenticators that do not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** Whether the authenticator keeps a copy elsewhere. */
  readonly backedUp: boolean;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

export interface AdministratorReader {
  findAdministrator(id: string): Promise<StoredAdministrator | null>;
  /** ASCII letter case ignored. */
  findAdministratorByLogin(login: string): Promise<StoredAdministrator | null>;
  listGrants(administratorId: string): Promise<readonly RoleGrant[]>;
  /** Ordered by login in lower case; `after` is the login of the last one seen. */
  listAdministrators(page: {
    /** Only those with a grant in this company. */
    readonly companyId?: string | undefined;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly StoredAdministrator[]>;
  /** Enabled administrators who own the installation, ordered by login. */
  listEnabledOwners(): Promise<readonly StoredAdministrator[]>;
  /** Oldest first. */
  listPasskeys(administratorId: string): Promise<readonly PasskeyRecord[]>;
  findPasskey(credentialId: string): Promise<PasskeyRecord | null>;
  countRecoveryCodes(administratorId: string): Promise<number>;
}

export interface AdministratorWriter {
  /**
   * Inserts or replaces by id; the revision goes up.
   *
   * @throws `storage.duplicate` when somebody else has the login
   */
  putAdministrator(record: AdministratorRecord): Promise<void>;
  /** Replaces all grants; the revision goes up. */
  setGrants(administratorId: string, grants: readonly RoleGrant[]): Promise<void>;
  /** With its grants, passkeys, recovery codes, sessions and challenges. True when it existed. */
  deleteAdministrator(id: string): Promise<boolean>;
  noteSignIn(administratorId: string, at: number): Promise<void>;
  /** Uses a TOTP step up: true only for a step after every one that was used before. */
  useTotpStep(administratorId: string, step: number): Promise<boolean>;
  /** Forgets which steps were used; only for a new secret. */
  clearTotpStep(administratorId: string): Promise<void>;
  /** Replaces all recovery codes. */
  setRecoveryCodes(administratorId: string, codeHashes: readonly string[]): Promise<void>;
  /** True for exactly one caller. */
  useRecoveryCode(administratorId: string, codeHash: string): Promise<boolean>;
  /** False when the credential is known already, to anybody. */
  addPasskey(record: PasskeyRecord): Promise<boolean>;
  /** False when the administrator has no such passkey. */
  renamePasskey(administratorId: string, id: string, name: string): Promise<boolean>;
  /**
   * Notes a use: false when the passkey is gone or its counter would not go up. A counter of 0 stays 0.
   */
  usePasskey(use: {
    readonly id: string;
    readonly counter: number;
    readonly backedUp: boolean;
    readonly at: number;
  }): Promise<boolean>;
  /** True when the administrator had it. */
  deletePasskey(administratorId: string, id: string): Promise<boolean>;
  deletePasskeys(administratorId: string): Promise<void>;
}
