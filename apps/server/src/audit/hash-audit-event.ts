/** The hash of one event of the audit log. An exported chain can be checked with this alone. */
import { createHash } from 'node:crypto';
import type { AuditEventRecord } from '../storage/ports/audit-store.ts';

/** All that an event says. */
export type AuditContent = Omit<AuditEventRecord, 'hash'>;

/**
 * SHA-256, base64url, over the UTF-8 octets of a JSON array: chain, sequence, id, at, actor (kind, id, name), action,
 * target (kind, path), fields (each name, from, to), address, previous hash.
 */
export const hashAuditEvent = (event: AuditContent): string => {
  const { actor, target } = event;
  const values = [
    event.chain,
    event.sequence,
    event.id,
    event.at,
    [actor.kind, actor.id, actor.name],
    event.action,
    [target.kind, target.path],
    event.fields.map(({ name, from, to }) => [name, from, to]),
    event.address,
    event.previousHash,
  ];
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url');
};
