import { describe, expect, it } from 'vitest';
import { formatMoment, formatTime } from './format-moment.ts';

const now = Date.parse('2026-11-21T20:00:00Z');
const hours = (count: number): number => now + count * 3_600_000;

describe('formatTime', () => {
  it('shows the time alone on the same day', () => {
    expect(formatTime(hours(1), now, { locale: 'en-GB', timeZone: 'UTC' })).toBe('21:00');
  });

  it('follows the habit of the locale', () => {
    expect(formatTime(hours(-11), hours(-11), { locale: 'en-GB', timeZone: 'UTC' })).toBe('09:00');
    expect(formatTime(hours(1), now, { locale: 'en-US', timeZone: 'UTC' })).toMatch(/^9:00\sPM$/);
  });

  it('names the weekday from midnight on', () => {
    expect(formatTime(hours(4) - 1, now, { locale: 'en-GB', timeZone: 'UTC' })).toBe('23:59');
    expect(formatTime(hours(4), now, { locale: 'en-GB', timeZone: 'UTC' })).toMatch(/^Sunday.*00:00$/);
  });

  it('knows where midnight is', () => {
    expect(formatTime(hours(1), now, { locale: 'en-GB', timeZone: 'Europe/Helsinki' })).toBe('23:00');
    expect(formatTime(hours(2), now, { locale: 'en-GB', timeZone: 'Europe/Helsinki' })).toMatch(/^Sunday/);
  });
});

describe('formatMoment', () => {
  it('shows date, time and time zone', () => {
    const text = formatMoment(now, { locale: 'en-GB', timeZone: 'Europe/Berlin' });
    expect(text).toContain('21 Nov 2026');
    expect(text).toContain('21:00');
    expect(text).toMatch(/CET|GMT\+1/);
  });
});
