/** Instants as people read them, in their locale and their zone, which is always said. */

export interface FormatPlace {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name; the browser's own when left out. */
  readonly timeZone?: string;
}

const zone = ({ timeZone }: FormatPlace): { timeZone?: string } => (timeZone === undefined ? {} : { timeZone });

/** `21 Nov 2026, 09:41:07 CET`. @param at epoch milliseconds */
export const formatInstant = (at: number, place: FormatPlace): string =>
  new Intl.DateTimeFormat(place.locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...zone(place),
  }).format(at);

/** `21 Nov 2026`. @param at epoch milliseconds */
export const formatDay = (at: number, place: FormatPlace): string =>
  new Intl.DateTimeFormat(place.locale, { dateStyle: 'medium', ...zone(place) }).format(at);

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** `2 minutes ago`, `in 3 hours`. @param at epoch milliseconds */
export const formatRelative = (at: number, now: number, place: FormatPlace): string => {
  const difference = at - now;
  const [unit, ms] = STEPS.find(([, size]) => Math.abs(difference) >= size) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(place.locale, { numeric: 'auto' }).format(Math.trunc(difference / ms), unit);
};
