import { describe, expect, it } from 'vitest';
import { requireText, requireTimeWindow } from './verification-settings.ts';

describe('requireText', () => {
  it('takes texts, and no text at all where none is expected', () => {
    expect(() => requireText('audiences', ['a', ' '])).not.toThrow();
    expect(() => requireText('audiences', [])).not.toThrow();
  });

  it.each<[unknown, string]>([
    ['', 'an empty text'],
    [undefined, 'an absent value'],
    [null, 'null'],
    [0, 'a number'],
  ])('refuses %j: %s', (value) => {
    expect(() => requireText('audiences', ['a', value])).toThrow('audiences must not be empty');
  });
});

describe('requireTimeWindow', () => {
  const now = new Date('2026-03-02T09:00:00Z');

  it('takes a skew of 0 to 300 seconds and names what it refuses', () => {
    expect(requireTimeWindow(now, 300_000, 0)).toEqual({
      nowMs: now.getTime(),
      clockSkewMs: 300_000,
      maxLifetimeMs: 0,
    });
    expect(() => requireTimeWindow(now, 300_001, 0)).toThrow('clockSkewMs');
    expect(() => requireTimeWindow(now, 0, -1)).toThrow('maxLifetimeMs');
    expect(() => requireTimeWindow(new Date(Number.NaN), 0, 0)).toThrow('now is not a date');
  });
});
