/** Whether two administrators are two people, as far as the log of the installation tells. */
import { INSTALLATION_CHAIN } from '../../audit/audit-log.ts';
import { CordboardError } from '../../errors.ts';
import type { AuditEventRecord, AuditFilter } from '../../storage/ports/audit-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';

const INDEPENDENT_AFTER_MS = 7 * 24 * 3_600_000;
const PAGE = 200;

/** What lets somebody get into the account of another, and where only the field of this name does. */
const takeovers: readonly (readonly [action: string, field: string | null])[] = [
  ['administrator.invited', null],
  ['administrator.password-link-created', null],
  ['administrator.second-factors-removed', null],
  ['administrator.roles-changed', 'link'],
];

type EventReader = Pick<StorageReader, 'listAuditEvents'>;

const someEvent = async (
  reader: EventReader,
  filter: Omit<AuditFilter, 'limit' | 'before'>,
  matches: (event: AuditEventRecord) => boolean,
): Promise<boolean> => {
  let before: AuditEventRecord | undefined;
  do {
    const page: readonly AuditEventRecord[] = await reader.listAuditEvents({ ...filter, before, limit: PAGE });
    if (page.some(matches)) {
      return true;
    }
    before = page.length < PAGE ? undefined : page.at(-1);
  } while (before !== undefined);
  return false;
};

/**
 * Refuses somebody whose way to sign in went through the hands of the requester lately.
 *
 * @throws CordboardError `local.dependent_approver`
 */
export const assertIndependent = async (
  reader: EventReader,
  { requester, approver, now }: { readonly requester: string; readonly approver: string; readonly now: number },
): Promise<void> => {
  const filter = { chain: INSTALLATION_CHAIN, actorId: requester, since: now - INDEPENDENT_AFTER_MS };
  for (const [action, field] of takeovers) {
    const isTakeover = ({ target, fields }: AuditEventRecord): boolean =>
      target.kind === 'administrator' &&
      target.path === approver &&
      (field === null || fields.some(({ name }) => name === field));
    if (await someEvent(reader, { ...filter, action }, isTakeover)) {
      throw new CordboardError('local.dependent_approver', {
        expected: 'an administrator whom the requester has not invited or reset in the last seven days',
        received: approver,
      });
    }
  }
};
