import { describe, expect, it } from 'vitest';
import type { SamlSessionRecord } from '../../storage/ports/session-store.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import { isHubSessionAlive, remainingSeconds } from './hub-session.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const connections = new Map([['connection-1', { clockSkewMs: 0 }]]);
const context = { realmId: 'realm-1', idleMinutes: 30, connections, allowsLocal: () => false, now: NOW };

const sessionOf = (record: Partial<SamlSessionRecord> = {}, user: Partial<UserRecord> = {}) => ({
  record: {
    idHash: 'hash',
    realmId: 'realm-1',
    userId: 'user-1',
    method: 'saml' as const,
    serviceProviderId: 'sp-1',
    connectionId: 'connection-1',
    idpEntityId: 'https://idp.example',
    sealedIdpSession: null,
    idpSubjectHash: null,
    authenticatedAt: NOW,
    authnContext: null,
    createdAt: NOW,
    lastSeenAt: NOW,
    expiresAt: NOW + 10 * MINUTE,
    ...record,
  },
  user: {
    id: 'user-1',
    realmId: 'realm-1',
    login: 'amina',
    email: null,
    displayName: null,
    firstName: null,
    lastName: null,
    groups: [],
    enabled: true,
    createdAt: 1,
    updatedAt: 1,
    ...user,
  },
});

describe('a hub session', () => {
  it('is alive until its last second', () => {
    expect(isHubSessionAlive(sessionOf(), context)).toBe(true);
    expect(isHubSessionAlive(sessionOf({ expiresAt: NOW + 1000 }), context)).toBe(true);
    expect(isHubSessionAlive(sessionOf({ expiresAt: NOW + 999 }), context)).toBe(false);
    expect(isHubSessionAlive(sessionOf({ expiresAt: NOW - 1 }), context)).toBe(false);
  });

  it('is alive while it is used', () => {
    expect(isHubSessionAlive(sessionOf({ lastSeenAt: NOW - 30 * MINUTE }), context)).toBe(true);
    expect(isHubSessionAlive(sessionOf({ lastSeenAt: NOW - 30 * MINUTE - 1 }), context)).toBe(false);
  });

  it('ends with the trust in the connection that signed the person in', () => {
    expect(isHubSessionAlive(sessionOf({ connectionId: 'connection-2' }), context)).toBe(false);
    expect(isHubSessionAlive(sessionOf(), { ...context, connections: new Map() })).toBe(false);
  });

  it('by a password ends with the permission to use one, and has nothing to do with connections', () => {
    const { user, record } = sessionOf();
    const { serviceProviderId: _sp, connectionId: _c, idpEntityId: _i, sealedIdpSession: _s, ...common } = record;
    const local = { user, record: { ...common, method: 'local' as const } };
    const asked: unknown[] = [];
    const allowing = (allowed: boolean) => ({
      ...context,
      connections: new Map(),
      allowsLocal: (...question: readonly unknown[]) => {
        asked.push(question);
        return allowed;
      },
    });
    expect(isHubSessionAlive(local, allowing(true))).toBe(true);
    expect(isHubSessionAlive(local, allowing(false))).toBe(false);
    expect(asked).toEqual([
      [user, NOW],
      [user, NOW],
    ]);
  });

  it('belongs to one realm and one enabled user', () => {
    expect(isHubSessionAlive(sessionOf({ realmId: 'realm-2' }), context)).toBe(false);
    expect(isHubSessionAlive(sessionOf({}, { realmId: 'realm-2' }), context)).toBe(false);
    expect(isHubSessionAlive(sessionOf({}, { id: 'user-2' }), context)).toBe(false);
    expect(isHubSessionAlive(sessionOf({}, { enabled: false }), context)).toBe(false);
  });

  it('has whole seconds left, rounded down, at least one', () => {
    expect(remainingSeconds(sessionOf({ expiresAt: NOW + 61_999 }), NOW)).toBe(61);
    expect(remainingSeconds(sessionOf({ expiresAt: NOW + 10 }), NOW)).toBe(1);
  });
});
