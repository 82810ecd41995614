/** A test of a connection as administrators see it. */
import type { ConnectionTestView } from '@cordboard/contract/admin-api/single-sign-on';
import { openTestClaims } from '../../sign-in/test-claims.ts';
import { connectionTestState } from '../../single-sign-on/connection-test-state.ts';
import { changedSince, testedSettings } from '../../single-sign-on/tested-settings.ts';
import type { ConnectionTestRecord } from '../../storage/ports/connection-test-store.ts';
import type { ConnectionRecord, RealmView } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import type { Call } from '../http/call.ts';

/** The connection that was tested, and where it stands. */
export interface TestPlace {
  readonly view: RealmView;
  /** Of the realm. */
  readonly baseUrl: string;
  readonly connection: ConnectionRecord;
}

export interface ConnectionTests {
  readonly last: ConnectionTestView | null;
  readonly passed: ConnectionTestView | null;
}

/** The connection with the description that a test is about; the staged one may be gone. */
export const asTested = async (
  reader: StorageReader,
  connection: ConnectionRecord,
  staged: boolean,
): Promise<ConnectionRecord> => {
  const found = staged ? await reader.findStagedIdentityProvider(connection.id) : null;
  return found === null ? connection : { ...connection, identityProvider: found.description, source: found.source };
};

export const viewConnectionTest = async (
  parts: Pick<AdminParts, 'clock' | 'sealer'>,
  reader: StorageReader,
  { view, baseUrl, connection }: TestPlace,
  test: ConnectionTestRecord,
): Promise<ConnectionTestView> => {
  const attempt = test.attemptId === null ? null : await reader.findAttempt(test.attemptId);
  const present = testedSettings(view, baseUrl, await asTested(reader, connection, test.staged));
  const claims = openTestClaims(parts.sealer, test);
  return {
    id: test.id,
    state: connectionTestState(test, attempt, parts.clock()),
    staged: test.staged,
    nextKeys: test.nextKeys,
    startedBy: test.administrator.login,
    createdAt: test.createdAt,
    expiresAt: test.expiresAt,
    finishedAt: test.finishedAt,
    recognisedAs: test.recognisedAs,
    changedSince: [...changedSince(test.settings, present)],
    attempt: attempt === null ? null : { reference: attempt.reference, code: attempt.code },
    claims,
  };
};

const isPassed = ({ state, recognisedAs }: ConnectionTestView): boolean =>
  state === 'succeeded' && recognisedAs !== null;

/**
 * The newest test of the description in use, and the newest that passed. One that still holds comes before a newer one
 * that does not: a test with the next keys says nothing against the current ones.
 */
export const testsOfConnection = async (
  parts: Pick<AdminParts, 'clock' | 'sealer'>,
  reader: StorageReader,
  place: TestPlace,
): Promise<ConnectionTests> => {
  const recent = await reader.listConnectionTests(place.connection.id, 10);
  const newest = await reader.findLastPassedTest(place.connection.id, false);
  const views: ConnectionTestView[] = [];
  for (const test of recent.filter(({ staged }) => !staged)) {
    views.push(await viewConnectionTest(parts, reader, place, test));
  }
  const holding = views.find((view) => isPassed(view) && view.changedSince.length === 0) ?? null;
  return {
    last: views[0] ?? null,
    passed: holding ?? (newest === null ? null : await viewConnectionTest(parts, reader, place, newest)),
  };
};

/** What the answer said about the person is for those who may see people. */
export const forCaller = <T extends ConnectionTestView | null>(
  call: Pick<Call, 'may' | 'company' | 'environment'>,
  test: T,
): T => {
  const place = { companyId: call.company.id, environmentId: call.environment.id };
  return test === null || call.may('people.read', place) ? test : { ...test, claims: null };
};
