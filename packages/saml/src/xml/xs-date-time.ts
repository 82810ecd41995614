/**
 * Instants of SAML: the lexical form of `xs:dateTime` to epoch milliseconds and back. The checks on
 * messages and the readers of metadata use it; nothing here knows what time it is.
 *
 * A value without a zone is read as UTC. SAML core §1.3.3 asks for "UTC form, with no time zone
 * component", which some senders take literally. It cannot widen a validity window: a sender that
 * breaks the rule and writes local time shifts both ends alike, so its messages are refused as not
 * yet valid or as expired.
 */
import { collapseWhiteSpace } from './xml-query.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Longest text that is looked at: room for a fraction of any sensible length. */
const MAX_LENGTH = 256;

/** Largest zone offset, XML Schema part 2 §3.2.7.3. */
const MAX_OFFSET_MS = 14 * HOUR_MS;

const DAY_MS = 24 * HOUR_MS;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of the months before each month of a year that is no leap year. */
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
/** From the first of January of the year 1 to that of 1970. */
const DAYS_BEFORE_EPOCH = 719_162;

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Midnight UTC of a calendar day, or `undefined` when the calendar has no such day, as it has none for NaN. */
const midnight = (year: number, month: number, day: number): number | undefined => {
  const days = month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  if (!(year >= 1 && day >= 1 && day <= days)) {
    return undefined;
  }
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const inYear = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0) + day - 1;
  return (past * 365 + leapDays + inYear - DAYS_BEFORE_EPOCH) * DAY_MS;
};

const ZERO = 0x30;
const DOT = 0x2e;
const isDigit = (unit: number): boolean => unit >= ZERO && unit <= ZERO + 9;

/** The two digits at an offset as a number, NaN where they are none. */
const twoDigits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + ones - ZERO : Number.NaN;
};

const HYPHEN = 0x2d;
const COLON = 0x3a;
const CAPITAL_T = 0x54;

/** Length of `YYYY-MM-DDThh:mm:ss`. */
const SECONDS_END = 19;
const hasSeparators = (text: string): boolean =>
  text.charCodeAt(4) === HYPHEN &&
  text.charCodeAt(7) === HYPHEN &&
  text.charCodeAt(10) === CAPITAL_T &&
  text.charCodeAt(13) === COLON &&
  text.charCodeAt(16) === COLON;

/** Offset of the zone: behind the seconds and the digits of a fraction, if there is one. */
const fractionEnd = (text: string): number => {
  if (text.charCodeAt(SECONDS_END) !== DOT) {
    return SECONDS_END;
  }
  let end = SECONDS_END + 1;
  while (isDigit(text.charCodeAt(end))) {
    end += 1;
  }
  // A dot without digits is left to be read as a zone, which it is not.
  return end === SECONDS_END + 1 ? SECONDS_END : end;
};

/** Milliseconds of the digits of a fraction. Those past the third are cut: the value is never later than what was written. */
const fractionMs = (text: string, end: number): number => {
  let ms = 0;
  let unit = 100;
  for (let at = SECONDS_END + 1; at < end && unit >= 1; at += 1) {
    ms += (text.charCodeAt(at) - ZERO) * unit;
    unit /= 10;
  }
  return ms;
};

/** Milliseconds since midnight, or `undefined` when a field is out of range. 24:00:00 is the next midnight. */
const timeOfDay = (text: string, end: number): number | undefined => {
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(minute <= 59 && second <= 59 && hour <= 24)) {
    return undefined;
  }
  if (hour === 24 && (minute !== 0 || second !== 0 || /[1-9]/.test(text.slice(SECONDS_END, end)))) {
    return undefined;
  }
  return hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + fractionMs(text, end);
};

/** Milliseconds that a zone is ahead of UTC, or `undefined` when it is none. */
const zoneOffset = (zone: string): number | undefined => {
  if (zone === 'Z' || zone === '') {
    return 0;
  }
  const sign = zone.charAt(0);
  if (zone.length !== 6 || (sign !== '+' && sign !== '-') || zone.charAt(3) !== ':') {
    return undefined;
  }
  const minutes = twoDigits(zone, 4);
  const offset = twoDigits(zone, 1) * HOUR_MS + minutes * MINUTE_MS;
  if (!(minutes <= 59 && offset <= MAX_OFFSET_MS)) {
    return undefined;
  }
  return sign === '+' ? offset : -offset;
};

const readDateTime = (text: string): number | undefined => {
  if (!hasSeparators(text)) {
    return undefined;
  }
  const end = fractionEnd(text);
  const offset = zoneOffset(text.slice(end));
  const day = midnight(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
  const time = timeOfDay(text, end);
  return day === undefined || time === undefined || offset === undefined ? undefined : day + time - offset;
};

/**
 * Reads an `xs:dateTime` (XML Schema part 2 §3.2.7) as epoch milliseconds.
 *
 * Accepts `Z`, an offset up to 14:00 or no zone (read as UTC), a fraction of any sensible length and XML white
 * space around the value. Years are 0001 to 9999; there are no leap seconds in this type.
 *
 * @returns `undefined` when the text is not such a value; the caller knows which code to refuse with.
 */
export function parseXsDateTime(written: string): number | undefined {
  if (written.length > MAX_LENGTH) {
    return undefined;
  }
  // A value with white space around it is none as it stands.
  return readDateTime(written) ?? readDateTime(collapseWhiteSpace(written));
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
