import { describe, expect, it } from 'vitest';
import { connectionRecord, oidcApp, realmContext } from '../../test-support/realm-fixture.ts';
import { beginSignIn } from './begin-sign-in.ts';

describe('beginSignIn', () => {
  const connections = [connectionRecord('okta')];

  it.each(['sso', 'hybrid'] as const)('accepts a realm in mode %s', (ssoMode) => {
    const realm = realmContext(connections, [], { ssoMode });
    expect(beginSignIn(realm, { target: { kind: 'launchpad' } })).toMatchObject({ appName: null });
  });

  it('refuses the link of a connection in mode Non-SSO, and nothing else', () => {
    const realm = realmContext(connections, [], { ssoMode: 'non-sso' });
    const link = { serviceProvider: 'default', connection: 'okta' };
    expect(() => beginSignIn(realm, { target: { kind: 'launchpad' }, link })).toThrow(
      expect.objectContaining({ code: 'sign-in.sso_not_enabled' }),
    );
    expect(beginSignIn(realm, { target: { kind: 'launchpad' } })).toMatchObject({ appName: null });
  });

  it('refuses the realm of administrators in mode Non-SSO: their passwords are elsewhere', () => {
    const realm = realmContext(connections, [], { ssoMode: 'non-sso', kind: 'admins' });
    expect(() => beginSignIn(realm, { target: { kind: 'launchpad' } })).toThrow(
      expect.objectContaining({ code: 'sign-in.sso_not_enabled' }),
    );
  });

  it('names the app that asked', () => {
    const realm = realmContext(connections, [oidcApp('desktop')]);
    expect(beginSignIn(realm, { target: { kind: 'app', app: 'desktop' } }).appName).toBe('App desktop');
  });

  it('refuses an app that the realm does not have', () => {
    const realm = realmContext(connections, [oidcApp('desktop')]);
    expect(() => beginSignIn(realm, { target: { kind: 'app', app: 'Desktop' } })).toThrow(
      expect.objectContaining({ code: 'sign-in.app_unknown', received: 'Desktop' }),
    );
  });
});
