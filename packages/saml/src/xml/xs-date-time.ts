/**
 * Instants of SAML: the lexical form of `xs:dateTime` to epoch milliseconds and back. The checks on
 * messages and the readers of metadata use it; nothing here knows what time it is.
 *
 * A value without a zone is read as UTC. SAML core §1.3.3 asks for "UTC form, with no time zone
 * component", which some senders take literally. It cannot widen a validity window: a sender that
 * breaks the rule and writes local time shifts both ends alike, so its messages are refused as not
 * yet valid or as expired.
 */

const DATE_TIME =
  /^[\t\n\r ]*(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))?[\t\n\r ]*$/;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Longest text that is looked at: room for a fraction of any sensible length. */
const MAX_LENGTH = 256;

/** Largest zone offset, XML Schema part 2 §3.2.7.3. */
const MAX_OFFSET_MS = 14 * HOUR_MS;

/** Midnight UTC of a calendar day, or `undefined` when the calendar has no such day. */
const midnight = (year: number, month: number, day: number): number | undefined => {
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  const date = new Date(0);
  const at = date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? at : undefined;
};

/** Milliseconds since midnight, or `undefined` when a field is out of range. 24:00:00 is the next midnight. */
const timeOfDay = (hour: number, minute: number, second: number, fraction: string): number | undefined => {
  if (minute > 59 || second > 59 || hour > 24) {
    return undefined;
  }
  if (hour === 24 && (minute !== 0 || second !== 0 || /[1-9]/.test(fraction))) {
    return undefined;
  }
  // Digits past the millisecond are cut: the value is never later than what was written.
  return hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
};

/**
 * Reads an `xs:dateTime` (XML Schema part 2 §3.2.7) as epoch milliseconds.
 *
 * Accepts `Z`, an offset up to 14:00 or no zone (read as UTC), a fraction of any sensible length and XML white
 * space around the value. Years are 0001 to 9999; there are no leap seconds in this type.
 *
 * @returns `undefined` when the text is not such a value; the caller knows which code to refuse with.
 */
export function parseXsDateTime(text: string): number | undefined {
  const match = text.length > MAX_LENGTH ? null : DATE_TIME.exec(text);
  if (match === null || match[1] === '0000') {
    return undefined;
  }
  const day = midnight(Number(match[1]), Number(match[2]), Number(match[3]));
  const time = timeOfDay(Number(match[4]), Number(match[5]), Number(match[6]), match[7] ?? '');
  if (day === undefined || time === undefined) {
    return undefined;
  }
  if (match[8] === undefined) {
    return day + time;
  }
  const offset = Number(match[9]) * HOUR_MS + Number(match[10]) * MINUTE_MS;
  if (Number(match[10]) > 59 || offset > MAX_OFFSET_MS) {
    return undefined;
  }
  return match[8] === '+' ? day + time - offset : day + time + offset;
}

/**
 * Writes epoch milliseconds as `xs:dateTime` in UTC with `Z` and milliseconds.
 *
 * @throws RangeError when the instant lies outside the years 0001 to 9999, which SAML cannot carry.
 */
export function formatXsDateTime(epochMs: number): string {
  const text = new Date(epochMs).toISOString();
  if (text.length !== 24 || text.startsWith('0000')) {
    throw new RangeError(`not an instant between the years 0001 and 9999: ${epochMs}`);
  }
  return text;
}
