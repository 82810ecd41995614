/**
 * Keeps a session alive as long as the hub says so: renews the tokens ahead of their end, once at a time per session,
 * and ends the session when the hub refuses. A hub that does not answer ends nobody's call at once: the session goes
 * on for a while after the access token ended, and every request tries again.
 */
import type { HubClient } from '../sign-in/hub-client.ts';
import type { DesktopSession } from './desktop-session.ts';
import type { SessionStore } from './session-store.ts';

/** How long a session outlives its access token while the hub does not answer, in milliseconds. */
export const UNREACHABLE_GRACE_MS = 600_000;

export type KeptSession =
  | { readonly kind: 'live'; readonly session: DesktopSession; readonly hub: 'answers' | 'unreachable' }
  /** The hub ended the sign-in, or it could not be renewed in time. The session is removed. */
  | { readonly kind: 'ended'; readonly session: DesktopSession }
  | { readonly kind: 'none' };

export interface SessionKeeperOptions {
  readonly sessions: SessionStore;
  readonly hub: Pick<HubClient, 'refresh'>;
  readonly clock: () => Date;
}

export interface SessionKeeper {
  keep(idHash: string): Promise<KeptSession>;
}

export function createSessionKeeper(options: SessionKeeperOptions): SessionKeeper {
  const { sessions, hub, clock } = options;
  const renewals = new Map<string, Promise<KeptSession>>();

  const end = async (idHash: string, session: DesktopSession): Promise<KeptSession> => {
    await sessions.remove(idHash);
    return { kind: 'ended', session };
  };

  const renew = async (idHash: string, session: DesktopSession): Promise<KeptSession> => {
    const outcome = await hub.refresh(session.tokens, session.person.subject);
    if (outcome.kind === 'ended') {
      return end(idHash, session);
    }
    if (outcome.kind === 'unreachable') {
      const lastChanceMs = session.tokens.expiresAt.getTime() + UNREACHABLE_GRACE_MS;
      return clock().getTime() >= lastChanceMs ? end(idHash, session) : { kind: 'live', session, hub: 'unreachable' };
    }
    const renewed = { ...session, tokens: outcome.tokens };
    // Signed out while the hub was asked: the session must not come back.
    if ((await sessions.find(idHash)) === undefined) {
      return { kind: 'none' };
    }
    await sessions.save(idHash, renewed);
    return { kind: 'live', session: renewed, hub: 'answers' };
  };

  const renewOnce = (idHash: string, session: DesktopSession): Promise<KeptSession> => {
    const running = renewals.get(idHash);
    if (running !== undefined) {
      return running;
    }
    const renewal = renew(idHash, session).finally(() => renewals.delete(idHash));
    renewals.set(idHash, renewal);
    return renewal;
  };

  return {
    keep: async (idHash) => {
      const session = await sessions.find(idHash);
      if (session === undefined) {
        return { kind: 'none' };
      }
      const nowMs = clock().getTime();
      if (session.tokens.refreshToken === undefined && nowMs >= session.tokens.expiresAt.getTime()) {
        return end(idHash, session);
      }
      const isDue = session.tokens.refreshToken !== undefined && nowMs >= session.tokens.refreshAt.getTime();
      return isDue ? renewOnce(idHash, session) : { kind: 'live', session, hub: 'answers' };
    },
  };
}
