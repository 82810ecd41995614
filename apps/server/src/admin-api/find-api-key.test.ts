import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { ApiKeyRecord } from '../storage/ports/api-key-store.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { makeApiKey } from './api-key-secret.ts';
import { createApiKeyFinder } from './find-api-key.ts';

const NOW = Date.UTC(2030, 0, 15);
const MINUTE_MS = 60_000;

let storage: Storage;
let now: number;
let key: string;

const find = (text = key, address = '192.0.2.1') => createApiKeyFinder({ storage, clock: () => now })(text, address);

const add = (part: Partial<ApiKeyRecord>): Promise<void> =>
  storage.write(async (writer) => {
    await writer.putCompany({ id: 'company-1', slug: 'acme', name: 'Acme' });
    const made = makeApiKey(randomBytes);
    ({ key } = made);
    await writer.addApiKey({
      id: 'key-1',
      companyId: 'company-1',
      name: 'Provisioning',
      keyHash: made.keyHash,
      hint: made.hint,
      scopes: ['people.read'],
      createdBy: { id: 'ada', name: 'ada' },
      createdAt: NOW,
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
      lastAddress: null,
      ...part,
    });
  });

beforeEach(async () => {
  now = NOW;
  storage = await openSqliteStorage({ path: ':memory:' });
});

afterEach(() => storage.close());

describe('an API key', () => {
  it('speaks for its company with its scopes', async () => {
    await add({});
    expect(await find()).toEqual({
      kind: 'api-key',
      id: 'key-1',
      name: 'Provisioning',
      companyId: 'company-1',
      scopes: ['people.read'],
    });
  });

  it('works until the instant at which it expires', async () => {
    await add({ expiresAt: NOW + 1000 });
    now = NOW + 999;
    expect(await find()).not.toBeNull();
    now = NOW + 1000;
    expect(await find()).toBeNull();
  });

  it('stops when it is revoked, and with its company', async () => {
    await add({});
    await storage.write((writer) => writer.revokeApiKey('key-1', now));
    expect(await find()).toBeNull();
    await storage.write((writer) => writer.deleteCompany('company-1'));
    expect(await find()).toBeNull();
  });

  it('is taken whole and exactly', async () => {
    await add({});
    for (const text of ['', 'cbk_', key.slice(0, -1), `${key}A`, key.toLowerCase(), key.slice(4), ` ${key}`]) {
      expect(await find(text)).toBeNull();
    }
    expect(await find(makeApiKey(randomBytes).key)).toBeNull();
  });
});

describe('a use', () => {
  const noted = async () => {
    const { lastUsedAt, lastAddress } = (await storage.read.findApiKey('company-1', 'key-1')) ?? {};
    return { lastUsedAt, lastAddress };
  };

  it('is noted with its address, at most once a minute', async () => {
    await add({});
    const write = vi.spyOn(storage, 'write');
    await find();
    expect(await noted()).toEqual({ lastUsedAt: NOW, lastAddress: '192.0.2.1' });
    now = NOW + MINUTE_MS;
    await find(key, '192.0.2.2');
    expect(write).toHaveBeenCalledTimes(1);
    now += 1;
    await find(key, '192.0.2.2');
    expect(write).toHaveBeenCalledTimes(2);
    expect(await noted()).toEqual({ lastUsedAt: NOW + MINUTE_MS + 1, lastAddress: '192.0.2.2' });
  });

  it('is not noted for a key that is refused', async () => {
    await add({ revokedAt: NOW });
    await find();
    expect(await noted()).toEqual({ lastUsedAt: null, lastAddress: null });
  });
});
