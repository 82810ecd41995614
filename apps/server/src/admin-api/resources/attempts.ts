/** Sign-in attempts over the API, of the places where their reader may read them. */
import {
  type AttemptsQuery,
  listAttemptCauses,
  listAttempts,
  readAttempt,
} from '@cordboard/contract/admin-api/attempts';
import { normalizeReference } from '../../attempts/reference.ts';
import { CordboardError } from '../../errors.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { attemptView } from '../attempt-view.ts';
import { pageOfAttempts } from '../attempts/page-attempts.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';

const HOUR_MS = 3_600_000;
const PERIOD_MS = { '24h': 24 * HOUR_MS, '7d': 7 * 24 * HOUR_MS } as const;
/** Attempts whose causes are counted: for all realms together, and of one. */
const MAX_COUNTED = 20_000;
const MAX_COUNTED_OF_REALM = 5_000;

/** Realms of the company that the query means and the caller may look at. */
const realmsOf = async (
  reader: StorageReader,
  { company, may }: Pick<Call, 'company' | 'may'>,
  query: Pick<AttemptsQuery, 'environment' | 'realm'>,
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const environment of await reader.listEnvironments(company.id)) {
    const isMeant = query.environment === undefined || query.environment === environment.slug;
    if (isMeant && may('attempts.read', { companyId: company.id, environmentId: environment.id })) {
      const realms = await reader.listRealms(environment.id);
      ids.push(...realms.filter(({ slug }) => query.realm === undefined || query.realm === slug).map(({ id }) => id));
    }
  }
  return ids;
};

const causesOf = async (
  reader: StorageReader,
  realmIds: readonly string[],
  since: number,
): Promise<{ readonly items: { code: string; count: number }[]; readonly more: boolean }> => {
  const counts = new Map<string, number>();
  let left = MAX_COUNTED;
  let more = false;
  for (const realmId of realmIds) {
    const limit = Math.min(left, MAX_COUNTED_OF_REALM);
    const codes = await reader.listRefusalCodes(realmId, since, limit + 1);
    more ||= codes.length > limit;
    for (const code of codes.slice(0, limit)) {
      counts.set(code ?? 'unknown', (counts.get(code ?? 'unknown') ?? 0) + 1);
    }
    left -= Math.min(codes.length, limit);
  }
  const items = [...counts].map(([code, count]) => ({ code, count }));
  return { items: items.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)), more };
};

export const attemptRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const { read } = parts.storage;
  return [
    bind(listAttempts, async (call) => {
      const realmIds = await realmsOf(read, call, call.query);
      const { heads, next } = await pageOfAttempts(read, realmIds, call.query);
      const items = await Promise.all(heads.map((head) => attemptView({ ...head, checks: [], stageMs: {} }, read)));
      return { body: { items, next } };
    }),
    bind(readAttempt, async ({ company, params, may }) => {
      const reference = normalizeReference(params.reference);
      const record = reference === null ? null : await read.findAttemptByReference(reference);
      const view = record === null ? null : await read.findRealmViewById(record.realmId);
      const place = { companyId: company.id, environmentId: view?.environment.id ?? null };
      if (record === null || view?.company.id !== company.id || !may('attempts.read', place)) {
        throw new CordboardError('admin.not_found', { received: params.reference });
      }
      return { body: await attemptView(record, read) };
    }),
    bind(listAttemptCauses, async (call) => {
      const since = call.now - PERIOD_MS[call.query.period];
      const causes = await causesOf(read, await realmsOf(read, call, call.query), since);
      return { body: { since, ...causes } };
    }),
  ];
};
