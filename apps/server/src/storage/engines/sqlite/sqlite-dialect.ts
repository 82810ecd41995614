/**
 * Kysely on one node:sqlite connection. Kysely's own SQLite driver expects another library, and
 * keeps a lock that the hub has no use for: transactions belong to the write queue.
 */
import {
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { CordboardError } from '../../../errors.ts';
import type { Database } from '../../database.ts';
import type { QueryRunner } from '../../prepared-query.ts';

/** Without kysely's lock on the connection: see the write queue. */
class SharedConnectionAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** One adapter for all connections: queries are compiled once for each adapter. */
const adapter = new SharedConnectionAdapter();

const refuseTransaction = async (): Promise<void> => {
  throw new CordboardError('storage.failed', {
    expected: 'a transaction of the write queue',
    received: "one of kysely's",
  });
};

const createDriver = (connection: DatabaseConnection): Driver => ({
  init: async () => undefined,
  acquireConnection: async () => connection,
  beginTransaction: refuseTransaction,
  commitTransaction: refuseTransaction,
  rollbackTransaction: refuseTransaction,
  releaseConnection: async () => undefined,
  destroy: async () => undefined,
});

/** Makes the query runner of one connection. Closing the file stays with whoever opened it. */
export const createSqliteRunner = (connection: DatabaseConnection): QueryRunner => {
  const dialect: Dialect = {
    createAdapter: (): DialectAdapter => adapter,
    createDriver: (): Driver => createDriver(connection),
    createIntrospector: (db): DatabaseIntrospector => new SqliteIntrospector(db),
    createQueryCompiler: (): QueryCompiler => new SqliteQueryCompiler(),
  };
  return new Kysely<Database>({ dialect });
};
