import { describe, expect, it } from 'vitest';
import { bookmarkApp, connectionRecord, oidcApp, realmContext } from '../../test-support/realm-fixture.ts';
import { unsolicitedTarget } from './unsolicited-target.ts';

describe('unsolicitedTarget', () => {
  const realm = realmContext([connectionRecord('okta')], [oidcApp('desktop'), bookmarkApp('wiki')]);
  const launchpad = { kind: 'launchpad' };

  it.each([
    ['desktop', 'desktop'],
    ['https://desktop.example/start', 'desktop'],
    ['https://wiki.example/', 'wiki'],
  ])('leads %s to the app %s', (relayState, app) => {
    expect(unsolicitedTarget(realm, relayState)).toEqual({ kind: 'app', app });
  });

  it.each([
    undefined,
    '',
    'Desktop',
    'https://desktop.example/start/../evil',
    'https://desktop.example/start?x=1',
    '//evil.example',
    '\\evil.example',
    'javascript:alert(1)',
    'desktop\r\nSet-Cookie: a=b',
    `https://console.example/${'x'.repeat(200)}`,
  ])('leads %j to the launchpad', (relayState) => {
    expect(unsolicitedTarget(realm, relayState)).toEqual(launchpad);
  });
});
