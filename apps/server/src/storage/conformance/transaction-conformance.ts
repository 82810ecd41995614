/** Commits: all or nothing, one after another, durable, and invisible until they are done. */
import { describe, expect, it } from 'vitest';
import type { StorageWriter } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory, sampleUser } from './sample-records.ts';

const company = (number: number) => ({ id: `c${number}`, slug: `company-${number}`, name: `Company ${number}` });

const expectCode = async (attempt: Promise<unknown>, code: string): Promise<void> => {
  await expect(attempt).rejects.toMatchObject({ code });
};

export const describeTransactions = (open: OpenStorage): void => {
  describe('transactions', () => {
    it('returns what the change returned, once it is committed', async () => {
      const { storage } = await open();
      const result = await storage.write(async (writer) => {
        await writer.putCompany(company(1));
        return 'done';
      });
      expect(result).toBe('done');
      expect(await storage.read.listCompanies()).toEqual([company(1)]);
    });

    it('takes everything back when the change throws, and passes the error on', async () => {
      const { storage } = await open();
      const failure = new Error('changed my mind');
      const attempt = storage.write(async (writer) => {
        await writer.putCompany(company(1));
        throw failure;
      });
      await expect(attempt).rejects.toBe(failure);
      expect(await storage.read.listCompanies()).toEqual([]);
      await storage.write(async (writer) => writer.putCompany(company(2)));
      expect(await storage.read.listCompanies()).toEqual([company(2)]);
    });

    it('shows a writer its own changes, and nobody else before the commit', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putCompany(company(1));
        expect(await writer.listCompanies()).toEqual([company(1)]);
        expect(await storage.read.listCompanies()).toEqual([]);
      });
      expect(await storage.read.listCompanies()).toEqual([company(1)]);
    });

    it('keeps concurrent writes apart: a failing one takes back only its own changes', async () => {
      const { storage } = await open();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 100 }, (_, number) =>
          storage.write(async (writer) => {
            await writer.putCompany(company(number));
            if (number % 3 === 0) throw new Error('refused');
            return number;
          }),
        ),
      );
      const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      expect(kept).toHaveLength(66);
      expect((await storage.read.listCompanies()).map(({ id }) => id).toSorted()).toEqual(
        kept.map((number) => `c${number}`).toSorted(),
      );
    });

    it('runs concurrent read-then-write changes one after another', async () => {
      const { storage } = await open();
      await storage.write(putSampleDirectory);
      const increase = async (writer: StorageWriter): Promise<void> => {
        const user = await writer.findUser('realm-1', 'user-1');
        await Promise.resolve();
        await writer.putUser(sampleUser({ updatedAt: (user?.updatedAt ?? 0) + 1 }));
      };
      await Promise.all(Array.from({ length: 50 }, async () => storage.write(increase)));
      expect(await storage.read.findUser('realm-1', 'user-1')).toMatchObject({ updatedAt: NOW + 50 });
    });

    it('refuses a write inside a write instead of waiting for itself', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putCompany(company(1));
        await expectCode(
          storage.write(async () => undefined),
          'storage.nested_write',
        );
      });
      expect(await storage.read.listCompanies()).toEqual([company(1)]);
    });

    it('refuses a writer that is used after its write', async () => {
      const { storage } = await open();
      const leaked: StorageWriter[] = [];
      await storage.write(async (writer) => {
        leaked.push(writer);
      });
      const [writer] = leaked;
      if (writer === undefined) throw new Error('the change did not run');
      await expectCode(writer.putCompany(company(1)), 'storage.write_ended');
      // Nor does it slip into the write of somebody else.
      const other = storage.write(async () => new Promise<void>((resolve) => setTimeout(resolve, 20)));
      await new Promise((resolve) => setTimeout(resolve, 5));
      await expectCode(writer.putCompany(company(1)), 'storage.write_ended');
      await other;
      expect(await storage.read.listCompanies()).toEqual([]);
    });

    it('goes on in the same write after a refused statement', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putCompany(company(1));
        await expectCode(writer.putCompany({ ...company(2), slug: company(1).slug }), 'storage.duplicate');
        await writer.putCompany(company(3));
      });
      expect(await storage.read.listCompanies()).toEqual([company(1), company(3)]);
    });

    it('keeps everything when it is closed and opened again', async () => {
      const { storage, reopen } = await open();
      await storage.write(putSampleDirectory);
      const before = await storage.read.findRealmViewById('realm-1');
      const again = await reopen();
      expect(before).not.toBeNull();
      expect(await again.read.findRealmViewById('realm-1')).toEqual(before);
      expect(await again.read.findUser('realm-1', 'user-1')).toEqual(sampleUser());
    });

    it('finishes what was asked before it was closed, and refuses everything after', async () => {
      const { storage, reopen } = await open();
      const last = storage.write(async (writer) => writer.putCompany(company(1)));
      const reopened = reopen();
      await last;
      const again = await reopened;
      expect(await again.read.listCompanies()).toEqual([company(1)]);
      await expectCode(storage.read.listCompanies(), 'storage.closed');
      await expectCode(
        storage.write(async () => undefined),
        'storage.closed',
      );
    });
  });
};
