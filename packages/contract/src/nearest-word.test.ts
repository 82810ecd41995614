import { describe, expect, it } from 'vitest';
import { nearestWord } from './nearest-word.ts';

describe('nearestWord', () => {
  it.each([
    ['redirectUri', 'redirectUris'],
    ['RedirectURIs', 'redirectUris'],
    ['sessionMinute', 'sessionMinutes'],
    ['sulg', 'slug'],
  ])('takes %s for %s', (typed, meant) => {
    const known = ['redirectUris', 'sessionMinutes', 'slug'];
    expect(nearestWord(typed, known)).toBe(meant);
  });

  it('finds nothing when nothing is near, or the word is absurdly long', () => {
    expect(nearestWord('colour', ['slug', 'name'])).toBeNull();
    expect(nearestWord('slug', [])).toBeNull();
    expect(nearestWord('x'.repeat(65), ['x'.repeat(65)])).toBeNull();
    expect(nearestWord('x'.repeat(64), ['x'.repeat(64)])).toBe('x'.repeat(64));
  });

  it('prefers the nearest of several', () => {
    expect(nearestWord('apps', ['app', 'apps', 'maps'])).toBe('apps');
  });
});
