/** Where sessions are kept. Keys are hashes of the identifiers that browsers hold, so a leaked store opens nothing. */
import type { DesktopSession } from './desktop-session.ts';

export interface SessionStore {
  find(idHash: string): Promise<DesktopSession | undefined>;
  save(idHash: string, session: DesktopSession): Promise<void>;
  remove(idHash: string): Promise<void>;
  /** How many sessions a person has. */
  countOf(subject: string): Promise<number>;
}

const MAX_SESSIONS = 50_000;

/** Keeps sessions in this process; the oldest give way beyond 50,000. */
export function createMemorySessionStore(): SessionStore {
  const sessions = new Map<string, DesktopSession>();
  return {
    find: async (idHash) => sessions.get(idHash),
    save: async (idHash, session) => {
      sessions.set(idHash, session);
      for (const oldest of sessions.keys()) {
        if (sessions.size <= MAX_SESSIONS) {
          break;
        }
        sessions.delete(oldest);
      }
    },
    remove: async (idHash) => {
      sessions.delete(idHash);
    },
    countOf: async (subject) => [...sessions.values()].filter((session) => session.person.subject === subject).length,
  };
}
