import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatXsDuration, parseXsDuration } from './xs-duration.ts';

describe('parseXsDuration', () => {
  it.each([
    ['hours', 'PT6H', 21_600_000],
    ['a day', 'P1D', 86_400_000],
    ['seconds', 'PT604800S', 604_800_000],
    ['a fraction', 'PT0.25S', 250],
    ['every field', 'P1Y2M3DT4H5M6.7S', (365 + 60 + 3) * 86_400_000 + 4 * 3_600_000 + 5 * 60_000 + 6_700],
    ['months and minutes apart', 'P1MT1M', 30 * 86_400_000 + 60_000],
    ['zero', 'PT0S', 0],
    ['white space around it', ' P1D\n', 86_400_000],
  ])('reads %s', (_name, text, expected) => {
    expect(parseXsDuration(text)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['P alone', 'P'],
    ['PT alone', 'PT'],
    ['T without a field', 'P1DT'],
    ['a negative duration', '-P1D'],
    ['a field without a unit', 'P1'],
    ['hours outside the time part', 'P1H'],
    ['fields out of order', 'PT1S1H'],
    ['a fraction of a minute', 'PT1.5M'],
    ['a dot without digits', 'PT1.S'],
    ['lower case', 'pt1h'],
    ['a number past exact counting', 'P999999999Y'],
    ['ten digits', 'PT1000000000S'],
    ['a bare number', '3600'],
  ])('refuses %s', (_name, text) => {
    expect(parseXsDuration(text)).toBeUndefined();
  });

  it('reads back what formatXsDuration writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
        expect(parseXsDuration(formatXsDuration(value))).toBe(value);
      }),
    );
  });
});

describe('formatXsDuration', () => {
  it('writes seconds', () => {
    expect(formatXsDuration(3_600_000)).toBe('PT3600S');
    expect(formatXsDuration(1_005)).toBe('PT1.005S');
  });

  it.each([[-1], [0.5], [1e12], [Number.NaN]])('refuses %d', (value) => {
    expect(() => formatXsDuration(value)).toThrow(RangeError);
  });
});
