import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestMasterKey } from '../../test-support/master-key-fixture.ts';
import { connectionRecord, realmContext } from '../../test-support/realm-fixture.ts';
import { createAuditLog } from '../audit/audit-log.ts';
import { openSqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { KeyPurpose, KeyRecord } from '../storage/ports/directory-store.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { removeRetiredKeys, startKeyRemoval } from './remove-retired-keys.ts';

const START = Date.UTC(2030, 0, 15);
const DAY_MS = 24 * 60 * 60 * 1000;

let storage: Storage;
let now: number;
let changes: number;

beforeEach(async () => {
  now = START;
  changes = 0;
  storage = await openSqliteStorage({ path: ':memory:' });
  const { view } = realmContext([connectionRecord('okta')]);
  await storage.write(async (writer) => {
    await writer.putCompany(view.company);
    await writer.putEnvironment(view.environment);
    await writer.putRealm(view.realm);
    for (const serviceProvider of view.serviceProviders) await writer.putServiceProvider(serviceProvider);
  });
});

afterEach(async () => {
  vi.useRealTimers();
  await storage.close();
});

const putKey = (purpose: KeyPurpose, id: string, part: Partial<KeyRecord> = {}): Promise<void> =>
  storage.write((writer) =>
    writer.putKey({
      id,
      ownerId: purpose === 'token-signing' ? 'realm-agents' : 'sp-default',
      purpose,
      state: 'retired',
      origin: 'generated',
      algorithm: 'RSA-2048',
      certificate: null,
      publicJwk: null,
      sealedPrivateKey: '',
      createdAt: 1,
      promotedAt: 1,
      retiredAt: START,
      ...part,
    }),
  );

const options = () => ({
  storage,
  audit: createAuditLog({
    masterKey: createTestMasterKey(),
    clock: () => now,
    newId: () => randomBytes(8).toString('hex'),
  }),
  clock: () => now,
  directoryChanged: async () => {
    changes += 1;
  },
});

const left = async (): Promise<readonly string[]> =>
  ((await storage.read.findRealmViewById('realm-agents'))?.keys ?? []).map(({ id }) => id);

describe('retired keys', () => {
  it.each([
    ['request-signing', 30],
    ['assertion-decryption', 90],
    ['token-signing', 7],
  ] as const)('for %s are kept for %i days, to the millisecond', async (purpose, days) => {
    await putKey(purpose, 'old');
    now = START + days * DAY_MS;
    expect(await removeRetiredKeys(options())).toBe(0);
    expect(changes).toBe(0);
    now += 1;
    expect(await removeRetiredKeys(options())).toBe(1);
    expect(await left()).toEqual([]);
    expect(changes).toBe(1);
  });

  it('go with an event in the log of their company; others stay', async () => {
    await putKey('request-signing', 'old');
    await putKey('request-signing', 'now', { state: 'current', retiredAt: null });
    await putKey('request-signing', 'next', { state: 'next', retiredAt: null, promotedAt: null });
    await putKey('token-signing', 'old-token');
    now = START + 400 * DAY_MS;
    expect(await removeRetiredKeys(options())).toBe(2);
    expect((await left()).toSorted()).toEqual(['next', 'now']);
    const events = await storage.read.listAuditEvents({ chain: 'company-acme', limit: 10 });
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({
      actor: { kind: 'system', name: 'Cordboard' },
      action: 'key.removed',
      target: { kind: 'key', path: 'acme/production/agents/default/request-signing/old' },
    });
    expect(events[0]?.target.path).toBe('acme/production/agents/token-signing/old-token');
  });

  it('that were promoted again meanwhile stay', async () => {
    await putKey('request-signing', 'old');
    now = START + 31 * DAY_MS;
    const stale = await storage.read.listRetiredKeys('request-signing', now, 10);
    await putKey('request-signing', 'old', { state: 'current', retiredAt: null, promotedAt: now });
    const read = { ...storage.read, listRetiredKeys: async () => stale };
    const racing: Storage = { read, write: (change) => storage.write(change), close: () => storage.close() };
    expect(await removeRetiredKeys({ ...options(), storage: racing })).toBe(0);
    expect(await left()).toEqual(['old']);
  });

  it('are looked for again and again until it is stopped; a failed run is told', async () => {
    vi.useFakeTimers();
    const errors: unknown[] = [];
    await putKey('request-signing', 'old');
    now = START + 31 * DAY_MS;
    const stop = startKeyRemoval({ ...options(), onError: (error) => errors.push(error) });
    await vi.advanceTimersByTimeAsync(10 * 60 * 1000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await left()).toEqual([]));
    await stop();
    expect(errors).toEqual([]);
  });
});
