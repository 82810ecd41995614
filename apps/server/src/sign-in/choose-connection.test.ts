import { describe, expect, it } from 'vitest';
import { connectionRecord, realmContext } from '../../test-support/realm-fixture.ts';
import type { LocalOffer } from '../directory/local-permission.ts';
import type { SignInIntent } from './begin-sign-in.ts';
import { candidateKey, candidatesForEmail, chooseConnection, emailDomain } from './choose-connection.ts';

const intent = (change: Partial<SignInIntent> = {}): SignInIntent => ({
  target: { kind: 'launchpad' },
  appName: null,
  ...change,
});

const okta = connectionRecord('okta', { match: { emailDomains: ['acme.example'] } }, { isDefault: true });
const entra = connectionRecord('entra', { match: { emailDomains: ['acme.example', 'north.example'] } });
const disabled = connectionRecord('adfs', {}, { enabled: false });

const chosen = (
  realm: ReturnType<typeof realmContext>,
  change: Partial<SignInIntent>,
  offer: LocalOffer = 'none',
): string => {
  const choice = chooseConnection(realm, intent(change), offer);
  return choice.kind === 'chosen' ? `${candidateKey(choice.candidate)} by ${choice.by}` : choice.kind;
};

describe('chooseConnection', () => {
  const two = realmContext([okta, entra, disabled]);

  it('takes the only enabled connection without asking', () => {
    expect(chosen(realmContext([okta, disabled]), {})).toBe('default/okta by only one');
  });

  it('asks when several fit and nothing hints at one', () => {
    const choice = chooseConnection(two, intent(), 'none');
    expect(choice.kind === 'ask' ? choice.candidates.map(candidateKey) : []).toEqual(['default/okta', 'default/entra']);
  });

  it('follows a per-connection link', () => {
    expect(chosen(two, { link: { serviceProvider: 'default', connection: 'entra' } })).toBe('default/entra by link');
  });

  it.each(['adfs', 'nobody', 'OKTA'])('refuses a link to %s', (connection) => {
    expect(() => chooseConnection(two, intent({ link: { serviceProvider: 'default', connection } }), 'none')).toThrow(
      expect.objectContaining({ code: 'sign-in.connection_unknown' }),
    );
  });

  it('follows the hint of an app and ignores one that fits nothing', () => {
    expect(chosen(two, { connectionHint: 'entra' })).toBe('default/entra by hint');
    expect(chosen(two, { connectionHint: 'nobody' })).toBe('ask');
  });

  it('follows an e-mail domain that belongs to one connection only', () => {
    expect(chosen(two, { loginHint: 'Amina@North.example' })).toBe('default/entra by e-mail domain');
    expect(chosen(two, { loginHint: 'amina@acme.example' })).toBe('ask');
    expect(chosen(two, { loginHint: 'amina' })).toBe('ask');
  });

  it('follows the remembered choice unless the person wants to choose', () => {
    expect(chosen(two, { remembered: 'default/okta' })).toBe('default/okta by remembered');
    expect(chosen(two, { remembered: 'default/okta', choose: true })).toBe('ask');
    expect(chosen(two, { remembered: 'default/adfs' })).toBe('ask');
  });

  it('prefers a hint to what is remembered', () => {
    expect(chosen(two, { remembered: 'default/okta', connectionHint: 'entra' })).toBe('default/entra by hint');
  });

  it('refuses a realm without an enabled connection', () => {
    expect(() => chooseConnection(realmContext([disabled]), intent(), 'none')).toThrow(
      expect.objectContaining({ code: 'sign-in.no_connection' }),
    );
  });
});

describe('emailDomain', () => {
  it.each([
    ['a@b.example', 'b.example'],
    ['a@b@C.example', 'c.example'],
    ['@b.example', null],
    ['a@', null],
    ['a', null],
  ])('of %s is %s', (email, domain) => {
    expect(emailDomain(email)).toBe(domain);
  });
});

describe('candidatesForEmail', () => {
  it('compares whole domains, never their ends', () => {
    const realm = realmContext([okta, entra]);
    expect(candidatesForEmail(realm, 'x@sub.acme.example')).toEqual([]);
    expect(candidatesForEmail(realm, 'x@evilacme.example')).toEqual([]);
    expect(candidatesForEmail(realm, 'x@acme.example')).toHaveLength(2);
  });
});

describe('user name and password among the connections', () => {
  const one = realmContext([okta]);
  const two = realmContext([okta, entra]);

  it('are the only way in mode non-sso, whatever is hinted at or remembered', () => {
    for (const change of [{}, { connectionHint: 'okta' }, { remembered: 'default/okta' }, { choose: true }]) {
      expect(chosen(two, change, 'only')).toBe('local');
    }
  });

  it('beside connections: everybody is asked, also where there is only one', () => {
    const choice = chooseConnection(one, intent(), 'beside');
    expect(choice).toMatchObject({ kind: 'ask', offersLocal: true });
    expect(chooseConnection(two, intent(), 'none')).toMatchObject({ kind: 'ask', offersLocal: false });
  });

  it('beside connections: hints, e-mail domains and what is remembered lead on as ever', () => {
    expect(chosen(two, { connectionHint: 'entra' }, 'beside')).toBe('default/entra by hint');
    expect(chosen(two, { loginHint: 'x@north.example' }, 'beside')).toBe('default/entra by e-mail domain');
    expect(chosen(one, { remembered: 'default/okta' }, 'beside')).toBe('default/okta by remembered');
  });

  it('are remembered in a browser like a connection, until the person wants to choose', () => {
    expect(chosen(one, { remembered: 'local' }, 'beside')).toBe('local');
    expect(chosen(one, { remembered: 'local', choose: true }, 'beside')).toBe('ask');
    expect(chosen(one, { remembered: 'local' }, 'none')).toBe('default/okta by only one');
  });

  it('during an outage: everybody is asked, because the way of every day may be blocked', () => {
    for (const change of [
      {},
      { connectionHint: 'okta' },
      { remembered: 'default/okta' },
      { loginHint: 'x@acme.example' },
    ]) {
      expect(chosen(one, change, 'outage')).toBe('ask');
    }
    expect(chosen(one, { link: { serviceProvider: 'default', connection: 'okta' } }, 'outage')).toBe(
      'default/okta by link',
    );
    expect(chosen(one, { remembered: 'local' }, 'outage')).toBe('local');
  });

  it('are what is left where no connection is enabled', () => {
    expect(chosen(realmContext([disabled]), {}, 'beside')).toBe('local');
  });
});
