import { describe, expect, it, vi } from 'vitest';
import { createWorkLimit } from './work-limit.ts';

interface ControlledWork {
  readonly started: string[];
  readonly start: (name: string) => () => Promise<string>;
  readonly hasStarted: (name: string) => Promise<void>;
  readonly end: (name: string) => void;
}

/** Work that ends when it is told to. */
const controlled = (): ControlledWork => {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    start: (name) => async () => {
      started.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    },
    hasStarted: (name) => vi.waitFor(() => expect(started).toContain(name)),
    end: (name) => ends.get(name)?.(),
  };
};

describe('createWorkLimit', () => {
  it('runs so many at once, lets so many wait in order, and turns the rest away', async () => {
    const limit = createWorkLimit(2, 1);
    const work = controlled();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => limit.run(work.start(name)));
    expect(await d).toBeNull();
    await work.hasStarted('b');
    expect(work.started).toEqual(['a', 'b']);
    work.end('b');
    expect(await b).toEqual({ value: 'b' });
    await work.hasStarted('c');
    expect(work.started).toEqual(['a', 'b', 'c']);
    work.end('a');
    work.end('c');
    expect(await Promise.all([a, c])).toEqual([{ value: 'a' }, { value: 'c' }]);
  });

  it('makes room again when work fails', async () => {
    const limit = createWorkLimit(1, 0);
    await expect(limit.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await limit.run(() => Promise.resolve(1))).toEqual({ value: 1 });
  });

  it('lets nobody slip in before those who wait', async () => {
    const limit = createWorkLimit(1, 2);
    const work = controlled();
    const first = limit.run(work.start('first'));
    const second = limit.run(work.start('second'));
    await work.hasStarted('first');
    work.end('first');
    await first;
    const third = limit.run(work.start('third'));
    await work.hasStarted('second');
    expect(work.started).toEqual(['first', 'second']);
    work.end('second');
    await second;
    await work.hasStarted('third');
    work.end('third');
    await third;
    expect(work.started).toEqual(['first', 'second', 'third']);
  });
});
