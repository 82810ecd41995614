import { describe, expect, it } from 'vitest';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { isTooLong, passwordForms, utf16Password } from './password-forms.ts';

const shown = (password: string): readonly (readonly string[])[] =>
  passwordForms(password).map(({ bmp, utf8 }) => [Buffer.from(bmp).toString('hex'), Buffer.from(utf8).toString('hex')]);

describe('passwordForms', () => {
  it('is UTF-16 with a NUL, and UTF-8, for ASCII', () => {
    expect(shown('aZ')).toEqual([['0061005a0000', '615a']]);
  });

  it('adds what OpenSSL before 1.1.0 made of other letters', () => {
    expect(shown('ä')).toEqual([
      ['00e40000', 'c3a4'],
      ['00c300a40000', 'c3a4'],
    ]);
  });

  it('has two forms of no password', () => {
    expect(shown('')).toEqual([
      ['0000', ''],
      ['', ''],
    ]);
  });

  it('keeps characters beyond 16 bits as the two units that Java has for them', () => {
    expect(utf16Password('😀').toString('hex')).toBe('d83dde00');
  });
});

describe('isTooLong', () => {
  it('accepts the limit and not one more', () => {
    expect(isTooLong('x'.repeat(KEYSTORE_LIMITS.passwordLength))).toBe(false);
    expect(isTooLong('x'.repeat(KEYSTORE_LIMITS.passwordLength + 1))).toBe(true);
  });
});
