import { auditExportLine } from '@cordboard/contract/audit-export';
import { describe, expect, it } from 'vitest';
import type { AuditEventRecord, AuditHead, AuditReader } from '../storage/ports/audit-store.ts';
import { auditCsv, auditJsonLines } from './export-audit.ts';

const event = (sequence: number, part: Partial<AuditEventRecord> = {}): AuditEventRecord => ({
  chain: 'company-1',
  sequence,
  id: `event-${sequence}`,
  at: Date.UTC(2030, 0, 15) + sequence,
  actor: { kind: 'administrator', id: 'admin-1', name: 'ada@acme.example' },
  action: 'app.updated',
  target: { kind: 'app', path: 'acme/production/agents/desktop' },
  fields: [],
  address: null,
  previousHash: `hash-${sequence - 1}`,
  hash: `hash-${sequence}`,
  ...part,
});

const headOf = (sequence: number): AuditHead => ({
  chain: 'company-1',
  sequence,
  hash: `hash-${sequence}`,
  seal: 'sealed',
});

/** A chain that counts how much of it was read at once. */
const readerOf = (events: readonly AuditEventRecord[], head: AuditHead | null) => {
  const limits: number[] = [];
  const reader: Pick<AuditReader, 'readAuditChain' | 'findAuditHead'> = {
    findAuditHead: async () => head,
    readAuditChain: async (_chain, after, limit) => {
      limits.push(limit);
      return events.filter(({ sequence }) => sequence > after).slice(0, limit);
    },
  };
  return { reader, limits };
};

const chainOf = (length: number): readonly AuditEventRecord[] => Array.from({ length }, (_, index) => event(index + 1));

const textOf = async (pieces: AsyncIterable<string>): Promise<string> => {
  const all: string[] = [];
  for await (const piece of pieces) {
    all.push(piece);
  }
  return all.join('');
};

const linesOf = async (pieces: AsyncIterable<string>): Promise<readonly unknown[]> =>
  (await textOf(pieces))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('an export as JSON Lines', () => {
  it('has every event whole, oldest first, and the head last', async () => {
    const events = [event(1, { fields: [{ name: 'a', from: null, to: 'b\n' }], address: '::1' }), event(2)];
    const lines = await linesOf(auditJsonLines(readerOf(events, headOf(2)).reader, 'company-1'));
    expect(lines).toEqual([
      { type: 'event', ...events[0] },
      { type: 'event', ...events[1] },
      { type: 'head', ...headOf(2) },
    ]);
    for (const line of lines) {
      expect(() => auditExportLine.parse(line)).not.toThrow();
    }
  });

  it.each([249, 250, 251, 1000, 1001])('has all of %i events, read a few at a time', async (length) => {
    const { reader, limits } = readerOf(chainOf(length), headOf(length));
    const lines = await linesOf(auditJsonLines(reader, 'company-1'));
    expect(lines.map((line) => auditExportLine.parse(line).sequence)).toEqual([
      ...chainOf(length).map(({ sequence }) => sequence),
      length,
    ]);
    expect(Math.max(...limits)).toBeLessThanOrEqual(250);
    expect(limits.length).toBeLessThanOrEqual(length / 250 + 1);
  });

  it('ends where the chain ended when it began', async () => {
    const lines = await linesOf(auditJsonLines(readerOf(chainOf(300), headOf(260)).reader, 'company-1'));
    expect(lines).toHaveLength(261);
    expect(lines.at(-1)).toMatchObject({ type: 'head', sequence: 260 });
    expect(lines.at(-2)).toMatchObject({ type: 'event', sequence: 260 });
  });

  it('hides nothing of a chain whose head is gone', async () => {
    const lines = await linesOf(auditJsonLines(readerOf(chainOf(2), null).reader, 'company-1'));
    expect(lines).toHaveLength(2);
  });

  it('is empty for a chain that was never written to', async () => {
    expect(await textOf(auditJsonLines(readerOf([], null).reader, 'company-1'))).toBe('');
  });
});

describe('an export as a table', () => {
  const rowsOf = async (...events: readonly AuditEventRecord[]) => {
    const text = await textOf(auditCsv(readerOf(events, null).reader, 'company-1'));
    expect(text.startsWith('\ufeff"sequence","time","actor kind"')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    return text.split('\r\n').slice(1, -1);
  };

  it('has one row for each event', async () => {
    const fields = [
      { name: 'enabled', from: 'true', to: 'false' },
      { name: 'secret', from: null, to: 'set' },
    ];
    expect(await rowsOf(event(1, { fields, address: '192.0.2.7' }))).toEqual([
      '"1","2030-01-15T00:00:00.001Z","administrator","admin-1","ada@acme.example","app.updated","app","acme/production/agents/desktop","enabled: true → false; secret: (none) → set","192.0.2.7","hash-1"',
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('makes a formula text: %j', async (name) => {
    const [row] = await rowsOf(event(1, { actor: { kind: 'person', id: 'x', name } }));
    expect(row).toContain(`,"'${name}",`);
  });

  it('leaves other cells as they are, and doubles quotes', async () => {
    const [row] = await rowsOf(event(1, { actor: { kind: 'person', id: 'a=b', name: 'say "hi", =1' } }));
    expect(row).toContain(',"a=b","say ""hi"", =1",');
  });
});
