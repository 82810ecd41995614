/** The lines of an exported audit log (JSON Lines). */
import { z } from 'zod';
import { auditActorKinds } from './admin-api/audit-events.ts';

const text = z.string();

/** One event, with all that its hash covers. */
const exportedEvent = z.strictObject({
  type: z.literal('event'),
  chain: text,
  sequence: z.int(),
  id: text,
  at: z.int(),
  actor: z.strictObject({ kind: z.enum(auditActorKinds), id: text, name: text }),
  action: text,
  target: z.strictObject({ kind: text, path: text }),
  fields: z.array(z.strictObject({ name: text, from: text.nullable(), to: text.nullable() })),
  address: text.nullable(),
  previousHash: text,
  hash: text,
});

/** The end of the chain when it was exported; the seal is the hub's own. */
const exportedHead = z.strictObject({
  type: z.literal('head'),
  chain: text,
  sequence: z.int(),
  hash: text,
  seal: text,
});

export const auditExportLine = z.discriminatedUnion('type', [exportedEvent, exportedHead]);
export type AuditExportLine = z.infer<typeof auditExportLine>;
