/** All queries together, over one connection, pool or transaction of any engine. */
import type { StorageReader, StorageWriter } from '../ports/storage.ts';
import type { QueryRunner } from '../prepared-query.ts';
import { createAdministrationReader, createAdministrationWriter } from './administration-queries.ts';
import { createAdministratorReader, createAdministratorWriter } from './administrator-queries.ts';
import { createAliasReader } from './alias-queries.ts';
import { createApiKeyReader, createApiKeyWriter } from './api-key-queries.ts';
import { createAttemptReader, createAttemptWriter } from './attempt-queries.ts';
import { createAuditReader, createAuditWriter } from './audit-queries.ts';
import { createConnectionTestReader, createConnectionTestWriter } from './connection-test-queries.ts';
import { createDirectoryPuts } from './directory-changes.ts';
import { createDirectoryDeletions } from './directory-deletions.ts';
import { createDirectoryReader } from './directory-queries.ts';
import { createIdempotencyReader, createIdempotencyWriter } from './idempotency-queries.ts';
import { createLocalSignInReader, createLocalSignInWriter } from './local-sign-in-queries.ts';
import { createMetadataRefreshReader, createMetadataRefreshWriter } from './metadata-refresh-queries.ts';
import { createOidcArtifactReader, createOidcArtifactWriter } from './oidc-queries.ts';
import { createSessionReader, createSessionWriter } from './session-queries.ts';
import { createSetUpReader, createSetUpWriter } from './set-up-queries.ts';
import { createSignInReader, createSignInWriter } from './sign-in-queries.ts';
import { createSsoStateReader, createSsoStateWriter } from './sso-state-queries.ts';
import { createUserReader, createUserWriter } from './user-queries.ts';

/**
 * Makes the reader of a storage.
 *
 * @param options.remember keep realm views in memory while their revision stands; false for the
 *   reads of a transaction
 */
export const createStorageReader = (db: QueryRunner, options: { readonly remember: boolean }): StorageReader => ({
  ...createAliasReader(db),
  ...createApiKeyReader(db),
  ...createAdministrationReader(db),
  ...createAdministratorReader(db),
  ...createAttemptReader(db),
  ...createAuditReader(db),
  ...createConnectionTestReader(db),
  ...createDirectoryReader(db, options),
  ...createIdempotencyReader(db),
  ...createLocalSignInReader(db),
  ...createMetadataRefreshReader(db),
  ...createOidcArtifactReader(db),
  ...createSessionReader(db),
  ...createSetUpReader(db),
  ...createSignInReader(db),
  ...createSsoStateReader(db),
  ...createUserReader(db),
});

/** Makes the writer of a transaction. */
export const createStorageWriter = (db: QueryRunner): StorageWriter => ({
  ...createStorageReader(db, { remember: false }),
  ...createApiKeyWriter(db),
  ...createAdministrationWriter(db),
  ...createAdministratorWriter(db),
  ...createAttemptWriter(db),
  ...createAuditWriter(db),
  ...createConnectionTestWriter(db),
  ...createDirectoryPuts(db),
  ...createDirectoryDeletions(db),
  ...createIdempotencyWriter(db),
  ...createLocalSignInWriter(db),
  ...createMetadataRefreshWriter(db),
  ...createOidcArtifactWriter(db),
  ...createSessionWriter(db),
  ...createSetUpWriter(db),
  ...createSignInWriter(db),
  ...createSsoStateWriter(db),
  ...createUserWriter(db),
});
