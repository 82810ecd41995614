/** Set-ups under way and the links to them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { SetUpLinkRecord, SetUpRecord } from '../ports/set-up-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory } from './sample-records.ts';

const setUp = (part: Partial<SetUpRecord> = {}): SetUpRecord => ({
  id: 'set-up-1',
  realmId: 'realm-1',
  serviceProviderId: 'sp-1',
  connection: 'okta',
  vendor: 'okta',
  name: 'Okta',
  order: 'by-hand',
  step: 'copy-values',
  doneSteps: ['begin'],
  identityProvider: { manual: { entityId: 'https://idp.example' } },
  settings: { require: 'response' },
  state: 'open',
  createdBy: 'ada',
  updatedBy: 'ada',
  createdAt: NOW,
  updatedAt: NOW,
  submittedAt: null,
  ...part,
});

const link = (part: Partial<SetUpLinkRecord> = {}): SetUpLinkRecord => ({
  id: 'link-1',
  setUpId: 'set-up-1',
  tokenHash: `hash of ${part.id ?? 'link-1'}`,
  recipient: 'Ida of IT',
  createdBy: 'ada',
  createdAt: NOW,
  expiresAt: NOW + 1000,
  revokedAt: null,
  lastUsedAt: null,
  ...part,
});

export const describeSetUps = (open: OpenStorage): void => {
  describe('set-ups under way', () => {
    let storage: Storage;

    beforeEach(async () => {
      ({ storage } = await open());
      await storage.write(putSampleDirectory);
    });

    it('are found as they were put, and replaced by identifier', async () => {
      const later = setUp({
        step: null,
        doneSteps: [],
        identityProvider: null,
        state: 'submitted',
        updatedBy: 'ida',
        updatedAt: NOW + 1,
        submittedAt: NOW + 1,
      });
      await storage.write((writer) => writer.putSetUp(setUp()));
      expect(await storage.read.findSetUp('set-up-1')).toEqual(setUp());
      await storage.write((writer) => writer.putSetUp(later));
      expect(await storage.read.findSetUp('set-up-1')).toEqual(later);
      expect(await storage.read.findSetUp('set-up-2')).toBeNull();
    });

    it('are listed newest first, without those that were accepted', async () => {
      await storage.write(async (writer) => {
        await writer.putSetUp(setUp({ id: 'a' }));
        await writer.putSetUp(setUp({ id: 'b', createdAt: NOW + 1, state: 'submitted' }));
        await writer.putSetUp(setUp({ id: 'c', createdAt: NOW + 2, state: 'accepted' }));
      });
      expect((await storage.read.listSetUps('sp-1', 9)).map(({ id }) => id)).toEqual(['b', 'a']);
      expect((await storage.read.listSetUps('sp-1', 1)).map(({ id }) => id)).toEqual(['b']);
      expect(await storage.read.listSetUps('sp-2', 9)).toEqual([]);
    });

    it('have links, found by token, that go with them', async () => {
      await storage.write(async (writer) => {
        await writer.putSetUp(setUp());
        await writer.putSetUpLink(link());
        await writer.putSetUpLink(link({ id: 'link-2', createdAt: NOW + 1 }));
        await writer.putSetUpLink(link({ revokedAt: NOW + 5, lastUsedAt: NOW + 4 }));
      });
      const used = link({ revokedAt: NOW + 5, lastUsedAt: NOW + 4 });
      expect(await storage.read.findSetUpLink('link-1')).toEqual(used);
      expect(await storage.read.findSetUpLinkByToken('hash of link-1')).toEqual(used);
      expect(await storage.read.findSetUpLinkByToken('link-1')).toBeNull();
      expect((await storage.read.listSetUpLinks('set-up-1', 9)).map(({ id }) => id)).toEqual(['link-2', 'link-1']);
      await storage.write((writer) => writer.deleteSetUp('set-up-1'));
      expect(await storage.read.findSetUpLink('link-1')).toBeNull();
    });

    it('go with their service provider', async () => {
      await storage.write(async (writer) => {
        await writer.putSetUp(setUp());
        await writer.deleteServiceProvider('sp-1');
      });
      expect(await storage.read.findSetUp('set-up-1')).toBeNull();
    });
  });
};
