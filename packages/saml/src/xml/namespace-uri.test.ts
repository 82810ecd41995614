import { describe, expect, it } from 'vitest';
import { isAbsoluteUri } from './namespace-uri.ts';

describe('isAbsoluteUri', () => {
  it.each([
    'urn:a',
    'urn:oasis:names:tc:SAML:2.0:assertion',
    'http://www.w3.org/2000/09/xmldsig#',
    'http://user:pw@host.example:8080/p;x=1/?q=a/b?c#f?/',
    'http://[2001:db8::1]/',
    'http://[2001:db8::1]:80',
    'http://[v1.x:y]/',
    'http://a/%41%c3',
    'tag:a@b,2020:x',
    'x:',
    'http://',
  ])('accepts %s', (uri) => {
    expect(isAbsoluteUri(uri)).toBe(true);
  });

  it.each([
    '',
    'a',
    '#f',
    '//host/p',
    '/p',
    '1x:a',
    ':a',
    'http//x',
    'http://a b',
    'http://a/%4',
    'http://a/%zz',
    'http://a:80x/',
    'http://a:/',
    'http://a:b:c/',
    'http://[1/',
    'http://1]/',
    'http://[g]/',
    'http://a@b@c/',
    'urn:a#b#c',
    'urn:é',
    'urn:a[b]',
    'urn:a"b',
    'urn:a<b',
    'urn:a\\b',
    'urn:a^b',
    'urn:a{b}',
    'urn:a\n',
    ' urn:a',
  ])('refuses %j', (uri) => {
    expect(isAbsoluteUri(uri)).toBe(false);
  });
});
