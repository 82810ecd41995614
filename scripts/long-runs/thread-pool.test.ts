import { describe, expect, it } from 'vitest';
import { runOnThreads } from './thread-pool.ts';

const thread = (work: string): URL => {
  const module = new URL('./thread-pool.ts', import.meta.url).href;
  const source = `import { serveTasks } from ${JSON.stringify(module)};\nserveTasks(${work});`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
};

describe('runOnThreads', () => {
  it('gives each task to a thread once, however many threads there are', async () => {
    const results: number[] = [];
    const tasks = Array.from({ length: 20 }, (_, index) => index);
    const onResult = (result: number): boolean => results.push(result) > 0;
    await runOnThreads({ thread: thread('(task) => task * 2'), tasks, onResult, threads: 3 });
    expect(results.sort((a, b) => a - b)).toEqual(tasks.map((task) => task * 2));
  });

  it('begins no further task once a result says so', async () => {
    const results: number[] = [];
    const onResult = (result: number): boolean => results.push(result) < 2;
    await runOnThreads({ thread: thread('(task) => task'), tasks: [1, 2, 3, 4], onResult, threads: 1 });
    expect(results).toEqual([1, 2]);
  });

  it('fails with the error of a thread', async () => {
    const run = runOnThreads({
      thread: thread('() => { throw new RangeError("no such task"); }'),
      tasks: [1],
      onResult: () => true,
      threads: 1,
    });
    await expect(run).rejects.toThrow('no such task');
  });

  it('fails with the error of a promise', async () => {
    const run = runOnThreads({
      thread: thread('async () => { throw new RangeError("later"); }'),
      tasks: [1],
      onResult: () => true,
      threads: 1,
    });
    await expect(run).rejects.toThrow('later');
  });
});
