/** The audit log over the API. */
import {
  type AuditEventView,
  type AuditQuery,
  listAuditEvents,
  listInstallationAuditEvents,
} from '@cordboard/contract/admin-api/audit-events';
import { z } from 'zod';
import { INSTALLATION_CHAIN } from '../../audit/audit-log.ts';
import type { AuditEventRecord } from '../../storage/ports/audit-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';

const position = z.strictObject({ at: z.int(), sequence: z.int() });

const view = (record: AuditEventRecord): AuditEventView => ({
  id: record.id,
  sequence: record.sequence,
  at: record.at,
  actor: record.actor,
  action: record.action,
  target: record.target,
  fields: [...record.fields],
  address: record.address,
  hash: record.hash,
});

const list = async (
  parts: AdminParts,
  chain: string,
  query: AuditQuery,
): Promise<{ items: AuditEventView[]; next: string | null }> => {
  const records = await parts.storage.read.listAuditEvents({
    chain,
    actorId: query.actor,
    action: query.action,
    since: query.since,
    until: query.until,
    before: readCursor(position, query.cursor),
    limit: query.limit + 1,
  });
  const page = pageOfRecords(records, query.limit, ({ at, sequence }) => ({ at, sequence }));
  return { items: page.records.map(view), next: page.next };
};

export const auditEventRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(listAuditEvents, async (call) => ({ body: await list(parts, call.company.id, call.query) })),
  bind(listInstallationAuditEvents, async (call) => ({ body: await list(parts, INSTALLATION_CHAIN, call.query) })),
];
