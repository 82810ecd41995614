/** A stored attempt with names in the place of identifiers, for people who look at it. */
import type { AttemptView } from '@cordboard/contract/control';
import type { AttemptCheck, AttemptRecord } from '../storage/ports/attempt-store.ts';
import type { StorageReader } from '../storage/ports/storage.ts';

const checkView = ({ stage, name, status, ...detail }: AttemptCheck): AttemptView['checks'][number] => {
  const { code, expected, received, hint } = detail;
  return {
    stage,
    name,
    status,
    ...(code !== undefined && { code }),
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
    ...(hint !== undefined && { hint }),
  };
};

/** What is gone by now keeps its identifier. */
export const attemptView = async (record: AttemptRecord, reader: StorageReader): Promise<AttemptView> => {
  const view = await reader.findRealmViewById(record.realmId);
  const connection = view?.connections.find(({ id }) => id === record.connectionId);
  const user = record.userId === null ? null : await reader.findUser(record.realmId, record.userId);
  return {
    reference: record.reference,
    kind: record.kind,
    realm: view === null ? record.realmId : [view.company.slug, view.environment.slug, view.realm.slug].join('/'),
    connection: connection?.slug ?? record.connectionId,
    app: record.app,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    outcome: record.outcome,
    code: record.code,
    user: user?.login ?? record.userId,
    subject: record.subject,
    checks: record.checks.map(checkView),
    stageMs: { ...record.stageMs },
  };
};
