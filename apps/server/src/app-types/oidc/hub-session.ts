/**
 * The hub session as the OIDC issuer sees it. It decides alone whether a person is signed in:
 * the issuer's session, codes and tokens are derived from it and die with it.
 */
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { HubSessionRecord } from '../../storage/ports/session-store.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';

export interface HubSession {
  readonly record: HubSessionRecord;
  readonly user: UserRecord;
}

/** What artefacts last at least: the lifetimes of the OIDC library are whole seconds. */
const SHORTEST_LIFETIME_MS = 1000;

/** The connections that are trusted now, with the tolerated clock difference of each in milliseconds. */
export type TrustedConnections = ReadonlyMap<string, { readonly clockSkewMs: number }>;

/** The enabled connections of a realm. */
export const trustedConnections = (view: Pick<RealmView, 'connections'>): TrustedConnections =>
  new Map(
    view.connections
      .filter(({ enabled }) => enabled)
      .map(({ id, settings }) => [id, { clockSkewMs: settings.clockSkewSeconds * 1000 }]),
  );

/** What a session is judged by. */
export interface SessionContext {
  readonly realmId: string;
  readonly idleMinutes: number;
  readonly connections: TrustedConnections;
  /** Whether the user may sign in with user name and password at an instant. */
  readonly allowsLocal: (user: UserRecord, now: number) => boolean;
}

const isWayTrusted = ({ record, user }: HubSession, context: SessionContext & { readonly now: number }): boolean =>
  record.method === 'local' ? context.allowsLocal(user, context.now) : context.connections.has(record.connectionId);

/**
 * Whether the session still holds: of this realm, neither over nor idle too long, of a user who
 * exists and is enabled, signed in by a connection that is still trusted or with a password that the
 * user may still use. The last second counts as over, because nothing can be issued for it.
 */
export const isHubSessionAlive = (session: HubSession, context: SessionContext & { readonly now: number }): boolean => {
  const { record, user } = session;
  return (
    record.realmId === context.realmId &&
    user.realmId === context.realmId &&
    user.id === record.userId &&
    user.enabled &&
    isWayTrusted(session, context) &&
    record.expiresAt - context.now >= SHORTEST_LIFETIME_MS &&
    context.now - record.lastSeenAt <= context.idleMinutes * 60_000
  );
};

/** Whole seconds until the session ends, at least 1. */
export const remainingSeconds = (session: HubSession, now: number): number =>
  Math.max(1, Math.floor((session.record.expiresAt - now) / 1000));
