import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { decodeBase64 } from './base64.ts';

const decode = (text: string): string => decodeBase64(text, 'message.base64').toString('latin1');

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

  it('throws with the code that it was given', () => {
    expect(errorCode(() => decodeBase64('!', 'signature.structure'))).toBe('signature.structure');
  });
});
