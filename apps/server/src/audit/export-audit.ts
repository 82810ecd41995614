/**
 * A chain of the audit log for others to keep: as JSON Lines, which can be checked without us, or as a table for a
 * spreadsheet. Both come in pieces, so that a long chain needs no more memory than a short one.
 */
import type { AuditExportLine } from '@cordboard/contract/audit-export';
import type { AuditEventRecord, AuditFieldChange, AuditReader } from '../storage/ports/audit-store.ts';
import { auditPages } from './audit-pages.ts';

type Reader = Pick<AuditReader, 'readAuditChain' | 'findAuditHead'>;

const jsonLine = (line: AuditExportLine): string => `${JSON.stringify(line)}\n`;

const eventLine = (event: AuditEventRecord): string =>
  jsonLine({
    type: 'event',
    chain: event.chain,
    sequence: event.sequence,
    id: event.id,
    at: event.at,
    actor: event.actor,
    action: event.action,
    target: event.target,
    fields: [...event.fields],
    address: event.address,
    previousHash: event.previousHash,
    hash: event.hash,
  });

/**
 * One line for each event, oldest first, and the head of the chain as the last: who has that line knows that nothing
 * is missing before it. Events that are added meanwhile are left out.
 */
export async function* auditJsonLines(reader: Reader, chain: string): AsyncGenerator<string> {
  const head = await reader.findAuditHead(chain);
  const upTo = head === null ? {} : { upTo: head.sequence };
  for await (const page of auditPages(reader, chain, upTo)) {
    yield page.map(eventLine).join('');
  }
  if (head !== null) {
    yield jsonLine({ type: 'head', ...head });
  }
}

/** What a spreadsheet would take for a formula; an apostrophe in front makes it text. */
const FORMULA = /^[=+\-@\t\r\n]/;

const cell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

const change = ({ name, from, to }: AuditFieldChange): string => `${name}: ${from ?? '(none)'} → ${to ?? '(none)'}`;

const COLUMNS = [
  'sequence',
  'time',
  'actor kind',
  'actor id',
  'actor',
  'action',
  'target kind',
  'target',
  'changes',
  'address',
  'hash',
];

const eventRow = (event: AuditEventRecord): string =>
  row([
    String(event.sequence),
    new Date(event.at).toISOString(),
    event.actor.kind,
    event.actor.id,
    event.actor.name,
    event.action,
    event.target.kind,
    event.target.path,
    event.fields.map(change).join('; '),
    event.address ?? '',
    event.hash,
  ]);

/** Without this mark spreadsheets do not read the text as UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** A table with one row for each event, oldest first (RFC 4180). */
export async function* auditCsv(reader: Reader, chain: string): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${row(COLUMNS)}`;
  for await (const page of auditPages(reader, chain)) {
    yield page.map(eventRow).join('');
  }
}
