import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { decodeBase64, decodePassingBase64 } from './base64.ts';

/** Both ways, which have to agree. */
const decode = (text: string): string => {
  const code = errorCode(() => decodePassingBase64(text, 'message.base64'));
  const decoded = decodeBase64(text, 'message.base64');
  expect(code).toBe('accepted');
  expect(decodePassingBase64(text, 'message.base64').equals(decoded)).toBe(true);
  return decoded.toString('latin1');
};

describe('decodeBase64', () => {
  it('decodes what Buffer encodes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (octets) => {
        const text = Buffer.from(octets).toString('base64');
        expect(decodeBase64(text, 'message.base64')).toEqual(Buffer.from(octets));
      }),
    );
  });

  it.each(['YW Jj', '\nYWJj\r\n', 'Y\tW\rJ\nj', ' Y W J j ', 'Y W J j\r'])('skips XML white space in %j', (text) => {
    expect(decode(text)).toBe('abc');
  });

  it.each([
    ['YQ==', 'a'],
    ['YQ = =\n', 'a'],
    ['YWI=', 'ab'],
    ['+/+/', '\xfb\xff\xbf'],
  ])('decodes %j', (text, expected) => {
    expect(decode(text)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '=',
    '====',
    'Y',
    'YQ',
    'YQ=',
    'YQ===',
    'YWI',
    'YWJjZ',
    'YQ==YQ==',
    'Y=Q=',
    'YW-j',
    'YW_j',
    'YWJj!',
    'YWJj\0',
    'YWJj\u00a0',
    'YWJj\u000b',
    'YWJé',
    'YR==',
    'YWJ=',
    '-_-_',
    'YWJj=',
    'data:YWJj',
  ])('refuses %j', (text) => {
    expect(errorCode(() => decode(text))).toBe('message.base64');
    expect(errorCode(() => decodePassingBase64(text, 'message.base64'))).toBe('message.base64');
  });

  it('accepts just what Buffer would write, however a text is changed', () => {
    const alphabet = fc.constantFrom('A', 'z', '+', '/', '-', '_', '=', '!', 'é', '\u0141', '\u{1f600}');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), alphabet, (octets, at, character) => {
        const text = Buffer.from(octets).toString('base64');
        const place = at % text.length;
        const changed = text.slice(0, place) + character + text.slice(place + 1);
        const canonical = Buffer.from(changed, 'base64').toString('base64') === changed;
        const decoded = errorCode(() => decode(changed));
        expect(decoded).toBe(canonical ? 'accepted' : 'message.base64');
      }),
      { numRuns: 2000 },
    );
  });

  it('reads long texts as short ones, and finds what is no base64 at their end', () => {
    // A character past U+00FF is read by its low octet, here that of an A: 64 KiB and more are looked at in another way.
    for (const groups of [4 * 1024, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 40 * 1024]) {
      const text = 'YWJj'.repeat(groups);
      expect(decode(text)).toBe('abc'.repeat(groups));
      expect(errorCode(() => decode(`${text}YWJ\u0141`))).toBe('message.base64');
      expect(errorCode(() => decode(`\u0141WJj${text}`))).toBe('message.base64');
      expect(errorCode(() => decode(`${text}YWJé`))).toBe('message.base64');
    }
  });

  it('gives octets that pass in one place, and others of their own', () => {
    const [first, second] = ['YWJj', 'ZGVm'].map((text) => decodePassingBase64(text, 'message.base64'));
    expect([first, second].map(String)).toEqual(['def', 'def']);
    const [own, other] = ['YWJj', 'ZGVm'].map((text) => decodeBase64(text, 'message.base64'));
    expect([own, other].map(String)).toEqual(['abc', 'def']);
  });

  it('throws with the code that it was given', () => {
    expect(errorCode(() => decodeBase64('!', 'signature.structure'))).toBe('signature.structure');
  });
});
