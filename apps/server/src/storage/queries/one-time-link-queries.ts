/** One-time links, and counters of failures. */
import { z } from 'zod';
import { excludedOf, valuesOf } from '../columns.ts';
import { readJson, readWord } from '../json-column.ts';
import {
  type AdministrationReader,
  type AdministrationWriter,
  type LinkCreator,
  linkKinds,
  type OneTimeLinkRecord,
  type ThrottleRecord,
} from '../ports/administration-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { OneTimeLinkTable, ThrottleTable } from '../tables/administration-tables.ts';

const creator: z.ZodType<LinkCreator> = z.strictObject({ kind: z.string(), id: z.string(), name: z.string() });

const linkColumns = [
  'token_hash',
  'kind',
  'subject',
  'resets_second_factors',
  'creator',
  'created_at',
  'expires_at',
] as const satisfies readonly (keyof OneTimeLinkTable)[];

const throttleValues = ['failures', 'blocked_until', 'expires_at'] as const satisfies readonly (keyof ThrottleTable)[];

const findLink = prepareQuery((db, p: { kind: string; tokenHash: string; now: number }) =>
  db
    .selectFrom('one_time_link')
    .select(linkColumns)
    .where('token_hash', '=', p.tokenHash)
    .where('kind', '=', p.kind)
    .where('expires_at', '>', p.now),
);

const insertLink = prepareQuery((db, p: OneTimeLinkTable) =>
  db.insertInto('one_time_link').values(valuesOf(p, linkColumns)),
);

const useLink = prepareQuery((db, p: { kind: string; tokenHash: string; now: number }) =>
  db
    .deleteFrom('one_time_link')
    .where('token_hash', '=', p.tokenHash)
    .where('kind', '=', p.kind)
    .where('expires_at', '>', p.now),
);

const deleteLinks = prepareQuery((db, p: { kind: string; subject: string }) =>
  db.deleteFrom('one_time_link').where('subject', '=', p.subject).where('kind', '=', p.kind),
);

const findThrottle = prepareQuery((db, p: { keyHash: string; now: number }) =>
  db
    .selectFrom('throttle')
    .select(['key_hash', ...throttleValues])
    .where('key_hash', '=', p.keyHash)
    .where('expires_at', '>', p.now),
);

const putThrottle = prepareQuery((db, p: ThrottleTable) =>
  db
    .insertInto('throttle')
    .values(valuesOf(p, ['key_hash', ...throttleValues]))
    .onConflict((conflict) =>
      conflict
        .column('key_hash')
        .doUpdateSet(excludedOf<ThrottleTable, (typeof throttleValues)[number]>(throttleValues)),
    ),
);

const deleteThrottle = prepareQuery((db, p: { keyHash: string }) =>
  db.deleteFrom('throttle').where('key_hash', '=', p.keyHash),
);

const toLinkRow = (record: OneTimeLinkRecord): OneTimeLinkTable => ({
  token_hash: record.tokenHash,
  kind: record.kind,
  subject: record.subject,
  resets_second_factors: record.resetsSecondFactors ? 1 : 0,
  creator: JSON.stringify(record.creator),
  created_at: record.createdAt,
  expires_at: record.expiresAt,
});

const toLink = (row: OneTimeLinkTable): OneTimeLinkRecord => ({
  tokenHash: row.token_hash,
  kind: readWord(linkKinds, row.kind, 'one_time_link.kind'),
  subject: row.subject,
  resetsSecondFactors: row.resets_second_factors === 1,
  creator: readJson(creator, row.creator, 'one_time_link.creator'),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

const toThrottle = (row: ThrottleTable): ThrottleRecord => ({
  keyHash: row.key_hash,
  failures: row.failures,
  blockedUntil: row.blocked_until,
  expiresAt: row.expires_at,
});

/** Reads links and counters. */
export const createLinkReader = (db: QueryRunner): Pick<AdministrationReader, 'findLink' | 'findThrottle'> => ({
  findLink: async (kind, tokenHash, now) => {
    const row = await findLink.first(db, { kind, tokenHash, now });
    return row === null ? null : toLink(row);
  },
  findThrottle: async (keyHash, now) => {
    const row = await findThrottle.first(db, { keyHash, now });
    return row === null ? null : toThrottle(row);
  },
});

/** Changes links and counters. */
export const createLinkWriter = (
  db: QueryRunner,
): Pick<AdministrationWriter, 'putLink' | 'useLink' | 'deleteLinks' | 'putThrottle' | 'deleteThrottle'> => ({
  putLink: async (record) => {
    await insertLink.run(db, toLinkRow(record));
  },
  useLink: async (kind, tokenHash, now) => (await useLink.run(db, { kind, tokenHash, now })) === 1,
  deleteLinks: async (kind, subject) => {
    await deleteLinks.run(db, { kind, subject });
  },
  putThrottle: async ({ keyHash, failures, blockedUntil, expiresAt }) => {
    await putThrottle.run(db, { key_hash: keyHash, failures, blocked_until: blockedUntil, expires_at: expiresAt });
  },
  deleteThrottle: async (keyHash) => {
    await deleteThrottle.run(db, { keyHash });
  },
});
