/** Refused sign-ins: one answer for all of them, and a bounded number of audit events. */
import { CordboardError } from '../errors.ts';
import type { StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { mayNote } from './throttle.ts';

const NOTE_EVERY_MS = 60_000;

/** Says nothing about which of the two is wrong, or whether there is such an account. */
export const wrongCredentials = (): CordboardError =>
  new CordboardError('administrator.credentials', { expected: 'the e-mail address and password of an administrator' });

/**
 * Notes a refused sign-in: at most once a minute for each account, and once a minute for all that do not
 * exist together.
 */
export const noteRefusal = async (
  { audit, clock }: Pick<AdministratorDependencies, 'audit' | 'clock'>,
  writer: StorageWriter,
  refusal: {
    readonly administrator: StoredAdministrator | null;
    readonly reason: string;
    readonly visitor: Visitor;
  },
): Promise<void> => {
  const { administrator, reason, visitor } = refusal;
  const key = `refused:${administrator?.id ?? ''}`;
  if (!(await mayNote(writer, key, NOTE_EVERY_MS, clock()))) return;
  await audit.append(writer, {
    companyId: null,
    actor: { kind: 'administrator', id: administrator?.id ?? '', name: administrator?.login ?? 'unknown' },
    action: 'administrator.sign-in-refused',
    target: { kind: 'administrator', path: administrator?.login ?? 'unknown' },
    fields: [{ name: 'reason', from: null, to: reason }],
    address: visitor.address,
  });
};
