/** A thread of `npm run fuzz`: one target for a while. What it runs is in shared memory, for the case that it hangs. */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { fuzzTarget } from './all-targets.ts';
import { openCorpus } from './corpus.ts';
import { openCoverage } from './coverage.ts';
import { type FuzzResult, fuzz } from './fuzz-loop.ts';

export interface FuzzTask {
  readonly target: string;
  readonly seed: number;
  readonly milliseconds: number;
  /** Two numbers, how many inputs began and the length of the present one, then its octets. */
  readonly shared: SharedArrayBuffer;
}

/** Where the octets begin in the shared memory. */
export const SHARED_HEADER = 8;

const FOLDER = join(import.meta.dirname, '..', '..', '..', '.cordboard', 'fuzz');

const work = async ({ target: name, seed, milliseconds, shared }: FuzzTask): Promise<FuzzResult> => {
  const target = await fuzzTarget(name);
  const corpus = openCorpus(join(FOLDER, name));
  const header = new Int32Array(shared, 0, 2);
  const octets = new Uint8Array(shared, SHARED_HEADER);
  const end = Date.now() + milliseconds;
  const coverage = openCoverage((url) => url.includes(target.scripts));
  return await fuzz(target, {
    coverage,
    seed,
    corpus: corpus.inputs,
    goesOn: () => Date.now() < end,
    begins: (input) => {
      octets.set(input.subarray(0, octets.length));
      Atomics.store(header, 1, Math.min(input.length, octets.length));
      Atomics.add(header, 0, 1);
    },
    keep: corpus.keep,
  });
};

if (parentPort !== null) parentPort.postMessage(await work(workerData as FuzzTask));
