/**
 * `npm run test:metamorphic -- --edits 10000000 [--seed N]`: random edits of signed messages, each of which has to be refused
 * or to say just what it said before. Ends with `N passed, N failed`, counted in signed messages; an edited message that is
 * let through is kept in a file.
 */
import type { EditsResult } from '../packages/saml/test-support/metamorphic/try-edits.ts';
import { keepFinding } from './long-runs/keep-finding.ts';
import type { MetamorphicTask } from './long-runs/metamorphic-thread.ts';
import { newSeed, readNumbers } from './long-runs/read-numbers.ts';
import { runOnThreads } from './long-runs/thread-pool.ts';

const REPORT_EVERY = 1_000_000;

const { edits, seed } = readNumbers(process.argv.slice(2), { edits: 100_000, seed: newSeed() });

/** Small enough that every message has its turn. */
const batch = Math.max(1, Math.min(500, Math.ceil(edits / 64)));

function* batches(): Generator<MetamorphicTask> {
  for (let first = 0, subject = 0; first < edits; first += batch, subject += 1) {
    yield { subject, seed: (seed + subject) | 0, edits: Math.min(batch, edits - first) };
  }
}

interface Total {
  edits: number;
  unchanged: number;
  accepted: number;
  broken: boolean;
}

console.log(`${edits} edits with the seed ${seed}`);
const started = Date.now();
const seconds = (): number => Math.round((Date.now() - started) / 1000);
const totals = new Map<string, Total>();
let judged = 0;
let reported = 0;
await runOnThreads<MetamorphicTask, EditsResult>({
  thread: new URL('./long-runs/metamorphic-thread.ts', import.meta.url),
  tasks: batches(),
  onResult: (result) => {
    const total = totals.get(result.subject) ?? { edits: 0, unchanged: 0, accepted: 0, broken: false };
    totals.set(result.subject, total);
    total.edits += result.edits;
    total.unchanged += result.unchanged;
    total.accepted += result.accepted;
    judged += result.edits;
    const { broken } = result;
    if (broken !== undefined && !total.broken) {
      total.broken = true;
      const name = result.subject.replaceAll(/[^A-Za-z]+/g, '-');
      console.log(`${result.subject}: ${keepFinding(`metamorphic-${seed}-${name}`, broken.message)}`);
      console.log(`edits ${broken.edits}\n${broken.reason}`);
    }
    if (judged - reported >= REPORT_EVERY) {
      reported = judged;
      console.log(`${judged} edits after ${seconds()} s`);
    }
    return true;
  },
});

for (const [name, { edits: count, unchanged, accepted }] of [...totals].sort()) {
  console.log(
    `${name}: ${count} edits, ${unchanged} changed nothing, ${accepted} said the same, the others were refused`,
  );
}
const failed = [...totals.values()].filter(({ broken }) => broken).length;
console.log(`${judged} edits, seed ${seed}, ${seconds()} s`);
console.log(`${totals.size - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && totals.size > 0 ? 0 : 1;
