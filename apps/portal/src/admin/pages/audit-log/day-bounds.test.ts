import { describe, expect, it } from 'vitest';
import { dayEnd, dayStart } from './day-bounds.ts';

describe('the bounds of a day', () => {
  it('meet those of the next day', () => {
    expect(dayEnd('2026-11-21')).toBe(dayStart('2026-11-22'));
    expect(dayEnd('2026-12-31')).toBe(dayStart('2027-01-01'));
  });

  it('are midnight where the reader is', () => {
    expect(new Date(dayStart('2026-03-29')).getHours()).toBe(0);
    expect(new Date(dayEnd('2026-03-29')).getHours()).toBe(0);
  });
});
