import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bookmarkApp, connectionRecord, realmContext } from '../../test-support/realm-fixture.ts';
import { openSqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { AttemptRecord } from '../storage/ports/attempt-store.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { cleanUp, startCleanUp } from './clean-up.ts';

const NOW = Date.UTC(2030, 0, 15);
const DAY_MS = 24 * 60 * 60 * 1000;
const REALM = 'realm-agents';

let storage: Storage;

beforeEach(async () => {
  storage = await openSqliteStorage({ path: ':memory:', clock: () => NOW });
  const { view } = realmContext([connectionRecord('okta')], [bookmarkApp('wiki')]);
  await storage.write(async (writer) => {
    await writer.putCompany(view.company);
    await writer.putEnvironment(view.environment);
    await writer.putRealm(view.realm);
    for (const serviceProvider of view.serviceProviders) await writer.putServiceProvider(serviceProvider);
    for (const connection of view.connections) await writer.putConnection(connection);
    await writer.putUser({
      id: 'user-amina',
      realmId: REALM,
      login: 'amina',
      email: null,
      displayName: null,
      firstName: null,
      lastName: null,
      groups: [],
      enabled: true,
      createdAt: 1,
      updatedAt: 1,
    });
  });
});

afterEach(async () => {
  vi.useRealTimers();
  await storage.close();
});

const attempt = (id: string, startedAt: number, outcome: AttemptRecord['outcome'] = 'refused'): AttemptRecord => ({
  id,
  reference: id,
  kind: 'sign-in',
  realmId: REALM,
  connectionId: null,
  app: null,
  startedAt,
  endedAt: null,
  outcome,
  code: null,
  userId: null,
  subject: null,
  checks: [],
  stageMs: {},
});

/** One of everything that ends, ending at `expiresAt`. */
const putAll = (name: string, expiresAt: number): Promise<void> =>
  storage.write(async (writer) => {
    await writer.putRequest({
      id: `request-${name}`,
      realmId: REALM,
      serviceProviderId: 'sp-default',
      connectionId: 'connection-okta',
      acsUrl: 'https://sso.example/acs',
      target: { kind: 'launchpad' },
      bindingHash: 'h',
      authnNotBefore: null,
      restarted: false,
      attemptId: 'a',
      createdAt: 1,
      expiresAt,
    });
    await writer.putThrottle({ keyHash: name, failures: 1, blockedUntil: 0, expiresAt });
    await writer.consumeId('scope', `id-${name}`, expiresAt);
    await writer.parkResult({ handleHash: `handle-${name}`, realmId: REALM, sealed: 's', expiresAt });
    await writer.putSession({
      idHash: `session-${name}`,
      realmId: REALM,
      userId: 'user-amina',
      method: 'saml',
      serviceProviderId: 'sp-default',
      connectionId: 'connection-okta',
      idpEntityId: 'https://idp.example',
      sealedIdpSession: null,
      idpSubjectHash: null,
      authenticatedAt: 1,
      authnContext: null,
      createdAt: 1,
      lastSeenAt: 1,
      expiresAt,
    });
  });

const run = (attemptRetentionDays = 30): Promise<number> =>
  cleanUp({ storage, clock: () => NOW, attemptRetentionDays });

describe('cleanUp', () => {
  it('deletes what is over and nothing else, to the millisecond', async () => {
    await putAll('over', NOW - 1);
    await putAll('last', NOW);
    await putAll('later', NOW + 1);
    expect(await run()).toBe(5);
    expect(await run()).toBe(0);
    expect(await storage.read.findSession('session-over', 0)).toBeNull();
    expect(await storage.read.findSession('session-last', 0)).not.toBeNull();
    expect(await storage.read.findSession('session-later', 0)).not.toBeNull();
    expect(await storage.read.findRequest(REALM, 'request-later', NOW)).not.toBeNull();
    await storage.write(async (writer) => {
      expect(await writer.consumeId('scope', 'id-later', NOW + 1)).toBe(false);
      expect(await writer.takeResult('handle-later', NOW)).not.toBeNull();
    });
  });

  it('notes the end of openings that are over, to the millisecond', async () => {
    await storage.write(async (writer) => {
      for (const [id, endsAt] of [
        ['over', NOW],
        ['open', NOW + 1],
      ] as const) {
        await writer.putLocalOpening({
          id,
          realmId: REALM,
          userIds: ['user-amina'],
          reason: 'out of order',
          startsAt: 1,
          endsAt,
          requestedBy: { id: 'ada', name: 'ada' },
          requestedAt: 1,
          approvedBy: { id: 'bea', name: 'bea' },
          approvedAt: 1,
          closedBy: null,
          closedAt: null,
        });
      }
    });
    expect(await run()).toBe(1);
    expect(await storage.read.findLocalOpening(REALM, 'over')).toMatchObject({ closedAt: NOW, closedBy: null });
    expect(await storage.read.findLocalOpening(REALM, 'open')).toMatchObject({ closedAt: null });
  });

  it('keeps attempts for the days that are set', async () => {
    await storage.write(async (writer) => {
      await writer.putAttempt(attempt('old', NOW - 7 * DAY_MS - 1));
      await writer.putAttempt(attempt('kept', NOW - 7 * DAY_MS));
    });
    expect(await run(8)).toBe(0);
    expect(await run(7)).toBe(1);
    expect((await storage.read.listAttempts({ limit: 10 })).map(({ id }) => id)).toEqual(['kept']);
  });

  it('ends attempts that nobody came back from, once their request and its result are over', async () => {
    const minute = 60_000;
    await storage.write(async (writer) => {
      await writer.putAttempt(attempt('under-way', NOW - 20 * minute, 'pending'));
      await writer.putAttempt(attempt('forgotten', NOW - 20 * minute - 1, 'pending'));
      await writer.putAttempt(attempt('refused', NOW - 60 * minute, 'refused'));
    });
    await run();
    const outcomes = (await storage.read.listAttempts({ limit: 10 })).map(({ id, outcome }) => [id, outcome]);
    expect(Object.fromEntries(outcomes)).toEqual({
      'under-way': 'pending',
      forgotten: 'abandoned',
      refused: 'refused',
    });
  });

  it('goes on until nothing is left, in commits of 500 rows of a kind', async () => {
    await storage.write(async (writer) => {
      for (let index = 0; index < 1201; index++) {
        await writer.consumeId('scope', `id-${index}`, NOW - 1);
      }
    });
    const write = vi.spyOn(storage, 'write');
    expect(await run()).toBe(1201);
    expect(write).toHaveBeenCalledTimes(3);
    expect(await run()).toBe(0);
  });
});

describe('startCleanUp', () => {
  it('runs every minute, and goes on after a run that failed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const errors: unknown[] = [];
    const passes: string[] = [];
    const flaky = {
      ...storage,
      write: <T>(change: Parameters<typeof storage.write<T>>[0]): Promise<T> => {
        passes.push('pass');
        return passes.length === 1 ? Promise.reject(new Error('disk')) : storage.write(change);
      },
    };
    await putAll('over', NOW - 1);
    const stop = startCleanUp({
      storage: flaky,
      clock: () => NOW,
      attemptRetentionDays: 30,
      onError: (error) => errors.push(error),
    });
    expect(passes).toEqual([]);
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() => expect(errors).toEqual([new Error('disk')]));
    expect(await storage.read.findSession('session-over', 0)).not.toBeNull();
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(async () => expect(await storage.read.findSession('session-over', 0)).toBeNull());
    await stop();
    const { length } = passes;
    vi.advanceTimersByTime(10 * 60_000);
    await Promise.resolve();
    expect(passes).toHaveLength(length);
    expect(errors).toHaveLength(1);
  });

  it('waits at the stop for a run that is under way', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const events: string[] = [];
    const release: (() => void)[] = [];
    const slow = {
      ...storage,
      write: async <T>(change: Parameters<typeof storage.write<T>>[0]): Promise<T> => {
        await new Promise<void>((resolve) => release.push(resolve));
        const result = await storage.write(change);
        events.push('written');
        return result;
      },
    };
    const stop = startCleanUp({
      storage: slow,
      clock: () => NOW,
      attemptRetentionDays: 30,
      onError: (error) => events.push(String(error)),
    });
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() => expect(release).toHaveLength(1));
    const stopped = stop().then(() => events.push('stopped'));
    release[0]?.();
    await stopped;
    expect(events).toEqual(['written', 'stopped']);
  });
});
