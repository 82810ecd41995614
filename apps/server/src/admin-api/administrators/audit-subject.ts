/**
 * What others do to an administrator stands in the log of the installation, and in that of every company that it
 * concerns; a company's log says nothing about roles elsewhere.
 */
import type { AuditEventInput } from '../../audit/audit-log.ts';
import type { RoleGrant, StoredAdministrator } from '../../storage/ports/administrator-store.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import { grantText, grantViews } from '../grant-view.ts';
import type { Call } from '../http/call.ts';
import { grantsIn, type Scope } from './subject.ts';

export interface SubjectEvent {
  readonly administrator: Pick<StoredAdministrator, 'login'>;
  readonly action: string;
  readonly fields?: NonNullable<AuditEventInput['fields']>;
  readonly before: readonly RoleGrant[];
  /** The same as before unless it is set. */
  readonly after?: readonly RoleGrant[];
}

const listed = async (writer: StorageWriter, grants: readonly RoleGrant[]): Promise<string | null> => {
  const texts = (await grantViews(writer, grants)).map(grantText);
  return texts.length === 0 ? null : texts.join(', ');
};

const roleFields = async (writer: StorageWriter, { before, after }: SubjectEvent, scope: Scope) => {
  const from = await listed(writer, grantsIn(scope, before));
  const to = await listed(writer, grantsIn(scope, after ?? before));
  return from === to ? [] : [{ name: 'roles', from, to }];
};

export const auditSubject = async (
  call: Pick<Call, 'audit'>,
  writer: StorageWriter,
  event: SubjectEvent,
): Promise<void> => {
  const { administrator, action, fields = [], before, after = before } = event;
  const companies = new Set([...before, ...after].map(({ companyId }) => companyId));
  for (const companyId of new Set([null, ...companies])) {
    const roles = await roleFields(writer, event, companyId);
    if (fields.length === 0 && roles.length === 0 && after !== before) {
      continue;
    }
    await call.audit(writer, {
      companyId,
      action,
      target: { kind: 'administrator', path: administrator.login },
      fields: [...fields, ...roles],
    });
  }
};
