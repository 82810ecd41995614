/**
 * The coverage-guided loop: inputs are made out of those that reached something new before, and those that reach something
 * new are kept. Coverage is taken for some inputs at once, as asking V8 costs more than most inputs do; only where one of
 * them reached something new are they run again one by one.
 */
import { type Random, seededRandom } from '../../../packages/saml/test-support/random-xml.ts';
import type { Coverage } from './coverage.ts';
import { type FuzzTarget, MAX_STRETCH_MS } from './fuzz-target.ts';
import { mutate } from './mutate.ts';
import { tryInput } from './try-input.ts';

export interface FuzzFinding {
  readonly input: Uint8Array;
  readonly problem: string;
}

export interface FuzzOptions {
  readonly coverage: Coverage;
  readonly seed: number;
  /** Kept inputs of earlier runs. */
  readonly corpus: readonly Uint8Array[];
  /** Whether there is time for more. */
  readonly goesOn: () => boolean;
  /** Is told of each input before it is run. */
  readonly begins: (input: Uint8Array) => void;
  /** Is told of each input that reached something new and was made by the loop. */
  readonly keep: (input: Uint8Array) => void;
}

export interface FuzzResult {
  readonly executions: number;
  /** Inputs that reached something new, the seeds among them. */
  readonly corpus: number;
  readonly blocks: number;
  /** The longest stretch of all inputs, in milliseconds of the processor, in code that is not optimized. */
  readonly longestMs: number;
  readonly findings: readonly FuzzFinding[];
}

const BATCH = 32;
/** Every so many batches each input is looked at by itself, for loops that run more often than ever. */
const ALONE_EVERY = 8;
/** A target with so many problems is left. */
const MAX_FINDINGS = 5;

class FuzzRun {
  readonly #target: FuzzTarget;
  readonly #options: FuzzOptions;
  readonly #random: Random;
  readonly #corpus: Uint8Array[] = [];
  readonly #findings = new Map<string, FuzzFinding>();
  #executions = 0;
  #longestMs = 0;

  constructor(target: FuzzTarget, options: FuzzOptions) {
    this.#target = target;
    this.#options = options;
    this.#random = seededRandom(options.seed);
  }

  async run(): Promise<FuzzResult> {
    // What ran before is of no input.
    this.#options.coverage.take();
    for (const seed of this.#target.seeds) await this.#add(seed);
    for (const kept of this.#options.corpus) await this.#add(kept);
    for (let batch = 0; this.#options.goesOn() && this.#findings.size < MAX_FINDINGS; batch += 1) {
      await this.#runBatch(batch % ALONE_EVERY === 0);
    }
    return {
      executions: this.#executions,
      corpus: this.#corpus.length,
      blocks: this.#options.coverage.blocks(),
      longestMs: this.#longestMs,
      findings: [...this.#findings.values()],
    };
  }

  async #runBatch(alone: boolean): Promise<void> {
    const { coverage, goesOn, keep } = this.#options;
    const inputs = Array.from({ length: BATCH }, () => this.#next());
    if (!alone) {
      for (const input of inputs) {
        if (goesOn()) await this.#try(input);
      }
      if (!coverage.take().reachesNew()) return;
    }
    for (const input of inputs) {
      if (goesOn() && (await this.#add(input))) keep(input);
    }
  }

  /** Runs an input by itself, and takes it into the corpus when it reached something new. */
  async #add(input: Uint8Array): Promise<boolean> {
    const { coverage } = this.#options;
    await this.#try(input);
    const isNew = coverage.take().add();
    if (isNew) this.#corpus.push(input);
    return isNew;
  }

  async #try(input: Uint8Array): Promise<void> {
    this.#options.begins(input);
    this.#executions += 1;
    const { stretchMs, problem } = await tryInput(this.#target, input);
    this.#longestMs = Math.max(this.#longestMs, stretchMs);
    const found = problem ?? (stretchMs > MAX_STRETCH_MS ? `${Math.round(stretchMs)} ms without a pause` : undefined);
    if (found === undefined) return;
    // One finding for each place in the code that it was thrown at.
    const place = problem === undefined ? 'slow' : (/\n\s+at .*/.exec(problem)?.[0] ?? problem);
    if (!this.#findings.has(place)) this.#findings.set(place, { input, problem: found });
  }

  #next(): Uint8Array {
    const random = this.#random;
    const pick = (): Uint8Array => {
      // What was found last leads further most often.
      const recent = Math.min(this.#corpus.length, random.oneIn(2) ? 20 : this.#corpus.length);
      return this.#corpus[this.#corpus.length - 1 - random.below(recent)] ?? Buffer.alloc(0);
    };
    const { words, maxLength } = this.#target;
    return mutate(pick(), { random, words, other: pick(), maxLength });
  }
}

/** Runs the loop for one target, seeds and kept inputs first. */
export const fuzz = (target: FuzzTarget, options: FuzzOptions): Promise<FuzzResult> =>
  new FuzzRun(target, options).run();
