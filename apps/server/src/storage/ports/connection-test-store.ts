/**
 * Tests of connections: a sign-in that an administrator makes to see whether the settings are right, and what came of
 * it. And descriptions of identity providers that wait to be tested or approved before they are used.
 */
import type { IdentityProviderDescription, IdentityProviderSource } from './directory-store.ts';

export interface ConnectionTestRecord {
  readonly id: string;
  readonly realmId: string;
  readonly serviceProviderId: string;
  readonly connectionId: string;
  /** SHA-256 of the secret in the address that begins the test, base64url. */
  readonly startHash: string;
  /** Whether the staged description is tested instead of the one in use. */
  readonly staged: boolean;
  /** What mattered when the test began, for a comparison with what is set now. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Who tests. */
  readonly administrator: { readonly id: string; readonly login: string };
  /** The sign-in attempt, once the browser has set off. */
  readonly attemptId: string | null;
  readonly createdAt: number;
  /** An unfinished test counts as timed out from here on. */
  readonly expiresAt: number;
  /** When the answer was accepted; null while it was not. */
  readonly finishedAt: number | null;
  /** Login of the administrator whom the identity provider's answer was about; null when it was nobody known. */
  readonly recognisedAs: string | null;
  /** What the answer said about the person, as sealed JSON; null until there was one. */
  readonly sealedClaims: string | null;
  /** Whether the next keys of the service provider are tested instead of the current ones, where there are any. */
  readonly nextKeys: boolean;
  /** The key that the request was signed with; null until it was sent, or when it was not signed. */
  readonly signingKeyId: string | null;
}

export interface StagedIdentityProvider {
  readonly connectionId: string;
  readonly description: IdentityProviderDescription;
  readonly source: IdentityProviderSource;
  /** The metadata document, where it came as text. */
  readonly document: string | null;
  /** Who or what staged it, in words: `metadata refresh`, or an administrator's login. */
  readonly by: string;
  readonly at: number;
}

export interface ConnectionTestReader {
  findConnectionTest(id: string): Promise<ConnectionTestRecord | null>;
  findConnectionTestByStart(startHash: string): Promise<ConnectionTestRecord | null>;
  /** Newest first. */
  listConnectionTests(connectionId: string, limit: number): Promise<readonly ConnectionTestRecord[]>;
  /** The newest one that was finished and recognised an administrator. */
  findLastPassedTest(connectionId: string, staged: boolean): Promise<ConnectionTestRecord | null>;
  findStagedIdentityProvider(connectionId: string): Promise<StagedIdentityProvider | null>;
}

export interface ConnectionTestWriter {
  /** Inserts or replaces by id. */
  putConnectionTest(record: ConnectionTestRecord): Promise<void>;
  /** Deletes unfinished tests of the connection that began before an instant; returns the number of rows. */
  deleteUnfinishedTests(connectionId: string, createdBefore: number): Promise<number>;
  /** Counts a test of the staged description as one of the description in use, which it has become. */
  countStagedTest(id: string): Promise<void>;
  /** Inserts or replaces by connection. */
  putStagedIdentityProvider(record: StagedIdentityProvider): Promise<void>;
  deleteStagedIdentityProvider(connectionId: string): Promise<void>;
}
