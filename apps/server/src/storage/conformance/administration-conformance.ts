/** What is under way while administrators sign in: each thing is taken once, before its end. */
import { describe, expect, it } from 'vitest';
import type { AdminIdpSession } from '../ports/administration-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, sampleAdministrator, sampleAdminSession, sampleChallenge, sampleLinkOnce } from './sample-records.ts';

const count = async (attempt: () => Promise<boolean>): Promise<number> =>
  (await Promise.all(Array.from({ length: 20 }, attempt))).filter(Boolean).length;

const openWithAdministrators = async (open: OpenStorage): Promise<Storage> => {
  const { storage } = await open();
  await storage.write(async (writer) => {
    await writer.putAdministrator(sampleAdministrator());
    await writer.putAdministrator(sampleAdministrator({ id: 'other', login: 'other@acme.example' }));
  });
  return storage;
};

const describeSessions = (open: OpenStorage): void => {
  describe('sessions of administrators', () => {
    it('are found as they were put until the instant they expire', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write((writer) => writer.putAdminSession(sampleAdminSession()));
      expect(await storage.read.findAdminSession('session-1', NOW + 999)).toEqual(sampleAdminSession());
      expect(await storage.read.findAdminSession('session-1', NOW + 1000)).toBeNull();
      const again = storage.write((writer) => writer.putAdminSession(sampleAdminSession({ administratorId: 'other' })));
      await expect(again).rejects.toMatchObject({ code: 'storage.duplicate' });
    });

    it('are listed for one administrator, newest first', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write(async (writer) => {
        await writer.putAdminSession(sampleAdminSession({ idHash: 'a' }));
        await writer.putAdminSession(sampleAdminSession({ idHash: 'b', createdAt: NOW + 1 }));
        await writer.putAdminSession(sampleAdminSession({ idHash: 'over', expiresAt: NOW }));
        await writer.putAdminSession(sampleAdminSession({ idHash: 'else', administratorId: 'other' }));
      });
      const listed = await storage.read.listAdminSessions('administrator-1', NOW);
      expect(listed.map(({ idHash }) => idHash)).toEqual(['b', 'a']);
    });

    it('move their last use forward only', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write(async (writer) => {
        await writer.putAdminSession(sampleAdminSession());
        await writer.touchAdminSession('session-1', NOW + 60);
        await writer.touchAdminSession('session-1', NOW + 30);
      });
      expect((await storage.read.findAdminSession('session-1', NOW))?.lastSeenAt).toBe(NOW + 60);
    });

    it('end once, by their own administrator, one by one or all but one', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write(async (writer) => {
        for (const idHash of ['a', 'b', 'c']) await writer.putAdminSession(sampleAdminSession({ idHash }));
        await writer.putAdminSession(sampleAdminSession({ idHash: 'else', administratorId: 'other' }));
        expect(await writer.endAdminSession('other', 'a')).toBe(false);
        expect(await writer.endAdminSession('administrator-1', 'a')).toBe(true);
        expect(await writer.endAdminSession('administrator-1', 'a')).toBe(false);
        expect(await writer.endAdminSessions('administrator-1', 'c')).toBe(1);
        expect(await writer.endAdminSessions('administrator-1', null)).toBe(1);
      });
      expect(await storage.read.findAdminSession('else', NOW)).not.toBeNull();
    });

    it('that reach one company go with it', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write(async (writer) => {
        await writer.putCompany({ id: 'acme', slug: 'acme', name: 'Acme' });
        await writer.putAdminSession(sampleAdminSession({ limitedTo: 'acme' }));
        await writer.putAdminSession(sampleAdminSession({ idHash: 'whole' }));
      });
      expect(await storage.read.findAdminSession('session-1', NOW)).toMatchObject({ limitedTo: 'acme' });
      await storage.write((writer) => writer.deleteCompany('acme'));
      expect(await storage.read.findAdminSession('session-1', NOW)).toBeNull();
      expect(await storage.read.findAdminSession('whole', NOW)).not.toBeNull();
    });

    it('end with those at an identity provider that they came from', async () => {
      const storage = await openWithAdministrators(open);
      const from = (sessionHash: string | null, change: Partial<AdminIdpSession> = {}) => ({
        idpSession: { connectionId: 'c-1', subjectHash: 's-1', sessionHash, ...change },
      });
      const put = {
        one: from('one'),
        two: from('two'),
        unnamed: from(null),
        expired: { ...from('one'), expiresAt: NOW },
        'somebody-else': from('one', { subjectHash: 's-2' }),
        'from-elsewhere': from('one', { connectionId: 'c-2' }),
        'by-password': {},
      };
      const left = async () =>
        (await storage.read.listAdminSessions('administrator-1', NOW)).map(({ idHash }) => idHash);
      await storage.write(async (writer) => {
        for (const [idHash, part] of Object.entries(put)) {
          await writer.putAdminSession(sampleAdminSession({ idHash, ...part }));
        }
      });
      expect(await storage.read.findAdminSession('unnamed', NOW)).toMatchObject(put.unnamed);
      const person = { connectionId: 'c-1', subjectHash: 's-1' };
      const end = (sessionHashes: readonly string[] | null) =>
        storage.write((writer) => writer.endIdpAdminSessions({ ...person, sessionHashes }, NOW));
      expect(await end(['one', 'three'])).toBe(2);
      expect(await left()).toEqual(['by-password', 'from-elsewhere', 'somebody-else', 'two']);
      expect(await end(['one'])).toBe(0);
      expect(await end(null)).toBe(1);
      expect(await left()).toEqual(['by-password', 'from-elsewhere', 'somebody-else']);
    });

    it('go with their administrator', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write(async (writer) => {
        await writer.putAdminSession(sampleAdminSession());
        await writer.putChallenge(sampleChallenge());
        await writer.deleteAdministrator('administrator-1');
      });
      expect(await storage.read.findAdminSession('session-1', NOW)).toBeNull();
      expect(await storage.read.findChallenge('second-factor', 'challenge-1', NOW)).toBeNull();
    });
  });
};

const describeChallenges = (open: OpenStorage): void => {
  describe('steps under way', () => {
    it('are found in their kind until the instant they expire, and replaced by identifier', async () => {
      const storage = await openWithAdministrators(open);
      const renewed = sampleChallenge({ sealed: 'v1.other', administratorId: null });
      await storage.write((writer) => writer.putChallenge(sampleChallenge({ failures: 2 })));
      await storage.write((writer) => writer.putChallenge(renewed));
      expect(await storage.read.findChallenge('second-factor', 'challenge-1', NOW + 999)).toEqual(renewed);
      expect(await storage.read.findChallenge('second-factor', 'challenge-1', NOW + 1000)).toBeNull();
      expect(await storage.read.findChallenge('passkey-sign-in', 'challenge-1', NOW)).toBeNull();
    });

    it('are taken by exactly one caller, in their kind and time', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write((writer) => writer.putChallenge(sampleChallenge()));
      const take = (kind: 'second-factor' | 'passkey-sign-in', now: number): Promise<boolean> =>
        storage.write((writer) => writer.takeChallenge(kind, 'challenge-1', now));
      expect(await take('passkey-sign-in', NOW)).toBe(false);
      expect(await take('second-factor', NOW + 1000)).toBe(false);
      expect(await count(() => take('second-factor', NOW + 999))).toBe(1);
    });

    it('are over after as many wrong answers as allowed', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write((writer) => writer.putChallenge(sampleChallenge()));
      const fail = (): Promise<void> => storage.write((writer) => writer.countChallengeFailure('challenge-1', 2));
      await fail();
      expect((await storage.read.findChallenge('second-factor', 'challenge-1', NOW))?.failures).toBe(1);
      await fail();
      expect(await storage.read.findChallenge('second-factor', 'challenge-1', NOW)).toBeNull();
    });

    it('are dropped for one administrator together', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write(async (writer) => {
        await writer.putChallenge(sampleChallenge());
        await writer.putChallenge(sampleChallenge({ idHash: 'else', administratorId: 'other' }));
        await writer.deleteChallenges('administrator-1');
      });
      expect(await storage.read.findChallenge('second-factor', 'challenge-1', NOW)).toBeNull();
      expect(await storage.read.findChallenge('second-factor', 'else', NOW)).not.toBeNull();
    });
  });
};

const describeLinks = (open: OpenStorage): void => {
  describe('one-time links', () => {
    it('are found as they were put, in their kind and time', async () => {
      const { storage } = await open();
      await storage.write((writer) => writer.putLink(sampleLinkOnce()));
      expect(await storage.read.findLink('recovery', 'token-1', NOW + 999)).toEqual(sampleLinkOnce());
      expect(await storage.read.findLink('recovery', 'token-1', NOW + 1000)).toBeNull();
      expect(await storage.read.findLink('invitation', 'token-1', NOW)).toBeNull();
    });

    it('are used by exactly one caller, in their kind and time', async () => {
      const { storage } = await open();
      await storage.write((writer) => writer.putLink(sampleLinkOnce()));
      const use = (kind: 'recovery' | 'invitation', now: number): Promise<boolean> =>
        storage.write((writer) => writer.useLink(kind, 'token-1', now));
      expect(await use('invitation', NOW)).toBe(false);
      expect(await use('recovery', NOW + 1000)).toBe(false);
      expect(await count(() => use('recovery', NOW + 999))).toBe(1);
    });

    it('are taken back by kind and subject', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putLink(sampleLinkOnce({ tokenHash: 'a' }));
        await writer.putLink(sampleLinkOnce({ tokenHash: 'b', kind: 'invitation' }));
        await writer.putLink(sampleLinkOnce({ tokenHash: 'c', subject: 'other' }));
        await writer.deleteLinks('recovery', 'administrator-1');
      });
      expect(await storage.read.findLink('recovery', 'a', NOW)).toBeNull();
      expect(await storage.read.findLink('invitation', 'b', NOW)).not.toBeNull();
      expect(await storage.read.findLink('recovery', 'c', NOW)).not.toBeNull();
    });
  });
};

const describeThrottles = (open: OpenStorage): void => {
  describe('counters of failures', () => {
    const record = { keyHash: 'key', failures: 3, blockedUntil: NOW + 10, expiresAt: NOW + 1000 };

    it('are replaced, forgotten at their end, and deleted', async () => {
      const { storage } = await open();
      await storage.write((writer) => writer.putThrottle({ ...record, failures: 1 }));
      await storage.write((writer) => writer.putThrottle(record));
      expect(await storage.read.findThrottle('key', NOW + 999)).toEqual(record);
      expect(await storage.read.findThrottle('key', NOW + 1000)).toBeNull();
      await storage.write((writer) => writer.deleteThrottle('key'));
      expect(await storage.read.findThrottle('key', NOW)).toBeNull();
    });
  });
};

export const describeAdministration = (open: OpenStorage): void => {
  describe('administration under way', () => {
    describeSessions(open);
    describeChallenges(open);
    describeLinks(open);
    describeThrottles(open);

    it('deletes what expired before an instant, at most as many rows as asked', async () => {
      const storage = await openWithAdministrators(open);
      await storage.write(async (writer) => {
        for (const [name, expiresAt] of [
          ['over', NOW - 1],
          ['now', NOW],
        ] as const) {
          await writer.putAdminSession(sampleAdminSession({ idHash: name, expiresAt }));
          await writer.putChallenge(sampleChallenge({ idHash: name, expiresAt }));
          await writer.putLink(sampleLinkOnce({ tokenHash: name, expiresAt }));
          await writer.putThrottle({ keyHash: name, failures: 1, blockedUntil: 0, expiresAt });
        }
        expect(await writer.deleteExpiredAdministration(NOW, 3)).toBe(3);
        expect(await writer.deleteExpiredAdministration(NOW, 3)).toBe(1);
        expect(await writer.deleteExpiredAdministration(NOW, 3)).toBe(0);
      });
      const { read } = storage;
      expect(await read.findAdminSession('now', NOW - 1)).not.toBeNull();
      expect(await read.findChallenge('second-factor', 'now', NOW - 1)).not.toBeNull();
      expect(await read.findLink('recovery', 'now', NOW - 1)).not.toBeNull();
      expect(await read.findThrottle('now', NOW - 1)).not.toBeNull();
    });
  });
};
