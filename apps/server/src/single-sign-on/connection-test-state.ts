/** How a test stands: told by what was stored with it and by the attempt that it made. */
import type { AttemptRecord } from '../storage/ports/attempt-store.ts';
import type { ConnectionTestRecord } from '../storage/ports/connection-test-store.ts';

/** An administrator has this long to sign in at the identity provider. */
export const TEST_LIFETIME_MS: number = 5 * 60 * 1000;

export type ConnectionTestState = 'waiting' | 'in-progress' | 'succeeded' | 'failed' | 'timed-out';

/** A late answer still counts: the request itself is open for longer. */
export const connectionTestState = (
  test: ConnectionTestRecord,
  attempt: Pick<AttemptRecord, 'outcome'> | null,
  now: number,
): ConnectionTestState => {
  if (test.finishedAt !== null) {
    return 'succeeded';
  }
  if (attempt?.outcome === 'refused') {
    return 'failed';
  }
  if (now >= test.expiresAt) {
    return 'timed-out';
  }
  return test.attemptId === null ? 'waiting' : 'in-progress';
};
