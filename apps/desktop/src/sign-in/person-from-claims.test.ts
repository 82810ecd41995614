import { describe, expect, it } from 'vitest';
import { personFromClaims } from './person-from-claims.ts';

describe('personFromClaims', () => {
  it('reads what the hub says', () => {
    const claims = {
      name: 'Amina Haddad',
      given_name: 'Amina',
      preferred_username: 'amina',
      email: 'amina@acme.example',
      connection_name: 'Okta',
      company_name: 'Acme',
    };
    expect(personFromClaims('s-1', claims)).toEqual({
      subject: 's-1',
      displayName: 'Amina Haddad',
      firstName: 'Amina',
      login: 'amina',
      connectionName: 'Okta',
      companyName: 'Acme',
    });
  });

  it.each([
    [{ name: 'Amina Haddad' }, 'Amina Haddad', 'Amina', undefined],
    [{ email: 'amina@acme.example' }, 'amina@acme.example', 'amina@acme.example', 'amina@acme.example'],
    [{}, 's-1', 's-1', undefined],
    [{ name: 3, given_name: ['x'], preferred_username: '  ', email: null }, 's-1', 's-1', undefined],
    [{ name: 'x'.repeat(256) }, 's-1', 's-1', undefined],
  ])('makes the best of %j', (claims, displayName, firstName, login) => {
    expect(personFromClaims('s-1', claims)).toMatchObject({ displayName, firstName, login });
  });
});
