/** Attempts: found by reference, listed newest first page by page, deleted by age. */
import { describe, expect, it } from 'vitest';
import type { AttemptNarrowing, AttemptOutcome, AttemptReader, AttemptRecord } from '../ports/attempt-store.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, sampleAttempt } from './sample-records.ts';

const OUTCOMES: readonly AttemptOutcome[] = ['pending', 'succeeded', 'refused', 'abandoned'];

/** Sixty attempts of two realms and four outcomes, several of them in the same millisecond. */
const manyAttempts: readonly AttemptRecord[] = Array.from({ length: 60 }, (_, index) =>
  sampleAttempt({
    id: `attempt-${String((index * 7) % 60).padStart(2, '0')}`,
    reference: `REF-${index}`,
    realmId: index % 2 === 0 ? 'realm-1' : 'realm-2',
    outcome: OUTCOMES[Math.floor(index / 2) % 4] ?? 'pending',
    startedAt: NOW + Math.floor(index / 5),
  }),
);

const newestFirst = (records: readonly AttemptRecord[]): string[] =>
  records.toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1)).map(({ id }) => id);

const listAllPages = async (
  read: AttemptReader,
  filter: { readonly realmId?: string | undefined; readonly outcome?: AttemptOutcome | undefined },
): Promise<string[]> => {
  const seen: string[] = [];
  let before: AttemptRecord | undefined;
  for (;;) {
    const page = await read.listAttempts({ ...filter, before, limit: 4 });
    expect(page.length).toBeLessThanOrEqual(4);
    seen.push(...page.map(({ id }) => id));
    before = page.at(-1);
    if (before === undefined) return seen;
  }
};

export const describeAttempts = (open: OpenStorage): void => {
  describe('attempts', () => {
    it('finds an attempt by identifier and by reference, as it was put', async () => {
      const { storage } = await open();
      const full = sampleAttempt({
        endedAt: NOW + 5,
        outcome: 'refused',
        code: 'assertion.audience',
        userId: 'user-1',
        subject: 'amina',
        checks: [
          { stage: 's', name: 'n', status: 'failed', code: 'c', expected: 'e', received: 'r', hint: 'h' },
          { stage: 's', name: 'm', status: 'not-reached' },
        ],
      });
      await storage.write(async (writer) => writer.putAttempt(full));
      expect(await storage.read.findAttempt('attempt-1')).toEqual(full);
      expect(await storage.read.findAttemptByReference('7F3K-92QD')).toEqual(full);
      expect(await storage.read.findAttempt('attempt-2')).toBeNull();
      expect(await storage.read.findAttemptByReference('7f3k-92qd')).toBeNull();
    });

    it('replaces an attempt by identifier and moves it between the lists of outcomes', async () => {
      const { storage } = await open();
      for (const outcome of OUTCOMES) {
        await storage.write(async (writer) => writer.putAttempt(sampleAttempt({ outcome, endedAt: NOW })));
        for (const listed of OUTCOMES) {
          const found = await storage.read.listAttempts({ outcome: listed, limit: 5 });
          expect(found).toHaveLength(listed === outcome ? 1 : 0);
        }
      }
    });

    it('refuses another reference, realm or start for the same attempt', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.putAttempt(sampleAttempt()));
      for (const part of [{ reference: 'OTHER' }, { realmId: 'realm-2' }, { startedAt: NOW + 1 }]) {
        const change = storage.write(async (writer) => writer.putAttempt(sampleAttempt(part)));
        await expect(change).rejects.toMatchObject({ code: 'storage.permanent' });
      }
      expect(await storage.read.findAttempt('attempt-1')).toEqual(sampleAttempt());
    });

    it('refuses a reference that another attempt has', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => writer.putAttempt(sampleAttempt()));
      const second = storage.write(async (writer) => writer.putAttempt(sampleAttempt({ id: 'attempt-2' })));
      await expect(second).rejects.toMatchObject({ code: 'storage.duplicate' });
    });

    it('lists every attempt exactly once over all pages, for each filter', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        for (const attempt of manyAttempts) await writer.putAttempt(attempt);
      });
      for (const realmId of [undefined, 'realm-1', 'realm-2']) {
        for (const outcome of [undefined, ...OUTCOMES]) {
          const expected = manyAttempts.filter(
            (attempt) =>
              (realmId === undefined || attempt.realmId === realmId) &&
              (outcome === undefined || attempt.outcome === outcome),
          );
          expect(await listAllPages(storage.read, { realmId, outcome })).toEqual(newestFirst(expected));
        }
      }
    });

    it('lists the heads of one realm by outcome, code, user and subject, in a span of time', async () => {
      const { storage } = await open();
      const some = manyAttempts.map((attempt, index) => ({
        ...attempt,
        code: index % 3 === 0 ? 'user.unknown' : null,
        userId: index % 4 === 0 ? 'user-1' : null,
        subject: 'amina',
      }));
      await storage.write(async (writer) => {
        for (const attempt of some) await writer.putAttempt(attempt);
      });
      const list = async (narrowing: AttemptNarrowing, since: number): Promise<string[]> => {
        const seen: string[] = [];
        let before = { startedAt: Number.MAX_SAFE_INTEGER, id: '' };
        for (;;) {
          const filter = { realmId: 'realm-1', narrowing, since, before, limit: 3 };
          const page = await storage.read.listAttemptHeads(filter);
          seen.push(...page.map(({ id }) => id));
          const last = page.at(-1);
          if (last === undefined) return seen;
          before = last;
        }
      };
      const cases: readonly (readonly [AttemptNarrowing, (attempt: AttemptRecord) => boolean])[] = [
        [{ by: 'realm' }, () => true],
        [{ by: 'outcome', outcome: 'refused' }, ({ outcome }) => outcome === 'refused'],
        [{ by: 'outcome', outcome: 'abandoned' }, ({ outcome }) => outcome === 'abandoned'],
        [{ by: 'code', value: 'user.unknown' }, ({ code }) => code === 'user.unknown'],
        [{ by: 'userId', value: 'user-1' }, ({ userId }) => userId === 'user-1'],
        [{ by: 'subject', value: 'amina' }, ({ userId, outcome }) => userId === null && outcome === 'refused'],
      ];
      for (const [narrowing, matches] of cases) {
        for (const since of [0, NOW + 4]) {
          const wanted = some.filter((a) => a.realmId === 'realm-1' && a.startedAt >= since && matches(a));
          expect(await list(narrowing, since)).toEqual(newestFirst(wanted));
        }
      }
      const codes = await storage.read.listRefusalCodes('realm-1', NOW + 4, 100);
      expect(codes).toHaveLength(
        some.filter((a) => a.realmId === 'realm-1' && a.outcome === 'refused' && a.startedAt >= NOW + 4).length,
      );
      expect(await storage.read.listRefusalCodes('realm-1', 0, 2)).toHaveLength(2);
    });

    it('keeps its place while newer attempts arrive between pages', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        for (const attempt of manyAttempts) await writer.putAttempt(attempt);
      });
      const first = await storage.read.listAttempts({ limit: 10 });
      await storage.write(async (writer) =>
        writer.putAttempt(sampleAttempt({ id: 'newest', reference: 'NEW', startedAt: NOW + 9999 })),
      );
      const second = await storage.read.listAttempts({ limit: 10, before: first.at(-1) });
      expect([...first, ...second].map(({ id }) => id)).toEqual(newestFirst(manyAttempts).slice(0, 20));
    });

    it('deletes attempts that started before an instant, at most as many as asked', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        for (const [index, startedAt] of [NOW - 2, NOW - 1, NOW].entries()) {
          await writer.putAttempt(sampleAttempt({ id: `a${index}`, reference: `R${index}`, startedAt }));
        }
        expect(await writer.deleteAttempts(NOW, 1)).toBe(1);
        expect(await writer.deleteAttempts(NOW, 10)).toBe(1);
        expect(await writer.deleteAttempts(NOW, 10)).toBe(0);
      });
      expect(await storage.read.findAttempt('a2')).not.toBeNull();
    });

    it('ends what is still pending as abandoned, in batches, and leaves the rest', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        const attempts = [
          { id: 'old', outcome: 'pending', startedAt: NOW - 2 },
          { id: 'older', outcome: 'pending', startedAt: NOW - 3 },
          { id: 'young', outcome: 'pending', startedAt: NOW },
          { id: 'done', outcome: 'succeeded', startedAt: NOW - 3 },
        ] as const;
        for (const attempt of attempts) {
          await writer.putAttempt(sampleAttempt({ ...attempt, reference: attempt.id, endedAt: null }));
        }
        expect(await writer.abandonAttempts(NOW, NOW + 5, 1)).toBe(1);
        expect(await writer.abandonAttempts(NOW, NOW + 5, 10)).toBe(1);
        expect(await writer.abandonAttempts(NOW, NOW + 5, 10)).toBe(0);
      });
      expect(await storage.read.findAttempt('old')).toMatchObject({ outcome: 'abandoned', endedAt: NOW + 5 });
      await storage.write(async (writer) => {
        expect(await writer.deleteAbandonedAttempts(NOW - 2, 10)).toBe(1);
      });
      expect(await storage.read.findAttempt('older')).toBeNull();
      expect(await storage.read.findAttempt('old')).not.toBeNull();
      expect(await storage.read.findAttempt('young')).toMatchObject({ outcome: 'pending', endedAt: null });
      expect(await storage.read.findAttempt('done')).toMatchObject({ outcome: 'succeeded' });
    });
  });
};
