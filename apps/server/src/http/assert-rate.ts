/** Refuses callers that ask too often, and says when they may ask again. */
import { CordboardError } from '../errors.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** `http.too_many`, with the value of Retry-After. */
export class TooManyRequests extends CordboardError {
  readonly retryAfterSeconds: number;

  constructor(perMinute: number, retryAfterSeconds: number) {
    super('http.too_many', {
      expected: `at most ${perMinute} a minute`,
      hint: `Try again in ${retryAfterSeconds} s.`,
    });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** @throws TooManyRequests (`http.too_many`) */
export const assertRate = (limiter: RateLimiter, caller: string): void => {
  const wait = limiter.take(caller);
  if (wait > 0) {
    throw new TooManyRequests(limiter.perMinute, wait);
  }
};

/** The four groups that name the network of an IPv6 address (RFC 4291 §2.5.4). */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/**
 * Who an address stands for: itself, or with IPv6 its /64 network, because one household or host has all of that
 * (RFC 6177).
 */
export const callerOfAddress = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) {
    return mapped ?? address;
  }
  const [head = '', tail = ''] = (address.split('%', 1)[0] ?? '').split('::');
  const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [groupsOf(head), groupsOf(tail)];
  const gap = Array.from({ length: Math.max(0, GROUPS - first.length - last.length) }, () => '0');
  const network = [...first, ...gap, ...last].slice(0, NETWORK_GROUPS);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
};
