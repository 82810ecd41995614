/** When a metadata address is read next. */

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/** A revoked certificate is trusted no longer than this, and a new one is known as soon. */
const INTERVAL_MS = HOUR_MS;
/** However short a document wants to be kept. */
const MIN_INTERVAL_MS = 5 * MINUTE_MS;
/** Addresses that were set at the same time drift apart. */
const JITTER_MS = 10 * MINUTE_MS;
/** After each failure in a row; the last one stays. */
const BACK_OFF_MS: readonly number[] = [15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS];

/** What a document says about how long it may be used. */
export interface Freshness {
  readonly cacheDurationMs: number | null;
  /** Epoch milliseconds. */
  readonly validUntil: number | null;
}

/**
 * An hour and up to ten minutes later; sooner when the document wants it, but never within five minutes.
 *
 * @param share from 0 to 1, by chance
 */
export const nextAfterSuccess = (now: number, { cacheDurationMs, validUntil }: Freshness, share: number): number => {
  const wanted = Math.min(INTERVAL_MS + share * JITTER_MS, cacheDurationMs ?? Number.POSITIVE_INFINITY);
  const beforeEnd = validUntil === null ? Number.POSITIVE_INFINITY : validUntil - now - MIN_INTERVAL_MS;
  return now + Math.floor(Math.max(Math.min(wanted, beforeEnd), MIN_INTERVAL_MS));
};

/**
 * A quarter of an hour after the first failure, then 1, 6 and 24 hours.
 *
 * @param failures in a row, this one included
 */
export const nextAfterFailure = (now: number, failures: number, share: number): number => {
  const wait = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length) - 1] ?? INTERVAL_MS;
  return now + wait + Math.floor((share * wait) / 10);
};
