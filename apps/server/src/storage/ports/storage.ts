/**
 * The storage of the hub as its stages see it. Reads go straight through; every change happens
 * inside `write`, which is one atomic, durable commit: what was acknowledged survives a crash.
 */
import type { AdministrationReader, AdministrationWriter } from './administration-store.ts';
import type { AdministratorReader, AdministratorWriter } from './administrator-store.ts';
import type { AliasReader } from './alias-store.ts';
import type { ApiKeyReader, ApiKeyWriter } from './api-key-store.ts';
import type { AttemptReader, AttemptWriter } from './attempt-store.ts';
import type { AuditReader, AuditWriter } from './audit-store.ts';
import type { ConnectionTestReader, ConnectionTestWriter } from './connection-test-store.ts';
import type { DirectoryReader, DirectoryWriter } from './directory-store.ts';
import type { IdempotencyReader, IdempotencyWriter } from './idempotency-store.ts';
import type { LocalSignInReader, LocalSignInWriter } from './local-sign-in-store.ts';
import type { MetadataRefreshReader, MetadataRefreshWriter } from './metadata-refresh-store.ts';
import type { OidcArtifactReader, OidcArtifactWriter } from './oidc-store.ts';
import type { SessionReader, SessionWriter } from './session-store.ts';
import type { SetUpReader, SetUpWriter } from './set-up-store.ts';
import type { SignInReader, SignInWriter } from './sign-in-store.ts';
import type { SsoStateReader, SsoStateWriter } from './sso-state-store.ts';
import type { UserReader, UserWriter } from './user-store.ts';

export interface StorageReader
  extends AdministrationReader,
    AdministratorReader,
    AliasReader,
    ApiKeyReader,
    AttemptReader,
    AuditReader,
    ConnectionTestReader,
    DirectoryReader,
    IdempotencyReader,
    LocalSignInReader,
    MetadataRefreshReader,
    OidcArtifactReader,
    SessionReader,
    SetUpReader,
    SignInReader,
    SsoStateReader,
    UserReader {}

/** All changes of one commit; it also reads, and then sees its own changes. */
export interface StorageWriter
  extends StorageReader,
    AdministrationWriter,
    AdministratorWriter,
    ApiKeyWriter,
    AttemptWriter,
    AuditWriter,
    ConnectionTestWriter,
    DirectoryWriter,
    IdempotencyWriter,
    LocalSignInWriter,
    MetadataRefreshWriter,
    OidcArtifactWriter,
    SessionWriter,
    SetUpWriter,
    SignInWriter,
    SsoStateWriter,
    UserWriter {}

export interface Storage {
  readonly read: StorageReader;
  /**
   * Runs `change` in one transaction and returns its result after the commit is durable. A throw
   * rolls everything back and is passed on. Never call `write` or `read` of the same storage
   * inside: use the writer that was handed over. Wait for nothing but the writer either: others
   * wait behind it, and writes that arrive together share one commit.
   *
   * @throws `storage.nested_write` when it is called inside another write
   */
  write<T>(change: (writer: StorageWriter) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
