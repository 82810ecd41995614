/**
 * Limits how often one caller may do something, with a bucket of tokens for each: full at first, one token less for
 * each request, and filled again evenly. The buckets are in the memory of this process, so every node counts for itself.
 */

export interface RateLimiter {
  /** Requests a minute. */
  readonly perMinute: number;
  /** Takes a token of the caller's; returns 0, or the seconds until there is one. */
  take(caller: string): number;
}

export interface RateLimiterOptions {
  /** How many tokens a bucket holds, and how many it gets a minute. */
  readonly perMinute: number;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Callers that are remembered; who has been quiet for longest leaves first, and begins anew with a full bucket. */
  readonly maxCallers?: number;
}

const MINUTE_MS = 60_000;
/** About 10 MiB. */
const MAX_CALLERS = 50_000;

export const createRateLimiter = (options: RateLimiterOptions): RateLimiter => {
  const { perMinute, clock, maxCallers = MAX_CALLERS } = options;
  /** From who has been quiet for longest to who called last. */
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  const forgetOne = (): void => {
    const { value: quietest } = buckets.keys().next();
    if (buckets.size > maxCallers && quietest !== undefined) {
      buckets.delete(quietest);
    }
  };
  return {
    perMinute,
    take: (caller) => {
      const now = clock();
      const bucket = buckets.get(caller) ?? { tokens: perMinute, at: now };
      // A clock that is set back fills nothing.
      const filled = (Math.max(0, now - bucket.at) * perMinute) / MINUTE_MS;
      const tokens = Math.min(perMinute, bucket.tokens + filled);
      const isAllowed = tokens >= 1;
      buckets.delete(caller);
      buckets.set(caller, { tokens: isAllowed ? tokens - 1 : tokens, at: now });
      forgetOne();
      return isAllowed ? 0 : Math.max(1, Math.ceil(((1 - tokens) * MINUTE_MS) / perMinute / 1000));
    },
  };
};
