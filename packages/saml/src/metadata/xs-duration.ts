/**
 * `xs:duration` for the cacheDuration of metadata: text to milliseconds and back.
 */

const DURATION =
  /^[\t\n\r ]*P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.(\d{1,9}))?S)?)?[\t\n\r ]*$/;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Reads an `xs:duration` (XML Schema part 2 §3.2.6) as milliseconds. A month counts as 30 days and a year as 365:
 * a cache time needs no calendar. A negative duration is no time to cache for, so it is not read.
 *
 * @returns `undefined` when the text is not such a duration, or one too long to be counted exactly.
 */
export function parseXsDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null || match[4] === 'T' || match.slice(1, 8).every((part) => part === undefined)) {
    return undefined;
  }
  const field = (index: number): number => Number(match[index] ?? 0);
  const days = field(1) * 365 + field(2) * 30 + field(3);
  const fraction = Number((match[8] ?? '').slice(0, 3).padEnd(3, '0'));
  const total = days * DAY_MS + field(5) * HOUR_MS + field(6) * MINUTE_MS + field(7) * SECOND_MS + fraction;
  return Number.isSafeInteger(total) ? total : undefined;
}

/**
 * Writes milliseconds as `xs:duration` in seconds, the one unit that every reader counts alike.
 *
 * @throws RangeError unless the value is a whole number of milliseconds, not negative, below a billion seconds.
 */
export function formatXsDuration(durationMs: number): string {
  if (!Number.isSafeInteger(durationMs) || durationMs < 0 || durationMs >= 1e12) {
    throw new RangeError(`not a duration in milliseconds: ${durationMs}`);
  }
  const rest = durationMs % SECOND_MS;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`;
  return `PT${Math.floor(durationMs / SECOND_MS)}${fraction}S`;
}
