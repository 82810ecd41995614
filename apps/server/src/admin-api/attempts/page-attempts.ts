/**
 * A page of attempts from several realms, newest first. Each realm is read by the index that fits the query best, and
 * what else is asked is looked at one by one. Work is bounded: a page may be short although more follow.
 */
import type { AttemptsQuery } from '@cordboard/contract/admin-api/attempts';
import { z } from 'zod';
import type { AttemptHead, AttemptNarrowing } from '../../storage/ports/attempt-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import { readCursor, writeCursor } from '../http/page-cursor.ts';

/** Attempts of one realm that are looked at for one page. */
const MAX_LOOKED_AT = 1000;
const BATCH = 200;

const position = z.strictObject({ startedAt: z.int(), id: z.string() });
type Position = z.output<typeof position>;

type Query = Omit<AttemptsQuery, 'environment' | 'realm'>;

/** Attempts of a realm in one order: a person has several, as user and as whom nobody knows. */
interface Stream {
  readonly realmId: string;
  readonly narrowing: AttemptNarrowing;
  readonly matches: (head: AttemptHead) => boolean;
}

const isNewer = (a: Position, b: Position): boolean =>
  a.startedAt - b.startedAt > 0 || (a.startedAt === b.startedAt && a.id > b.id);

const byAge = (a: Position, b: Position): number => (isNewer(a, b) ? -1 : 1);

const usersNamed = async (reader: StorageReader, realmId: string, person: string): Promise<readonly string[]> => {
  const found = [
    await reader.findUser(realmId, person),
    await reader.findUserByLogin(realmId, person),
    ...(await reader.findUsersByEmail(realmId, person)),
  ];
  return [...new Set(found.flatMap((user) => user?.id ?? []))];
};

const narrowingsOf = async (
  reader: StorageReader,
  realmId: string,
  query: Query,
): Promise<readonly AttemptNarrowing[]> => {
  const { person, code, outcome } = query;
  if (person !== undefined) {
    const users = await usersNamed(reader, realmId, person);
    return [{ by: 'subject', value: person }, ...users.map((value): AttemptNarrowing => ({ by: 'userId', value }))];
  }
  if (code !== undefined) {
    return [{ by: 'code', value: code }];
  }
  return [outcome === 'refused' || outcome === 'abandoned' ? { by: 'outcome', outcome } : { by: 'realm' }];
};

/** Null when the realm has no such connection, and so no such attempts. */
const connectionFilter = async (
  reader: StorageReader,
  realmId: string,
  connection: string | undefined,
): Promise<((head: AttemptHead) => boolean) | null> => {
  if (connection === undefined) {
    return () => true;
  }
  const [serviceProviderSlug, slug] = connection.split('/');
  const view = await reader.findRealmViewById(realmId);
  const serviceProvider = view?.serviceProviders.find((candidate) => candidate.slug === serviceProviderSlug);
  const found = view?.connections.find(
    (candidate) => candidate.slug === slug && candidate.serviceProviderId === serviceProvider?.id,
  );
  return found === undefined ? null : ({ connectionId }) => connectionId === found.id;
};

const streamsOf = async (reader: StorageReader, realmId: string, query: Query): Promise<readonly Stream[]> => {
  const isOfConnection = await connectionFilter(reader, realmId, query.connection);
  if (isOfConnection === null) {
    return [];
  }
  const { kind, outcome, code, app } = query;
  const matches = (head: AttemptHead): boolean =>
    (kind === undefined || head.kind === kind) &&
    (outcome === undefined || head.outcome === outcome) &&
    (code === undefined || head.code === code) &&
    (app === undefined || head.app === app) &&
    isOfConnection(head);
  const narrowings = await narrowingsOf(reader, realmId, query);
  return narrowings.map((narrowing) => ({ realmId, narrowing, matches }));
};

interface Found {
  readonly heads: readonly AttemptHead[];
  /** Where looking ended before the stream did; what is older is unknown. */
  readonly stoppedAt: Position | null;
}

const look = async (reader: StorageReader, stream: Stream, query: Query, start: Position): Promise<Found> => {
  const { realmId, narrowing } = stream;
  const heads: AttemptHead[] = [];
  let before = start;
  for (let lookedAt = 0; lookedAt < MAX_LOOKED_AT; lookedAt += BATCH) {
    const filter = { realmId, narrowing, since: query.since ?? 0, before, limit: BATCH };
    const batch = await reader.listAttemptHeads(filter);
    heads.push(...batch.filter(stream.matches));
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) {
      return { heads, stoppedAt: null };
    }
    before = { startedAt: last.startedAt, id: last.id };
    if (heads.length > query.limit) {
      return { heads, stoppedAt: before };
    }
  }
  return { heads, stoppedAt: before };
};

const startOf = (query: Query): Position => {
  const until = { startedAt: query.until ?? Number.MAX_SAFE_INTEGER, id: '' };
  const cursor = readCursor(position, query.cursor);
  return cursor === undefined || isNewer(cursor, until) ? until : cursor;
};

export const pageOfAttempts = async (
  reader: StorageReader,
  realmIds: readonly string[],
  query: Query,
): Promise<{ readonly heads: readonly AttemptHead[]; readonly next: string | null }> => {
  const start = startOf(query);
  const found: Found[] = [];
  for (const realmId of realmIds) {
    for (const stream of await streamsOf(reader, realmId, query)) {
      found.push(await look(reader, stream, query, start));
    }
  }
  // Nothing older than where the first of them stopped can be shown: others may have something in between.
  const stops = found.flatMap(({ stoppedAt }) => stoppedAt ?? []).toSorted(byAge);
  const [cutoff] = stops;
  const known = found
    .flatMap(({ heads }) => heads)
    .filter((head) => cutoff === undefined || !isNewer(cutoff, head))
    .toSorted(byAge);
  const heads = known.slice(0, query.limit);
  const last = heads.at(-1);
  if (known.length > query.limit && last !== undefined) {
    return { heads, next: writeCursor({ startedAt: last.startedAt, id: last.id }) };
  }
  return { heads, next: cutoff === undefined ? null : writeCursor(cutoff) };
};
