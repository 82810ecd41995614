/** Column lists for statements that write whole rows, and conditions that single out a few. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** The named columns of a row, as an object of their own. */
export const valuesOf = <T extends object, C extends keyof T>(row: T, columns: readonly C[]): Pick<T, C> =>
  Object.fromEntries(columns.map((column) => [column, row[column]])) as Pick<T, C>;

/** For `on conflict … do update`: each named column takes the value of the row that was refused. */
export const excludedOf = <T extends object, C extends keyof T & string>(
  columns: readonly C[],
): { [K in C]: RawBuilder<T[K]> } =>
  Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])) as {
    [K in C]: RawBuilder<T[K]>;
  };

/**
 * A condition that few rows meet. Without being told, SQLite may take two bounds of time for the narrower choice, and read all
 * rows in between; logs have millions.
 */
export const isRarely = (column: string, value: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`unlikely(${sql.ref(column)} = ${value})`;
