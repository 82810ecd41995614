import { describe, expect, it } from 'vitest';
import { nextAfterFailure, nextAfterSuccess } from './refresh-schedule.ts';

const NOW = Date.UTC(2030, 0, 15, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const nothing = { cacheDurationMs: null, validUntil: null };

const after = (freshness: Partial<typeof nothing | { cacheDurationMs: number; validUntil: number }>, share = 0) =>
  (nextAfterSuccess(NOW, { ...nothing, ...freshness }, share) - NOW) / MINUTE;

describe('the next reading after one that succeeded', () => {
  it('is an hour later, and up to ten minutes more by chance', () => {
    expect(after({})).toBe(60);
    expect(after({}, 0.5)).toBe(65);
    expect(after({}, 1)).toBe(70);
  });

  it('is sooner when the document wants it, but not within five minutes', () => {
    expect(after({ cacheDurationMs: 20 * MINUTE }, 1)).toBe(20);
    expect(after({ cacheDurationMs: 5 * MINUTE })).toBe(5);
    expect(after({ cacheDurationMs: 1000 })).toBe(5);
    expect(after({ cacheDurationMs: 0 })).toBe(5);
  });

  it('is not later because the document would allow it', () => {
    expect(after({ cacheDurationMs: 24 * HOUR })).toBe(60);
  });

  it('is before the end of the document', () => {
    expect(after({ validUntil: NOW + HOUR })).toBe(55);
    expect(after({ validUntil: NOW + 6 * MINUTE })).toBe(5);
    expect(after({ validUntil: NOW - HOUR })).toBe(5);
    expect(after({ validUntil: NOW + 65 * MINUTE })).toBe(60);
  });
});

describe('the next reading after one that failed', () => {
  it.each([
    [1, 15],
    [2, 60],
    [3, 360],
    [4, 1440],
    [5, 1440],
    [1000, 1440],
  ])('is, after %i failures in a row, %i minutes later and at most a tenth more', (failures, minutes) => {
    expect(nextAfterFailure(NOW, failures, 0)).toBe(NOW + minutes * MINUTE);
    expect(nextAfterFailure(NOW, failures, 1)).toBe(NOW + 1.1 * minutes * MINUTE);
  });
});
