/**
 * Bounds how often the AES-CBC content of one message may fail to decrypt in a Response that is not
 * signed. Every such failure tells an attacker a little about the plaintext. Whoever probes a captured
 * message has to send its wrapped key again and again, while an identity provider makes a new one
 * every time: so the wrapped key is what is counted, and nobody else is locked out.
 */

/** Failures after which messages with this wrapped key are refused unread. */
export const MAX_FAILURES = 20;
/** Wrapped keys that are remembered; the one that failed longest ago leaves first. */
const MAX_KEYS = 50_000;

export interface DecryptionThrottle {
  /** `keys` are the fingerprints of the wrapped keys of one message. */
  isClosed(keys: readonly string[]): boolean;
  failed(keys: readonly string[]): void;
}

export const createDecryptionThrottle = (): DecryptionThrottle => {
  const failures = new Map<string, number>();
  return {
    isClosed: (keys) => keys.some((key) => (failures.get(key) ?? 0) >= MAX_FAILURES),
    failed: (keys) => {
      for (const key of keys) {
        const count = (failures.get(key) ?? 0) + 1;
        failures.delete(key);
        failures.set(key, count);
        const oldest = failures.size > MAX_KEYS ? failures.keys().next().value : undefined;
        if (oldest !== undefined) {
          failures.delete(oldest);
        }
      }
    },
  };
};
