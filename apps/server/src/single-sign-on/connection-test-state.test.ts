import { describe, expect, it } from 'vitest';
import type { ConnectionTestRecord } from '../storage/ports/connection-test-store.ts';
import { connectionTestState } from './connection-test-state.ts';

const NOW = 1_000_000;

const test = (part: Partial<ConnectionTestRecord> = {}): ConnectionTestRecord => ({
  id: 'test-1',
  realmId: 'realm-1',
  serviceProviderId: 'sp-1',
  connectionId: 'connection-1',
  startHash: 'hash',
  staged: false,
  settings: {},
  administrator: { id: 'admin-1', login: 'ada@acme.example' },
  attemptId: null,
  createdAt: NOW - 1000,
  expiresAt: NOW + 1000,
  finishedAt: null,
  recognisedAs: null,
  sealedClaims: null,
  nextKeys: false,
  signingKeyId: null,
  ...part,
});

describe('the state of a test', () => {
  it('is waiting until the browser sets off, and then in progress', () => {
    expect(connectionTestState(test(), null, NOW)).toBe('waiting');
    expect(connectionTestState(test({ attemptId: 'a' }), { outcome: 'pending' }, NOW)).toBe('in-progress');
    expect(connectionTestState(test({ attemptId: 'a' }), null, NOW)).toBe('in-progress');
  });

  it('is failed as soon as the attempt was refused, whatever the time', () => {
    for (const now of [NOW, NOW + 5000]) {
      expect(connectionTestState(test({ attemptId: 'a' }), { outcome: 'refused' }, now)).toBe('failed');
    }
  });

  it('is timed out from the end of its time on, to the millisecond', () => {
    for (const outcome of ['pending', 'abandoned'] as const) {
      const begun = test({ attemptId: 'a' });
      expect(connectionTestState(begun, { outcome }, begun.expiresAt - 1)).toBe('in-progress');
      expect(connectionTestState(begun, { outcome }, begun.expiresAt)).toBe('timed-out');
    }
    expect(connectionTestState(test(), null, NOW + 1000)).toBe('timed-out');
  });

  it('is succeeded once an answer was accepted, also a late one', () => {
    const finished = test({ attemptId: 'a', finishedAt: NOW + 4000 });
    expect(connectionTestState(finished, { outcome: 'succeeded' }, NOW + 5000)).toBe('succeeded');
    expect(connectionTestState(finished, null, NOW + 5000)).toBe('succeeded');
  });
});
