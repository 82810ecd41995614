import { describe, expect, it } from 'vitest';
import type { FuzzTarget } from './fuzz-target.ts';
import { tryInput } from './try-input.ts';

class Refusal extends Error {}

const target = (run: FuzzTarget['run']): FuzzTarget => ({
  name: 'sample',
  scripts: '',
  seeds: [],
  words: [],
  maxLength: 10,
  run,
  isRefusal: (error) => error instanceof Refusal,
});

const problemOf = async (run: FuzzTarget['run']): Promise<string | undefined> =>
  (await tryInput(target(run), Buffer.from('x'))).problem;

describe('tryInput', () => {
  it('has nothing against an input that is read', async () => {
    expect(await problemOf(() => undefined)).toBeUndefined();
    expect(await problemOf(async () => undefined)).toBeUndefined();
  });

  it('has nothing against a refusal', async () => {
    const refuse = (): never => {
      throw new Refusal();
    };
    expect(await problemOf(refuse)).toBeUndefined();
    expect(await problemOf(async () => refuse())).toBeUndefined();
  });

  it('says what else is thrown', async () => {
    const fail = (): never => {
      throw new TypeError('undefined is not a function');
    };
    expect(await problemOf(fail)).toContain('undefined is not a function');
    expect(await problemOf(async () => fail())).toContain('undefined is not a function');
  });

  it('measures the longest stretch, not all of the work, even where it ends in a refusal', async () => {
    const work = (ms: number): void => {
      const begin = process.threadCpuUsage();
      for (let spent = 0; spent < ms * 1000; ) {
        const { user, system } = process.threadCpuUsage(begin);
        spent = user + system;
      }
    };
    const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const run = async (): Promise<void> => {
      for (let times = 0; times < 4; times += 1) {
        work(40);
        await pause();
      }
      throw new Refusal();
    };
    const { stretchMs, problem } = await tryInput(target(run), Buffer.from('x'));
    expect(problem).toBeUndefined();
    expect(stretchMs).toBeGreaterThan(30);
    expect(stretchMs).toBeLessThan(150);
  });
});
