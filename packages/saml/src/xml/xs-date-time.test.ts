import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatXsDateTime, parseXsDateTime } from './xs-date-time.ts';

const NOON = Date.UTC(2026, 1, 28, 12, 0, 0);

describe('parseXsDateTime', () => {
  it.each([
    ['UTC', '2026-02-28T12:00:00Z', NOON],
    ['milliseconds', '2026-02-28T12:00:00.123Z', NOON + 123],
    ['one digit of fraction', '2026-02-28T12:00:00.1Z', NOON + 100],
    ['seven digits of fraction, cut to milliseconds', '2026-02-28T12:00:00.1239999Z', NOON + 123],
    ['an offset east', '2026-02-28T13:30:00+01:30', NOON],
    ['an offset west', '2026-02-28T04:00:00-08:00', NOON],
    ['the largest offset', '2026-03-01T02:00:00+14:00', NOON],
    ['an offset with minute 59', '2026-03-01T01:59:00+13:59', NOON],
    ['no zone, read as UTC', '2026-02-28T12:00:00', NOON],
    ['white space around it', '\n 2026-02-28T12:00:00Z\t\r', NOON],
    ['hour 24', '2026-02-27T24:00:00Z', Date.UTC(2026, 1, 28)],
    ['a leap day', '2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['a leap day of a century', '2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['the last year', '9999-12-31T23:59:59.999Z', Date.UTC(9999, 11, 31, 23, 59, 59, 999)],
  ])('reads %s', (_name, text, expected) => {
    expect(parseXsDateTime(text)).toBe(expected);
  });

  it('reads 256 characters and not one more', () => {
    const text = (length: number): string => `2026-02-28T12:00:00.${'1'.repeat(length - 21)}Z`;
    expect(parseXsDateTime(text(256))).toBe(NOON + 111);
    expect(parseXsDateTime(text(257))).toBeUndefined();
  });

  it('reads the first year without moving it to the twentieth century', () => {
    expect(parseXsDateTime('0001-01-01T00:00:00Z')).toBe(-62_135_596_800_000);
  });

  it.each([
    ['nothing', ''],
    ['a date alone', '2026-02-28'],
    ['a space for T', '2026-02-28 12:00:00Z'],
    ['lower case', '2026-02-28t12:00:00z'],
    ['no seconds', '2026-02-28T12:00Z'],
    ['a dot without digits', '2026-02-28T12:00:00.Z'],
    ['a comma', '2026-02-28T12:00:00,5Z'],
    ['a day that the month lacks', '2026-02-29T12:00:00Z'],
    ['a leap day that the century lacks', '1900-02-29T12:00:00Z'],
    ['day 31 of a month of 30', '2026-04-31T12:00:00Z'],
    ['month 13', '2026-13-01T12:00:00Z'],
    ['month 0', '2026-00-01T12:00:00Z'],
    ['day 0', '2026-01-00T12:00:00Z'],
    ['hour 25', '2026-02-28T25:00:00Z'],
    ['hour 24 with a minute', '2026-02-28T24:01:00Z'],
    ['hour 24 with a fraction', '2026-02-28T24:00:00.0001Z'],
    ['minute 60', '2026-02-28T12:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['an offset past 14:00', '2026-02-28T12:00:00+14:01'],
    ['an offset with minute 60', '2026-02-28T12:00:00+01:60'],
    ['an offset that is no number', '2026-02-28T12:00:00+0a:00'],
    ['an offset without a sign', '2026-02-28T12:00:00 01:00'],
    ['white space inside', '2026-02-28T12:00:00 Z'],
    ['a letter for a digit', '2026-02-28T1a:00:00Z'],
    ['an offset without a colon', '2026-02-28T12:00:00+0100'],
    ['year 0', '0000-01-01T00:00:00Z'],
    ['a negative year', '-2026-02-28T12:00:00Z'],
    ['five digits of year', '12026-02-28T12:00:00Z'],
    ['text before', 'x2026-02-28T12:00:00Z'],
    ['text after', '2026-02-28T12:00:00Zx'],
    ['a no-break space', '\u00a02026-02-28T12:00:00Z'],
    ['digits of another script', '２０26-02-28T12:00:00Z'],
    ['a fraction past every limit', `2026-02-28T12:00:00.${'1'.repeat(300)}Z`],
  ])('refuses %s', (_name, text) => {
    expect(parseXsDateTime(text)).toBeUndefined();
  });

  it('reads back what formatXsDateTime writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (at) => {
        expect(parseXsDateTime(formatXsDateTime(at))).toBe(at);
      }),
    );
  });
});

it('refuses another character at each place of the date and the time', () => {
  const text = '2026-03-02T09:08:07Z';
  expect(parseXsDateTime(text)).toBe(Date.UTC(2026, 2, 2, 9, 8, 7));
  for (let at = 0; at < text.length - 1; at += 1) {
    for (const other of ['/', ':', '-', '.', 'T', 't', 'x', ' ', '\0', '\u0663', '\uff10', '']) {
      if (other === text[at]) continue;
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      expect([changed, parseXsDateTime(changed)]).toEqual([changed, undefined]);
    }
  }
});

describe('formatXsDateTime', () => {
  it('knows the days of every month as Date does, and no other', () => {
    for (const year of [1, 4, 100, 400, 1900, 1969, 1970, 1999, 2000, 2024, 2026, 2100, 2400, 9999]) {
      for (let month = 1; month <= 12; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const [yyyy, mm, dd] = [
            String(year).padStart(4, '0'),
            ...[month, day].map((it) => String(it).padStart(2, '0')),
          ];
          const date = new Date(`${yyyy}-${mm}-${dd}T00:00:00Z`);
          // Date takes the first days of the next month for days of this one.
          const expected = date.getUTCMonth() === month - 1 ? date.getTime() : undefined;
          expect(parseXsDateTime(`${yyyy}-${mm}-${dd}T00:00:00Z`)).toBe(expected);
        }
      }
    }
  });

  it('writes UTC with milliseconds', () => {
    expect(formatXsDateTime(NOON)).toBe('2026-02-28T12:00:00.000Z');
  });

  it('refuses an instant that four digits of year cannot carry', () => {
    expect(() => formatXsDateTime(253_402_300_800_000)).toThrow(RangeError);
    expect(() => formatXsDateTime(-62_135_596_800_001)).toThrow(RangeError);
    expect(() => formatXsDateTime(Number.NaN)).toThrow(RangeError);
  });
});
