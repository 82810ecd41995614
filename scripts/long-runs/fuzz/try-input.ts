/**
 * Runs one input and says what is wrong with that: an error which is not the coded one that a refusal is, or too long a
 * stretch of work without a pause. Time is that of the processor in this thread, so that a busy machine makes no finding.
 */
import type { FuzzTarget } from './fuzz-target.ts';

export interface TriedInput {
  /** The longest stretch of work without a pause, in milliseconds of the processor. */
  readonly stretchMs: number;
  /** Undefined when the input was read, or refused as it should be. */
  readonly problem: string | undefined;
}

const milliseconds = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Measures the stretches between two turns of the event loop until the work ends, however it ends. */
const longestStretch = async (work: Promise<unknown>, begin: number): Promise<number> => {
  let last = begin;
  let longest = 0;
  let open = true;
  const turn = (): void => {
    const now = milliseconds();
    longest = Math.max(longest, now - last);
    last = now;
    if (open) setImmediate(turn);
  };
  turn();
  await Promise.allSettled([work]);
  open = false;
  turn();
  return longest;
};

const problemIn = (target: FuzzTarget, error: unknown): string | undefined => {
  if (target.isRefusal(error)) return undefined;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** Tries one input. */
export const tryInput = async (target: FuzzTarget, input: Uint8Array): Promise<TriedInput> => {
  const begin = milliseconds();
  let work: void | Promise<void>;
  try {
    work = target.run(input);
  } catch (error) {
    return { stretchMs: milliseconds() - begin, problem: problemIn(target, error) };
  }
  if (work === undefined) return { stretchMs: milliseconds() - begin, problem: undefined };
  const stretchMs = await longestStretch(work, begin);
  try {
    await work;
    return { stretchMs, problem: undefined };
  } catch (error) {
    return { stretchMs, problem: problemIn(target, error) };
  }
};
