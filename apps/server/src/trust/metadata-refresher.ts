/**
 * Reads the metadata address of one connection and takes over what may be taken over. What was known stays in use
 * whatever goes wrong; the rules are in refresh-rules.ts.
 */
import type { TrustChange } from '@cordboard/contract/identity-provider-trust';
import { SamlError } from '@cordboard/saml';
import type { AuditLog } from '../audit/audit-log.ts';
import { CordboardError } from '../errors.ts';
import type { GuardedFetch } from '../outbound/guarded-fetch.ts';
import type { ConnectionRecord, RealmView } from '../storage/ports/directory-store.ts';
import type { MetadataRefreshProblem, MetadataRefreshRecord } from '../storage/ports/metadata-refresh-store.ts';
import type { Storage, StorageWriter } from '../storage/ports/storage.ts';
import { chosenDescription, type LoadedDescription, loadDescription } from './load-description.ts';
import { nextAfterFailure, nextAfterSuccess } from './refresh-schedule.ts';
import { type RefreshOutcome, takeOver } from './take-over.ts';

export interface RefreshResult {
  readonly outcome: RefreshOutcome | 'failed';
  readonly changes: readonly TrustChange[];
}

export interface MetadataRefresherParts {
  readonly storage: Storage;
  readonly fetch: GuardedFetch;
  readonly audit: AuditLog;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Cryptographically strong octets. */
  readonly random: (size: number) => Uint8Array;
  /** Called when certificates were taken over: what is in memory is not true any more. */
  readonly directoryChanged: () => Promise<void>;
}

export interface MetadataRefresher {
  /**
   * Reads the address now, whether it is due or not; a call while one is under way gets its result.
   *
   * @throws CordboardError `trust.no_address`
   */
  refresh(connection: Pick<ConnectionRecord, 'id' | 'realmId'>): Promise<RefreshResult>;
}

interface Place {
  readonly view: RealmView;
  readonly connection: ConnectionRecord;
  readonly url: string;
}

type Loaded = { readonly document: LoadedDescription } | { readonly problem: MetadataRefreshProblem };

/** What is written with every result. */
interface Written {
  readonly place: Place;
  readonly now: number;
  /** From 0 to 1. */
  readonly share: number;
}

const findPlace = async (
  reader: Pick<StorageWriter, 'findRealmViewById'>,
  { id, realmId }: Pick<ConnectionRecord, 'id' | 'realmId'>,
): Promise<Place | null> => {
  const view = await reader.findRealmViewById(realmId);
  const connection = view?.connections.find((candidate) => candidate.id === id);
  return view === null || connection === undefined || connection.source.kind !== 'url'
    ? null
    : { view, connection, url: connection.source.url };
};

const problemOf = (error: unknown): MetadataRefreshProblem => {
  if (!(error instanceof CordboardError || error instanceof SamlError)) {
    throw error;
  }
  const { code, expected, received, hint, message } = error;
  const said = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(received === undefined ? [] : [`received ${received}`]),
    ...(hint === undefined ? [] : [hint]),
  ];
  // The message begins with the code.
  return { code, words: [message.slice(code.length + 2), ...said].join(' ').slice(0, 500) };
};

const load = async (parts: MetadataRefresherParts, { connection, url }: Place, now: number): Promise<Loaded> => {
  const amongSeveral = connection.identityProvider.entityId;
  try {
    return { document: chosenDescription(await loadDescription({ url }, { fetch: parts.fetch, now, amongSeveral })) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
};

const noteFailure = async (
  writer: StorageWriter,
  before: MetadataRefreshRecord,
  problem: MetadataRefreshProblem,
  { now, share }: Written,
): Promise<RefreshResult> => {
  const failures = before.failures + 1;
  const nextAt = nextAfterFailure(now, failures, share);
  await writer.updateMetadataRefresh({ ...before, checkedAt: now, failures, nextAt, problem });
  return { outcome: 'failed', changes: [] };
};

const noteSuccess = async (
  parts: MetadataRefresherParts,
  writer: StorageWriter,
  before: MetadataRefreshRecord,
  document: LoadedDescription,
  { place, now, share }: Written,
): Promise<RefreshResult> => {
  const taken = await takeOver(parts, writer, place, document, now);
  const { validUntil } = document.identityProvider;
  const isAdopted = taken.outcome === 'adopted' || taken.outcome === 'adopted-and-staged';
  await writer.updateMetadataRefresh({
    ...before,
    checkedAt: now,
    succeededAt: now,
    adoptedAt: isAdopted ? now : before.adoptedAt,
    failures: 0,
    nextAt: nextAfterSuccess(now, { cacheDurationMs: document.cacheDurationMs, validUntil }, share),
    problem: null,
    validUntil,
    blocked: taken.blocked,
  });
  return { outcome: taken.outcome, changes: taken.changes };
};

const NOTHING: RefreshResult = { outcome: 'unchanged', changes: [] };

const run = async (
  parts: MetadataRefresherParts,
  target: Pick<ConnectionRecord, 'id' | 'realmId'>,
): Promise<RefreshResult> => {
  const asked = await findPlace(parts.storage.read, target);
  if (asked === null) {
    throw new CordboardError('trust.no_address', { expected: 'a connection with a metadata address' });
  }
  const now = parts.clock();
  const loaded = await load(parts, asked, now);
  const share = (parts.random(1)[0] ?? 0) / 255;
  const result = await parts.storage.write(async (writer) => {
    // Read anew: somebody may have changed the connection while the address was waited for.
    const place = await findPlace(writer, target);
    const before = await writer.findMetadataRefresh(target.id);
    if (place === null || before === null || place.url !== asked.url) {
      return NOTHING;
    }
    const written = { place, now, share };
    return 'problem' in loaded
      ? noteFailure(writer, before, loaded.problem, written)
      : noteSuccess(parts, writer, before, loaded.document, written);
  });
  if (result.outcome === 'adopted' || result.outcome === 'adopted-and-staged') {
    await parts.directoryChanged();
  }
  return result;
};

export const createMetadataRefresher = (parts: MetadataRefresherParts): MetadataRefresher => {
  const underWay = new Map<string, Promise<RefreshResult>>();
  return {
    // One at a time: an answer that was read earlier must not be written over a later one.
    refresh: (connection) => {
      const known = underWay.get(connection.id);
      if (known !== undefined) {
        return known;
      }
      const started = run(parts, connection).finally(() => underWay.delete(connection.id));
      underWay.set(connection.id, started);
      return started;
    },
  };
};
