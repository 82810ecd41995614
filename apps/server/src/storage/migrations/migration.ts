/** What a migration is, and what it may know of the engine it runs on. */
import type { Kysely, RawBuilder } from 'kysely';

/** How an engine spells what the schema needs. */
export interface SchemaWords {
  /** Text that sorts and compares by code point. */
  readonly text: RawBuilder<unknown>;
  /** A whole number of at least 53 bits. */
  readonly integer: RawBuilder<unknown>;
  /** Stands after the columns of every table. */
  readonly tableEnd: RawBuilder<unknown>;
  /** The same for a table of short rows that is only looked up by its primary key. */
  readonly clusteredTableEnd: RawBuilder<unknown>;
  /** Makes the engine refuse changes and deletions of a table's rows. */
  readonly appendOnly: (table: string) => readonly RawBuilder<unknown>[];
}

export interface Migration {
  /** The file's name without its ending; the number in front is the version of the schema. */
  readonly name: string;
  readonly version: number;
  /** Runs within one transaction. Tables have no type here: each migration meets its own time's. */
  up(db: Kysely<unknown>, words: SchemaWords): Promise<void>;
}
