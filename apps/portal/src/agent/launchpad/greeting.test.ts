import { describe, expect, it } from 'vitest';
import { dayPart, greetingName } from './greeting.ts';

const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);

describe('dayPart', () => {
  it.each([
    ['00:00:00', 'night'],
    ['04:59:59', 'night'],
    ['05:00:00', 'morning'],
    ['11:59:59', 'morning'],
    ['12:00:00', 'afternoon'],
    ['17:59:59', 'afternoon'],
    ['18:00:00', 'evening'],
    ['23:59:59', 'evening'],
  ])('takes %s for the %s', (time, part) => {
    expect(dayPart(at(time), 'UTC')).toBe(part);
  });

  it('goes by the clock of the place', () => {
    expect(dayPart(at('08:00:00'), 'Asia/Kolkata')).toBe('afternoon');
    expect(dayPart(at('08:00:00'), 'America/New_York')).toBe('night');
  });
});

describe('greetingName', () => {
  const person = { displayName: 'Priya Raman', firstName: 'Priya', login: 'priya@acme.example' };

  it('uses the first name', () => {
    expect(greetingName(person)).toBe('Priya');
  });

  it('falls back to the whole name, then to the login', () => {
    expect(greetingName({ ...person, firstName: ' ' })).toBe('Priya Raman');
    expect(greetingName({ ...person, firstName: '', displayName: '' })).toBe('priya@acme.example');
  });
});
