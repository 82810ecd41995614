/**
 * Measures contenders side by side: short slices in turn, so that a machine that changes its speed changes it for all of
 * them, and CPU time of the process, so that other load does not count.
 */

export interface Contender {
  readonly name: string;
  /** Works for that long (milliseconds of wall-clock time) and gives the CPU time of one unit, microseconds. */
  readonly slice: (sliceMs: number) => Promise<number>;
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
  /** How long each contender works before anything counts, until the compiler is done with it; milliseconds. */
  readonly warmUpMs: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

/**
 * Does a unit of work again and again in this process.
 *
 * @param run It throws when the work did not succeed: a figure for a failure is worthless.
 * @returns CPU time of one unit, that of collecting its garbage and compiling it included, microseconds.
 */
export const runSlice = async (run: () => unknown, sliceMs: number): Promise<number> => {
  const until = performance.now() + sliceMs;
  const before = process.cpuUsage();
  let units = 0;
  do {
    await run();
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
  for (const contender of contenders) {
    await contender.slice(options.warmUpMs);
  }
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      figures[index]?.push(await contender.slice(options.sliceMs));
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
  const heads = ['µs median', 'µs min', 'x bare', 'x ours'].map((head) => head.padStart(12)).join('');
  console.log(`\n${title}\n${'contender'.padEnd(34)}${heads}`);
  for (const { name, medianUs, minUs } of measurements) {
    const times = [medianUs, minUs].map((us) => us.toFixed(1).padStart(12)).join('');
    const ratios = [base, ours].map((us) => (medianUs / us).toFixed(2).padStart(12)).join('');
    console.log(`${name.padEnd(34)}${times}${ratios}`);
  }
};
