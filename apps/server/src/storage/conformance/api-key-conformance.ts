/** API keys: found by hash, listed per company, counted while they work, and gone with their company. */
import { describe, expect, it } from 'vitest';
import type { ApiKeyReader, ApiKeyRecord } from '../ports/api-key-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory } from './sample-records.ts';

const sampleKey = (part: Partial<ApiKeyRecord> = {}): ApiKeyRecord => ({
  id: 'api-key-1',
  companyId: 'company-1',
  name: 'Provisioning',
  keyHash: `hash of ${part.id ?? 'api-key-1'}`,
  hint: 'cbk_a1b2',
  scopes: ['people.read', 'people.write'],
  createdBy: { id: 'admin-1', name: 'ada@acme.example' },
  createdAt: NOW,
  expiresAt: NOW + 1000,
  revokedAt: null,
  lastUsedAt: null,
  lastAddress: null,
  ...part,
});

const openWith = async (open: OpenStorage, ...keys: readonly ApiKeyRecord[]): Promise<Storage> => {
  const { storage } = await open();
  await storage.write(async (writer) => {
    await putSampleDirectory(writer);
    await writer.putCompany({ id: 'company-2', slug: 'globex', name: 'Globex' });
    for (const key of keys) await writer.addApiKey(key);
  });
  return storage;
};

const idsOfPages = async (read: ApiKeyReader, limit: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  let before: ApiKeyRecord | undefined;
  for (;;) {
    const page = await read.listApiKeys('company-1', { before, limit });
    ids.push(...page.map(({ id }) => id));
    before = page.at(-1);
    if (before === undefined) return ids;
  }
};

export const describeApiKeys = (open: OpenStorage): void => {
  describe('API keys', () => {
    it('are found as they were added, by hash, and by id in their company alone', async () => {
      const key = sampleKey({ expiresAt: null });
      const { read } = await openWith(open, key);
      expect(await read.findApiKeyByHash('hash of api-key-1')).toEqual(key);
      expect(await read.findApiKeyByHash('hash of api-key-2')).toBeNull();
      expect(await read.findApiKey('company-1', 'api-key-1')).toEqual(key);
      expect(await read.findApiKey('company-2', 'api-key-1')).toBeNull();
    });

    it('are listed newest first, also those of one millisecond, page by page', async () => {
      const { read } = await openWith(
        open,
        sampleKey({ id: 'b' }),
        sampleKey({ id: 'a' }),
        sampleKey({ id: 'c', createdAt: NOW + 1 }),
        sampleKey({ id: 'd', createdAt: NOW - 1, revokedAt: NOW }),
        sampleKey({ id: 'e', companyId: 'company-2' }),
      );
      for (const limit of [1, 2, 3, 10]) {
        expect(await idsOfPages(read, limit)).toEqual(['c', 'b', 'a', 'd']);
      }
    });

    it('count while they work', async () => {
      const { read } = await openWith(
        open,
        sampleKey({ id: 'expiring', expiresAt: NOW + 5 }),
        sampleKey({ id: 'lasting', expiresAt: null }),
        sampleKey({ id: 'revoked', expiresAt: null, revokedAt: NOW - 1 }),
        sampleKey({ id: 'other', companyId: 'company-2' }),
      );
      expect(await read.countLiveApiKeys('company-1', NOW + 4)).toBe(2);
      expect(await read.countLiveApiKeys('company-1', NOW + 5)).toBe(1);
      expect(await read.countLiveApiKeys('company-3', NOW)).toBe(0);
    });

    it('can be renamed and revoked, and keep the time of the first revocation', async () => {
      const storage = await openWith(open, sampleKey(), sampleKey({ id: 'api-key-2' }));
      await storage.write(async (writer) => {
        await writer.renameApiKey('api-key-1', 'Nightly');
        await writer.revokeApiKey('api-key-1', NOW + 1);
        await writer.revokeApiKey('api-key-1', NOW + 2);
      });
      expect(await storage.read.findApiKey('company-1', 'api-key-1')).toEqual(
        sampleKey({ name: 'Nightly', revokedAt: NOW + 1 }),
      );
      expect(await storage.read.findApiKey('company-1', 'api-key-2')).toEqual(sampleKey({ id: 'api-key-2' }));
    });

    it('note a use unless one was noted of late', async () => {
      const storage = await openWith(open, sampleKey());
      const touch = async (at: number, address: string, unlessSince: number) => {
        await storage.write((writer) => writer.touchApiKey('api-key-1', { at, address, unlessSince }));
        const { lastUsedAt, lastAddress } = (await storage.read.findApiKey('company-1', 'api-key-1')) ?? {};
        return [lastUsedAt, lastAddress];
      };
      expect(await touch(NOW, '192.0.2.1', NOW - 60)).toEqual([NOW, '192.0.2.1']);
      expect(await touch(NOW + 60, '192.0.2.2', NOW)).toEqual([NOW, '192.0.2.1']);
      expect(await touch(NOW + 61, '192.0.2.2', NOW + 1)).toEqual([NOW + 61, '192.0.2.2']);
    });

    it('refuse a hash that is taken and a company that does not exist', async () => {
      const storage = await openWith(open, sampleKey());
      const twice = sampleKey({ id: 'api-key-2', keyHash: 'hash of api-key-1' });
      await expect(storage.write((writer) => writer.addApiKey(twice))).rejects.toMatchObject({
        code: 'storage.duplicate',
      });
      const lost = sampleKey({ id: 'api-key-3', companyId: 'company-9' });
      await expect(storage.write((writer) => writer.addApiKey(lost))).rejects.toMatchObject({
        code: 'storage.unknown_parent',
      });
    });

    it('go with their company', async () => {
      const storage = await openWith(open, sampleKey(), sampleKey({ id: 'api-key-2', companyId: 'company-2' }));
      await storage.write((writer) => writer.deleteCompany('company-1'));
      expect(await storage.read.findApiKeyByHash('hash of api-key-1')).toBeNull();
      expect(await storage.read.findApiKeyByHash('hash of api-key-2')).not.toBeNull();
    });
  });
};
