/** The audit log: added event by event, listed newest first, read oldest first for checking. */
import { z } from 'zod';
import { CordboardError } from '../../errors.ts';
import { excludedOf, isRarely, valuesOf } from '../columns.ts';
import { readJson, readWord } from '../json-column.ts';
import type {
  AuditActorKind,
  AuditEventRecord,
  AuditFieldChange,
  AuditFilter,
  AuditReader,
  AuditWriter,
} from '../ports/audit-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { AuditEventTable, AuditHeadTable } from '../tables/administration-tables.ts';
import { findActorNames, noteActorName } from './actor-names.ts';

const actorKinds: readonly AuditActorKind[] = ['administrator', 'api-key', 'operator', 'person', 'system'];

const fieldChanges: z.ZodType<AuditFieldChange[]> = z.array(
  z.strictObject({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
);

const eventColumns = [
  'chain',
  'sequence',
  'at',
  'id',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'target_kind',
  'target_path',
  'fields',
  'address',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof AuditEventTable)[];

const headColumns = ['chain', 'sequence', 'hash', 'seal'] as const satisfies readonly (keyof AuditHeadTable)[];

interface ListValues {
  readonly chain: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly since: number;
  readonly beforeAt: number;
  readonly beforeSequence: number;
  readonly limit: number;
}

/** Each combination of filters is a query of its own, so that each finds its index. */
const listQuery = (by: { readonly actor: 'nobody' | 'id' | 'name'; readonly action: boolean }) =>
  prepareQuery((db, p: ListValues) => {
    let query = db.selectFrom('audit_event').select(eventColumns).where('chain', '=', p.chain);
    if (by.actor === 'id') query = query.where(isRarely('actor_id', p.actorId));
    if (by.actor === 'name') query = query.where(isRarely('actor_name', p.actorName));
    if (by.action) query = query.where(isRarely('action', p.action));
    return query
      .where('at', '>=', p.since)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('at', 'sequence'), '<', tuple(p.beforeAt, p.beforeSequence)))
      .orderBy('at', 'desc')
      .orderBy('sequence', 'desc')
      .limit(p.limit);
  });

const listQueries = {
  nobody: { all: listQuery({ actor: 'nobody', action: false }), action: listQuery({ actor: 'nobody', action: true }) },
  id: { all: listQuery({ actor: 'id', action: false }), action: listQuery({ actor: 'id', action: true }) },
  name: { all: listQuery({ actor: 'name', action: false }), action: listQuery({ actor: 'name', action: true }) },
} as const;

const readChain = prepareQuery((db, p: { chain: string; after: number; limit: number }) =>
  db
    .selectFrom('audit_event')
    .select(eventColumns)
    .where('chain', '=', p.chain)
    .where('sequence', '>', p.after)
    .orderBy('sequence')
    .limit(p.limit),
);

const findHead = prepareQuery((db, p: { chain: string }) =>
  db.selectFrom('audit_head').select(headColumns).where('chain', '=', p.chain),
);

const listChains = prepareQuery((db, _p: Record<never, never>) =>
  db.selectFrom('audit_head').select('chain').orderBy('chain'),
);

const insertEvent = prepareQuery((db, p: AuditEventTable) =>
  db
    .insertInto('audit_event')
    .values(valuesOf(p, eventColumns))
    .onConflict((conflict) => conflict.doNothing()),
);

const putHead = prepareQuery((db, p: AuditHeadTable) =>
  db
    .insertInto('audit_head')
    .values(valuesOf(p, headColumns))
    .onConflict((conflict) =>
      conflict
        .column('chain')
        .doUpdateSet(excludedOf<AuditHeadTable, 'sequence' | 'hash' | 'seal'>(['sequence', 'hash', 'seal'])),
    ),
);

const toRecord = (row: AuditEventTable): AuditEventRecord => ({
  chain: row.chain,
  sequence: row.sequence,
  id: row.id,
  at: row.at,
  actor: {
    kind: readWord(actorKinds, row.actor_kind, 'audit_event.actor_kind'),
    id: row.actor_id,
    name: row.actor_name,
  },
  action: row.action,
  target: { kind: row.target_kind, path: row.target_path },
  fields: readJson(fieldChanges, row.fields, 'audit_event.fields'),
  address: row.address,
  previousHash: row.previous_hash,
  hash: row.hash,
});

const toRow = (record: AuditEventRecord): AuditEventTable => ({
  chain: record.chain,
  sequence: record.sequence,
  at: record.at,
  id: record.id,
  actor_kind: record.actor.kind,
  actor_id: record.actor.id,
  actor_name: record.actor.name,
  action: record.action,
  target_kind: record.target.kind,
  target_path: record.target.path,
  fields: JSON.stringify(record.fields),
  address: record.address,
  previous_hash: record.previousHash,
  hash: record.hash,
});

type ActorValues = Pick<ListValues, 'actorId' | 'actorName'>;

const NOBODY: ActorValues = { actorId: '', actorName: '' };

/** Newest first; the same event is there once, however many of the lists have it. */
const mergeLists = (lists: readonly AuditEventTable[][], limit: number): AuditEventTable[] =>
  [...new Map(lists.flat().map((row) => [row.sequence, row])).values()]
    .toSorted((left, right) => right.at - left.at || right.sequence - left.sequence)
    .slice(0, limit);

const list = async (db: QueryRunner, filter: AuditFilter): Promise<AuditEventTable[]> => {
  const { chain, actorId, actor, action, before, limit } = filter;
  // Both bounds exclude: the sooner one decides.
  const until = { at: filter.until ?? Number.MAX_SAFE_INTEGER, sequence: 0 };
  const bound = before === undefined || before.at >= until.at ? until : before;
  const listOf = (by: keyof typeof listQueries, values: ActorValues): Promise<AuditEventTable[]> =>
    listQueries[by][action === undefined ? 'all' : 'action'].all(db, {
      ...values,
      chain,
      action: action ?? '',
      since: filter.since ?? 0,
      beforeAt: bound.at,
      beforeSequence: bound.sequence,
      limit,
    });
  if (actorId !== undefined) return listOf('id', { ...NOBODY, actorId });
  if (actor === undefined) return listOf('nobody', NOBODY);
  const lists = [await listOf('id', { ...NOBODY, actorId: actor })];
  for (const actorName of await findActorNames(db, { chain, name: actor })) {
    lists.push(await listOf('name', { ...NOBODY, actorName }));
  }
  return mergeLists(lists, limit);
};

/** Reads the audit log. */
export const createAuditReader = (db: QueryRunner): AuditReader => ({
  listAuditEvents: async (filter) => (await list(db, filter)).map(toRecord),
  readAuditChain: async (chain, after, limit) => (await readChain.all(db, { chain, after, limit })).map(toRecord),
  findAuditHead: async (chain) => findHead.first(db, { chain }),
  listAuditChains: async () => (await listChains.all(db, {})).map(({ chain }) => chain),
});

/** Adds to the audit log. */
export const createAuditWriter = (db: QueryRunner): AuditWriter => ({
  addAuditEvent: async (event, head) => {
    if ((await insertEvent.run(db, toRow(event))) === 0) {
      throw new CordboardError('storage.duplicate', {
        expected: 'the next place in the chain',
        received: `${event.chain} ${event.sequence}`,
      });
    }
    await noteActorName(db, { chain: event.chain, name: event.actor.name });
    await putHead.run(db, head);
  },
});
