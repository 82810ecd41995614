import { describe, expect, it } from 'vitest';
import { fromLocalTime, toLocalTime } from './local-time.ts';

describe('a moment in a field for day and time', () => {
  it('is the same moment again, to the minute', () => {
    const at = new Date(2026, 10, 21, 9, 41).getTime();
    expect(toLocalTime(at)).toBe('2026-11-21T09:41');
    expect(fromLocalTime(toLocalTime(at))).toBe(at);
    expect(fromLocalTime(toLocalTime(at + 59_999))).toBe(at);
  });

  it('is on the next day one minute after midnight', () => {
    expect(toLocalTime(new Date(2026, 11, 31, 23, 59).getTime() + 60_000)).toBe('2027-01-01T00:00');
  });

  it.each(['', 'soon', '2026-13-01T00:00'])('is none for %j', (text) => {
    expect(fromLocalTime(text)).toBeUndefined();
  });
});
