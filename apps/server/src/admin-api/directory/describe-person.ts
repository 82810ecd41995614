/** A person of a realm with links and sessions, as the API shows them. */
import { createHash } from 'node:crypto';
import type { UserDetail, UserSession } from '@cordboard/contract/admin-api/users';
import { describeUser } from '../../directory/export/describe-records.ts';
import { localPermission } from '../../directory/local-permission.ts';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { HubSessionRecord } from '../../storage/ports/session-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { LinkKey, UserRecord } from '../../storage/ports/user-store.ts';

const MINUTE_MS = 60_000;

export interface FoundUser {
  readonly view: RealmView;
  readonly user: UserRecord;
}

/** `<service provider>/<connection>`, or null when it is gone. */
export const connectionName = (view: RealmView, connectionId: string): string | null => {
  const connection = view.connections.find(({ id }) => id === connectionId);
  const serviceProvider = view.serviceProviders.find(({ id }) => id === connection?.serviceProviderId);
  return connection === undefined || serviceProvider === undefined
    ? null
    : `${serviceProvider.slug}/${connection.slug}`;
};

/** Names a link in requests: its parts are too long and too odd for an address. */
export const linkId = (key: LinkKey): string => {
  const parts = [key.connectionId, key.idpEntityId, key.format, key.nameQualifier, key.spNameQualifier, key.value];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
};

/** Sessions that still sign the person in: neither over nor idle for too long, and by a way that is open still. */
export const liveSessions = async (
  reader: StorageReader,
  { view, user }: FoundUser,
  now: number,
): Promise<readonly HubSessionRecord[]> => {
  const idleMs = view.realm.settings.idleMinutes * MINUTE_MS;
  const sessions = await reader.listUserSessions(view.realm.id, user.id, now);
  const mayLocally = localPermission(view, user, now) !== null;
  return sessions.filter(({ lastSeenAt, method }) => now - lastSeenAt <= idleMs && (method === 'saml' || mayLocally));
};

export const describeSession = (view: RealmView, session: HubSessionRecord): UserSession => ({
  id: session.idHash,
  method: session.method,
  connection: session.method === 'local' ? null : connectionName(view, session.connectionId),
  createdAt: session.createdAt,
  authenticatedAt: session.authenticatedAt,
  lastSeenAt: session.lastSeenAt,
  expiresAt: session.expiresAt,
});

export const describePerson = async (reader: StorageReader, found: FoundUser, now: number): Promise<UserDetail> => {
  const { view, user } = found;
  const links = await reader.listLinks(view.realm.id, user.id);
  const sessions = await liveSessions(reader, found, now);
  return {
    ...describeUser(user),
    info: {
      id: user.id,
      createdAt: user.createdAt,
      updatedAt: user.updatedAt,
      linked: links.length > 0,
      links: links.map(({ connectionId, ...key }) => ({
        id: linkId({ connectionId, ...key }),
        connection: connectionName(view, connectionId),
        ...key,
      })),
      sessions: sessions.map((session) => describeSession(view, session)),
    },
  };
};
