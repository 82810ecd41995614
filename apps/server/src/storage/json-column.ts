/** JSON columns: text in the database, checked by a schema on the way out. */
import type { z } from 'zod';
import { CordboardError } from '../errors.ts';

/**
 * Reads a JSON column.
 *
 * @param place table and column, for the administrator
 * @throws `storage.damaged_record` when it is not JSON or does not have the shape of `schema`
 */
export const readJson = <T>(schema: z.ZodType<T>, text: string, place: string): T => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CordboardError('storage.damaged_record', { expected: `JSON in ${place}`, cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CordboardError('storage.damaged_record', {
    expected: `the shape of ${place}`,
    received: issue === undefined ? undefined : `${issue.path.join('.')}: ${issue.message}`,
    cause: parsed.error,
  });
};

/** Reads a text column that holds one of a few words. @throws `storage.damaged_record` */
export const readWord = <T extends string>(words: readonly T[], text: string, place: string): T => {
  const found = words.find((word) => word === text);
  if (found === undefined) {
    throw new CordboardError('storage.damaged_record', { expected: `${place}: ${words.join(', ')}`, received: text });
  }
  return found;
};
