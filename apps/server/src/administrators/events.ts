/** Audit events about one administrator's own account. */
import type { AuditEventInput, AuditLog } from '../audit/audit-log.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';

interface Subject {
  readonly id: string;
  readonly login: string;
}

/** Writes an event of the installation; the administrator did it unless somebody else is named. */
export const recordEvent = (
  audit: Pick<AuditLog, 'append'>,
  writer: StorageWriter,
  event: {
    readonly administrator: Subject;
    readonly action: string;
    readonly actor?: AuditEventInput['actor'] | undefined;
    readonly fields?: AuditEventInput['fields'];
    readonly address?: string | undefined;
  },
): Promise<void> => {
  const { administrator, action, fields = [], address = null } = event;
  const self = { kind: 'administrator', id: administrator.id, name: administrator.login } as const;
  return audit.append(writer, {
    companyId: null,
    actor: event.actor ?? self,
    action,
    target: { kind: 'administrator', path: administrator.login },
    fields,
    address,
  });
};
