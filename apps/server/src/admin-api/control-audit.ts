/** The audit log over the control socket: every chain, or that of one company. */
import type { AuditVerifyAnswer } from '@cordboard/contract/control';
import { type AuditLog, INSTALLATION_CHAIN } from '../audit/audit-log.ts';
import { auditJsonLines } from '../audit/export-audit.ts';
import { CordboardError } from '../errors.ts';
import type { StorageReader } from '../storage/ports/storage.ts';

/** The chain of a company by its slug, or a chain by its own name: that of a company that is gone. */
const findChain = async (reader: StorageReader, name: string): Promise<string> => {
  const company = await reader.findCompany(name);
  if (company !== null) {
    return company.id;
  }
  if (name !== INSTALLATION_CHAIN && !(await reader.listAuditChains()).includes(name)) {
    throw new CordboardError('admin.not_found', {
      expected: 'the slug of a company, or `installation`',
      received: name,
    });
  }
  return name;
};

const findChains = async (reader: StorageReader, name: string | undefined): Promise<readonly string[]> =>
  name === undefined ? reader.listAuditChains() : [await findChain(reader, name)];

export const verifyAudit = async (
  reader: StorageReader,
  audit: Pick<AuditLog, 'verify'>,
  name: string | undefined,
): Promise<AuditVerifyAnswer> => {
  const chains: AuditVerifyAnswer['chains'] = [];
  for (const chain of await findChains(reader, name)) {
    const result = await audit.verify(reader, chain);
    chains.push({
      name: (await reader.findCompanyById(chain))?.slug ?? chain,
      ok: result.ok,
      events: result.events,
      fault: result.ok ? null : result.fault,
      sequence: result.ok ? null : result.sequence,
    });
  }
  return { chains };
};

async function* linesOf(reader: StorageReader, chains: readonly string[]): AsyncGenerator<string> {
  for (const chain of chains) {
    yield* auditJsonLines(reader, chain);
  }
}

export const exportAudit = async (reader: StorageReader, name: string | undefined): Promise<AsyncIterable<string>> =>
  linesOf(reader, await findChains(reader, name));
