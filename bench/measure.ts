/**
 * Measures contenders side by side: short slices in turn, so that a machine that changes its speed
 * changes it for all of them, and CPU time of the process, so that other load does not count.
 */

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

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

const slice = async (contender: Contender, sliceMs: number): Promise<number> => {
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
  // The first round warms up and does not count.
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const us = await slice(contender, options.sliceMs);
      if (round > 0) {
        figures[index]?.push(us);
      }
    }
  }
  return contenders.map(({ name }, index) => {
    const values = figures[index] ?? [];
    return { name, medianUs: median(values), minUs: Math.min(...values) };
  });
};

/** A table whose last column is the ratio to the first contender. */
export const printTable = (title: string, measurements: readonly Measurement[]): void => {
  const base = measurements[0]?.medianUs ?? 1;
  console.log(`\n${title}`);
  console.log(`${'contender'.padEnd(34)}${'µs median'.padStart(12)}${'µs min'.padStart(12)}${'x bare'.padStart(10)}`);
  for (const { name, medianUs, minUs } of measurements) {
    const ratio = (medianUs / base).toFixed(2);
    console.log(
      `${name.padEnd(34)}${medianUs.toFixed(1).padStart(12)}${minUs.toFixed(1).padStart(12)}${ratio.padStart(10)}`,
    );
  }
};
