/** Certificates on the months in which they end: what is over, the twelve months from the present one on, and the rest. */
import type { ForecastEntry } from '@cordboard/contract/admin-api/certificates';
import type { Status } from '../../parts/status-icon.tsx';

const MONTHS = 12;
const DAY_MS = 24 * 60 * 60 * 1000;
/** The first warning: see the forecast of the hub. */
export const SOON_DAYS = 60;

export interface MonthGroup {
  /** `expired`, `later`, or a month such as `2026-11` in the zone of the reader. */
  readonly key: string;
  /** Its first instant, epoch milliseconds; null for `expired` and `later`. */
  readonly start: number | null;
  readonly entries: readonly ForecastEntry[];
}

/** The first instant of the month that is so many months from now, in the zone of the reader. */
const monthStart = (now: number, offset: number): Date => {
  const present = new Date(now);
  return new Date(present.getFullYear(), present.getMonth() + offset, 1);
};

const monthKey = (start: Date): string => `${start.getFullYear()}-${String(start.getMonth() + 1).padStart(2, '0')}`;

/** Whole days from now on within which the last of the twelve months is over. */
export const daysOfYear = (now: number): number => Math.ceil((monthStart(now, MONTHS).getTime() - now) / DAY_MS);

/** Fourteen groups, the empty ones too. Entries keep their order. */
export const groupByMonth = (entries: readonly ForecastEntry[], now: number): readonly MonthGroup[] => {
  const endsWithin = (from: number, until: number): readonly ForecastEntry[] =>
    entries.filter(({ certificate }) => certificate.notAfter > from && certificate.notAfter <= until);
  const months = Array.from({ length: MONTHS }, (_value, index): MonthGroup => {
    const start = monthStart(now, index);
    const from = Math.max(now, start.getTime() - 1);
    return {
      key: monthKey(start),
      start: start.getTime(),
      entries: endsWithin(from, monthStart(now, index + 1).getTime() - 1),
    };
  });
  return [
    { key: 'expired', start: null, entries: endsWithin(Number.NEGATIVE_INFINITY, now) },
    ...months,
    {
      key: 'later',
      start: null,
      entries: endsWithin(monthStart(now, MONTHS).getTime() - 1, Number.POSITIVE_INFINITY),
    },
  ];
};

/** How urgent an entry is. What nothing depends on is never urgent. */
export const urgencyOf = (
  { effect, certificate }: ForecastEntry,
  now: number,
): Extract<Status, 'ok' | 'warn' | 'bad' | 'none'> => {
  if (effect === 'none') {
    return 'none';
  }
  if (certificate.notAfter <= now) {
    return 'bad';
  }
  return certificate.notAfter - now <= SOON_DAYS * DAY_MS ? 'warn' : 'ok';
};
