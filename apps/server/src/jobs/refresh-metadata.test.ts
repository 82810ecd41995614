import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionRecord, realmContext } from '../../test-support/realm-fixture.ts';
import { openSqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { refreshMetadata, startRefreshingMetadata } from './refresh-metadata.ts';

const NOW = Date.UTC(2030, 0, 15);
const HOUR = 60 * 60 * 1000;

let storage: Storage;

beforeEach(async () => {
  storage = await openSqliteStorage({ path: ':memory:', clock: () => NOW });
  // Read one after another in the last minutes: due an hour later, `a` first.
  const connections = ['a', 'b', 'c', 'd', 'e', 'f'].map((slug, index) =>
    connectionRecord(
      slug,
      {},
      {
        source: { kind: 'url', url: `https://${slug}.example/metadata`, fetchedAt: NOW + index },
        identityProvider: { ...connectionRecord(slug).identityProvider, entityId: slug },
      },
    ),
  );
  const { view } = realmContext([...connections, connectionRecord('file')]);
  await storage.write(async (writer) => {
    await writer.putCompany(view.company);
    await writer.putEnvironment(view.environment);
    await writer.putRealm(view.realm);
    for (const serviceProvider of view.serviceProviders) await writer.putServiceProvider(serviceProvider);
    for (const connection of view.connections) await writer.putConnection(connection);
  });
});

afterEach(async () => {
  vi.useRealTimers();
  await storage.close();
});

const pass = async (now: number, refresh: (id: string) => Promise<unknown>) => {
  const errors: unknown[] = [];
  const options = {
    storage,
    clock: () => now,
    refresh: ({ id }: { id: string }) => refresh(id),
    onError: (error: unknown) => errors.push(error),
  };
  return { count: await refreshMetadata(options), errors };
};

describe('refreshMetadata', () => {
  it('reads the addresses that are due, those that wait longest first, and no file', async () => {
    const seen: string[] = [];
    const note = async (id: string) => seen.push(id);
    expect((await pass(NOW + HOUR - 1, note)).count).toBe(0);
    expect((await pass(NOW + HOUR, note)).count).toBe(1);
    expect((await pass(NOW + 2 * HOUR, note)).count).toBe(6);
    expect(seen).toEqual(['connection-a', ...['a', 'b', 'c', 'd', 'e', 'f'].map((slug) => `connection-${slug}`)]);
  });

  it('reads four at the same time', async () => {
    let [present, most] = [0, 0];
    await pass(NOW + 2 * HOUR, async () => {
      present += 1;
      most = Math.max(most, present);
      await new Promise((resolve) => setImmediate(resolve));
      present -= 1;
    });
    expect(most).toBe(4);
  });

  it('goes on after a failure of ours, and tells it', async () => {
    const failure = new Error('disk');
    const result = await pass(NOW + 2 * HOUR, async (id) => {
      if (id === 'connection-a') throw failure;
    });
    expect(result).toEqual({ count: 5, errors: [failure] });
  });
});

describe('startRefreshingMetadata', () => {
  it('runs every minute, one pass at a time, and begins no other address once it is stopped', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const release: (() => void)[] = [];
    const refresh = () => new Promise<void>((resolve) => release.push(resolve));
    const onError = vi.fn();
    const stop = startRefreshingMetadata({ storage, refresh, clock: () => NOW + 2 * HOUR, onError });
    expect(release).toEqual([]);
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() => expect(release).toHaveLength(4));
    vi.advanceTimersByTime(180_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(release).toHaveLength(4);
    let isStopped = false;
    const stopped = stop().then(() => {
      isStopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    for (const go of release) go();
    await stopped;
    expect(release).toHaveLength(4);
    expect(onError).not.toHaveBeenCalled();
  });

  it('tells about a pass that cannot begin, and tries again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const errors: unknown[] = [];
    const read = { ...storage.read, listDueMetadataRefreshes: () => Promise.reject(new Error('closed')) };
    const stop = startRefreshingMetadata({
      storage: { ...storage, read },
      refresh: async () => undefined,
      clock: () => NOW,
      onError: (error) => errors.push(error),
    });
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() => expect(errors).toHaveLength(2));
    await stop();
  });
});
