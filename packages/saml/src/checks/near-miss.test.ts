import { describe, expect, it } from 'vitest';
import { nearMiss } from './near-miss.ts';

const REGISTERED = 'https://sso.example.com/acs';

describe('nearMiss', () => {
  it.each([
    ['https://sso.example.com/acs/', 'differs only in a trailing slash'],
    ['https://SSO.example.com/acs', 'differs only in the case of the host name'],
    ['https://sso.example.com:443/acs', 'differs only in the default port'],
    ['http://sso.example.com/acs', 'differs only in http or https'],
    ['https://sso.example.com/ACS', 'differs only in letter case'],
    [' https://sso.example.com/acs', 'differs only in surrounding white space'],
  ])('names the difference of %s', (received, hint) => {
    expect(nearMiss([REGISTERED], received)).toBe(hint);
    expect(nearMiss([received], REGISTERED)).toBe(hint);
  });

  it.each([
    'https://sso.example.com/acs2',
    'https://sso.example.com:8443/acs',
    'https://sso.example.com.evil.example/acs',
    'https://sso.example.com/acs//',
    'https://sso.example.com/acs?x',
    'http://sso.example.com/acs2',
    'http://SSO.example.com/acs',
    'https://sso.example.com:8443/acs/',
    'https://SSO.example.com/acs/',
    'urn:other',
    '',
  ])('is silent about %s', (received) => {
    expect(nearMiss([REGISTERED], received)).toBeUndefined();
  });

  it('is silent about an equal value and looks at all that are registered', () => {
    expect(nearMiss([REGISTERED], REGISTERED)).toBeUndefined();
    expect(nearMiss(['urn:x', 'urn:acme'], 'urn:ACME')).toBe('differs only in letter case');
    expect(nearMiss(['urn:x', 'urn:acme'], 'urn:acme/')).toBe('differs only in a trailing slash');
  });

  it('takes the default port of http too', () => {
    expect(nearMiss(['http://a.example/x'], 'http://a.example:80/x')).toBe('differs only in the default port');
    expect(nearMiss(['http://a.example/x'], 'http://a.example:443/x')).toBeUndefined();
  });
});
