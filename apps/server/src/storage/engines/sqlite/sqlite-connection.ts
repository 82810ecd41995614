/**
 * One connection to an SQLite file for kysely: statements are prepared once and kept. SQLite
 * answers within the call, so a statement never overlaps another one.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { CordboardError } from '../../../errors.ts';
import { toStorageError } from './sqlite-errors.ts';

/** More than the hub has; only a defect that builds SQL from values would reach it. */
const MAX_STATEMENTS = 500;

interface CachedStatement {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #guard: () => void;
  readonly #statements = new Map<string, CachedStatement>();

  /** @param guard throws when no statement may run now */
  constructor(database: DatabaseSync, guard: () => void) {
    this.#database = database;
    this.#guard = guard;
  }

  /** The SQL of every statement in use. */
  get statements(): readonly string[] {
    return [...this.#statements.keys()];
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#guard();
    try {
      const { statement, returnsRows } = this.#prepare(query.sql);
      const parameters = query.parameters as readonly SQLInputValue[];
      if (!returnsRows) {
        return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
      }
      const rows = statement.all(...parameters) as R[];
      return { rows, numAffectedRows: BigInt(rows.length) };
    } catch (error) {
      throw toStorageError(error);
    }
  }

  // biome-ignore lint/correctness/useYield: it is required by kysely's interface and always refuses.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new CordboardError('storage.failed', { expected: 'a query that returns at once', received: 'a stream' });
  }

  #prepare(sqlText: string): CachedStatement {
    const known = this.#statements.get(sqlText);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sqlText);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    const oldest = this.#statements.keys().next();
    if (this.#statements.size >= MAX_STATEMENTS && oldest.done !== true) this.#statements.delete(oldest.value);
    this.#statements.set(sqlText, prepared);
    return prepared;
  }
}
