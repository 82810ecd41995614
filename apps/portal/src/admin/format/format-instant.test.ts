import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { formatDay, formatInstant, formatRelative } from './format-instant.ts';
import { chooseLocale } from './use-format-place.ts';

const at = Date.UTC(2026, 10, 21, 8, 41, 7);
const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

describe('formatInstant', () => {
  it('says day, time to the second, and zone', () => {
    expect(formatInstant(at, berlin)).toBe('21 Nov 2026, 09:41:07 CET');
    expect(formatInstant(at, { locale: 'en-US', timeZone: 'America/New_York' })).toMatch(/Nov 21, 2026.*03:41:07.*EST/);
  });
});

describe('formatDay', () => {
  it('is the day in the zone of the reader', () => {
    expect(formatDay(Date.UTC(2026, 10, 21, 23, 30), berlin)).toBe('22 Nov 2026');
  });
});

describe('formatRelative', () => {
  it.each([
    [-1_000, '1 second ago'],
    [-119_000, '1 minute ago'],
    [-2 * 3_600_000, '2 hours ago'],
    [3 * 86_400_000, 'in 3 days'],
    [-86_400_000, 'yesterday'],
    [0, 'now'],
  ])('says how far %i ms are', (difference, words) => {
    expect(formatRelative(at + difference, at, berlin)).toBe(words);
  });
});

describe('chooseLocale', () => {
  it('takes the region of a browser that speaks the language', () => {
    expect(chooseLocale('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(chooseLocale('en', ['de-DE', 'en'])).toBe('en');
  });
});

describe('formatBytes', () => {
  it.each([
    [999, '999 byte'],
    [1_500, '1.5 kB'],
    [2_000_000, '2 MB'],
  ])('writes %i', (bytes, words) => {
    expect(formatBytes(bytes, 'en')).toBe(words);
  });
});
