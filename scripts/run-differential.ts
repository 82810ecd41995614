/**
 * `npm run test:differential -- --documents 1000000 [--seed N]`: our parser and canonicalizer beside libxml2, over random
 * documents and real messages with random damage. Ends with `N passed, N failed`, counted in documents; a difference that
 * has no name fails, and is kept in a file.
 */
import type { DifferentialRange, DifferentialResult } from '../packages/saml/test-support/differential.ts';
import { joinResults } from '../packages/saml/test-support/differential.ts';
import { keepFinding } from './long-runs/keep-finding.ts';
import { newSeed, readNumbers } from './long-runs/read-numbers.ts';
import { runOnThreads } from './long-runs/thread-pool.ts';

type Task = Omit<DifferentialRange, 'messages'>;

const BATCH = 5000;
const REPORT_EVERY = 50_000;

const { documents, seed } = readNumbers(process.argv.slice(2), { documents: 100_000, seed: newSeed() });

function* batches(): Generator<Task> {
  for (let first = 0; first < documents; first += BATCH) {
    yield { seed, first, count: Math.min(BATCH, documents - first) };
  }
}

console.log(`${documents} documents with the seed ${seed}`);
const started = Date.now();
let total: DifferentialResult | undefined;
let reported = 0;
await runOnThreads<Task, DifferentialResult>({
  thread: new URL('./long-runs/differential-thread.ts', import.meta.url),
  tasks: batches(),
  onResult: (result) => {
    total = total === undefined ? result : joinResults(total, result);
    if (total.documents - reported >= REPORT_EVERY) {
      reported = total.documents;
      console.log(`${reported} documents after ${Math.round((Date.now() - started) / 1000)} s`);
    }
    return true;
  },
});

for (const { document, detail } of total?.findings ?? []) {
  console.log(`document ${document}: ${keepFinding(`differential-${seed}-${document}.json`, detail)}`);
}
for (const [outcome, count] of Object.entries(total?.outcomes ?? {})) console.log(`${count} times: ${outcome}`);
const failed = total?.failed ?? 0;
console.log(`seed ${seed}, ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${(total?.documents ?? 0) - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && total !== undefined ? 0 : 1;
