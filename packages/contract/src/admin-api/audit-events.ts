/** The audit log of a company and of the installation: who changed what, from what to what. */
import { z } from 'zod';
import { companyParams, defineRoute, instant, pageOf, pageQuery, textStream } from './admin-route.ts';

export const auditActorKinds = ['administrator', 'api-key', 'operator', 'person', 'system'] as const;

export const auditEvent = z.object({
  id: z.string(),
  /** Position in the company's chain, from 1 without gaps. */
  sequence: z.int(),
  at: instant,
  actor: z.object({ kind: z.enum(auditActorKinds), id: z.string(), name: z.string() }),
  action: z.string().describe('`<thing>.<what happened>`, such as `connection.updated`.'),
  target: z.object({ kind: z.string(), path: z.string() }),
  fields: z.array(z.object({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
  address: z.string().nullable().describe('Network address that the request came from.'),
  hash: z.string().describe('SHA-256 over the event and the hash of the one before it, base64url.'),
});
export type AuditEventView = z.infer<typeof auditEvent>;

export const auditQuery = pageQuery.extend({
  actor: z
    .string()
    .max(200)
    .optional()
    .describe('Only what this actor did: its id, or its name as the events have it, in any letter case.'),
  action: z.string().max(100).optional().describe('Only this action.'),
  since: z.coerce.number().int().min(0).optional().describe('Not before this instant, epoch milliseconds.'),
  until: z.coerce.number().int().min(0).optional().describe('Before this instant, epoch milliseconds.'),
});
export type AuditQuery = z.output<typeof auditQuery>;

export const listAuditEvents = defineRoute({
  id: 'auditEvents.list',
  method: 'GET',
  path: '/companies/:company/audit-events',
  summary: 'What was changed in the company, newest first',
  access: { kind: 'permission', permission: 'audit.read', at: 'company' },
  change: 'none',
  params: companyParams,
  query: auditQuery,
  response: pageOf(auditEvent),
});

export const listInstallationAuditEvents = defineRoute({
  id: 'installationAuditEvents.list',
  method: 'GET',
  path: '/audit-events',
  summary: 'What was changed in the installation itself, newest first',
  access: { kind: 'permission', permission: 'audit.read', at: 'installation' },
  change: 'none',
  query: auditQuery,
  response: pageOf(auditEvent),
});

export const auditFaults = ['gap', 'changed', 'unlinked', 'head', 'seal'] as const;
export type AuditFault = (typeof auditFaults)[number];

/** Whether a chain is as it was written. */
export const auditChain = z.object({
  ok: z.boolean(),
  events: z.int().describe('Events that are as they were written: all, or those before the fault.'),
  fault: z
    .enum(auditFaults)
    .nullable()
    .describe(
      'What does not hold: events are missing (gap), one was changed or follows another than before (unlinked), the end is missing (head), or it was sealed with another master key (seal). Null when all is well.',
    ),
  sequence: z.int().nullable().describe('Where it does not hold.'),
});
export type AuditChainView = z.infer<typeof auditChain>;

const exportQuery = z.strictObject({
  format: z.enum(['jsonl', 'csv']).default('jsonl').describe('JSON Lines, which can be checked, or a table.'),
});
export type AuditExportFormat = z.output<typeof exportQuery>['format'];

const exported = { change: 'none', query: exportQuery, produces: ['application/x-ndjson', 'text/csv'] } as const;

export const exportAuditEvents = defineRoute({
  ...exported,
  id: 'auditEvents.export',
  method: 'GET',
  path: '/companies/:company/audit-events/export',
  summary: 'The whole audit log of the company, oldest first, as a file',
  access: { kind: 'permission', permission: 'audit.read', at: 'company' },
  params: companyParams,
  response: textStream,
});

export const exportInstallationAuditEvents = defineRoute({
  ...exported,
  id: 'installationAuditEvents.export',
  method: 'GET',
  path: '/audit-events/export',
  summary: 'The whole audit log of the installation itself, oldest first, as a file',
  access: { kind: 'permission', permission: 'audit.read', at: 'installation' },
  response: textStream,
});

export const readAuditChain = defineRoute({
  id: 'auditChain.read',
  method: 'GET',
  path: '/companies/:company/audit-chain',
  summary: 'Check that the audit log of the company is as it was written',
  access: { kind: 'permission', permission: 'audit.read', at: 'company' },
  change: 'none',
  params: companyParams,
  response: auditChain,
});

export const readInstallationAuditChain = defineRoute({
  id: 'installationAuditChain.read',
  method: 'GET',
  path: '/audit-chain',
  summary: 'Check that the audit log of the installation itself is as it was written',
  access: { kind: 'permission', permission: 'audit.read', at: 'installation' },
  change: 'none',
  response: auditChain,
});

export const auditRoutes = [
  listAuditEvents,
  listInstallationAuditEvents,
  exportAuditEvents,
  exportInstallationAuditEvents,
  readAuditChain,
  readInstallationAuditChain,
] as const;
