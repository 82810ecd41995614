/**
 * Measures contenders side by side: short slices in turn, so that a machine that changes its speed
 * changes it for all of them, and CPU time of the process, so that other load does not count. Before every slice the
 * garbage of the one before is collected, so that each contender pays for its own and for nobody else's.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Contender {
  readonly name: string;
  /** One unit of work. It throws when the work did not succeed: a figure for a failure is worthless. */
  readonly run: () => unknown;
}

export interface Measurement {
  readonly name: string;
  /** Median over the rounds, microseconds of CPU for one unit. */
  readonly medianUs: number;
  readonly minUs: number;
}

export interface MeasureOptions {
  readonly rounds: number;
  /** Length of one slice, milliseconds of wall-clock time. */
  readonly sliceMs: number;
}

setFlagsFromString('--expose-gc');
// Code that waited for its turn would be thrown away and compiled anew, which no busy service sees.
setFlagsFromString('--no-flush-bytecode');
const collectGarbage = runInNewContext('gc') as () => void;

/** Rounds that warm up and do not count. */
const WARM_UP_ROUNDS = 2;

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

const slice = async (contender: Contender, sliceMs: number): Promise<number> => {
  collectGarbage();
  const until = performance.now() + sliceMs;
  const before = process.cpuUsage();
  let units = 0;
  do {
    await contender.run();
    units += 1;
  } while (performance.now() < until);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / units;
};

export const measure = async (
  contenders: readonly Contender[],
  options: MeasureOptions,
): Promise<readonly Measurement[]> => {
  const figures = contenders.map((): number[] => []);
  for (let round = 0; round < options.rounds + WARM_UP_ROUNDS; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const us = await slice(contender, options.sliceMs);
      if (round >= WARM_UP_ROUNDS) {
        figures[index]?.push(us);
      }
    }
  }
  return contenders.map(({ name }, index) => {
    const values = figures[index] ?? [];
    return { name, medianUs: median(values), minUs: Math.min(...values) };
  });
};

/** A table with the ratios to the first contender, which is the bare work, and to the second, which is ours. */
export const printTable = (title: string, measurements: readonly Measurement[]): void => {
  const base = measurements[0]?.medianUs ?? 1;
  const ours = measurements[1]?.medianUs ?? 1;
  console.log(`\n${title}`);
  console.log(
    `${'contender'.padEnd(34)}${'µs median'.padStart(12)}${'µs min'.padStart(12)}${'x bare'.padStart(10)}${'x ours'.padStart(10)}`,
  );
  for (const { name, medianUs, minUs } of measurements) {
    const ratios = [base, ours].map((us) => (medianUs / us).toFixed(2).padStart(10)).join('');
    console.log(`${name.padEnd(34)}${medianUs.toFixed(1).padStart(12)}${minUs.toFixed(1).padStart(12)}${ratios}`);
  }
};
