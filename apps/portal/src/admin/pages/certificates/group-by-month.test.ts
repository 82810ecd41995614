import type { ForecastEntry } from '@cordboard/contract/admin-api/certificates';
import { describe, expect, it } from 'vitest';
import { daysOfYear, groupByMonth, urgencyOf } from './group-by-month.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const now = new Date(2026, 10, 26, 12).getTime();

const entry = (id: string, notAfter: number, effect: ForecastEntry['effect'] = 'sign-ins-refused'): ForecastEntry => ({
  id,
  environment: 'production',
  realm: 'agents',
  serviceProvider: 'default',
  connection: 'okta',
  use: 'identity-provider-signing',
  state: null,
  origin: null,
  source: null,
  certificate: {
    pem: '',
    subject: '',
    issuer: '',
    serialNumber: '',
    fingerprintSha256: '',
    fingerprintSha1: '',
    signatureAlgorithm: '',
    notBefore: 0,
    notAfter,
    daysLeft: 0,
  },
  warning: null,
  effect,
  explanation: '',
  actBy: 'identity-provider',
  action: null,
});

describe('groupByMonth', () => {
  it('has what is over, twelve months from the present one on, and the rest', () => {
    const keys = groupByMonth([], now).map(({ key }) => key);
    expect(keys).toHaveLength(14);
    expect([keys[0], keys[1], keys[2], keys[12], keys[13]]).toEqual([
      'expired',
      '2026-11',
      '2026-12',
      '2027-10',
      'later',
    ]);
  });

  it.each([
    ['the present instant', now, 'expired'],
    ['a millisecond from now', now + 1, '2026-11'],
    ['the last instant of this month', new Date(2026, 11, 1).getTime() - 1, '2026-11'],
    ['the first instant of the next month', new Date(2026, 11, 1).getTime(), '2026-12'],
    ['the last instant of the twelfth month', new Date(2027, 10, 1).getTime() - 1, '2027-10'],
    ['the instant after it', new Date(2027, 10, 1).getTime(), 'later'],
  ])('puts %s on one month only', (_name, notAfter, key) => {
    const found = groupByMonth([entry('a', notAfter)], now).filter(({ entries }) => entries.length > 0);
    expect(found.map((group) => group.key)).toEqual([key]);
  });

  it('keeps the order within a month', () => {
    const [, present] = groupByMonth([entry('a', now + 1), entry('b', now + 2)], now);
    expect(present?.entries.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('begins the first month at its first instant, too', () => {
    const first = new Date(2026, 10, 1).getTime();
    expect(groupByMonth([entry('a', first)], first)[0]?.entries).toHaveLength(1);
    expect(groupByMonth([entry('a', first + 1)], first)[1]?.entries).toHaveLength(1);
  });
});

describe('daysOfYear', () => {
  it('reaches the end of the twelfth month', () => {
    const end = new Date(2027, 10, 1).getTime();
    expect(now + daysOfYear(now) * DAY_MS).toBeGreaterThanOrEqual(end);
    expect(now + (daysOfYear(now) - 1) * DAY_MS).toBeLessThan(end);
  });
});

describe('urgencyOf', () => {
  it.each([
    [now, 'bad'],
    [now + 1, 'warn'],
    [now + 60 * DAY_MS, 'warn'],
    [now + 60 * DAY_MS + 1, 'ok'],
  ])('of an end at %i is %s', (notAfter, status) => {
    expect(urgencyOf(entry('a', notAfter), now)).toBe(status);
  });

  it('is none where nothing depends on it', () => {
    expect(urgencyOf(entry('a', now - DAY_MS, 'none'), now)).toBe('none');
  });
});
