/** Hub sessions: they end once, and take what derives from them along. */
import { describe, expect, it } from 'vitest';
import type { OpenStorage } from './open-storage.ts';
import { NOW, sampleArtifact, sampleSession } from './sample-records.ts';

export const describeSessions = (open: OpenStorage): void => {
  describe('hub sessions', () => {
    it('finds a session as it was put until the instant it expires', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.putSession(sampleSession()));
      expect(await storage.read.findSession('session-1', NOW + 999)).toEqual(sampleSession());
      expect(await storage.read.findSession('session-1', NOW + 1000)).toBeNull();
      expect(await storage.read.findSession('session-2', NOW)).toBeNull();
    });

    it('keeps a local session apart: it came through no connection', async () => {
      const { storage } = await open();
      const { serviceProviderId, connectionId, idpEntityId, sealedIdpSession, idpSubjectHash, ...common } =
        sampleSession();
      const local = { ...common, method: 'local' as const };
      await storage.write(async (writer) => {
        await writer.putSession(local);
        await writer.deleteConnection(connectionId);
        await writer.deleteServiceProvider(serviceProviderId);
      });
      expect(await storage.read.findSession('session-1', NOW)).toEqual(local);
      expect([idpEntityId, sealedIdpSession, idpSubjectHash]).not.toContain(null);
    });

    it('replaces a session by its identifier', async () => {
      const { storage } = await open();
      const renewed = sampleSession({ sealedIdpSession: null, authnContext: 'urn:x', expiresAt: NOW + 5000 });
      await storage.write(async (writer) => {
        await writer.putSession(sampleSession());
        await writer.putSession(renewed);
      });
      expect(await storage.read.findSession('session-1', NOW)).toEqual(renewed);
    });

    it('lists the sessions of one user that have not expired, oldest first', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putSession(sampleSession({ idHash: 'late', createdAt: NOW + 1 }));
        await writer.putSession(sampleSession({ idHash: 'early', createdAt: NOW }));
        await writer.putSession(sampleSession({ idHash: 'over', expiresAt: NOW }));
        await writer.putSession(sampleSession({ idHash: 'else', userId: 'user-2' }));
        await writer.putSession(sampleSession({ idHash: 'away', realmId: 'realm-2' }));
      });
      const listed = await storage.read.listUserSessions('realm-1', 'user-1', NOW);
      expect(listed.map(({ idHash }) => idHash)).toEqual(['early', 'late']);
    });

    it('lists the sessions of one subject of a connection that have not expired, oldest first', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putSession(sampleSession({ idHash: 'late', createdAt: NOW + 1 }));
        await writer.putSession(sampleSession({ idHash: 'early', userId: 'user-2' }));
        await writer.putSession(sampleSession({ idHash: 'over', expiresAt: NOW }));
        await writer.putSession(sampleSession({ idHash: 'else', idpSubjectHash: 'subject-2' }));
        await writer.putSession(sampleSession({ idHash: 'none', idpSubjectHash: null }));
        await writer.putSession(sampleSession({ idHash: 'away', connectionId: 'connection-2' }));
      });
      const listed = await storage.read.listSubjectSessions('connection-1', 'subject-1', NOW);
      expect(listed.map(({ idHash }) => idHash)).toEqual(['early', 'late']);
      expect(listed[1]).toEqual(sampleSession({ idHash: 'late', createdAt: NOW + 1 }));
    });

    it('counts what is alive in a realm, and what came through a service provider or connection', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putSession(sampleSession({ idHash: 'a' }));
        await writer.putSession(sampleSession({ idHash: 'b', connectionId: 'connection-2' }));
        await writer.putSession(sampleSession({ idHash: 'c', serviceProviderId: 'sp-2' }));
        await writer.putSession(sampleSession({ idHash: 'over', expiresAt: NOW }));
        await writer.putSession(sampleSession({ idHash: 'away', realmId: 'realm-2' }));
      });
      const count = (through: { serviceProviderId?: string; connectionId?: string }, limit = 10) =>
        storage.read.countSessions('realm-1', through, NOW, limit);
      expect(await count({})).toEqual({ count: 3, looked: 3 });
      expect(await count({}, 2)).toEqual({ count: 2, looked: 2 });
      expect(await count({ connectionId: 'connection-1' })).toEqual({ count: 2, looked: 3 });
      expect(await count({ serviceProviderId: 'sp-2' })).toEqual({ count: 1, looked: 3 });
    });

    it('moves the last use of a session forward only', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putSession(sampleSession());
        await writer.touchSession('session-1', NOW + 60);
        await writer.touchSession('session-1', NOW + 30);
        await writer.touchSession('unknown', NOW);
      });
      expect(await storage.read.findSession('session-1', NOW)).toEqual(sampleSession({ lastSeenAt: NOW + 60 }));
    });

    it('ends a session once, with every artefact derived from it and no other', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putSession(sampleSession());
        await writer.putArtifact(sampleArtifact({ idHash: 'token' }));
        await writer.putArtifact(sampleArtifact({ idHash: 'refresh', model: 'RefreshToken', grantId: 'grant-2' }));
        await writer.putArtifact(sampleArtifact({ idHash: 'other', hubSessionHash: 'session-2' }));
        await writer.putArtifact(sampleArtifact({ idHash: 'none', hubSessionHash: null }));
      });
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, async () => storage.write(async (writer) => writer.endSession('session-1'))),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const { read } = storage;
      expect(await read.findSession('session-1', NOW)).toBeNull();
      expect(await read.findArtifact('realm-1', 'AccessToken', 'token', NOW)).toBeNull();
      expect(await read.findArtifact('realm-1', 'RefreshToken', 'refresh', NOW)).toBeNull();
      expect(await read.findArtifact('realm-1', 'AccessToken', 'other', NOW)).not.toBeNull();
      expect(await read.findArtifact('realm-1', 'AccessToken', 'none', NOW)).not.toBeNull();
    });

    it('ends the sessions that a session replaced, and what was derived from them', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        for (const idHash of ['first', 'second', 'third', 'other']) {
          await writer.putSession(sampleSession({ idHash }));
          await writer.putArtifact(sampleArtifact({ idHash: `token-${idHash}`, hubSessionHash: idHash }));
        }
        await writer.setFormerSession('second', 'first');
        await writer.setFormerSession('third', 'second');
      });
      expect(await storage.read.findSession('first', NOW)).not.toBeNull();
      expect(await storage.write((writer) => writer.endSession('third'))).toBe(true);
      for (const idHash of ['first', 'second', 'third']) {
        expect(await storage.read.findSession(idHash, NOW)).toBeNull();
        expect(await storage.read.findArtifact('realm-1', 'AccessToken', `token-${idHash}`, NOW)).toBeNull();
      }
      expect(await storage.read.findSession('other', NOW)).not.toBeNull();
    });

    it('survives sessions that name each other as former', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putSession(sampleSession({ idHash: 'a' }));
        await writer.putSession(sampleSession({ idHash: 'b' }));
        await writer.setFormerSession('a', 'b');
        await writer.setFormerSession('b', 'a');
        expect(await writer.endSession('a')).toBe(true);
      });
      expect(await storage.read.findSession('b', NOW)).toBeNull();
    });

    it('deletes sessions that expired before an instant, at most as many as asked', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        for (const [index, expiresAt] of [NOW - 2, NOW - 1, NOW, NOW + 1].entries()) {
          await writer.putSession(sampleSession({ idHash: `s${index}`, expiresAt }));
        }
        expect(await writer.deleteExpiredSessions(NOW, 1)).toBe(1);
        expect(await writer.deleteExpiredSessions(NOW, 10)).toBe(1);
        expect(await writer.deleteExpiredSessions(NOW, 10)).toBe(0);
      });
      expect(await storage.read.listUserSessions('realm-1', 'user-1', NOW - 1)).toHaveLength(2);
    });
  });
};
