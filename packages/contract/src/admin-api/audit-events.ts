/** The audit log of a company and of the installation: who changed what, from what to what. */
import { z } from 'zod';
import { companyParams, defineRoute, instant, pageOf, pageQuery } from './admin-route.ts';

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
  actor: z.string().max(200).optional().describe('Only what this actor did, by id.'),
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
