import { describe, expect, it } from 'vitest';
import { connectionRecord, realmContext, serviceProviderRecord } from '../../test-support/realm-fixture.ts';
import type { ConnectionRecord, RealmView } from '../storage/ports/directory-store.ts';
import { enableLocks, ssoSteps, type TestFacts, type TestsOfConnection } from './sso-status.ts';

const passed: TestFacts = { state: 'succeeded', changedSince: [], recognisedAs: 'ada@acme.example' };
const never: TestsOfConnection = { last: null, passed: null };

const viewOf = (connections: readonly ConnectionRecord[], change: Partial<RealmView> = {}): RealmView => ({
  ...realmContext(connections, [], { ssoMode: 'non-sso' }).view,
  ...change,
});

const locksOf = (tests: TestsOfConnection, view: RealmView = viewOf([connectionRecord('okta')])) =>
  enableLocks(view, () => tests).map(({ lock }) => lock);

describe('locks of Enable', () => {
  it('are none when the present settings passed a test', () => {
    expect(locksOf({ last: passed, passed })).toEqual([]);
  });

  it('are none when a later test was not finished, failed or timed out, while the passed one still holds', () => {
    for (const state of ['waiting', 'in-progress', 'failed', 'timed-out'] as const) {
      expect(locksOf({ last: { ...passed, state, recognisedAs: null }, passed })).toEqual([]);
    }
  });

  it('name what the last test came to', () => {
    const last = { ...passed, recognisedAs: null };
    expect(locksOf(never)).toEqual(['not-tested']);
    expect(locksOf({ last: { ...last, state: 'timed-out' }, passed: null })).toEqual(['not-tested']);
    expect(locksOf({ last: { ...last, state: 'waiting' }, passed: null })).toEqual(['test-running']);
    expect(locksOf({ last: { ...last, state: 'in-progress' }, passed: null })).toEqual(['test-running']);
    expect(locksOf({ last: { ...last, state: 'failed' }, passed: null })).toEqual(['test-failed']);
    expect(locksOf({ last, passed: null })).toEqual(['not-recognised']);
  });

  it('name the settings that changed, a few of them', () => {
    const changed = (...changedSince: string[]): string => {
      const [lock] = enableLocks(viewOf([connectionRecord('okta')]), () => ({
        last: { ...passed, changedSince },
        passed: { ...passed, changedSince },
      }));
      return lock?.reason ?? '';
    };
    expect(changed('a')).toContain('(a)');
    expect(changed('a', 'b', 'c')).toContain('(a, b, c)');
    expect(changed('a', 'b', 'c', 'd', 'e')).toContain('(a, b, c and 2 more)');
  });

  it('look at the default connection of each service provider that has any', () => {
    const portals = serviceProviderRecord({ id: 'sp-portals', slug: 'portals' });
    const chat = serviceProviderRecord({ id: 'sp-chat', slug: 'chat' });
    const connections = [
      connectionRecord('okta', {}, { isDefault: true }),
      connectionRecord('other'),
      connectionRecord('adfs', {}, { serviceProviderId: 'sp-portals' }),
    ];
    const view = viewOf(connections, { serviceProviders: [serviceProviderRecord(), portals, chat] });
    const locks = enableLocks(view, ({ slug }) => (slug === 'okta' ? { last: passed, passed } : never));
    expect(locks.map(({ connection }) => connection)).toEqual(['portals/adfs']);
  });

  it('ask for a service provider and a connection first', () => {
    expect(locksOf(never, viewOf([], { serviceProviders: [] }))).toEqual(['no-service-provider']);
    expect(locksOf(never, viewOf([]))).toEqual(['no-connection']);
    expect(locksOf(never, viewOf([connectionRecord('okta', {}, { enabled: false })]))).toEqual(['no-connection']);
  });
});

describe('the steps of the set-up', () => {
  const signingKey = {
    id: 'key',
    ownerId: 'sp-default',
    purpose: 'request-signing',
    state: 'current',
    algorithm: 'RSA-2048',
    certificate: null,
    publicJwk: null,
    sealedPrivateKey: '',
    createdAt: 1,
    origin: 'generated',
    promotedAt: 1,
    retiredAt: null,
  } as const;
  const due = (view: RealmView, change: Partial<Parameters<typeof ssoSteps>[0]> = {}) =>
    ssoSteps({ view, locks: [], isAnswered: false, isVerified: false, ...change }).find(({ state }) => state === 'due')
      ?.id;
  const matching = connectionRecord('okta', { match: { emailAttribute: 'email' } });
  const keys = [signingKey];

  it('have one that is due at a time, in their order', () => {
    const locks = [{ lock: 'not-tested', connection: null, reason: '' }] as const;
    expect(due(viewOf([], { keys }), { locks })).toBe('identity-provider');
    expect(due(viewOf([matching], { keys }), { locks })).toBe('service-provider-values');
    expect(due(viewOf([matching]), { locks, isAnswered: true })).toBe('keys');
    expect(due(viewOf([connectionRecord('okta')], { keys }), { locks, isAnswered: true })).toBe('claims');
    expect(due(viewOf([matching], { keys }), { locks, isAnswered: true })).toBe('test');
    expect(due(viewOf([matching], { keys }), { isAnswered: true })).toBe('enable');
    const on = viewOf([matching], { keys, realm: { ...viewOf([]).realm, ssoMode: 'sso' } });
    expect(due(on, { isAnswered: true })).toBe('verify');
    expect(due(on, { isAnswered: true, isVerified: true })).toBeUndefined();
  });

  it('come later behind the one that is due, and name who acts', () => {
    const steps = ssoSteps({ view: viewOf([], { keys }), locks: [], isAnswered: false, isVerified: false });
    expect(steps.map(({ id, owner }) => [id, owner])).toContainEqual(['service-provider-values', 'idp-administrator']);
    expect(steps.find(({ id }) => id === 'enable')?.state).toBe('later');
    expect(steps.find(({ id }) => id === 'keys')?.state).toBe('done');
  });
});
