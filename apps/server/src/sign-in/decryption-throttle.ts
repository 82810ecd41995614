/**
 * Bounds how often a connection that accepts AES-CBC inside an unsigned Response may fail after
 * decryption. Every such failure tells an attacker a little about the plaintext; a few a minute are
 * worth nothing to him, and a real identity provider never makes them.
 */

/** Failures within the window after which such messages are refused unread. */
export const MAX_FAILURES = 20;
const WINDOW_MS = 60_000;
/** Connections that are remembered; the one that failed longest ago leaves first. */
const MAX_CONNECTIONS = 10_000;

export interface DecryptionThrottle {
  isClosed(connectionId: string): boolean;
  failed(connectionId: string): void;
}

export const createDecryptionThrottle = (clock: () => number): DecryptionThrottle => {
  const failures = new Map<string, readonly number[]>();
  const recent = (connectionId: string): readonly number[] => {
    const since = clock() - WINDOW_MS;
    return (failures.get(connectionId) ?? []).filter((at) => at > since);
  };
  return {
    isClosed: (connectionId) => recent(connectionId).length >= MAX_FAILURES,
    failed: (connectionId) => {
      const kept = [...recent(connectionId), clock()].slice(-MAX_FAILURES);
      failures.delete(connectionId);
      failures.set(connectionId, kept);
      const oldest = failures.size > MAX_CONNECTIONS ? failures.keys().next().value : undefined;
      if (oldest !== undefined) {
        failures.delete(oldest);
      }
    },
  };
};
