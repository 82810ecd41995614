/** Sign-ins under way: everything is taken once, by one caller, before its end. */
import { describe, expect, it } from 'vitest';
import type { OpenStorage } from './open-storage.ts';
import { NOW, sampleParkedResult, sampleRequest } from './sample-records.ts';

const ROUNDS = 20;

/** Runs the same thing concurrently and counts how often it succeeded. */
const countWinners = async (attempt: () => Promise<boolean>): Promise<number> => {
  const outcomes = await Promise.all(Array.from({ length: ROUNDS }, attempt));
  return outcomes.filter(Boolean).length;
};

export const describeSignIns = (open: OpenStorage): void => {
  describe('sign-ins under way', () => {
    it('uses a request up when as many answers to it were refused as allowed', async () => {
      const { storage } = await open();
      await storage.write((writer) => writer.putRequest(sampleRequest()));
      const refuseOne = () => storage.write((writer) => writer.countRefusedAnswer('realm-1', '_request-1', 2));
      await refuseOne();
      expect(await storage.read.findRequest('realm-1', '_request-1', NOW)).not.toBeNull();
      await refuseOne();
      expect(await storage.read.findRequest('realm-1', '_request-1', NOW)).toBeNull();
      expect(await storage.write((writer) => writer.consumeRequest('realm-1', '_request-1'))).toBe(false);
      await storage.write((writer) => writer.countRefusedAnswer('realm-1', '_unknown', 1));
    });

    it('finds a request as it was put, in its realm only', async () => {
      const { storage } = await open();
      const plain = sampleRequest({
        id: '_request-2',
        target: { kind: 'launchpad' },
        authnNotBefore: null,
        restarted: false,
      });
      await storage.write(async (writer) => {
        await writer.putRequest(sampleRequest());
        await writer.putRequest(plain);
      });
      expect(await storage.read.findRequest('realm-1', '_request-1', NOW)).toEqual(sampleRequest());
      expect(await storage.read.findRequest('realm-1', '_request-2', NOW)).toEqual(plain);
      expect(await storage.read.findRequest('realm-2', '_request-1', NOW)).toBeNull();
      expect(await storage.read.findRequest('realm-1', '_request-3', NOW)).toBeNull();
    });

    it('finds a request until the instant it expires', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.putRequest(sampleRequest({ expiresAt: NOW + 1000 })));
      expect(await storage.read.findRequest('realm-1', '_request-1', NOW + 999)).not.toBeNull();
      expect(await storage.read.findRequest('realm-1', '_request-1', NOW + 1000)).toBeNull();
    });

    it('lets exactly one of many callers take a request', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.putRequest(sampleRequest()));
      const take = async (): Promise<boolean> =>
        storage.write(async (writer) => writer.consumeRequest('realm-1', '_request-1'));
      expect(await storage.read.wasRequestUsed('realm-1', '_request-1')).toBe(false);
      expect(await countWinners(take)).toBe(1);
      expect(await storage.read.wasRequestUsed('realm-1', '_request-1')).toBe(true);
      expect(await storage.read.wasRequestUsed('realm-2', '_request-1')).toBe(false);
      expect(await storage.read.findRequest('realm-1', '_request-1', NOW)).toBeNull();
    });

    it('does not take an unknown request, nor one of another realm', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putRequest(sampleRequest());
        expect(await writer.consumeRequest('realm-2', '_request-1')).toBe(false);
        expect(await writer.consumeRequest('realm-1', '_request-2')).toBe(false);
        expect(await writer.consumeRequest('realm-1', '_request-1')).toBe(true);
      });
    });

    it('gives a request back when the write that took it is taken back', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.putRequest(sampleRequest()));
      const failing = storage.write(async (writer) => {
        expect(await writer.consumeRequest('realm-1', '_request-1')).toBe(true);
        throw new Error('later stage failed');
      });
      await expect(failing).rejects.toThrow('later stage failed');
      expect(await storage.write(async (writer) => writer.consumeRequest('realm-1', '_request-1'))).toBe(true);
    });

    it('never takes a request of the same identifier again, even if it is put twice', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putRequest(sampleRequest());
        await writer.consumeRequest('realm-1', '_request-1');
      });
      const again = storage.write(async (writer) => writer.putRequest(sampleRequest()));
      await expect(again).rejects.toMatchObject({ code: 'storage.duplicate' });
    });

    it('uses an identifier up for exactly one caller in each scope', async () => {
      const { storage } = await open();
      const use = async (scope: string): Promise<boolean> =>
        storage.write(async (writer) => writer.consumeId(scope, '_assertion-1', NOW + 1000));
      expect(await countWinners(async () => use('connection-1'))).toBe(1);
      expect(await use('connection-2')).toBe(true);
      expect(await use('connection-2')).toBe(false);
    });

    it('compares identifiers exactly', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        expect(await writer.consumeId('s', '_abc', NOW)).toBe(true);
        expect(await writer.consumeId('s', '_ABC', NOW)).toBe(true);
        expect(await writer.consumeId('s', '_abc ', NOW)).toBe(true);
        expect(await writer.consumeId('s', '_abc', NOW + 5)).toBe(false);
      });
    });

    it('keeps when an identity provider last ended a session, for each connection apart', async () => {
      const { storage } = await open();
      const signOut = (part: { connectionId?: string; sessionHash?: string; at?: number }) => ({
        connectionId: 'connection-1',
        sessionHash: 'session-1',
        at: NOW,
        expiresAt: NOW + 1000,
        ...part,
      });
      await storage.write(async (writer) => {
        await writer.noteIdpSignOut(signOut({}));
        await writer.noteIdpSignOut(signOut({ at: NOW + 5 }));
        await writer.noteIdpSignOut(signOut({ at: NOW + 2 }));
        await writer.noteIdpSignOut(signOut({ connectionId: 'connection-2', at: NOW + 9 }));
      });
      expect(await storage.read.findIdpSignOut('connection-1', 'session-1')).toBe(NOW + 5);
      expect(await storage.read.findIdpSignOut('connection-2', 'session-1')).toBe(NOW + 9);
      expect(await storage.read.findIdpSignOut('connection-1', 'session-2')).toBeNull();
      expect(await storage.write((writer) => writer.deleteExpired(NOW + 1001, 10))).toBe(2);
      expect(await storage.read.findIdpSignOut('connection-1', 'session-1')).toBeNull();
    });

    it('hands a parked result to exactly one of many callers', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.parkResult(sampleParkedResult()));
      const taken = await Promise.all(
        Array.from({ length: ROUNDS }, async () => storage.write(async (writer) => writer.takeResult('handle-1', NOW))),
      );
      expect(taken.filter((record) => record !== null)).toEqual([sampleParkedResult()]);
    });

    it('hands out a parked result until the instant it expires', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.parkResult(sampleParkedResult({ handleHash: 'a' }));
        await writer.parkResult(sampleParkedResult({ handleHash: 'b' }));
        expect(await writer.takeResult('a', NOW + 1000)).toBeNull();
        expect(await writer.takeResult('b', NOW + 999)).not.toBeNull();
        expect(await writer.takeResult('c', NOW)).toBeNull();
      });
    });

    it('deletes what expired before an instant, and at most as many rows as asked', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        for (const [index, expiresAt] of [NOW - 1, NOW - 1, NOW, NOW + 1].entries()) {
          await writer.putRequest(sampleRequest({ id: `_r${index}`, expiresAt }));
          await writer.consumeId('s', `_i${index}`, expiresAt);
          await writer.parkResult(sampleParkedResult({ handleHash: `h${index}`, expiresAt }));
        }
      });
      const clean = async (limit: number): Promise<number> =>
        storage.write(async (writer) => writer.deleteExpired(NOW, limit));
      expect(await clean(5)).toBe(5);
      expect(await clean(5)).toBe(1);
      expect(await clean(5)).toBe(0);
      await storage.write(async (writer) => {
        expect(await writer.consumeId('s', '_i0', NOW + 9)).toBe(true);
        expect(await writer.consumeId('s', '_i2', NOW + 9)).toBe(false);
        expect(await writer.takeResult('h3', NOW)).not.toBeNull();
        expect(await writer.findRequest('realm-1', '_r3', NOW)).not.toBeNull();
      });
    });
  });
};
