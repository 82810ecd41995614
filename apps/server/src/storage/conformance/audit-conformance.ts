/** The audit log: listed newest first by actor, action and time; read oldest first; and answers kept for repetitions. */
import { describe, expect, it } from 'vitest';
import type { AuditEventRecord, AuditFilter, AuditReader } from '../ports/audit-store.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW } from './sample-records.ts';

const event = (sequence: number, part: Partial<AuditEventRecord> = {}): AuditEventRecord => ({
  chain: 'company-1',
  sequence,
  id: `event-${sequence}`,
  // Several in the same millisecond.
  at: NOW + Math.floor(sequence / 3),
  actor: { kind: 'administrator', id: `admin-${sequence % 2}`, name: `Ada ${sequence % 2}` },
  action: sequence % 3 === 0 ? 'realm.updated' : 'app.updated',
  target: { kind: 'realm', path: 'acme/production/agents' },
  fields: [{ name: 'name', from: null, to: 'Agents' }],
  address: null,
  previousHash: `hash-${sequence - 1}`,
  hash: `hash-${sequence}`,
  ...part,
});

const addEvents = async (open: OpenStorage, count: number) => {
  const { storage } = await open();
  await storage.write(async (writer) => {
    for (let sequence = 1; sequence <= count; sequence += 1) {
      for (const chain of ['company-1', 'company-2']) {
        const added = event(sequence, { chain, id: `${chain}-${sequence}` });
        await writer.addAuditEvent(added, { chain, sequence, hash: added.hash, seal: `seal-${sequence}` });
      }
    }
  });
  return storage;
};

const allPages = async (read: AuditReader, filter: Omit<AuditFilter, 'chain' | 'limit'>): Promise<number[]> => {
  const seen: number[] = [];
  let before: AuditEventRecord | undefined;
  for (;;) {
    const page = await read.listAuditEvents({ ...filter, chain: 'company-1', before, limit: 4 });
    expect(page.length).toBeLessThanOrEqual(4);
    seen.push(...page.map(({ sequence }) => sequence));
    before = page.at(-1);
    if (before === undefined) return seen;
  }
};

const numbers = (count: number, keep: (sequence: number) => boolean): number[] =>
  Array.from({ length: count }, (_, index) => count - index).filter(keep);

export const describeAudit = (open: OpenStorage): void => {
  describe('the audit log', () => {
    it('lists newest first, page by page, by actor, by action, by both', async () => {
      const { read } = await addEvents(open, 30);
      expect(await allPages(read, {})).toEqual(numbers(30, () => true));
      expect(await allPages(read, { actorId: 'admin-1' })).toEqual(numbers(30, (n) => n % 2 === 1));
      expect(await allPages(read, { action: 'realm.updated' })).toEqual(numbers(30, (n) => n % 3 === 0));
      expect(await allPages(read, { actorId: 'admin-0', action: 'realm.updated' })).toEqual(
        numbers(30, (n) => n % 6 === 0),
      );
      expect(await allPages(read, { actorId: 'admin-2' })).toEqual([]);
    });

    it('finds what an actor did by id or by name, the name in any letter case', async () => {
      const { read } = await addEvents(open, 12);
      const [one] = await read.listAuditEvents({ chain: 'company-1', actorId: 'admin-1', limit: 1 });
      const name = one?.actor.name ?? '';
      const odd = numbers(12, (n) => n % 2 === 1);
      expect(await allPages(read, { actor: 'admin-1' })).toEqual(odd);
      expect(await allPages(read, { actor: name })).toEqual(odd);
      expect(await allPages(read, { actor: name.toUpperCase() })).toEqual(odd);
      expect(await allPages(read, { actor: name, action: 'realm.updated' })).toEqual(
        numbers(12, (n) => n % 2 === 1 && n % 3 === 0),
      );
      expect(await allPages(read, { actor: name.slice(1) })).toEqual([]);
      expect(await allPages(read, { actorId: name })).toEqual([]);
    });

    it('finds names of any alphabet in any letter case, page by page beside the id that reads like the name', async () => {
      const { storage } = await open();
      const actors = [
        { kind: 'administrator', id: 'a-1', name: 'Ödön Ágh' },
        { kind: 'administrator', id: 'a-1', name: 'ÖDÖN ÁGH' },
        { kind: 'api-key', id: 'ödön ágh', name: 'Ödön Ágh' },
        { kind: 'administrator', id: 'a-2', name: 'Odon Agh' },
      ] as const;
      await storage.write(async (writer) => {
        for (let sequence = 1; sequence <= 16; sequence += 1) {
          const added = event(sequence, { actor: actors[sequence % 4] ?? actors[0] });
          await writer.addAuditEvent(added, { chain: added.chain, sequence, hash: added.hash, seal: 'seal' });
        }
      });
      const found = numbers(16, (n) => n % 4 !== 3);
      expect(await allPages(storage.read, { actor: 'ödön ágh' })).toEqual(found);
      expect(await allPages(storage.read, { actor: 'ÖDÖN ágh' })).toEqual(found);
      expect(await allPages(storage.read, { actor: 'ödön' })).toEqual([]);
      expect(await allPages(storage.read, { actor: 'odon%' })).toEqual([]);
      expect(await storage.read.listAuditEvents({ chain: 'company-2', actor: 'Ödön Ágh', limit: 4 })).toEqual([]);
    });

    it('keeps to a span of time, its start included and its end not', async () => {
      const { read } = await addEvents(open, 12);
      expect(await allPages(read, { since: NOW + 2 })).toEqual([12, 11, 10, 9, 8, 7, 6]);
      expect(await allPages(read, { until: NOW + 2 })).toEqual([5, 4, 3, 2, 1]);
      expect(await allPages(read, { since: NOW + 1, until: NOW + 2 })).toEqual([5, 4, 3]);
      expect(await allPages(read, { since: NOW + 2, until: NOW + 2 })).toEqual([]);
    });

    it('reads a chain oldest first and knows its head', async () => {
      const { read } = await addEvents(open, 5);
      expect((await read.readAuditChain('company-1', 2, 2)).map(({ sequence }) => sequence)).toEqual([3, 4]);
      expect(await read.readAuditChain('company-3', 0, 2)).toEqual([]);
      expect((await read.readAuditChain('company-1', 4, 2))[0]).toEqual(event(5, { id: 'company-1-5' }));
      expect(await read.findAuditHead('company-1')).toEqual({
        chain: 'company-1',
        sequence: 5,
        hash: 'hash-5',
        seal: 'seal-5',
      });
      expect(await read.findAuditHead('company-3')).toBeNull();
      expect(await read.listAuditChains()).toEqual(['company-1', 'company-2']);
    });
  });

  describe('answers kept for repetitions', () => {
    const answer = { scope: 'a b', keyHash: 'key', requestHash: 'request', sealedAnswer: 'sealed', expiresAt: NOW };

    it('are found until they expire, by scope and key', async () => {
      const { storage } = await open();
      await storage.write((writer) => writer.putIdempotentAnswer(answer));
      expect(await storage.read.findIdempotentAnswer('a b', 'key', NOW - 1)).toEqual(answer);
      expect(await storage.read.findIdempotentAnswer('a b', 'key', NOW)).toBeNull();
      expect(await storage.read.findIdempotentAnswer('a', 'key', NOW - 1)).toBeNull();
      expect(await storage.read.findIdempotentAnswer('a b', 'other', NOW - 1)).toBeNull();
    });

    it('are replaced, and deleted when they are over', async () => {
      const { storage } = await open();
      await storage.write(async (writer) => {
        await writer.putIdempotentAnswer(answer);
        await writer.putIdempotentAnswer({ ...answer, sealedAnswer: 'other', expiresAt: NOW + 5 });
      });
      expect((await storage.read.findIdempotentAnswer('a b', 'key', NOW))?.sealedAnswer).toBe('other');
      expect(await storage.write((writer) => writer.deleteExpiredIdempotentAnswers(NOW + 5, 10))).toBe(0);
      expect(await storage.write((writer) => writer.deleteExpiredIdempotentAnswers(NOW + 6, 10))).toBe(1);
    });
  });
};
