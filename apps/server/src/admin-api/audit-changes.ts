/** Changes of the directory as events of the audit log: one each, in the commit that makes them. */
import type { ApplyChange } from '@cordboard/contract/control';
import type { AuditEventInput } from '../audit/audit-log.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';

type ChangeEvent = Pick<AuditEventInput, 'companyId' | 'action' | 'target'> & Required<Pick<AuditEventInput, 'fields'>>;

const HAPPENED: Readonly<Record<ApplyChange['action'], string>> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
};

/** That a company came or went stands in the log of the installation: its own has no readers before and after. */
const belongsToInstallation = ({ kind, action }: ApplyChange): boolean => kind === 'company' && action !== 'update';

export const auditChanges = async (
  writer: StorageWriter,
  changes: readonly ApplyChange[],
  append: (event: ChangeEvent) => Promise<void>,
): Promise<void> => {
  const companies = new Map<string, string | null>();
  const companyOf = async (change: ApplyChange): Promise<string | null> => {
    const [slug = ''] = change.path.split('/');
    if (belongsToInstallation(change)) {
      return null;
    }
    const known = companies.get(slug);
    const id = known === undefined ? ((await writer.findCompany(slug))?.id ?? null) : known;
    companies.set(slug, id);
    return id;
  };
  for (const change of changes) {
    const { kind, path, action, fields } = change;
    const companyId = await companyOf(change);
    await append({ companyId, action: `${kind}.${HAPPENED[action]}`, target: { kind, path }, fields });
  }
};
