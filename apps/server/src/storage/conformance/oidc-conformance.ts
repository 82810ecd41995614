/** Artefacts of the OIDC issuers: found until they expire, consumed once, gone with their grant. */
import { describe, expect, it } from 'vitest';
import type { OpenStorage } from './open-storage.ts';
import { NOW, sampleArtifact } from './sample-records.ts';

export const describeOidcArtifacts = (open: OpenStorage): void => {
  describe('OIDC artefacts', () => {
    it('finds an artefact by its realm, model and identifier, as it was put', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.putArtifact(sampleArtifact()));
      const { read } = storage;
      expect(await read.findArtifact('realm-1', 'AccessToken', 'artifact-1', NOW)).toEqual(sampleArtifact());
      expect(await read.findArtifact('realm-2', 'AccessToken', 'artifact-1', NOW)).toBeNull();
      expect(await read.findArtifact('realm-1', 'RefreshToken', 'artifact-1', NOW)).toBeNull();
      expect(await read.findArtifact('realm-1', 'AccessToken', 'artifact-2', NOW)).toBeNull();
    });

    it('finds it until the instant it expires, and for ever without one', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putArtifact(sampleArtifact({ uid: 'uid-1', userCode: 'code-1' }));
        await writer.putArtifact(sampleArtifact({ idHash: 'lasting', expiresAt: null }));
      });
      const { read } = storage;
      const finders = [
        (now: number) => read.findArtifact('realm-1', 'AccessToken', 'artifact-1', now),
        (now: number) => read.findArtifactByUid('realm-1', 'AccessToken', 'uid-1', now),
        (now: number) => read.findArtifactByUserCode('realm-1', 'AccessToken', 'code-1', now),
      ];
      for (const find of finders) {
        expect(await find(NOW + 999)).toMatchObject({ idHash: 'artifact-1' });
        expect(await find(NOW + 1000)).toBeNull();
      }
      expect(await read.findArtifact('realm-1', 'AccessToken', 'lasting', NOW * 2)).not.toBeNull();
      expect(await read.findArtifactByUid('realm-2', 'AccessToken', 'uid-1', NOW)).toBeNull();
    });

    it('counts the grants to a client among those of a realm', async () => {
      const { storage } = await open();
      const grant = (idHash: string, clientId: string, realmId = 'realm-1') =>
        sampleArtifact({ model: 'Grant', idHash, realmId, payload: { clientId } });
      await storage.write(async (writer) => {
        for (const record of [grant('a', 'desktop'), grant('b', 'wiki'), grant('c', 'desktop', 'realm-2')]) {
          await writer.putArtifact(record);
        }
        await writer.putArtifact(sampleArtifact());
      });
      expect(await storage.read.countGrants('realm-1', 'desktop', 10)).toEqual({ count: 1, looked: 2 });
      expect(await storage.read.countGrants('realm-1', 'none', 1)).toEqual({ count: 0, looked: 1 });
    });

    it('replaces an artefact by realm, model and identifier', async () => {
      const { storage } = await open();
      const changed = sampleArtifact({
        payload: { a: 1 },
        grantId: null,
        uid: 'u',
        hubSessionHash: null,
        expiresAt: null,
      });
      await storage.write(async (writer) => {
        await writer.putArtifact(sampleArtifact());
        await writer.putArtifact(changed);
      });
      expect(await storage.read.findArtifact('realm-1', 'AccessToken', 'artifact-1', NOW)).toEqual(changed);
    });

    it('is consumed by exactly one of many callers', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.putArtifact(sampleArtifact()));
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, async (_, index) =>
          storage.write(async (writer) => writer.consumeArtifact('realm-1', 'AccessToken', 'artifact-1', NOW + index)),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const found = await storage.read.findArtifact('realm-1', 'AccessToken', 'artifact-1', NOW);
      expect(found?.consumedAt).toBe(NOW + outcomes.indexOf(true));
      expect(
        await storage.write(async (writer) => writer.consumeArtifact('realm-1', 'AccessToken', 'unknown', NOW)),
      ).toBe(false);
    });

    it('deletes one artefact, or all models of a grant within its realm', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putArtifact(sampleArtifact({ idHash: 'single', grantId: null }));
        await writer.putArtifact(sampleArtifact({ idHash: 'access' }));
        await writer.putArtifact(sampleArtifact({ idHash: 'refresh', model: 'RefreshToken' }));
        await writer.putArtifact(sampleArtifact({ idHash: 'kept', grantId: 'grant-2' }));
        await writer.putArtifact(sampleArtifact({ idHash: 'away', realmId: 'realm-2' }));
        await writer.deleteArtifact('realm-1', 'AccessToken', 'single');
        await writer.deleteGrant('realm-1', 'grant-1');
      });
      const { read } = storage;
      expect(await read.findArtifact('realm-1', 'AccessToken', 'single', NOW)).toBeNull();
      expect(await read.findArtifact('realm-1', 'AccessToken', 'access', NOW)).toBeNull();
      expect(await read.findArtifact('realm-1', 'RefreshToken', 'refresh', NOW)).toBeNull();
      expect(await read.findArtifact('realm-1', 'AccessToken', 'kept', NOW)).not.toBeNull();
      expect(await read.findArtifact('realm-2', 'AccessToken', 'away', NOW)).not.toBeNull();
    });

    it('deletes what expired before an instant, and never what has no end', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        for (const [index, expiresAt] of [NOW - 2, NOW - 1, NOW, null].entries()) {
          await writer.putArtifact(sampleArtifact({ idHash: `a${index}`, expiresAt }));
        }
        expect(await writer.deleteExpiredArtifacts(NOW, 1)).toBe(1);
        expect(await writer.deleteExpiredArtifacts(NOW, 10)).toBe(1);
        expect(await writer.deleteExpiredArtifacts(NOW, 10)).toBe(0);
      });
      expect(await storage.read.findArtifact('realm-1', 'AccessToken', 'a2', NOW - 1)).not.toBeNull();
      expect(await storage.read.findArtifact('realm-1', 'AccessToken', 'a3', NOW)).not.toBeNull();
    });
  });
};
