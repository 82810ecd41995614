/** When metadata addresses are read next: a record follows the source of its connection. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { MetadataRefreshRecord } from '../ports/metadata-refresh-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory, sampleConnection, sampleLink } from './sample-records.ts';

const HOUR = 60 * 60 * 1000;

const fresh: MetadataRefreshRecord = {
  connectionId: 'connection-1',
  realmId: 'realm-1',
  url: 'https://idp.example/metadata',
  checkedAt: null,
  succeededAt: null,
  adoptedAt: null,
  failures: 0,
  nextAt: NOW + HOUR,
  problem: null,
  validUntil: null,
  blocked: false,
};

const later: MetadataRefreshRecord = {
  ...fresh,
  checkedAt: NOW + 1,
  succeededAt: NOW + 2,
  adoptedAt: NOW + 3,
  failures: 4,
  nextAt: NOW + 5,
  problem: { code: 'fetch.failed', words: 'ECONNREFUSED' },
  validUntil: NOW + 6,
  blocked: true,
};

export const describeMetadataRefreshes = (open: OpenStorage): void => {
  describe('refreshes of metadata', () => {
    let storage: Storage;

    beforeEach(async () => {
      ({ storage } = await open());
      await storage.write(putSampleDirectory);
    });

    const find = () => storage.read.findMetadataRefresh('connection-1');
    const putSource = (source: Parameters<typeof sampleConnection>[0] = {}): Promise<void> =>
      storage.write((writer) => writer.putConnection(sampleConnection(source)));

    it('appear with a connection that has an address, due an hour after it was read', async () => {
      expect(await find()).toEqual(fresh);
      expect(await storage.read.findMetadataRefresh('connection-2')).toBeNull();
    });

    it('are changed as a whole, and stay when the connection is put again', async () => {
      await storage.write((writer) => writer.updateMetadataRefresh(later));
      expect(await find()).toEqual(later);
      await putSource({ name: 'Another name' });
      await putSource({ source: { kind: 'url', url: fresh.url, fetchedAt: NOW + HOUR } });
      expect(await find()).toEqual(later);
    });

    it('begin anew with another address', async () => {
      await storage.write((writer) => writer.updateMetadataRefresh(later));
      await putSource({ source: { kind: 'url', url: 'https://idp.example/other', fetchedAt: NOW + 7 } });
      expect(await find()).toEqual({ ...fresh, url: 'https://idp.example/other', nextAt: NOW + 7 + HOUR });
      // What was read at the former address says nothing about this one.
      await storage.write((writer) => writer.updateMetadataRefresh(later));
      expect((await find())?.failures).toBe(0);
    });

    it('go with the address, and with the connection', async () => {
      await putSource({ source: { kind: 'file', sha256: 'a' } });
      expect(await find()).toBeNull();
      await storage.write((writer) => writer.updateMetadataRefresh(later));
      expect(await find()).toBeNull();
      await putSource();
      expect(await find()).toEqual(fresh);
      await storage.write((writer) => writer.deleteConnection('connection-1'));
      expect(await find()).toBeNull();
    });

    it('are listed when they are due, the one that waits longest first', async () => {
      await storage.write(async (writer) => {
        await writer.putConnection(
          sampleConnection({
            id: 'connection-2',
            slug: 'second',
            isDefault: false,
            identityProvider: { ...sampleConnection().identityProvider, entityId: 'urn:second' },
            source: { kind: 'url', url: 'https://second.example', fetchedAt: NOW - 1 },
          }),
        );
      });
      const due = async (now: number, limit = 9): Promise<readonly string[]> =>
        (await storage.read.listDueMetadataRefreshes(now, limit)).map(({ connectionId }) => connectionId);
      expect(await due(NOW + HOUR - 2)).toEqual([]);
      expect(await due(NOW + HOUR - 1)).toEqual(['connection-2']);
      expect(await due(NOW + HOUR)).toEqual(['connection-2', 'connection-1']);
      expect(await due(NOW + HOUR, 1)).toEqual(['connection-2']);
    });
  });

  describe('links of an entity ID', () => {
    it('are counted for one connection', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.addLink(sampleLink(), 'user-1', NOW);
        await writer.addLink(sampleLink({ value: 'other' }), 'user-1', NOW);
        await writer.addLink(sampleLink({ idpEntityId: 'urn:other' }), 'user-1', NOW);
      });
      expect(await storage.read.countLinksTo('connection-1', 'https://idp.example/metadata')).toBe(2);
      expect(await storage.read.countLinksTo('connection-1', 'urn:other')).toBe(1);
      expect(await storage.read.countLinksTo('connection-2', 'urn:other')).toBe(0);
    });
  });
};
