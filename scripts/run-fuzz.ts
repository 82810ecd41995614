/**
 * `npm run fuzz -- --seconds 60 [--seed N]`: a coverage-guided search for an input that makes a reader throw anything but its
 * coded refusal, or keep the event loop for more than 250 ms. Every target has its share of the time; inputs that reached
 * something new are kept for the next run. Ends with `N passed, N failed`, counted in targets; what was found is in a file.
 *
 * Needs `--no-opt --no-maglev`: V8 counts blocks in code that is not optimized.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TARGET_NAMES } from './long-runs/fuzz/all-targets.ts';
import type { FuzzFinding, FuzzResult } from './long-runs/fuzz/fuzz-loop.ts';
import { type FuzzTask, SHARED_HEADER } from './long-runs/fuzz/fuzz-thread.ts';
import { keepFinding } from './long-runs/keep-finding.ts';
import { newSeed, readNumbers } from './long-runs/read-numbers.ts';

/** No input is given longer than this, in milliseconds of the clock: the thread is ended, and the input is a finding. */
const HANGS_AFTER_MS = 60_000;
const SHARED_OCTETS = 512 * 1024;

const { seconds, seed } = readNumbers(process.argv.slice(2), { seconds: 60, seed: newSeed() });
const threads = Math.min(availableParallelism(), TARGET_NAMES.length);

const runTarget = (target: string): Promise<FuzzResult> =>
  new Promise((resolve, reject) => {
    const shared = new SharedArrayBuffer(SHARED_HEADER + SHARED_OCTETS);
    const header = new Int32Array(shared, 0, 2);
    const workerData: FuzzTask = {
      target,
      seed,
      milliseconds: (seconds * 1000 * threads) / TARGET_NAMES.length,
      shared,
    };
    const worker = new Worker(new URL('./long-runs/fuzz/fuzz-thread.ts', import.meta.url), { workerData });
    let seen = 0;
    const watch = setInterval(() => {
      const begun = Atomics.load(header, 0);
      if (begun === 0 || begun !== seen) {
        seen = begun;
        return;
      }
      clearInterval(watch);
      const input = Uint8Array.from(new Uint8Array(shared, SHARED_HEADER, Atomics.load(header, 1)));
      const finding = { input, problem: `no end after ${HANGS_AFTER_MS} ms` };
      const result = { executions: begun, corpus: 0, blocks: 0, longestMs: HANGS_AFTER_MS, findings: [finding] };
      resolve(worker.terminate().then(() => result));
    }, HANGS_AFTER_MS);
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => clearInterval(watch));
  });

/** Whether the input is slow, or wrong, in a process of its own and in optimized code as well. */
const isConfirmed = (target: string, file: string): boolean => {
  const once = spawnSync(process.execPath, [join(import.meta.dirname, 'long-runs', 'fuzz', 'once.ts'), target, file], {
    timeout: HANGS_AFTER_MS,
  });
  return once.status !== 0;
};

const report = (target: string, { input, problem }: FuzzFinding): boolean => {
  const hash = createHash('sha256').update(input).digest('hex').slice(0, 16);
  const file = keepFinding(`fuzz-${target}-${hash}`, input);
  const confirmed = isConfirmed(target, file);
  if (confirmed) console.log(`${target}: ${file}\n${problem}`);
  return confirmed;
};

console.log(`${TARGET_NAMES.length} targets, ${seconds} s, seed ${seed}`);
const waiting: string[] = [...TARGET_NAMES];
let failed = 0;
const runThread = async (): Promise<void> => {
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    const { executions, corpus, blocks, longestMs, findings } = await runTarget(target);
    console.log(
      `${target}: ${executions} inputs, ${corpus} that reached something new, ${blocks} blocks, longest ${Math.round(longestMs)} ms not optimized`,
    );
    const name = target;
    if (findings.filter((finding) => report(name, finding)).length > 0) failed += 1;
  }
};
await Promise.all(Array.from({ length: threads }, runThread));
console.log(`${TARGET_NAMES.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
