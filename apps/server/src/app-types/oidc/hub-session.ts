/**
 * The hub session as the OIDC issuer sees it. It decides alone whether a person is signed in:
 * the issuer's session, codes and tokens are derived from it and die with it.
 */
import type { HubSessionRecord } from '../../storage/ports/session-store.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';

export interface HubSession {
  readonly record: HubSessionRecord;
  readonly user: UserRecord;
}

/** What artefacts last at least: the lifetimes of the OIDC library are whole seconds. */
const SHORTEST_LIFETIME_MS = 1000;

/**
 * Whether the session still holds: of this realm, neither over nor idle too long, of a user who
 * exists and is enabled. The last second counts as over, because nothing can be issued for it.
 */
export const isHubSessionAlive = (
  session: HubSession,
  context: { readonly realmId: string; readonly idleMinutes: number; readonly now: number },
): boolean => {
  const { record, user } = session;
  return (
    record.realmId === context.realmId &&
    user.realmId === context.realmId &&
    user.id === record.userId &&
    user.enabled &&
    record.expiresAt - context.now >= SHORTEST_LIFETIME_MS &&
    context.now - record.lastSeenAt <= context.idleMinutes * 60_000
  );
};

/** Whole seconds until the session ends, at least 1. */
export const remainingSeconds = (session: HubSession, now: number): number =>
  Math.max(1, Math.floor((session.record.expiresAt - now) / 1000));
