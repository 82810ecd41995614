/** What a connection trusts, as administrators see it: in use, and waiting. */
import type { ConnectionTrust } from '@cordboard/contract/admin-api/identity-provider-trust';
import type { TrustWarning } from '@cordboard/contract/identity-provider-trust';
import { changedSince, testedSettings } from '../../single-sign-on/tested-settings.ts';
import type { ConnectionTestRecord, StagedIdentityProvider } from '../../storage/ports/connection-test-store.ts';
import type { ConnectionRecord } from '../../storage/ports/directory-store.ts';
import type { MetadataRefreshRecord } from '../../storage/ports/metadata-refresh-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import { identityProviderFacts, sourceInWords } from '../../trust/identity-provider-facts.ts';
import { DAY_MS } from '../../trust/idp-certificate.ts';
import { METADATA_REFRESH } from '../../trust/take-over.ts';
import { trustChanges } from '../../trust/trust-changes.ts';
import { trustWarnings } from '../../trust/trust-warnings.ts';
import { entityTag } from '../http/entity-tag.ts';
import type { TestPlace } from './view-connection-test.ts';

/** An address that was not read for so long is more than a passing failure. */
const LONG_MS = 3 * DAY_MS;

/** The connection as it would be. */
export const asStaged = (connection: ConnectionRecord, staged: StagedIdentityProvider): ConnectionRecord => ({
  ...connection,
  identityProvider: staged.description,
  source: staged.source,
});

/** The version: what is decided on when something that waits is accepted or discarded. */
export const trustTag = ({ identityProvider }: ConnectionRecord, staged: StagedIdentityProvider | null): string =>
  entityTag([identityProvider, staged === null ? null : [staged.description, staged.source, staged.by, staged.at]]);

/**
 * The test that proves what waits, or null. It was begun after this was staged, and nothing that it proved has changed
 * since: certificates of an address are no part of what it compares, so the time decides for them.
 */
export const testOfStaged = async (
  reader: StorageReader,
  { view, baseUrl, connection }: TestPlace,
  staged: StagedIdentityProvider,
): Promise<ConnectionTestRecord | null> => {
  const passed = await reader.findLastPassedTest(connection.id, true);
  if (passed === null || passed.createdAt < staged.at) {
    return null;
  }
  const present = testedSettings(view, baseUrl, asStaged(connection, staged));
  return changedSince(passed.settings, present).length === 0 ? passed : null;
};

/** People whose link names the entity ID that would go. */
export const countSuspendedLinks = async (
  reader: StorageReader,
  { id, identityProvider }: ConnectionRecord,
  staged: StagedIdentityProvider,
): Promise<number> =>
  staged.description.entityId === identityProvider.entityId
    ? 0
    : await reader.countLinksTo(id, identityProvider.entityId);

const viewStaged = async (
  reader: StorageReader,
  place: TestPlace,
  staged: StagedIdentityProvider,
  now: number,
): Promise<NonNullable<ConnectionTrust['staged']>> => {
  const { view, connection } = place;
  const wanted = asStaged(connection, staged);
  const isProven = (await testOfStaged(reader, place, staged)) !== null;
  const otherwise = view.realm.ssoMode === 'non-sso' ? 'not-needed' : 'needed';
  return {
    identityProvider: identityProviderFacts(staged.description, now),
    source: sourceInWords(staged.source),
    by: staged.by,
    at: staged.at,
    changes: [...trustChanges(connection, wanted)],
    warnings: [...trustWarnings(wanted, now)],
    test: isProven ? 'passed' : otherwise,
    suspendedLinks: await countSuspendedLinks(reader, connection, staged),
  };
};

const refreshWarnings = (refresh: MetadataRefreshRecord | null, now: number): readonly TrustWarning[] => {
  if (refresh === null) {
    return [];
  }
  const { problem, failures, succeededAt, checkedAt, blocked } = refresh;
  const since = succeededAt ?? checkedAt ?? now;
  return [
    ...(problem === null
      ? []
      : [
          {
            code: 'refresh-failing',
            level: now - since > LONG_MS ? 'serious' : 'warning',
            words: `The metadata address could not be read ${failures === 1 ? 'the last time' : `${failures} times in a row`}: ${problem.words} What was known before stays in use; a new certificate of the identity provider would not be noticed.`,
          } as const,
        ]),
    ...(blocked
      ? [
          {
            code: 'change-blocked',
            level: 'warning',
            words:
              'The metadata address announces other endpoints or another entity ID. It is not put aside, because what an administrator staged is there: accept or discard that first.',
          } as const,
        ]
      : []),
  ];
};

const stagedWarnings = (staged: StagedIdentityProvider | null): readonly TrustWarning[] =>
  staged === null
    ? []
    : [
        {
          code: 'change-waits',
          level: 'warning',
          words:
            staged.by === METADATA_REFRESH
              ? 'The metadata address announces a change that is not taken over by itself. Ask the administrator of the identity provider whether it is genuine, test it, and accept it.'
              : `A description that ${staged.by} staged waits to be tested and accepted.`,
        },
      ];

export const viewConnectionTrust = async (
  reader: StorageReader,
  place: TestPlace,
  now: number,
): Promise<{ readonly body: ConnectionTrust; readonly etag: string }> => {
  const { connection } = place;
  const refresh = await reader.findMetadataRefresh(connection.id);
  const staged = await reader.findStagedIdentityProvider(connection.id);
  const validUntil = refresh?.validUntil ?? connection.identityProvider.validUntil;
  const inUse = { identityProvider: { ...connection.identityProvider, validUntil }, source: connection.source };
  const body: ConnectionTrust = {
    identityProvider: identityProviderFacts(inUse.identityProvider, now),
    source: sourceInWords(connection.source),
    warnings: [...stagedWarnings(staged), ...refreshWarnings(refresh, now), ...trustWarnings(inUse, now)],
    refresh,
    staged: staged === null ? null : await viewStaged(reader, place, staged, now),
  };
  return { body, etag: trustTag(connection, staged) };
};
