import { describe, expect, it } from 'vitest';
import { expiryOf } from './expiry.ts';

const NOW = 1_764_000_000_000;
const DAY = 24 * 60 * 60 * 1000;

describe('expiryOf', () => {
  it.each([
    [0, 'bad', 'expired', 0],
    [-5 * DAY, 'bad', 'expired', 0],
    [1, 'warn', 'days', 0],
    [60 * DAY, 'warn', 'days', 60],
    [61 * DAY, 'ok', 'days', 61],
    [89 * DAY, 'ok', 'days', 89],
    [90 * DAY, 'ok', 'months', 3],
    [400 * DAY, 'ok', 'months', 13],
  ] as const)('after %d milliseconds is %s, in %s', (ms, status, unit, count) => {
    expect(expiryOf(NOW + ms, NOW)).toMatchObject({ status, unit, count });
  });

  it('fills the bar for a year and more, and empties it to nothing', () => {
    expect(expiryOf(NOW + 3 * 365 * DAY, NOW).share).toBe(1);
    expect(expiryOf(NOW + 73 * DAY, NOW).share).toBeCloseTo(0.2);
    expect(expiryOf(NOW - DAY, NOW).share).toBe(0);
  });
});
