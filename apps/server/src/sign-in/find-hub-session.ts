/** The hub session behind a cookie, if it still holds: the one answer to "is this person signed in?". */
import { localPermission } from '../directory/local-permission.ts';
import { type RealmContext, realmConnections } from '../directory/realm-context.ts';
import type { HubSessionRecord } from '../storage/ports/session-store.ts';
import type { UserRecord } from '../storage/ports/user-store.ts';
import { hashSecret } from './send-authn-request.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';

export interface HubSession {
  readonly record: HubSessionRecord;
  readonly user: UserRecord;
}

/** Use is noted at most this often, so that reading costs no write. */
const TOUCH_INTERVAL_MS = 60_000;

/**
 * A connection that was disabled or deleted is not trusted any more, nor is whom it signed in; and a password counts
 * only while its user may sign in with it.
 */
const isWayTrusted = (realm: RealmContext, { record, user }: HubSession, now: number): boolean =>
  record.method === 'local'
    ? localPermission(realm.view, user, now) !== null
    : realmConnections(realm).some(({ connection }) => connection.record.id === record.connectionId);

/**
 * Null without a cookie, for an ended, expired or idle session, one of another realm, or when the user
 * or the connection was disabled or deleted since, or the permission to sign in locally is gone.
 */
export const findHubSession = async (
  dependencies: Pick<SignInDependencies, 'storage' | 'clock'>,
  realm: RealmContext,
  secret: string | undefined,
): Promise<HubSession | null> => {
  if (secret === undefined || secret === '') {
    return null;
  }
  const { storage } = dependencies;
  const { id: realmId, settings } = realm.view.realm;
  const now = dependencies.clock();
  const record = await storage.read.findSession(hashSecret(secret), now);
  if (record === null || record.realmId !== realmId || now - record.lastSeenAt > settings.idleMinutes * 60_000) {
    return null;
  }
  const user = await storage.read.findUser(realmId, record.userId);
  if (user === null || !user.enabled || !isWayTrusted(realm, { record, user }, now)) {
    return null;
  }
  if (now - record.lastSeenAt > TOUCH_INTERVAL_MS) {
    await storage.write((writer) => writer.touchSession(record.idHash, now));
  }
  return { record, user };
};
