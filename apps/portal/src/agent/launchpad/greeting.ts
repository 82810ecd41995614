/** Which greeting fits the hour at the place of the person. */

/** Part of the day. */
export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night';

/**
 * Part of the day at a moment: morning from 5:00, afternoon from 12:00, evening from 18:00, night from 0:00.
 * @param at epoch milliseconds
 * @param timeZone IANA name; the browser's own when left out
 */
export function dayPart(at: number, timeZone?: string): DayPart {
  const format = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', ...(timeZone && { timeZone }) });
  const hour = Number(format.format(at));
  if (hour < 5) return 'night';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** The name to greet a person by: the first name, or the most that is known. */
export function greetingName(person: {
  readonly displayName: string;
  readonly firstName: string;
  readonly login: string;
}): string {
  return person.firstName.trim() || person.displayName.trim() || person.login;
}
