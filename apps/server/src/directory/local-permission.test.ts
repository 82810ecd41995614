import { realmSettings } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { connectionRecord, realmContext } from '../../test-support/realm-fixture.ts';
import type { RealmRecord, RealmView } from '../storage/ports/directory-store.ts';
import type { LocalOpeningRecord } from '../storage/ports/local-sign-in-store.ts';
import { localOffer, localPermission } from './local-permission.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

const opening = (change: Partial<LocalOpeningRecord> = {}): LocalOpeningRecord => ({
  id: 'opening-1',
  realmId: 'realm-agents',
  userIds: ['user-amina'],
  reason: 'The identity provider is out of order.',
  startsAt: NOW - HOUR,
  endsAt: NOW + HOUR,
  requestedBy: { id: 'ada', name: 'ada' },
  requestedAt: NOW - HOUR,
  approvedBy: { id: 'bea', name: 'bea' },
  approvedAt: NOW - HOUR,
  closedBy: null,
  closedAt: null,
  ...change,
});

const viewOf = (
  ssoMode: RealmRecord['ssoMode'],
  more: {
    readonly localSignIn?: { readonly users?: string[]; readonly groups?: string[] };
    readonly openings?: readonly LocalOpeningRecord[];
    readonly kind?: RealmRecord['kind'];
  } = {},
): RealmView => {
  const settings = realmSettings.parse({ localSignIn: more.localSignIn ?? {} });
  const { view } = realmContext([connectionRecord('okta')], [], { ssoMode, settings, kind: more.kind ?? 'agents' });
  return { ...view, localOpenings: more.openings ?? [] };
};

const amina = { id: 'user-amina', login: 'amina', groups: ['Support', 'Night'] };
const ben = { id: 'user-ben', login: 'ben', groups: [] };

describe('in mode non-sso', () => {
  it('everybody signs in with user name and password, and only so', () => {
    expect(localOffer(viewOf('non-sso'), NOW)).toBe('only');
    expect(localPermission(viewOf('non-sso'), ben, NOW)).toEqual({
      by: 'mode non-sso',
      kind: 'mode',
      name: null,
      until: null,
    });
  });

  it('nobody does in the realm of administrators', () => {
    const view = viewOf('non-sso', { kind: 'admins', openings: [opening()] });
    expect([localOffer(view, NOW), localPermission(view, amina, NOW)]).toEqual(['none', null]);
  });
});

describe('in mode hybrid', () => {
  it.each([
    [{ users: ['amina'] }, { by: 'named in mode hybrid', kind: 'user', name: null }],
    [{ groups: ['Day', 'Night'] }, { by: 'group Night in mode hybrid', kind: 'group', name: 'Night' }],
  ])('%j keeps it, others do not', (localSignIn, why) => {
    const view = viewOf('hybrid', { localSignIn });
    expect(localOffer(view, NOW)).toBe('beside');
    expect(localPermission(view, amina, NOW)).toEqual({ ...why, until: null });
    expect(localPermission(view, ben, NOW)).toBeNull();
  });

  it.each([{ users: ['Amina'] }, { users: ['amina '] }, { groups: ['support'] }, { groups: ['Suppor'] }])(
    'names are compared exactly: %j is somebody else',
    (localSignIn) => {
      expect(localPermission(viewOf('hybrid', { localSignIn }), amina, NOW)).toBeNull();
    },
  );

  it('it is not offered where nobody is named', () => {
    expect(localOffer(viewOf('hybrid'), NOW)).toBe('none');
    expect(localPermission(viewOf('hybrid'), amina, NOW)).toBeNull();
  });
});

describe('in mode sso', () => {
  it('nobody has it, whoever is named for mode hybrid', () => {
    const view = viewOf('sso', { localSignIn: { users: ['amina'], groups: ['Support'] } });
    expect([localOffer(view, NOW), localPermission(view, amina, NOW)]).toEqual(['none', null]);
  });

  it('an open opening lets the people in that it names, until it ends', () => {
    const view = viewOf('sso', { openings: [opening()] });
    expect(localOffer(view, NOW)).toBe('outage');
    expect(localPermission(view, amina, NOW)).toEqual({
      by: 'opening opening-1',
      kind: 'opening',
      name: 'opening-1',
      until: NOW + HOUR,
    });
    expect(localPermission(view, ben, NOW)).toBeNull();
  });

  it('of several openings the one that ends last counts', () => {
    const openings = [opening(), opening({ id: 'opening-2', endsAt: NOW + 2 * HOUR }), opening({ id: 'opening-3' })];
    expect(localPermission(viewOf('sso', { openings }), amina, NOW)?.until).toBe(NOW + 2 * HOUR);
  });

  it.each([
    ['begins at this instant', { startsAt: NOW }, true],
    ['begins in a moment', { startsAt: NOW + 1 }, false],
    ['ends in a moment', { endsAt: NOW + 1 }, true],
    ['ends at this instant', { endsAt: NOW }, false],
    ['is not approved', { approvedBy: null, approvedAt: null }, false],
    ['is closed', { closedAt: NOW }, false],
  ])('an opening that %s', (_name, change, isOpenNow) => {
    const view = viewOf('sso', { openings: [opening(change)] });
    expect(localOffer(view, NOW)).toBe(isOpenNow ? 'outage' : 'none');
    expect(localPermission(view, amina, NOW) !== null).toBe(isOpenNow);
  });
});
