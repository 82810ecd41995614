/** Dates and times as people read them, always from `Intl` in the locale of the page. */

/** How and where a moment is shown. */
export interface MomentOptions {
  readonly locale: string;
  /** IANA name; the browser's own when left out. */
  readonly timeZone?: string;
}

/**
 * Time of day, with the weekday in front when it is not the same day as `now`.
 * @param at epoch milliseconds
 * @param now epoch milliseconds
 */
export function formatTime(at: number, now: number, options: MomentOptions): string {
  const zone = zoneOf(options);
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'short', ...zone });
  const sameDay = day.format(at) === day.format(now);
  return new Intl.DateTimeFormat(options.locale, {
    hour: hourWidth(options.locale),
    minute: '2-digit',
    ...(sameDay ? {} : { weekday: 'long' }),
    ...zone,
  }).format(at);
}

/**
 * Date and time with the time zone, for a text that somebody reads elsewhere.
 * @param at epoch milliseconds
 */
export function formatMoment(at: number, options: MomentOptions): string {
  return new Intl.DateTimeFormat(options.locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: hourWidth(options.locale),
    minute: '2-digit',
    timeZoneName: 'short',
    ...zoneOf(options),
  }).format(at);
}

/** 09:41, but 9:41 AM: Intl alone pads by which other fields are shown. */
function hourWidth(locale: string): '2-digit' | 'numeric' {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return hourCycle === 'h23' ? '2-digit' : 'numeric';
}

function zoneOf(options: MomentOptions): { timeZone?: string } {
  return options.timeZone === undefined ? {} : { timeZone: options.timeZone };
}
