import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitDifference } from './split-difference.ts';

describe('splitDifference', () => {
  it('marks whole parts of an address', () => {
    const [expected, received] = splitDifference(
      'https://sso.acme.example/saml/production/acs',
      'https://sso.acme.example/saml/staging/acs',
    );
    expect(expected).toEqual({ start: 'https://sso.acme.example/saml/', middle: 'production', end: '/acs' });
    expect(received.middle).toBe('staging');
  });

  it.each([
    ['a last slash', 'https://a.example/x', 'https://a.example/x/', '', '/'],
    ['another scheme', 'https://a.example', 'http://a.example', 'https', 'http'],
    ['nothing in common', 'okta', 'entra', 'okta', 'entra'],
    ['one that is empty', '', 'entra', '', 'entra'],
  ])('finds %s', (_, left, right, expectedMiddle, receivedMiddle) => {
    const [expected, received] = splitDifference(left, right);
    // A part may grow to the next divider, but never beyond what holds the difference.
    expect(expected.middle.endsWith(expectedMiddle)).toBe(true);
    expect(received.middle.endsWith(receivedMiddle)).toBe(true);
  });

  it('marks nothing in equal values', () => {
    expect(splitDifference('a/b', 'a/b').map(({ middle }) => middle)).toEqual(['', '']);
  });

  it('loses no character of any value', () => {
    void fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        const [expected, received] = splitDifference(left, right);
        expect(expected.start + expected.middle + expected.end).toBe(left);
        expect(received.start + received.middle + received.end).toBe(right);
        expect(received.start).toBe(expected.start);
        expect(received.end).toBe(expected.end);
      }),
    );
  });
});
