import { describe, expect, it } from 'vitest';
import { isPublicUrl, publicUrlPrefixes, publicUrlsOverlap } from './public-url.ts';

describe('isPublicUrl', () => {
  it.each([
    'https://sso.acme.example',
    'https://sso.acme.example/',
    'https://SSO.acme.example:8443/sso/eu',
    'https://sso.acme.example/sso/eu/',
    'http://127.0.0.1:4500/a.b_c~d-e',
    'https://[::1]:4500/sso',
    'https://sso.acme.example/..a/b..',
  ])('takes %s', (url) => {
    expect(isPublicUrl(url)).toBe(true);
  });

  it.each([
    'https://sso.acme.example/a/../e',
    'https://sso.acme.example/..',
    'https://sso.acme.example/./a',
    'https://sso.acme.example/%2e%2e/e',
    'https://sso.acme.example/%65',
    'https://sso.acme.example//a',
    'https://sso.acme.example/a//',
    'https://sso.acme.example\\e',
    'https://sso.acme.example/a\\b',
    'https://sso.acme.example/\te',
    ' https://sso.acme.example',
    'https://sso.acme.example/a\n',
    'https://sso.acme.example?',
    'https://sso.acme.example/?x=1',
    'https://sso.acme.example/#',
    'https://me@sso.acme.example',
    'https://@sso.acme.example',
    'https:/sso.acme.example',
    'https://sso.acme.example:70000',
    'ftp://sso.acme.example',
    '',
  ])('refuses %j', (url) => {
    expect(isPublicUrl(url)).toBe(false);
  });
});

describe('publicUrlsOverlap', () => {
  it.each([
    ['https://sso.example', 'https://sso.example'],
    ['https://sso.example', 'https://sso.example/e'],
    ['https://sso.example/e', 'https://sso.example/e/acme/production'],
    ['https://sso.example/a/', 'https://SSO.example:443/a'],
    ['http://sso.example/a', 'https://sso.example/a/b'],
    ['http://sso.example:443/a', 'https://sso.example/a'],
    ['https://sso.example./a', 'https://sso.example/a'],
    ['https://sso.example/x/../a', 'https://sso.example/a'],
    ['https://sso.example:8443', 'http://sso.example:8443/a'],
  ])('%s and %s, either way round', (a, b) => {
    expect([publicUrlsOverlap(a, b), publicUrlsOverlap(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['https://sso.example/e', 'https://sso.example/eu'],
    ['https://sso.example/a', 'https://sso.example/A'],
    ['https://sso.example/a/x', 'https://sso.example/a/y'],
    ['https://sso.example', 'https://sso.acme.example'],
    ['https://sso.example', 'https://sso.example:8443'],
    ['https://sso.example', 'https://sso.example.evil.example'],
  ])('not %s and %s', (a, b) => {
    expect([publicUrlsOverlap(a, b), publicUrlsOverlap(b, a)]).toEqual([false, false]);
  });
});

describe('publicUrlPrefixes', () => {
  it('goes from the host to the whole, segment by segment', () => {
    expect(publicUrlPrefixes('https://SSO.example:443/a/b/')).toEqual([
      'sso.example',
      'sso.example/a',
      'sso.example/a/b',
    ]);
    expect(publicUrlPrefixes('https://sso.example:8443')).toEqual(['sso.example:8443']);
  });
});
