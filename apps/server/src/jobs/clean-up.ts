/**
 * Deletes what is over: expired requests, results, sessions, OIDC artefacts, sign-ins of administrators and one-time links, and attempts past their
 * keeping time. Attempts that nobody came back from end as abandoned and go after a day: anybody can
 * begin one.
 */
import type { Storage } from '../storage/ports/storage.ts';
import { runEvery } from './run-every.ts';

export interface CleanUpOptions {
  readonly storage: Storage;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly attemptRetentionDays: number;
  /** Told about a run that failed; the next one tries again. */
  readonly onError: (error: unknown) => void;
}

const INTERVAL_MS = 60_000;
/** Rows deleted in one commit, so that sign-ins never wait for a long one. */
const BATCH = 500;
/** By then the request of the attempt and its parked result are over. */
const PENDING_MS = 20 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** One pass; returns the number of rows deleted. */
export const cleanUp = async (options: Omit<CleanUpOptions, 'onError'>): Promise<number> => {
  const now = options.clock();
  const startedBefore = now - options.attemptRetentionDays * DAY_MS;
  let total = 0;
  for (;;) {
    const deleted = await options.storage.write(
      async (writer) =>
        (await writer.abandonAttempts(now - PENDING_MS, now, BATCH)) +
        (await writer.deleteAbandonedAttempts(now - DAY_MS, BATCH)) +
        (await writer.deleteExpired(now, BATCH)) +
        (await writer.deleteExpiredSessions(now, BATCH)) +
        (await writer.deleteExpiredArtifacts(now, BATCH)) +
        (await writer.deleteExpiredIdempotentAnswers(now, BATCH)) +
        (await writer.deleteExpiredAdministration(now, BATCH)) +
        (await writer.closeEndedOpenings(now, BATCH)) +
        (await writer.deleteAttempts(startedBefore, BATCH)),
    );
    total += deleted;
    if (deleted < BATCH) {
      return total;
    }
  }
};

/** Runs a pass every minute until the returned function is called; it waits for a pass under way. */
export const startCleanUp = (options: CleanUpOptions): (() => Promise<void>) =>
  runEvery(INTERVAL_MS, () => cleanUp(options), options.onError);
