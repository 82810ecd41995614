/**
 * The one way to change an SQLite database. Writes run one after another on the writer
 * connection; those that arrive while the disk is busy share the next commit. Each of them is
 * still a transaction of its own: a throw takes back its changes alone, nobody outside sees
 * anything before the commit, and nothing is acknowledged before it is durable.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers';
import { CordboardError } from '../../../errors.ts';
import { toStorageError } from './sqlite-errors.ts';

/** Writes in one commit: bounds how long the first of them waits, and the event loop with it. */
const MAX_GROUP = 32;

/** The statements of a transaction, on the writer connection. */
export interface TransactionControl {
  begin(): void;
  commit(): void;
  rollback(): void;
  savepoint(): void;
  releaseSavepoint(): void;
  rollbackToSavepoint(): void;
  /** False after SQLite itself has rolled back, as it does when the disk is full. */
  isOpen(): boolean;
}

interface Write {
  /** Never rejects: the outcome is kept until the commit. */
  readonly run: () => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: unknown }>;
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;
}

/** SQLite rolls back by itself on some errors, such as a full disk. */
const cutShort = (): CordboardError =>
  new CordboardError('storage.failed', { expected: 'an open transaction', received: 'one that SQLite rolled back' });

interface Scope {
  open: boolean;
}

export interface WriteQueue {
  /** Runs `change` in a transaction and settles after its commit. */
  write<T>(change: () => Promise<T>): Promise<T>;
  /** @throws `storage.write_ended` unless it is called within the `change` that is running */
  assertWriting(): void;
  /** Refuses new writes and settles when the queue is empty. */
  close(): Promise<void>;
}

export const createWriteQueue = (control: TransactionControl): WriteQueue => {
  const scopes = new AsyncLocalStorage<Scope>();
  const waiting: Write[] = [];
  let draining: Promise<void> | null = null;
  let closed = false;

  /** Runs one write in the open transaction; true when its changes wait for the commit. */
  const runOne = async (write: Write, isFirst: boolean): Promise<boolean> => {
    try {
      if (!isFirst) control.savepoint();
      const outcome = await write.run();
      if (outcome.ok) {
        if (!control.isOpen()) throw cutShort();
        if (!isFirst) control.releaseSavepoint();
        return true;
      }
      // Alone in its transaction, it takes that with it; the rest of the group begins another.
      if (isFirst && control.isOpen()) control.rollback();
      else if (control.isOpen()) control.rollbackToSavepoint();
      write.fail(outcome.error);
    } catch (error) {
      write.fail(toStorageError(error));
      if (control.isOpen()) control.rollback();
    }
    return false;
  };

  /** Runs writes until the group is full, none waits, or the transaction is gone. */
  const runMembers = async (group: Write[]): Promise<void> => {
    while (group.length < MAX_GROUP && control.isOpen()) {
      const write = waiting.shift();
      if (write === undefined) return;
      if (await runOne(write, group.length === 0)) group.push(write);
    }
  };

  const runGroup = async (): Promise<void> => {
    try {
      control.begin();
    } catch (error) {
      waiting.shift()?.fail(toStorageError(error));
      return;
    }
    const group: Write[] = [];
    await runMembers(group);
    try {
      if (control.isOpen()) control.commit();
      else if (group.length > 0) throw cutShort();
    } catch (error) {
      if (control.isOpen()) control.rollback();
      for (const write of group) write.fail(toStorageError(error));
      return;
    }
    for (const write of group) write.succeed();
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      // Requests that are readable now get to add their writes to this commit.
      await new Promise((resolve) => setImmediate(resolve));
      await runGroup();
    }
    draining = null;
  };

  const write = <T>(change: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new CordboardError('storage.closed'));
    if (scopes.getStore()?.open === true) return Promise.reject(new CordboardError('storage.nested_write'));
    // Several callers share one queue; each change keeps the asynchronous context of its caller.
    const inCallersContext = AsyncLocalStorage.snapshot();
    return new Promise<T>((resolve, reject) => {
      let result: T;
      waiting.push({
        run: async () => {
          const scope = { open: true };
          try {
            result = await inCallersContext(() => scopes.run(scope, change));
            return { ok: true };
          } catch (error) {
            return { ok: false, error };
          } finally {
            scope.open = false;
          }
        },
        succeed: () => resolve(result),
        fail: reject,
      });
      draining ??= drain();
    });
  };

  return {
    write,
    assertWriting: () => {
      if (scopes.getStore()?.open !== true || !control.isOpen()) throw new CordboardError('storage.write_ended');
    },
    close: async () => {
      closed = true;
      await draining;
    },
  };
};
