/** Keys of ours: one next and one current for each use, what is known of them, and those whose time is over. */
import { describe, expect, it } from 'vitest';
import type { KeyRecord } from '../ports/directory-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory, sampleConnection, sampleKey } from './sample-records.ts';

const openWithDirectory = async (open: OpenStorage): Promise<Storage> => {
  const { storage } = await open();
  await storage.write(putSampleDirectory);
  return storage;
};

const tokenKey = (part: Partial<KeyRecord>): KeyRecord =>
  sampleKey({ ownerId: 'realm-1', purpose: 'token-signing', algorithm: 'ES256', certificate: null, ...part });

const put = (storage: Storage, ...keys: readonly KeyRecord[]): Promise<void> =>
  storage.write(async (writer) => {
    for (const key of keys) await writer.putKey(key);
  });

const keyIds = async (storage: Storage): Promise<readonly string[]> =>
  ((await storage.read.findRealmViewById('realm-1'))?.keys ?? []).map(({ id }) => id).toSorted();

const describeStates = (open: OpenStorage): void => {
  it('keeps every field of a key, also when it changes', async () => {
    const storage = await openWithDirectory(open);
    const key = sampleKey({ id: 'key-2', state: 'next', origin: 'uploaded', promotedAt: null });
    await put(storage, key);
    const read = async () => (await storage.read.findRealmViewById('realm-1'))?.keys.find(({ id }) => id === 'key-2');
    expect(await read()).toEqual(key);
    const retired = sampleKey({
      id: 'key-2',
      state: 'retired',
      origin: 'uploaded',
      promotedAt: NOW + 1,
      retiredAt: NOW,
    });
    await put(storage, retired);
    expect(await read()).toEqual(retired);
  });

  it.each(['next', 'current'] as const)('has one %s key for a purpose of an owner', async (state) => {
    const storage = await openWithDirectory(open);
    await put(storage, sampleKey({ state: 'retired' }), sampleKey({ id: 'key-2', state }));
    const second = put(storage, sampleKey({ id: 'key-3', state }));
    await expect(second).rejects.toMatchObject({ code: 'storage.duplicate' });
    await put(storage, sampleKey({ id: 'key-3', state, purpose: 'assertion-decryption' }));
    await put(storage, sampleKey({ id: 'key-4', state: 'retired' }), sampleKey({ id: 'key-5', state: 'retired' }));
    expect(await keyIds(storage)).toEqual(['key-1', 'key-2', 'key-3', 'key-4', 'key-5']);
  });

  it('has one of each algorithm that signs tokens', async () => {
    const storage = await openWithDirectory(open);
    await put(storage, tokenKey({ id: 'ec' }), tokenKey({ id: 'rsa', algorithm: 'RS256' }));
    await expect(put(storage, tokenKey({ id: 'ec-2' }))).rejects.toMatchObject({ code: 'storage.duplicate' });
    expect(await keyIds(storage)).toEqual(['ec', 'key-1', 'rsa']);
  });

  it('deletes a key, and shows it at once', async () => {
    const storage = await openWithDirectory(open);
    await put(storage, tokenKey({ id: 'ec' }));
    expect(await keyIds(storage)).toEqual(['ec', 'key-1']);
    await storage.write((writer) => writer.deleteKey('key-1'));
    expect(await keyIds(storage)).toEqual(['ec']);
    await storage.write(async (writer) => {
      await writer.deleteKey('ec');
      await writer.deleteKey('none');
    });
    expect(await keyIds(storage)).toEqual([]);
  });

  it('lists retired keys of a purpose that were retired before an instant, the oldest first', async () => {
    const storage = await openWithDirectory(open);
    const retired = (id: string, retiredAt: number, part: Partial<KeyRecord> = {}): KeyRecord =>
      sampleKey({ id, state: 'retired', retiredAt, ...part });
    await put(
      storage,
      retired('late', NOW + 10),
      retired('second', NOW + 5),
      retired('first', NOW + 4),
      retired('decrypts', NOW, { purpose: 'assertion-decryption' }),
      tokenKey({ id: 'token', state: 'retired', retiredAt: NOW }),
    );
    const list = async (purpose: KeyRecord['purpose'], before: number, limit = 10) =>
      (await storage.read.listRetiredKeys(purpose, before, limit)).map(({ realmId, key }) => [realmId, key.id]);
    expect(await list('request-signing', NOW + 10)).toEqual([
      ['realm-1', 'first'],
      ['realm-1', 'second'],
    ]);
    expect(await list('request-signing', NOW + 11, 1)).toEqual([['realm-1', 'first']]);
    expect(await list('assertion-decryption', NOW + 1)).toEqual([['realm-1', 'decrypts']]);
    expect(await list('assertion-decryption', NOW)).toEqual([]);
    expect(await list('token-signing', NOW + 1)).toEqual([['realm-1', 'token']]);
    const [first] = await storage.read.listRetiredKeys('request-signing', NOW + 5, 1);
    expect(first?.key).toEqual(retired('first', NOW + 4));
  });
};

const describeKnowledge = (open: OpenStorage): void => {
  const known = (connectionId: string, keyId: string, part: { exchangedAt?: number; testedAt?: number } = {}) => ({
    connectionId,
    keyId,
    exchangedAt: part.exchangedAt ?? null,
    testedAt: part.testedAt ?? null,
  });

  const fill = async (): Promise<Storage> => {
    const storage = await openWithDirectory(open);
    await storage.write(async (writer) => {
      const identityProvider = { ...sampleConnection().identityProvider, entityId: 'https://other.example' };
      await writer.putConnection(
        sampleConnection({ id: 'connection-2', slug: 'other', isDefault: false, identityProvider }),
      );
      await writer.putKey(sampleKey({ id: 'key-2', state: 'next' }));
      await writer.putKnownKey(known('connection-1', 'key-1', { exchangedAt: NOW }));
      await writer.putKnownKey(known('connection-2', 'key-1'));
      await writer.putKnownKey(known('connection-1', 'key-2', { exchangedAt: NOW + 1, testedAt: NOW + 2 }));
      await writer.putKnownKey(known('connection-1', 'key-1', { exchangedAt: NOW, testedAt: NOW + 3 }));
    });
    return storage;
  };

  it('is listed for a service provider, the latest of each', async () => {
    const storage = await fill();
    expect(await storage.read.listKnownKeys('sp-1')).toEqual([
      known('connection-1', 'key-1', { exchangedAt: NOW, testedAt: NOW + 3 }),
      known('connection-1', 'key-2', { exchangedAt: NOW + 1, testedAt: NOW + 2 }),
      known('connection-2', 'key-1'),
    ]);
    expect(await storage.read.listKnownKeys('sp-2')).toEqual([]);
  });

  it('goes with its key and with its connection', async () => {
    const storage = await fill();
    await storage.write((writer) => writer.deleteKey('key-2'));
    await storage.write((writer) => writer.deleteConnection('connection-2'));
    expect(await storage.read.listKnownKeys('sp-1')).toHaveLength(1);
    await storage.write((writer) => writer.deleteServiceProvider('sp-1'));
    expect(await storage.read.listKnownKeys('sp-1')).toEqual([]);
  });

  it('needs a key and a connection that exist', async () => {
    const storage = await fill();
    for (const record of [known('none', 'key-1'), known('connection-1', 'none')]) {
      const writing = storage.write((writer) => writer.putKnownKey(record));
      await expect(writing).rejects.toMatchObject({ code: 'storage.unknown_parent' });
    }
  });
};

export const describeKeys = (open: OpenStorage): void => {
  describe('keys', () => describeStates(open));
  describe('what is known of keys at connections', () => describeKnowledge(open));
};
