/** What a connection trusts over the API: looked at, read anew, staged, accepted, discarded. */
import {
  acceptStagedTrust,
  discardStagedTrust,
  readTrust,
  refreshTrust,
  stageTrust,
} from '@cordboard/contract/admin-api/identity-provider-trust';
import type { TrustChange } from '@cordboard/contract/identity-provider-trust';
import { CordboardError } from '../../errors.ts';
import type { ConnectionTestRecord, StagedIdentityProvider } from '../../storage/ports/connection-test-store.ts';
import type { StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import { chosenDescription, type LoadedDescription, loadDescription } from '../../trust/load-description.ts';
import { auditFields, connectionPath, isSameTrust } from '../../trust/take-over.ts';
import { trustChanges } from '../../trust/trust-changes.ts';
import { type Actor, auditActor } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';
import { assertMatch } from '../http/entity-tag.ts';
import { findConnection, realmBaseUrl } from './find-realm.ts';
import type { TestPlace } from './view-connection-test.ts';
import { asStaged, countSuspendedLinks, testOfStaged, trustTag, viewConnectionTrust } from './view-connection-trust.ts';

type ConnectionPath = Call<typeof readTrust>['params'];

const findPlace = async (parts: AdminParts, reader: StorageReader, path: ConnectionPath): Promise<TestPlace> => {
  const { view, connection } = await findConnection(reader, path);
  return { view, baseUrl: realmBaseUrl(parts, view), connection };
};

/** The issuer of an answer tells which connection it is for, so it can stand for one only. */
const assertOwnEntityId = ({ view, connection }: TestPlace, entityId: string): void => {
  const holder = view.connections.find(
    (other) =>
      other.id !== connection.id &&
      other.serviceProviderId === connection.serviceProviderId &&
      other.identityProvider.entityId === entityId,
  );
  if (holder !== undefined) {
    throw new CordboardError('trust.entity_id_taken', {
      expected: 'an identity provider that no other connection of the service provider has',
      received: `${entityId}, which ${holder.slug} has`,
    });
  }
};

export const isSameDescription = (
  place: Pick<TestPlace['connection'], 'identityProvider' | 'source'>,
  to: LoadedDescription,
): boolean => isSameTrust(place, to) && trustChanges(place, to).every(({ field }) => field !== 'source');

export const stageDescription = async (
  writer: StorageWriter,
  place: TestPlace,
  loaded: LoadedDescription,
  by: { readonly actor: Actor; readonly now: number },
): Promise<readonly TrustChange[]> => {
  const { connection } = place;
  if (isSameDescription(connection, loaded)) {
    throw new CordboardError('trust.no_difference', { expected: 'something else than what is trusted already' });
  }
  assertOwnEntityId(place, loaded.identityProvider.entityId);
  const present = await writer.findStagedIdentityProvider(connection.id);
  if (
    present !== null &&
    isSameDescription({ identityProvider: present.description, source: present.source }, loaded)
  ) {
    // It waits already, and its test still counts.
    return [];
  }
  await writer.putStagedIdentityProvider({
    connectionId: connection.id,
    description: loaded.identityProvider,
    source: loaded.source,
    document: loaded.document,
    by: auditActor(by.actor).name,
    at: by.now,
  });
  return trustChanges(connection, loaded);
};

/** What waits, in the version that was looked at. */
const stagedToDecide = async (
  reader: StorageReader,
  { connection }: TestPlace,
  ifMatch: string | null,
): Promise<StagedIdentityProvider> => {
  const staged = await reader.findStagedIdentityProvider(connection.id);
  assertMatch(ifMatch, trustTag(connection, staged));
  if (staged === null) {
    throw new CordboardError('admin.not_found', { expected: 'a description that waits', received: 'none' });
  }
  return staged;
};

const assertProven = (place: TestPlace, test: ConnectionTestRecord | null): void => {
  if (test === null && place.view.realm.ssoMode !== 'non-sso') {
    throw new CordboardError('trust.not_tested', {
      expected: 'a successful test of what waits, by an administrator of this environment, since it was staged',
      received: 'none',
      hint: 'Single sign-on is on: test what waits before people depend on it.',
    });
  }
};

interface Accepted {
  readonly changes: readonly TrustChange[];
  readonly suspendedLinks: number;
}

const accept = async (writer: StorageWriter, place: TestPlace, staged: StagedIdentityProvider): Promise<Accepted> => {
  const { connection } = place;
  const test = await testOfStaged(writer, place, staged);
  assertProven(place, test);
  assertOwnEntityId(place, staged.description.entityId);
  const wanted = asStaged(connection, staged);
  const suspendedLinks = await countSuspendedLinks(writer, connection, staged);
  await writer.putConnection(wanted);
  await writer.putConnectionDocument(connection.id, staged.document);
  await writer.deleteStagedIdentityProvider(connection.id);
  if (test !== null) {
    await writer.countStagedTest(test.id);
  }
  return { changes: trustChanges(connection, wanted), suspendedLinks };
};

export const connectionTrustRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(readTrust, async (call) => {
    const { read } = parts.storage;
    return viewConnectionTrust(read, await findPlace(parts, read, call.params), call.now);
  }),
  bind(refreshTrust, async (call) => {
    const { read } = parts.storage;
    const { connection } = await findPlace(parts, read, call.params);
    const { outcome, changes } = await parts.metadataRefresher.refresh(connection);
    const { body, etag } = await viewConnectionTrust(read, await findPlace(parts, read, call.params), parts.clock());
    return { body: { outcome, changes: [...changes], trust: body }, etag };
  }),
  bind(stageTrust, async (call) => {
    const { read } = parts.storage;
    const { source, entityId } = call.body;
    await findPlace(parts, read, call.params);
    const loaded = chosenDescription(await loadDescription(source, { fetch: parts.fetch, now: call.now, entityId }));
    return call.write(async (writer) => {
      const place = await findPlace(parts, writer, call.params);
      const changes = await stageDescription(writer, place, loaded, { actor: call.actor, now: call.now });
      if (changes.length > 0) {
        const target = { kind: 'connection', path: connectionPath(place) };
        await call.audit(writer, { action: 'connection.staged', target, fields: auditFields(changes) });
      }
      return viewConnectionTrust(writer, place, call.now);
    });
  }),
  bind(acceptStagedTrust, async (call) => {
    const answer = await call.write(async (writer) => {
      const place = await findPlace(parts, writer, call.params);
      const staged = await stagedToDecide(writer, place, call.ifMatch);
      const { changes, suspendedLinks } = await accept(writer, place, staged);
      const target = { kind: 'connection', path: connectionPath(place) };
      const suspended = { name: 'suspendedLinks', from: null, to: String(suspendedLinks) };
      const fields = [...auditFields(changes), ...(suspendedLinks === 0 ? [] : [suspended])];
      await call.audit(writer, { action: 'connection.staged-accepted', target, fields });
      const trust = await viewConnectionTrust(writer, await findPlace(parts, writer, call.params), call.now);
      return { body: { changes: [...changes], suspendedLinks, trust: trust.body }, etag: trust.etag };
    });
    await parts.directoryChanged();
    return answer;
  }),
  bind(discardStagedTrust, (call) =>
    call.write(async (writer) => {
      const place = await findPlace(parts, writer, call.params);
      const staged = await stagedToDecide(writer, place, call.ifMatch);
      await writer.deleteStagedIdentityProvider(place.connection.id);
      const changes = trustChanges(place.connection, asStaged(place.connection, staged));
      const target = { kind: 'connection', path: connectionPath(place) };
      await call.audit(writer, { action: 'connection.staged-discarded', target, fields: auditFields(changes) });
      return { body: undefined };
    }),
  ),
];
