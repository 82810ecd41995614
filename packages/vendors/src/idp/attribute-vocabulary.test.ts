import { describe, expect, it } from 'vitest';
import { adfs } from './adfs/vendor.ts';
import { attributeNamesFor, usualFieldOf } from './attribute-vocabulary.ts';

describe('attributeNamesFor', () => {
  it('begins with the names of the vendor and goes on with those of all others, each once', () => {
    const names = attributeNamesFor('email', adfs);
    expect(names[0]).toBe('http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress');
    expect(names).toContain('urn:oid:0.9.2342.19200300.100.1.3');
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows the names of every vendor without one in particular', () => {
    expect(attributeNamesFor('groups')).toEqual(
      expect.arrayContaining([
        'groups',
        'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
        'user.groups',
      ]),
    );
  });
});

describe('usualFieldOf', () => {
  it.each([
    ['mail', 'email'],
    ['EMAIL', 'email'],
    ['urn:oid:2.5.4.42', 'firstName'],
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname', 'lastName'],
    ['screenName', 'displayName'],
    ['urn:oid:2.5.4.11', 'department'],
    ['memberOf', 'groups'],
    ['uid', 'login'],
  ] as const)('takes %s for %s', (name, field) => {
    expect(usualFieldOf(name)).toBe(field);
  });

  it('knows nothing about other names', () => {
    expect(usualFieldOf('shoeSize')).toBeNull();
  });
});
