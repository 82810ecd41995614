/** Starts contenders as processes and hands them their slices, one at a time. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Contender, type Measurement, type MeasureOptions, measure, type UnitCost } from '../measure.ts';
import type { BenchMessage } from './messages.ts';

/** What a contender does: `bare` (`bare-pool` with the thread pool), or its place in the list of its kind. */
export type ContenderTask =
  | { readonly kind: 'verify'; readonly contender: 'bare' | 'bare-pool' | number; readonly message: BenchMessage }
  | { readonly kind: 'request'; readonly contender: 'bare' | 'bare-pool' | number };

/** To a contender: first its task, then one slice after the other. */
export type ContenderOrder = { readonly task: ContenderTask } | { readonly sliceMs: number };

/** From a contender, after each order. */
export type ContenderAnswer = UnitCost;

export interface NamedTask {
  readonly name: string;
  readonly task: ContenderTask;
}

const CHILD = fileURLToPath(new URL('contender-child.ts', import.meta.url));

const order = async (child: ChildProcess, content: ContenderOrder): Promise<UnitCost> => {
  const ended = new AbortController();
  const onExit = (): void => ended.abort(new Error('a contender ended before its time'));
  child.once('exit', onExit);
  try {
    child.send(content);
    const [answer] = (await once(child, 'message', { signal: ended.signal })) as [ContenderAnswer];
    return answer;
  } finally {
    child.off('exit', onExit);
  }
};

/** Measures tasks, each in its own process, in turn. */
export const measureTasks = async (
  tasks: readonly NamedTask[],
  options: MeasureOptions,
): Promise<readonly Measurement[]> => {
  const children: ChildProcess[] = [];
  try {
    const contenders: Contender[] = [];
    for (const { name, task } of tasks) {
      const child = fork(CHILD);
      children.push(child);
      await order(child, { task });
      contenders.push({ name, slice: (sliceMs) => order(child, { sliceMs }) });
    }
    return await measure(contenders, options);
  } finally {
    for (const child of children) {
      child.kill();
    }
  }
};
