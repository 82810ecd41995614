/** Cursors of lists: where the page before ended, as an opaque word. */
import { z } from 'zod';
import { CordboardError } from '../../errors.ts';

export const writeCursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws CordboardError `admin.cursor_unknown` for a word that this list did not write */
export const readCursor = <S extends z.ZodType>(schema: S, cursor: string | undefined): z.output<S> | undefined => {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new CordboardError('admin.cursor_unknown', { expected: '`next` of a page of the same list', cause });
  }
};

/**
 * One page: ask the storage for one record more than the limit, and hand over what it gave.
 *
 * @param positionOf what the next page has to know of the last entry of this one
 */
export const pageOfRecords = <R>(
  records: readonly R[],
  limit: number,
  positionOf: (last: R) => unknown,
): { readonly records: readonly R[]; readonly next: string | null } => {
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return { records: page, next: records.length > limit && last !== undefined ? writeCursor(positionOf(last)) : null };
};

/** One page of a short list that is at hand, by slug. */
export const pageBySlug = <R extends { readonly slug: string }>(
  all: readonly R[],
  query: { readonly limit: number; readonly cursor?: string | undefined },
): { readonly records: readonly R[]; readonly next: string | null } => {
  const after = readCursor(z.string(), query.cursor) ?? '';
  const records = all.filter(({ slug }) => slug > after).toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  return pageOfRecords(records.slice(0, query.limit + 1), query.limit, ({ slug }) => slug);
};
