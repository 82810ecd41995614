/**
 * What every storage engine has to do, as one suite. An engine's test calls
 * `describeStorageConformance` with a factory; the parts stand in files of their own.
 */
import { afterEach, describe } from 'vitest';
import { describeAdministration } from './administration-conformance.ts';
import { describeAdministrators } from './administrator-conformance.ts';
import { describeAliases } from './alias-conformance.ts';
import { describeApiKeys } from './api-key-conformance.ts';
import { describeAttempts } from './attempt-conformance.ts';
import { describeAudit } from './audit-conformance.ts';
import { describeConnectionTests } from './connection-test-conformance.ts';
import { describeDeletions } from './deletion-conformance.ts';
import { describeDirectory } from './directory-conformance.ts';
import { describeKeys } from './key-conformance.ts';
import { describeLocalSignIn } from './local-sign-in-conformance.ts';
import { describeMetadataRefreshes } from './metadata-refresh-conformance.ts';
import { describeOidcArtifacts } from './oidc-conformance.ts';
import type { OpenStorage, StorageUnderTest } from './open-storage.ts';
import { describeSessions } from './session-conformance.ts';
import { describeSetUps } from './set-up-conformance.ts';
import { describeSignIns } from './sign-in-conformance.ts';
import { describeTransactions } from './transaction-conformance.ts';
import { describeUsers } from './user-conformance.ts';

export const describeStorageConformance = (engine: string, factory: OpenStorage): void => {
  describe(`${engine} as a storage`, () => {
    const opened: StorageUnderTest[] = [];
    const open: OpenStorage = async () => {
      const underTest = await factory();
      opened.push(underTest);
      return underTest;
    };
    afterEach(async () => {
      for (const underTest of opened.splice(0)) await underTest.dispose();
    });

    describeTransactions(open);
    describeDirectory(open);
    describeKeys(open);
    describeDeletions(open);
    describeUsers(open);
    describeSignIns(open);
    describeSessions(open);
    describeOidcArtifacts(open);
    describeAttempts(open);
    describeAudit(open);
    describeConnectionTests(open);
    describeSetUps(open);
    describeApiKeys(open);
    describeLocalSignIn(open);
    describeAdministrators(open);
    describeAdministration(open);
    describeMetadataRefreshes(open);
    describeAliases(open);
  });
};
