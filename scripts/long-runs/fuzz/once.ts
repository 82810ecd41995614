/**
 * `node scripts/long-runs/fuzz/once.ts TARGET FILE`: runs one input that was found, in a process of its own and in optimized
 * code, and prints what is wrong with it. Exits with 1 when something is.
 */
import { readFileSync } from 'node:fs';
import { fuzzTarget } from './all-targets.ts';
import { MAX_STRETCH_MS } from './fuzz-target.ts';
import { tryInput } from './try-input.ts';

const [name = '', file = ''] = process.argv.slice(2);
const { stretchMs, problem } = await tryInput(await fuzzTarget(name), readFileSync(file));
console.log(problem ?? 'read or refused as it should be');
console.log(`${Math.round(stretchMs)} ms without a pause, at most ${MAX_STRETCH_MS} allowed`);
process.exitCode = problem === undefined && stretchMs <= MAX_STRETCH_MS ? 0 : 1;
