/**
 * What is open after a change of keys: which identity providers have to be given the metadata again, and with which
 * connections a test has to pass. It never stops a sign-on that runs.
 */
import { CordboardError } from '../../errors.ts';
import type {
  ConnectionRecord,
  DirectoryReader,
  DirectoryWriter,
  KeyRecord,
  KnownKeyRecord,
  RealmView,
  ServiceProviderRecord,
} from '../../storage/ports/directory-store.ts';
import { publishedKeys, type SamlKeyPurpose } from '../published-keys.ts';

/** What is open at one connection; both lists are empty when nothing is. */
export interface KeyDue {
  readonly connection: ConnectionRecord;
  /** Published keys that the identity provider is not known to have. */
  readonly exchange: readonly KeyRecord[];
  /** Keys that will be used and have not passed a test. */
  readonly test: readonly KeyRecord[];
  /** Keys that are not in use, would be used here once they are promoted, and have not passed a test. */
  readonly untested: readonly KeyRecord[];
}

const PURPOSES: readonly SamlKeyPurpose[] = ['request-signing', 'assertion-decryption'];

const isUsed = (
  serviceProvider: ServiceProviderRecord,
  connection: ConnectionRecord,
  purpose: KeyRecord['purpose'],
): boolean => {
  switch (purpose) {
    case 'assertion-decryption':
      return serviceProvider.settings.wantEncryptedAssertions;
    case 'request-signing':
      return serviceProvider.settings.signRequests || connection.identityProvider.wantAuthnRequestsSigned;
    case 'token-signing':
      return false;
  }
};

/** Whether the identity provider has to have the key: messages about sign-out are signed whatever is set. */
const isGiven = (
  serviceProvider: ServiceProviderRecord,
  connection: ConnectionRecord,
  purpose: SamlKeyPurpose,
): boolean =>
  isUsed(serviceProvider, connection, purpose) ||
  (purpose === 'request-signing' && connection.identityProvider.singleLogout.length > 0);

const knowledge = (known: readonly KnownKeyRecord[], connection: ConnectionRecord, key: KeyRecord) =>
  known.find(({ connectionId, keyId }) => connectionId === connection.id && keyId === key.id);

const hasPassed = (known: readonly KnownKeyRecord[], connection: ConnectionRecord, key: KeyRecord): boolean =>
  (knowledge(known, connection, key)?.testedAt ?? null) !== null;

const enabledConnections = (view: RealmView, serviceProvider: ServiceProviderRecord): readonly ConnectionRecord[] =>
  view.connections.filter((connection) => connection.serviceProviderId === serviceProvider.id && connection.enabled);

/** For every enabled connection of the service provider. */
export const keyDues = (
  view: RealmView,
  serviceProvider: ServiceProviderRecord,
  known: readonly KnownKeyRecord[],
): readonly KeyDue[] =>
  enabledConnections(view, serviceProvider).map((connection) => {
    const publishedOf = (is: typeof isGiven): readonly (readonly KeyRecord[])[] =>
      PURPOSES.filter((purpose) => is(serviceProvider, connection, purpose)).map((purpose) =>
        publishedKeys(view.keys, serviceProvider, purpose),
      );
    const isTested = (key: KeyRecord): boolean => hasPassed(known, connection, key);
    // Who has passed a test with a key has it, whoever said so or not.
    const isExchanged = (key: KeyRecord): boolean =>
      isTested(key) || (knowledge(known, connection, key)?.exchangedAt ?? null) !== null;
    return {
      connection,
      exchange: publishedOf(isGiven)
        .flat()
        .filter((key) => !isExchanged(key)),
      // The next one is the last that is published.
      test: publishedOf(isUsed)
        .flatMap((keys) => keys.slice(-1))
        .filter((key) => !isTested(key)),
      untested: view.keys.filter(
        (key) =>
          key.ownerId === serviceProvider.id &&
          key.state !== 'current' &&
          isUsed(serviceProvider, connection, key.purpose) &&
          !isTested(key),
      ),
    };
  });

/** What happened with keys at a connection. */
export interface KeyNews {
  readonly connectionId: string;
  readonly keyIds: readonly string[];
  readonly what: 'exchanged' | 'tested';
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Remembers that an identity provider was given keys, or that a test with them passed. */
export const recordKeyNews = async (
  writer: Pick<DirectoryReader, 'listKnownKeys'> & Pick<DirectoryWriter, 'putKnownKey'>,
  serviceProviderId: string,
  news: KeyNews,
): Promise<void> => {
  const known = await writer.listKnownKeys(serviceProviderId);
  for (const keyId of news.keyIds) {
    const before = known.find((record) => record.connectionId === news.connectionId && record.keyId === keyId);
    await writer.putKnownKey({
      connectionId: news.connectionId,
      keyId,
      exchangedAt: news.what === 'exchanged' ? news.at : (before?.exchangedAt ?? null),
      testedAt: news.what === 'tested' ? news.at : (before?.testedAt ?? null),
    });
  }
};

/**
 * Refuses to promote a key that has not passed a test at every connection that uses it.
 *
 * @throws CordboardError `key.untested`
 */
export const assertTested = (
  view: RealmView,
  serviceProvider: ServiceProviderRecord,
  known: readonly KnownKeyRecord[],
  key: KeyRecord,
): void => {
  const untested = enabledConnections(view, serviceProvider)
    .filter((connection) => isUsed(serviceProvider, connection, key.purpose))
    .filter((connection) => !hasPassed(known, connection, key));
  if (untested.length > 0) {
    throw new CordboardError('key.untested', {
      expected: 'a passed test with the key at every connection that uses it',
      received: `none at ${untested.map(({ slug }) => slug).join(', ')}`,
      hint: 'Give the metadata to the identity provider and test. To promote it all the same, send allowUntested.',
    });
  }
};
