/**
 * Queries that are built and compiled once. Kysely checks their types and writes their SQL for
 * whichever engine runs them; each run then only puts its values in place. Building them anew
 * would cost more than SQLite needs to answer.
 */
import type { CompiledQuery, DialectAdapter, Kysely } from 'kysely';
import type { Database } from './database.ts';

/** A connection, a pool or a transaction of any engine. */
export type QueryRunner = Kysely<Database>;

/** Stands for a value that is known only when the query runs. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

interface Compilable<R> {
  compile(): CompiledQuery<R>;
}

interface Template<R> {
  readonly compiled: CompiledQuery<R>;
  /** Per position the value itself, or the placeholder of one. */
  readonly slots: readonly unknown[];
}

/** A query with named values `P` and rows `R`. */
export interface PreparedQuery<P, R> {
  all(db: QueryRunner, values: P): Promise<R[]>;
  /** The first row, or null. */
  first(db: QueryRunner, values: P): Promise<R | null>;
  /** Returns the number of rows that were inserted, updated or deleted. */
  run(db: QueryRunner, values: P): Promise<number>;
}

/** An object whose every property is the placeholder of that name. */
const placeholders = new Proxy(Object.create(null) as Record<string, unknown>, {
  get: (_target, name) => new Placeholder(String(name)),
});

/**
 * Prepares a query. `build` runs once per engine; the values it is handed are placeholders, so it
 * must pass them on to kysely and never look at them.
 */
export const prepareQuery = <P extends object, R>(
  build: (db: QueryRunner, values: P) => Compilable<R>,
): PreparedQuery<P, R> => {
  const templates = new WeakMap<DialectAdapter, Template<R>>();

  const templateFor = (db: QueryRunner): Template<R> => {
    const { adapter } = db.getExecutor();
    const known = templates.get(adapter);
    if (known !== undefined) return known;
    const compiled = build(db, placeholders as P).compile();
    const template = { compiled, slots: compiled.parameters };
    templates.set(adapter, template);
    return template;
  };

  const execute = (db: QueryRunner, values: P) => {
    const { compiled, slots } = templateFor(db);
    const parameters = slots.map((slot) =>
      slot instanceof Placeholder ? (values as Record<string, unknown>)[slot.name] : slot,
    );
    return db.executeQuery<R>({ ...compiled, parameters });
  };

  return {
    all: async (db, values) => (await execute(db, values)).rows,
    first: async (db, values) => (await execute(db, values)).rows[0] ?? null,
    run: async (db, values) => Number((await execute(db, values)).numAffectedRows ?? 0n),
  };
};
