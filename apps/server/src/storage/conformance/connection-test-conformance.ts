/** Tests of connections, descriptions that wait, and the state of single sign-on. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionTestRecord } from '../ports/connection-test-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory, sampleConnection } from './sample-records.ts';

const test = (part: Partial<ConnectionTestRecord> = {}): ConnectionTestRecord => ({
  id: 'test-1',
  realmId: 'realm-1',
  serviceProviderId: 'sp-1',
  connectionId: 'connection-1',
  startHash: `hash of ${part.id ?? 'test-1'}`,
  staged: false,
  settings: { connection: { require: 'either' }, list: ['a'] },
  administrator: { id: 'admin-1', login: 'ada@acme.example' },
  attemptId: null,
  createdAt: NOW,
  expiresAt: NOW + 1000,
  finishedAt: null,
  recognisedAs: null,
  sealedClaims: null,
  nextKeys: false,
  signingKeyId: null,
  ...part,
});

export const describeConnectionTests = (open: OpenStorage): void => {
  describe('tests of connections', () => {
    let storage: Storage;

    beforeEach(async () => {
      ({ storage } = await open());
      await storage.write(putSampleDirectory);
    });

    const put = (...tests: readonly ConnectionTestRecord[]): Promise<void> =>
      storage.write(async (writer) => {
        for (const each of tests) await writer.putConnectionTest(each);
      });

    it('are found by identifier and by the hash of their link, as they were put', async () => {
      await put(test());
      expect(await storage.read.findConnectionTest('test-1')).toEqual(test());
      expect(await storage.read.findConnectionTestByStart('hash of test-1')).toEqual(test());
      expect(await storage.read.findConnectionTest('test-2')).toBeNull();
      expect(await storage.read.findConnectionTestByStart('test-1')).toBeNull();
    });

    it('are replaced by identifier', async () => {
      const later = test({ attemptId: 'attempt-1', finishedAt: NOW + 5, recognisedAs: 'ada', sealedClaims: 'sealed' });
      await put(test(), later);
      expect(await storage.read.findConnectionTest('test-1')).toEqual(later);
    });

    it('are listed newest first, and the newest one that passed is known', async () => {
      await put(
        test({ id: 'a', createdAt: NOW, finishedAt: NOW, recognisedAs: 'ada' }),
        test({ id: 'b', createdAt: NOW + 1, finishedAt: NOW, recognisedAs: 'ada' }),
        test({ id: 'c', createdAt: NOW + 2, finishedAt: NOW }),
        test({ id: 'd', createdAt: NOW + 3, staged: true, finishedAt: NOW, recognisedAs: 'ada' }),
      );
      const ids = (await storage.read.listConnectionTests('connection-1', 3)).map(({ id }) => id);
      expect(ids).toEqual(['d', 'c', 'b']);
      expect((await storage.read.findLastPassedTest('connection-1', false))?.id).toBe('b');
      expect((await storage.read.findLastPassedTest('connection-1', true))?.id).toBe('d');
      expect(await storage.read.findLastPassedTest('connection-2', false)).toBeNull();
    });

    it('of what was staged count for the description in use once it has become that', async () => {
      const passed = test({ id: 'a', staged: true, finishedAt: NOW, recognisedAs: 'ada' });
      await put(passed, test({ id: 'b', staged: true, finishedAt: NOW, recognisedAs: 'ada', createdAt: NOW + 1 }));
      await storage.write((writer) => writer.countStagedTest('a'));
      expect(await storage.read.findLastPassedTest('connection-1', false)).toEqual({ ...passed, staged: false });
      expect((await storage.read.findLastPassedTest('connection-1', true))?.id).toBe('b');
    });

    it('that were not finished are deleted when they are old', async () => {
      await put(test({ id: 'old' }), test({ id: 'done', finishedAt: NOW }), test({ id: 'new', createdAt: NOW + 1 }));
      expect(await storage.write((writer) => writer.deleteUnfinishedTests('connection-1', NOW + 1))).toBe(1);
      expect((await storage.read.listConnectionTests('connection-1', 9)).map(({ id }) => id)).toEqual(['new', 'done']);
    });

    it('go with their connection, and so does what is staged', async () => {
      const { identityProvider, source } = sampleConnection();
      const staged = {
        connectionId: 'connection-1',
        description: identityProvider,
        source,
        document: null,
        by: 'ada',
        at: NOW,
      };
      await put(test());
      await storage.write((writer) => writer.putStagedIdentityProvider(staged));
      expect(await storage.read.findStagedIdentityProvider('connection-1')).toEqual(staged);
      await storage.write((writer) => writer.deleteConnection('connection-1'));
      expect(await storage.read.findConnectionTest('test-1')).toBeNull();
      expect(await storage.read.findStagedIdentityProvider('connection-1')).toBeNull();
    });

    it('let a staged description be replaced and taken away', async () => {
      const { identityProvider, source } = sampleConnection();
      const staged = {
        connectionId: 'connection-1',
        description: identityProvider,
        source,
        document: null,
        by: 'ada',
        at: NOW,
      };
      const later = {
        ...staged,
        document: '<x/>',
        source: { kind: 'manual' } as const,
        by: 'metadata refresh',
        at: NOW + 1,
      };
      await storage.write(async (writer) => {
        await writer.putStagedIdentityProvider(staged);
        await writer.putStagedIdentityProvider(later);
      });
      expect(await storage.read.findStagedIdentityProvider('connection-1')).toEqual(later);
      await storage.write((writer) => writer.deleteStagedIdentityProvider('connection-1'));
      expect(await storage.read.findStagedIdentityProvider('connection-1')).toBeNull();
    });

    it('stand beside the state of single sign-on of the realm', async () => {
      const state = {
        realmId: 'realm-1',
        changedAt: NOW,
        changedBy: 'ada',
        checklist: [{ item: 'agent', by: 'ada', at: NOW }],
      } as const;
      expect(await storage.read.findSsoState('realm-1')).toBeNull();
      await storage.write((writer) => writer.putSsoState({ ...state, checklist: [] }));
      await storage.write((writer) => writer.putSsoState(state));
      expect(await storage.read.findSsoState('realm-1')).toEqual(state);
      await storage.write((writer) => writer.deleteRealm('realm-1'));
      expect(await storage.read.findSsoState('realm-1')).toBeNull();
    });
  });
};
