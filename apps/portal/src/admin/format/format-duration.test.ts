import { describe, expect, it } from 'vitest';
import { formatDuration } from './format-duration.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 seconds'],
    [40, '0 seconds'],
    [400, '0.4 seconds'],
    [1_000, '1 second'],
    [119_900, '119.9 seconds'],
    [120_000, '2 minutes'],
    [7_140_000, '119 minutes'],
    [7_200_000, '2 hours'],
    [172_800_000, '2 days'],
  ])('writes %i ms', (ms, words) => {
    expect(formatDuration(ms, 'en')).toBe(words);
  });
});
