/** The connection that a test is for: also one that is disabled, or with a description or keys that only wait to be used. */
import { connectionContext, type RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { ConnectionTestReader } from '../storage/ports/connection-test-store.ts';
import type { Candidate } from './choose-connection.ts';

/** @throws CordboardError `sign-in.connection_unknown` when the test or what it is for is gone. */
export const testedConnection = async (
  reader: ConnectionTestReader,
  realm: RealmContext,
  testId: string,
): Promise<Candidate> => {
  const test = await reader.findConnectionTest(testId);
  const record = realm.view.connections.find(({ id }) => id === test?.connectionId);
  const found = realm.serviceProviders.find((candidate) => candidate.record.id === record?.serviceProviderId);
  if (test === null || record === undefined || found === undefined) {
    throw new CordboardError('sign-in.connection_unknown', { expected: 'the connection of a test', received: testId });
  }
  const nextSigningKey = test.nextKeys ? found.nextSigningKey : null;
  const serviceProvider = { ...found, signingKey: nextSigningKey ?? found.signingKey };
  if (!test.staged) {
    return { serviceProvider, connection: connectionContext(record) };
  }
  const staged = await reader.findStagedIdentityProvider(record.id);
  if (staged === null) {
    throw new CordboardError('sign-in.connection_unknown', { expected: 'a staged description', received: 'none' });
  }
  return { serviceProvider, connection: connectionContext({ ...record, identityProvider: staged.description }) };
};
