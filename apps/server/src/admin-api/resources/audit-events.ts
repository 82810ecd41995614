/** The audit log over the API. */
import {
  type AuditChainView,
  type AuditEventView,
  type AuditExportFormat,
  type AuditQuery,
  exportAuditEvents,
  exportInstallationAuditEvents,
  listAuditEvents,
  listInstallationAuditEvents,
  readAuditChain,
  readInstallationAuditChain,
} from '@cordboard/contract/admin-api/audit-events';
import { z } from 'zod';
import { INSTALLATION_CHAIN } from '../../audit/audit-log.ts';
import { auditCsv, auditJsonLines } from '../../audit/export-audit.ts';
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
    actor: query.actor,
    action: query.action,
    since: query.since,
    until: query.until,
    before: readCursor(position, query.cursor),
    limit: query.limit + 1,
  });
  const page = pageOfRecords(records, query.limit, ({ at, sequence }) => ({ at, sequence }));
  return { items: page.records.map(view), next: page.next };
};

const mediaTypes: Readonly<Record<AuditExportFormat, string>> = {
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

const exportChain = (
  parts: AdminParts,
  chain: string,
  { name, format }: { readonly name: string; readonly format: AuditExportFormat },
) => ({
  body: (format === 'csv' ? auditCsv : auditJsonLines)(parts.storage.read, chain),
  file: { mediaType: mediaTypes[format], name: `audit-${name}.${format}` },
});

/** Checks a chain; whoever asks while it is being checked gets the same result. */
const createChecker = (parts: AdminParts): ((chain: string) => Promise<AuditChainView>) => {
  const running = new Map<string, Promise<AuditChainView>>();
  const check = async (chain: string): Promise<AuditChainView> => {
    const result = await parts.audit.verify(parts.storage.read, chain);
    const { ok, events } = result;
    return ok
      ? { ok, events, fault: null, sequence: null }
      : { ok, events, fault: result.fault, sequence: result.sequence };
  };
  return (chain) => {
    const present = running.get(chain) ?? check(chain).finally(() => running.delete(chain));
    running.set(chain, present);
    return present;
  };
};

export const auditEventRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const check = createChecker(parts);
  return [
    bind(listAuditEvents, async (call) => ({ body: await list(parts, call.company.id, call.query) })),
    bind(listInstallationAuditEvents, async (call) => ({ body: await list(parts, INSTALLATION_CHAIN, call.query) })),
    bind(exportAuditEvents, async ({ company, query }) =>
      exportChain(parts, company.id, { name: company.slug, format: query.format }),
    ),
    bind(exportInstallationAuditEvents, async ({ query }) =>
      exportChain(parts, INSTALLATION_CHAIN, { name: 'installation', format: query.format }),
    ),
    bind(readAuditChain, async ({ company }) => ({ body: await check(company.id) })),
    bind(readInstallationAuditChain, async () => ({ body: await check(INSTALLATION_CHAIN) })),
  ];
};
