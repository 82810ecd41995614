/** Passwords of users and openings during an outage: per realm, found by their links, gone with their users. */
import { describe, expect, it } from 'vitest';
import type { CredentialRecord, LocalOpeningRecord } from '../ports/local-sign-in-store.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory, sampleRealm, sampleUser } from './sample-records.ts';

const credential = (part: Partial<CredentialRecord> = {}): CredentialRecord => ({
  userId: 'user-1',
  realmId: 'realm-1',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$salt$hash',
  changedAt: NOW,
  linkHash: null,
  linkExpiresAt: null,
  ...part,
});

const opening = (part: Partial<LocalOpeningRecord> = {}): LocalOpeningRecord => ({
  id: 'opening-1',
  realmId: 'realm-1',
  userIds: ['user-1', 'user-2'],
  reason: 'The identity provider is out of order – “again”.',
  startsAt: NOW,
  endsAt: NOW + 1000,
  requestedBy: { id: 'ada', name: 'ada@acme.example' },
  requestedAt: NOW,
  approvedBy: null,
  approvedAt: null,
  closedBy: null,
  closedAt: null,
  ...part,
});

const approved = { approvedBy: { id: 'bea', name: 'bea@acme.example' }, approvedAt: NOW + 1 };

const describeCredentials = (open: OpenStorage): void => {
  describe('passwords of users', () => {
    it('are found as they were put, in their realm, and replaced by user', async () => {
      const { storage } = await open();
      const renewed = credential({ passwordHash: null, linkHash: 'link', linkExpiresAt: NOW + 10, changedAt: NOW + 1 });
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.putCredential(credential());
      });
      expect(await storage.read.findCredential('realm-1', 'user-1')).toEqual(credential());
      expect(await storage.read.findCredential('realm-2', 'user-1')).toBeNull();
      await storage.write((writer) => writer.putCredential(renewed));
      expect(await storage.read.findCredential('realm-1', 'user-1')).toEqual(renewed);
    });

    it('are found by their link until it expires, in their realm', async () => {
      const { storage } = await open();
      const invited = credential({ passwordHash: null, linkHash: 'link', linkExpiresAt: NOW + 10 });
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.putCredential(invited);
      });
      const { read } = storage;
      expect(await read.findCredentialByLink('realm-1', 'link', NOW + 9)).toEqual(invited);
      expect(await read.findCredentialByLink('realm-1', 'link', NOW + 10)).toBeNull();
      expect(await read.findCredentialByLink('realm-2', 'link', NOW)).toBeNull();
      expect(await read.findCredentialByLink('realm-1', 'other', NOW)).toBeNull();
    });

    it('are listed page by page with their users', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        for (const id of ['user-2', 'user-3']) {
          await writer.putUser(sampleUser({ id, login: id, email: null }));
        }
        await writer.putCredential(credential({ userId: 'user-3' }));
        await writer.putCredential(credential());
      });
      const first = await storage.read.listCredentials('realm-1', { after: null, limit: 1 });
      expect(first).toEqual([{ credential: credential(), user: sampleUser() }]);
      const rest = await storage.read.listCredentials('realm-1', { after: 'user-1', limit: 5 });
      expect(rest.map(({ user }) => user.login)).toEqual(['user-3']);
      expect(await storage.read.listCredentials('realm-2', { after: null, limit: 5 })).toEqual([]);
    });

    it('are taken away once, and go with their user', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.putCredential(credential());
        expect(await writer.deleteCredential('realm-2', 'user-1')).toBe(false);
        expect(await writer.deleteCredential('realm-1', 'user-1')).toBe(true);
        expect(await writer.deleteCredential('realm-1', 'user-1')).toBe(false);
        await writer.putCredential(credential());
        await writer.deleteUser('realm-1', 'user-1');
        expect(await writer.findCredential('realm-1', 'user-1')).toBeNull();
      });
    });
  });
};

const describeOpenings = (open: OpenStorage): void => {
  describe('openings of local sign-in', () => {
    it('are found as they were put, in their realm, and replaced by identifier', async () => {
      const { storage } = await open();
      const closed = opening({ ...approved, closedBy: { id: 'cleo', name: 'cleo' }, closedAt: NOW + 2 });
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.putLocalOpening(opening());
      });
      expect(await storage.read.findLocalOpening('realm-1', 'opening-1')).toEqual(opening());
      expect(await storage.read.findLocalOpening('realm-2', 'opening-1')).toBeNull();
      await storage.write((writer) => writer.putLocalOpening(closed));
      expect(await storage.read.findLocalOpening('realm-1', 'opening-1')).toEqual(closed);
    });

    it('are listed newest first, page by page', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        for (const [id, requestedAt] of [
          ['a', NOW],
          ['b', NOW],
          ['c', NOW + 5],
        ] as const) {
          await writer.putLocalOpening(opening({ id, requestedAt }));
        }
      });
      const idsOf = async (before?: { requestedAt: number; id: string }): Promise<readonly string[]> =>
        (await storage.read.listLocalOpenings('realm-1', { before, limit: 2 })).map(({ id }) => id);
      expect(await idsOf()).toEqual(['c', 'b']);
      expect(await idsOf({ requestedAt: NOW, id: 'b' })).toEqual(['a']);
      expect(await idsOf({ requestedAt: NOW, id: 'a' })).toEqual([]);
    });

    it('are in the view of the realm while they are approved and not closed', async () => {
      const { storage } = await open();
      const idsInView = async (): Promise<readonly string[] | undefined> =>
        (await storage.read.findRealmViewById('realm-1'))?.localOpenings.map(({ id }) => id);
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.putRealm(sampleRealm());
        await writer.putLocalOpening(opening());
      });
      expect(await idsInView()).toEqual([]);
      await storage.write((writer) => writer.putLocalOpening(opening(approved)));
      expect(await idsInView()).toEqual(['opening-1']);
      await storage.write((writer) => writer.putLocalOpening(opening({ ...approved, closedAt: NOW + 2 })));
      expect(await idsInView()).toEqual([]);
    });

    it('that ended by themselves are noted as closed by nobody, at their end', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.putLocalOpening(opening(approved));
        await writer.putLocalOpening(opening({ id: 'later', ...approved, endsAt: NOW + 1001 }));
        expect(await writer.closeEndedOpenings(NOW + 999, 10)).toBe(0);
        expect(await writer.closeEndedOpenings(NOW + 1000, 10)).toBe(1);
        expect(await writer.closeEndedOpenings(NOW + 1000, 10)).toBe(0);
      });
      expect(await storage.read.findLocalOpening('realm-1', 'opening-1')).toEqual(
        opening({ ...approved, closedAt: NOW + 1000 }),
      );
      expect(await storage.read.findLocalOpening('realm-1', 'later')).toMatchObject({ closedAt: null });
    });

    it('go with their realm', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await putSampleDirectory(writer);
        await writer.putLocalOpening(opening());
        await writer.deleteRealm('realm-1');
        expect(await writer.findLocalOpening('realm-1', 'opening-1')).toBeNull();
      });
    });
  });
};

export const describeLocalSignIn = (open: OpenStorage): void => {
  describeCredentials(open);
  describeOpenings(open);
};
