/** A chain of the audit log, page by page, oldest first, with a breath between pages for everybody else. */
import { setImmediate } from 'node:timers/promises';
import type { AuditEventRecord, AuditReader } from '../storage/ports/audit-store.ts';

/** Few enough that reading and hashing them keeps nobody waiting. */
const PAGE = 250;

/**
 * Reads the events after `after`. No page is empty.
 *
 * @param options.upTo sequence of the last event wanted; all unless set
 */
export async function* auditPages(
  reader: Pick<AuditReader, 'readAuditChain'>,
  chain: string,
  options: { readonly after?: number; readonly upTo?: number } = {},
): AsyncGenerator<readonly AuditEventRecord[]> {
  const { after = 0, upTo = Number.MAX_SAFE_INTEGER } = options;
  let seen = after;
  for (;;) {
    const page = await reader.readAuditChain(chain, seen, PAGE);
    const wanted = page.filter(({ sequence }) => sequence <= upTo);
    if (wanted.length > 0) {
      yield wanted;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || last.sequence >= upTo) {
      return;
    }
    seen = last.sequence;
    await setImmediate();
  }
}
