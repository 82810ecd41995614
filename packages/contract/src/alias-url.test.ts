import { describe, expect, it } from 'vitest';
import { aliasKey, isAliasUrl, isAtOrBelow } from './alias-url.ts';

describe('isAliasUrl', () => {
  it.each([
    'https://cc.acme.example/saml/acs',
    'https://cc.acme.example:8553/ids/saml/response/metaAlias/sp',
    'https://cc.acme.example:8553/ids/saml/response?metaAlias=/sp',
    'https://login-eu-c1.cc.sinch.com/ACME/metadata',
    'https://cc.acme.example/a/',
    'http://127.0.0.1:4000/acs',
    'http://localhost/acs',
  ])('takes %s', (text) => {
    expect(isAliasUrl(text)).toBe(true);
  });

  it.each([
    '',
    'acs',
    '/acs',
    'https://cc.acme.example',
    'https://cc.acme.example/',
    'http://cc.acme.example/acs',
    'ftp://cc.acme.example/acs',
    'https://cc.acme.example/a//b',
    'https://cc.acme.example/a/../b',
    'https://cc.acme.example/./b',
    'https://cc.acme.example/%61',
    'https://cc.acme.example/acs#x',
    'https://cc.acme.example/acs?a=<b>',
    'https://user@cc.acme.example/acs',
    'https://cc.acme.example\\evil/acs',
    'https://cc.acme.example/a b',
  ])('refuses %j', (text) => {
    expect(isAliasUrl(text)).toBe(false);
  });
});

describe('aliasKey', () => {
  it('is host and path, without query, default port and letter case of the host', () => {
    expect(aliasKey('https://CC.Acme.example:443/Ids/x?metaAlias=/sp')).toBe('cc.acme.example/Ids/x');
    expect(aliasKey('https://cc.acme.example:8553/a')).toBe('cc.acme.example:8553/a');
    expect(aliasKey('https://cc.acme.example./a')).toBe('cc.acme.example/a');
  });

  it('tells apart what the hub tells apart', () => {
    expect(aliasKey('https://cc.example/a/')).not.toBe(aliasKey('https://cc.example/a'));
    expect(aliasKey('https://cc.example/A')).not.toBe(aliasKey('https://cc.example/a'));
  });
});

describe('isAtOrBelow', () => {
  it.each([
    ['https://a.example/x', 'https://a.example', true],
    ['https://a.example/x', 'https://a.example/x', true],
    ['https://a.example/x/y', 'https://a.example/x/', true],
    ['http://A.example:80/x/y?q', 'https://a.example/x', true],
    ['https://a.example/xy', 'https://a.example/x', false],
    ['https://a.example', 'https://a.example/x', false],
    ['https://b.example/x', 'https://a.example', false],
    ['https://a.example:8443/x', 'https://a.example', false],
  ])('says of %s and %s: %s', (address, url, expected) => {
    expect(isAtOrBelow(address, url)).toBe(expected);
  });
});
