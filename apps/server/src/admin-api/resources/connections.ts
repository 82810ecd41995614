/** Connections over the API: who is trusted, and what is known of them. */
import {
  type Connection,
  createConnection,
  deleteConnection,
  listConnections,
  readConnection,
  readConnectionImpact,
  readConnectionMetadata,
  updateConnection,
} from '@cordboard/contract/admin-api/connections';
import { type ConnectionNode, connectionNode } from '@cordboard/contract/directory-nodes';
import type { ResolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import { describeConnection } from '../../directory/export/describe-records.ts';
import type { ConnectionRecord } from '../../storage/ports/directory-store.ts';
import { identityProviderFacts } from '../../trust/identity-provider-facts.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertMayChangeRealm } from '../directory/change-permissions.ts';
import {
  bindDelete,
  bindImpact,
  bindRead,
  createRecord,
  type DirectoryCall,
  type DirectoryResource,
  notFound,
  updateRecord,
} from '../directory/directory-resource.ts';
import { realmPath, realmSlugs } from '../directory/find-realm.ts';
import { inServiceProvider, resolveConnectionNode } from '../directory/single-record.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { pageBySlug } from '../http/page-cursor.ts';
import { type FoundServiceProvider, findServiceProvider, realmBaseUrl } from './find-realm.ts';

export interface FoundConnection extends FoundServiceProvider {
  readonly connection: ConnectionRecord;
}

type Reader = AdminParts['storage']['read'];

const findPlace = (reader: Reader, call: DirectoryCall): Promise<FoundServiceProvider> =>
  findServiceProvider(reader, realmSlugs(call));

const connectionsOf = ({ view, serviceProvider }: FoundServiceProvider): readonly ConnectionRecord[] =>
  view.connections.filter(({ serviceProviderId }) => serviceProviderId === serviceProvider.id);

const findBySlug = (place: FoundServiceProvider, slug: string | undefined): Promise<FoundConnection | null> => {
  const connection = connectionsOf(place).find((candidate) => candidate.slug === slug);
  return Promise.resolve(connection === undefined ? null : { ...place, connection });
};

const show = (parts: AdminParts, found: FoundConnection, now: number): Connection => {
  const { view, serviceProvider, connection } = found;
  const link = `sign-in/${serviceProvider.slug}/${connection.slug}`;
  return {
    ...describeConnection(connection),
    name: connection.name,
    info: {
      signInUrl: `${realmBaseUrl(parts, view)}/${link}`,
      source: connection.source,
      identityProvider: identityProviderFacts(connection.identityProvider, now),
    },
  };
};

/** When it was fetched does not count: fetching the same again changes nothing. */
const version = ({ connection }: FoundConnection): unknown => {
  const { source, identityProvider } = connection;
  const from = source.kind === 'url' ? { ...source, fetchedAt: undefined } : source;
  return [describeConnection(connection), from, identityProvider];
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Says the identity provider only where it changes, so that nothing is fetched for the sake of another field. */
const changedFile = (found: FoundConnection, node: ConnectionNode): ResolvedApplyFile => {
  const before = describeConnection(found.connection);
  const { metadata, manual, ...rest } = node;
  const isKept = isSame([metadata, manual], [before.metadata, before.manual]);
  const { view, serviceProvider } = found;
  return inServiceProvider(view, serviceProvider, [resolveConnectionNode(isKept ? rest : node)]);
};

/** Connections as a kind of record that the engine makes and changes. */
export const connectionResource = (
  parts: AdminParts,
): DirectoryResource<FoundServiceProvider, FoundConnection, ConnectionNode, Connection> => ({
  kind: 'connection',
  schema: connectionNode,
  key: 'slug',
  findPlace,
  find: (_reader, place, { params }) => findBySlug(place, params['connection']),
  findByKey: (_reader, place, slug) => findBySlug(place, slug),
  describe: ({ connection }) => describeConnection(connection),
  version,
  show: (_reader, found, { now }) => Promise.resolve(show(parts, found, now)),
  path: ({ view, serviceProvider }, slug) => realmPath(view, serviceProvider.slug, slug),
  file: ({ view, serviceProvider }, node) =>
    inServiceProvider(view, serviceProvider, node === null ? [] : [resolveConnectionNode(node)]),
  impactScope: ({ view, connection }) => ({ kind: 'connection', view, id: connection.id }),
  assertMayChange: (call, { view }) => assertMayChangeRealm(call, view.realm.kind),
});

const withNotes = (connection: Connection, notes: readonly string[]): Connection => ({
  ...connection,
  info: { ...connection.info, notes: [...notes] },
});

export const connectionRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const resource = connectionResource(parts);
  const { read } = parts.storage;
  return [
    bind(listConnections, async (call) => {
      const place = await findPlace(read, call);
      const { records, next } = pageBySlug(connectionsOf(place), call.query);
      return { body: { items: records.map((connection) => show(parts, { ...place, connection }, call.now)), next } };
    }),
    bind(createConnection, (call) => createRecord(parts, call, resource, call.body, withNotes)),
    bindRead(parts, readConnection, resource),
    bind(updateConnection, (call) => updateRecord(parts, call, resource, { file: changedFile, toBody: withNotes })),
    bindDelete(parts, deleteConnection, resource),
    bindImpact(parts, readConnectionImpact, resource),
    bind(readConnectionMetadata, async (call) => {
      const found = await findBySlug(await findPlace(read, call), call.params.connection);
      if (found === null) {
        throw notFound(call.params.connection);
      }
      return { body: { text: await read.findConnectionDocument(found.connection.id) } };
    }),
  ];
};
