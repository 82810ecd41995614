/** Carries out what the rules of the refresh say about a document, and leaves a trace of it in the audit log. */
import type { TrustChange } from '@cordboard/contract/identity-provider-trust';
import type { AuditLog } from '../audit/audit-log.ts';
import type { StagedIdentityProvider } from '../storage/ports/connection-test-store.ts';
import type { ConnectionRecord, RealmView } from '../storage/ports/directory-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { LoadedDescription } from './load-description.ts';
import { decideRefresh } from './refresh-rules.ts';
import { certificateChanges, changesToApprove, type Described, trustChanges } from './trust-changes.ts';

/** Stands where the login of an administrator would. */
export const METADATA_REFRESH = 'metadata refresh';

const ACTOR = { kind: 'system', id: 'metadata-refresh', name: METADATA_REFRESH } as const;

export type RefreshOutcome = 'unchanged' | 'adopted' | 'staged' | 'adopted-and-staged' | 'blocked';

export interface TakenOver {
  readonly outcome: RefreshOutcome;
  /** What was taken over, and then what was staged. */
  readonly changes: readonly TrustChange[];
}

export interface RefreshedPlace {
  readonly view: RealmView;
  readonly connection: ConnectionRecord;
}

/** `company/environment/realm/serviceProvider/connection`. */
export const connectionPath = ({ view, connection }: RefreshedPlace): string => {
  const serviceProvider = view.serviceProviders.find(({ id }) => id === connection.serviceProviderId);
  const slugs = [view.company.slug, view.environment.slug, view.realm.slug, serviceProvider?.slug, connection.slug];
  return slugs.join('/');
};

/** Changes as fields of an audit event. */
export const auditFields = (
  changes: readonly TrustChange[],
): readonly { readonly name: string; readonly from: string | null; readonly to: string | null }[] =>
  changes.map(({ field, from, to }) => ({ name: field, from, to }));

/** Whether two descriptions trust the same; until when the document holds does not count. */
export const isSameTrust = (a: Described, b: Described): boolean =>
  changesToApprove(a.identityProvider, b.identityProvider).length === 0 && certificateChanges(a, b).length === 0;

const described = ({ description, source }: StagedIdentityProvider): Described => ({
  identityProvider: description,
  source,
});

/** One commit of the refresh. */
interface Step {
  readonly audit: AuditLog;
  readonly writer: StorageWriter;
  readonly place: RefreshedPlace;
  readonly document: LoadedDescription;
  readonly now: number;
}

const note = ({ audit, writer, place }: Step, action: string, changes: readonly TrustChange[]): Promise<void> =>
  audit.append(writer, {
    companyId: place.view.company.id,
    actor: ACTOR,
    action,
    target: { kind: 'connection', path: connectionPath(place) },
    fields: auditFields(changes),
  });

const adopt = async (step: Step, certificates: readonly string[] | null): Promise<ConnectionRecord> => {
  const { writer, place, document } = step;
  const { connection } = place;
  if (certificates === null) {
    return connection;
  }
  const adopted: ConnectionRecord = {
    ...connection,
    identityProvider: {
      ...connection.identityProvider,
      signingCertificates: certificates,
      validUntil: document.identityProvider.validUntil,
    },
    source: document.source,
  };
  await writer.putConnection(adopted);
  await note(step, 'connection.certificates-adopted', certificateChanges(connection, adopted));
  return adopted;
};

type Staging = 'none' | 'staged' | 'waits' | 'blocked';

/** What an administrator staged stays: two people's changes never mix, and neither do those of a person and an address. */
const stage = async (step: Step, inUse: ConnectionRecord, wanted: boolean): Promise<Staging> => {
  const { writer, document, now } = step;
  const present = await writer.findStagedIdentityProvider(inUse.id);
  const isOurs = present?.by === METADATA_REFRESH;
  if (!wanted) {
    if (present !== null && isOurs) {
      await writer.deleteStagedIdentityProvider(inUse.id);
      await note(step, 'connection.staged-withdrawn', trustChanges(inUse, described(present)));
    }
    return 'none';
  }
  if (present !== null && isSameTrust(described(present), document)) {
    return 'waits';
  }
  if (present !== null && !isOurs) {
    return 'blocked';
  }
  const { identityProvider: description, source } = document;
  await writer.putStagedIdentityProvider({
    connectionId: inUse.id,
    description,
    source,
    document: null,
    by: METADATA_REFRESH,
    at: now,
  });
  await note(step, 'connection.staged', trustChanges(inUse, document));
  return 'staged';
};

const outcomeOf = (isAdopted: boolean, staging: Staging): RefreshOutcome => {
  if (staging === 'blocked') {
    return isAdopted ? 'adopted' : 'blocked';
  }
  if (staging === 'staged') {
    return isAdopted ? 'adopted-and-staged' : 'staged';
  }
  return isAdopted ? 'adopted' : 'unchanged';
};

/** Adopts and stages, within one commit. */
export const takeOver = async (
  { audit }: { readonly audit: AuditLog },
  writer: StorageWriter,
  place: RefreshedPlace,
  document: LoadedDescription,
  now: number,
): Promise<TakenOver & { readonly blocked: boolean }> => {
  const step: Step = { audit, writer, place, document, now };
  const decision = decideRefresh(place.connection, document);
  const inUse = await adopt(step, decision.adopt);
  const staging = await stage(step, inUse, decision.stage);
  return {
    outcome: outcomeOf(decision.adopt !== null, staging),
    blocked: staging === 'blocked',
    changes: [
      ...(decision.adopt === null ? [] : certificateChanges(place.connection, inUse)),
      ...(staging === 'staged' ? trustChanges(inUse, document) : []),
    ],
  };
};
