/**
 * The control protocol: JSON over HTTP on a unix socket in the hub's data folder, spoken by the `cordboard`
 * command. Whoever can open the socket owns the installation, so there is no sign-in.
 */
import { z } from 'zod';
import { auditFaults } from './admin-api/audit-events.ts';
import { resolvedApplyFile } from './resolved-apply-file.ts';
import { slug } from './slug.ts';

/** Paths of the control socket. */
export const controlRoutes = {
  status: '/control/status',
  apply: '/control/apply',
  export: '/control/export',
  attempts: '/control/attempts',
  /** Followed by `/<reference>`. */
  attempt: '/control/attempts',
  auditVerify: '/control/audit/verify',
  /** Answers with JSON Lines instead of JSON. */
  auditExport: '/control/audit/export',
  administrators: '/control/administrators',
  recovery: '/control/administrators/recovery',
} as const;

/** Name of the socket in the data folder. */
export const CONTROL_SOCKET = 'control.sock';

const count = z.int().min(0);
const epochMs = z.int();

/** A refusal, as any route answers it. */
export const controlError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    expected: z.string().optional(),
    received: z.string().optional(),
    hint: z.string().optional(),
  }),
});
export type ControlError = z.infer<typeof controlError>;

export const statusAnswer = z.object({
  version: z.string(),
  /** False when the command opened the database itself. */
  running: z.boolean(),
  startedAt: epochMs.nullable(),
  installationUrl: z.string(),
  companies: count,
  environments: count,
  realms: z.array(
    z.object({
      /** `<company>/<environment>/<realm>`. */
      path: z.string(),
      name: z.string(),
      kind: z.string(),
      ssoMode: z.string(),
      /** Where people of the realm sign in. */
      url: z.string(),
      connections: count,
      apps: count,
    }),
  ),
  /** Realms that the list leaves out because there are too many. */
  moreRealms: count,
});
export type StatusAnswer = z.infer<typeof statusAnswer>;

export const applyRequest = z.strictObject({
  file: resolvedApplyFile,
  dryRun: z.boolean().default(false).describe('Say what would change, and change nothing.'),
  prune: z.boolean().default(false).describe('Delete what is in a listed place and not in the file.'),
});
export type ApplyRequest = z.output<typeof applyRequest>;

/** Over the control socket: with the name of who runs the command, for the audit log. */
export const controlApplyRequest = applyRequest.extend({
  operator: z.string().min(1).max(100).optional().describe('User of the operating system.'),
});
export type ControlApplyRequest = z.output<typeof controlApplyRequest>;

export const changeKinds = [
  'company',
  'environment',
  'realm',
  'service-provider',
  'connection',
  'app',
  'user',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const applyChange = z.object({
  action: z.enum(['create', 'update', 'delete']),
  kind: z.enum(changeKinds),
  /** Slugs from the company down, e.g. `acme/production/agents/default/okta`. */
  path: z.string(),
  /** What differs; secrets only as "changed". Empty for a deletion. */
  fields: z.array(z.object({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});
export type ApplyChange = z.infer<typeof applyChange>;

export const applyProblem = z.object({
  code: z.string(),
  path: z.string(),
  expected: z.string().optional(),
  received: z.string().optional(),
  hint: z.string().optional(),
});
export type ApplyProblem = z.infer<typeof applyProblem>;

export const applyAnswer = z.object({
  /** True when the changes were made; false for a dry run and when there are problems. */
  applied: z.boolean(),
  changes: z.array(applyChange),
  /** Records of the file that are as they should be already. */
  unchanged: count,
  /** Why nothing was changed; empty when all is well. */
  problems: z.array(applyProblem),
  /** What is accepted and worth knowing, such as an expired certificate. */
  notes: z.array(z.string()),
});
export type ApplyAnswer = z.infer<typeof applyAnswer>;

export const exportRequest = z.strictObject({
  companies: z.array(slug).default([]).describe('Slugs; every company when there are none.'),
  users: z.boolean().default(true).describe('People as well.'),
});
export type ExportRequest = z.output<typeof exportRequest>;

export const exportAnswer = z.object({
  /** YAML for `cordboard apply`. */
  text: z.string(),
  /** What the file leaves out or says in another way. */
  notes: z.array(z.string()),
});
export type ExportAnswer = z.infer<typeof exportAnswer>;

export const attemptKinds = ['sign-in', 'sign-out'] as const;
export const attemptOutcomes = ['pending', 'succeeded', 'refused', 'abandoned'] as const;

export const attemptView = z.object({
  reference: z.string(),
  /** What was tried: a sign-out only as far as an identity provider has part in it. */
  kind: z.enum(attemptKinds),
  /** `<company>/<environment>/<realm>`, or the realm's id when it is gone. */
  realm: z.string(),
  connection: z.string().nullable(),
  app: z.string().nullable(),
  startedAt: epochMs,
  endedAt: epochMs.nullable(),
  outcome: z.enum(attemptOutcomes),
  code: z.string().nullable(),
  /** Login of the user, or null. */
  user: z.string().nullable(),
  /** What the identity provider called the person: the e-mail address once it is read, before that the NameID; or null. */
  subject: z.string().nullable(),
  checks: z.array(
    z.object({
      stage: z.string(),
      name: z.string(),
      status: z.enum(['passed', 'failed', 'skipped', 'not-reached', 'recorded']),
      code: z.string().optional(),
      expected: z.string().optional(),
      received: z.string().optional(),
      hint: z.string().optional(),
    }),
  ),
  stageMs: z.record(z.string(), z.number()),
});
export type AttemptView = z.infer<typeof attemptView>;

export const attemptsRequest = z.strictObject({
  realm: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+$/, 'company/environment/realm')
    .optional(),
  outcome: z.enum(attemptOutcomes).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(20),
});
export type AttemptsRequest = z.output<typeof attemptsRequest>;

export const attemptsAnswer = z.object({ attempts: z.array(attemptView) });
export type AttemptsAnswer = z.infer<typeof attemptsAnswer>;

export const attemptAnswer = z.object({ attempt: attemptView });
export type AttemptAnswer = z.infer<typeof attemptAnswer>;

export const auditRequest = z.strictObject({
  company: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .optional()
    .describe('Slug of a company, id of one that is gone, or `installation`; every chain unless set.'),
});
export type AuditRequest = z.output<typeof auditRequest>;

export const auditVerifyAnswer = z.object({
  chains: z.array(
    z.object({
      /** Slug of the company, its id when it is gone, or `installation`. */
      name: z.string(),
      ok: z.boolean(),
      /** Events that are as they were written. */
      events: count,
      fault: z.enum(auditFaults).nullable(),
      sequence: count.nullable(),
    }),
  ),
});
export type AuditVerifyAnswer = z.infer<typeof auditVerifyAnswer>;
export const administratorsAnswer = z.object({
  /** Ordered by login. */
  administrators: z.array(
    z.object({
      login: z.string(),
      name: z.string(),
      enabled: z.boolean(),
      /** Such as `installation-owner` or `supervisor acme/production`. */
      roles: z.array(z.string()),
      secondFactors: z.array(z.string()),
      lastSignedInAt: epochMs.nullable(),
    }),
  ),
  /** Whether the list leaves somebody out because there are too many. */
  more: z.boolean(),
});
export type AdministratorsAnswer = z.infer<typeof administratorsAnswer>;

export const recoveryRequest = z.strictObject({
  login: z.string().min(1).max(320).nullable().describe('The only owner unless set.'),
  resetSecondFactors: z.boolean().default(false),
});
export type RecoveryRequest = z.output<typeof recoveryRequest>;

export const recoveryAnswer = z.object({
  /** `first-run` when the installation has no owner. */
  kind: z.enum(['first-run', 'recovery']),
  login: z.string().nullable(),
  /** Works once. */
  url: z.string(),
  expiresAt: epochMs,
});
export type RecoveryAnswer = z.infer<typeof recoveryAnswer>;
