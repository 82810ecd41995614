/** Splits a long run over threads: numbered batches, each taken by whichever thread is free. */
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';

export interface PoolOptions<Task, Result> {
  /** The module whose thread calls `serveTasks`. */
  readonly thread: URL;
  readonly tasks: Iterable<Task>;
  /** Is called as batches end, in any order; `false` lets no further batch begin. */
  readonly onResult: (result: Result) => boolean;
  /** Default: one for each processor. */
  readonly threads?: number;
}

/**
 * Runs all tasks, and ends when none is under way any more.
 *
 * @throws Error of the thread, when one fails.
 */
export const runOnThreads = async <Task, Result>(options: PoolOptions<Task, Result>): Promise<void> => {
  const tasks = options.tasks[Symbol.iterator]();
  let open = true;
  const runThread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(options.thread);
      const next = (): void => {
        const task = open ? tasks.next() : undefined;
        if (task === undefined || task.done === true) {
          resolve(worker.terminate().then(() => undefined));
        } else {
          worker.postMessage(task.value);
        }
      };
      worker.on('message', (result: Result) => {
        open = options.onResult(result) && open;
        next();
      });
      worker.on('error', (error) => {
        open = false;
        reject(error);
      });
      next();
    });
  const threads = Array.from({ length: options.threads ?? availableParallelism() }, runThread);
  const ends = await Promise.allSettled(threads);
  for (const end of ends) {
    if (end.status === 'rejected') throw end.reason;
  }
};

/** The other side, in the thread: answers each task with its result. */
export const serveTasks = <Task, Result>(work: (task: Task) => Result | Promise<Result>): void => {
  const port = parentPort;
  if (port === null) throw new Error('this module runs in a thread');
  port.on('message', (task: Task) => {
    // A rejection is no message to the other side: it ends the thread with its error, as it should.
    void (async () => port.postMessage(await work(task)))();
  });
};
