import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

describe('nearestName', () => {
  it.each([
    ['another letter case', 'SSO', 'sso'],
    ['white space around it', ' sso ', 'sso'],
    ['a letter changed', 'sgning', 'signing'],
    ['two letters turned round', 'singing', 'signing'],
  ])('finds %s', (_name, typed, found) => {
    expect(nearestName(typed, ['decryption', 'signing', 'sso'])).toBe(found);
  });

  it('prefers the nearest', () => {
    expect(nearestName('key2', ['key11', 'key1', 'key22'])).toBe('key1');
  });

  it('accepts a third of the letters changed and not more', () => {
    expect(nearestName('abcxyz', ['abcdez'])).toBe('abcdez');
    expect(nearestName('abcxyz', ['abcdef'])).toBeUndefined();
  });

  it('does not compare names of more than 64 letters', () => {
    expect(nearestName('x'.repeat(64), [`${'x'.repeat(63)}y`])).toBeDefined();
    expect(nearestName('x'.repeat(65), ['x'.repeat(64)])).toBeUndefined();
    expect(nearestName('x'.repeat(64), ['x'.repeat(65)])).toBeUndefined();
  });
});
