/**
 * What the control socket can do, over the storage: the same service answers inside a running hub and inside the
 * `cordboard` command when the hub is stopped.
 */
import { randomUUID } from 'node:crypto';
import type {
  AdministratorsAnswer,
  ApplyAnswer,
  AttemptAnswer,
  AttemptsAnswer,
  AttemptsRequest,
  AuditRequest,
  AuditVerifyAnswer,
  ControlApplyRequest,
  ExportAnswer,
  ExportRequest,
  RecoveryAnswer,
  RecoveryRequest,
  StatusAnswer,
} from '@cordboard/contract/control';
import { issueRecoveryLink } from '../administrators/recover-administrator.ts';
import { normalizeReference } from '../attempts/reference.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { createKeyMaker } from '../directory/apply/apply-keys.ts';
import { executeApply } from '../directory/apply/execute-apply.ts';
import type { ApplyDependencies } from '../directory/apply/prepare-apply.ts';
import { exportCompanies } from '../directory/export/export-companies.ts';
import { CordboardError } from '../errors.ts';
import type { Sealer } from '../keys/seal.ts';
import { createGuardedFetch, type GuardedFetch } from '../outbound/guarded-fetch.ts';
import type { CompanyRecord } from '../storage/ports/directory-store.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { listAdministrators } from './administrator-list.ts';
import { attemptView } from './attempt-view.ts';
import { auditChanges } from './audit-changes.ts';
import { exportAudit, verifyAudit } from './control-audit.ts';
import { readHubVersion } from './hub-version.ts';
import { installationStatus } from './installation-status.ts';

export interface ControlService {
  status(): Promise<StatusAnswer>;
  /** @throws CordboardError with a code of `storage.` or `keys.`; problems of the file are in the answer. */
  apply(request: ControlApplyRequest): Promise<ApplyAnswer>;
  /** @throws CordboardError `admin.not_found` for a company that is not there. */
  export(request: ExportRequest): Promise<ExportAnswer>;
  /** @throws CordboardError `sign-in.realm_unknown`. */
  listAttempts(request: AttemptsRequest): Promise<AttemptsAnswer>;
  /** @throws CordboardError `attempt.unknown`. */
  findAttempt(reference: string): Promise<AttemptAnswer>;
  /** @throws CordboardError `admin.not_found`. */
  verifyAudit(request: AuditRequest): Promise<AuditVerifyAnswer>;
  /** JSON Lines, several in one piece. @throws CordboardError `admin.not_found`. */
  exportAudit(request: AuditRequest): Promise<AsyncIterable<string>>;
  listAdministrators(): Promise<AdministratorsAnswer>;
  /**
   * A link that lets an administrator choose a new password, or makes the first owner.
   *
   * @throws CordboardError `administrator.unknown`, `administrator.disabled`.
   */
  recover(request: RecoveryRequest): Promise<RecoveryAnswer>;
}

/** The parts of a hub that the service works with. */
export interface ControlHub {
  readonly storage: Storage;
  readonly sealer: Pick<Sealer, 'seal'>;
  readonly audit: Pick<AuditLog, 'append' | 'verify'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly random: (size: number) => Uint8Array;
  /** Called after every change of the directory. */
  readonly directoryChanged: () => Promise<void>;
}

export interface ControlServiceOptions {
  /** False inside the command, while the hub is stopped. */
  readonly running?: boolean | undefined;
  /** Makes identifiers; random UUIDs unless set. */
  readonly newId?: (() => string) | undefined;
  /** Unless set, one made from the process settings. */
  readonly fetch?: GuardedFetch | undefined;
}

const findCompany = async (storage: Storage, slug: string): Promise<CompanyRecord> => {
  const company = await storage.read.findCompany(slug);
  if (company === null) {
    throw new CordboardError('admin.not_found', { expected: 'the slug of a company', received: slug });
  }
  return company;
};

const exportDirectory = async (storage: Storage, { companies, users }: ExportRequest): Promise<ExportAnswer> => {
  const chosen =
    companies.length === 0
      ? await storage.read.listCompanies()
      : await Promise.all([...new Set(companies)].map((slug) => findCompany(storage, slug)));
  const { text, notes } = await exportCompanies(storage.read, chosen, { users });
  return { text, notes: [...notes] };
};

const findRealmId = async (storage: Storage, path: string): Promise<string> => {
  const [company = '', environment = '', realm = ''] = path.split('/');
  const view = await storage.read.findRealmView(company, environment, realm);
  if (view === null) {
    throw new CordboardError('sign-in.realm_unknown', { expected: 'company/environment/realm', received: path });
  }
  return view.realm.id;
};

const listAttempts = async (storage: Storage, request: AttemptsRequest): Promise<AttemptsAnswer> => {
  const realmId = request.realm === undefined ? undefined : await findRealmId(storage, request.realm);
  const records = await storage.read.listAttempts({ realmId, outcome: request.outcome, limit: request.limit });
  const attempts: AttemptsAnswer['attempts'] = [];
  for (const record of records) {
    attempts.push(await attemptView(record, storage.read));
  }
  return { attempts };
};

const findAttempt = async (storage: Storage, typed: string): Promise<AttemptAnswer> => {
  const reference = normalizeReference(typed);
  const record = reference === null ? null : await storage.read.findAttemptByReference(reference);
  if (record === null) {
    throw new CordboardError('attempt.unknown', {
      expected: 'a reference such as 7F3K-92QD',
      received: typed.slice(0, 40),
      hint: 'Attempts are deleted after attempts.retentionDays.',
    });
  }
  return { attempt: await attemptView(record, storage.read) };
};

/** Makes the service of a hub. */
export const createControlService = (
  hub: ControlHub,
  config: Pick<ServerConfig, 'installationUrl' | 'outbound'>,
  options: ControlServiceOptions = {},
): ControlService => {
  const { running = true, newId = randomUUID, fetch = createGuardedFetch(config.outbound) } = options;
  const { storage, clock, random } = hub;
  const { installationUrl } = config;
  const makeKeys = createKeyMaker({ sealer: hub.sealer, clock, random, newId });
  const version = readHubVersion();
  const startedAt = running ? clock() : null;
  return {
    status: async () => ({
      version,
      running,
      startedAt,
      installationUrl,
      ...(await installationStatus(storage.read, installationUrl)),
    }),
    apply: async (request) => {
      const actor = { kind: 'operator', id: 'operator', name: request.operator ?? 'operator' } as const;
      const recordChanges: ApplyDependencies['recordChanges'] = (writer, made) =>
        auditChanges(writer, made, (event) => hub.audit.append(writer, { ...event, actor }));
      const remote = false;
      const mayWiden = (): boolean => true;
      const dependencies = { storage, fetch, makeKeys, clock, newId, installationUrl, remote, mayWiden, recordChanges };
      const answer = await executeApply(request, dependencies);
      if (answer.applied && answer.changes.length > 0) {
        await hub.directoryChanged();
      }
      return answer;
    },
    export: (request) => exportDirectory(storage, request),
    listAttempts: (request) => listAttempts(storage, request),
    findAttempt: (reference) => findAttempt(storage, reference),
    verifyAudit: ({ company }) => verifyAudit(storage.read, hub.audit, company),
    exportAudit: ({ company }) => exportAudit(storage.read, company),
    listAdministrators: () => listAdministrators(storage.read),
    recover: (request) => issueRecoveryLink({ storage, clock, random, audit: hub.audit, installationUrl }, request),
  };
};
