/**
 * Measures contenders side by side: short slices in turn, so that a machine that changes its speed changes it for all of
 * them, and CPU time of the process, so that other load does not count.
 */

/** CPU time of one unit, microseconds. */
export interface UnitCost {
  readonly us: number;
  /** What of it the main thread works: meanwhile nobody else is served. */
  readonly mainUs: number;
}

export interface Contender {
  readonly name: string;
  /** Works for that long (milliseconds of wall-clock time) and gives the cost of one unit. */
  readonly slice: (sliceMs: number) => Promise<UnitCost>;
}

export interface Measurement {
  readonly name: string;
  /** Median over the rounds, microseconds of CPU for one unit. */
  readonly medianUs: number;
  readonly minUs: number;
  /** The same median of the main thread alone. */
  readonly mainUs: number;
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
 * @returns What one unit costs, collecting its garbage and compiling it included.
 */
export const runSlice = async (run: () => unknown, sliceMs: number): Promise<UnitCost> => {
  const until = performance.now() + sliceMs;
  const before = process.cpuUsage();
  const mainBefore = process.threadCpuUsage();
  let units = 0;
  do {
    await run();
    units += 1;
  } while (performance.now() < until);
  const { user, system } = process.cpuUsage(before);
  const main = process.threadCpuUsage(mainBefore);
  return { us: (user + system) / units, mainUs: (main.user + main.system) / units };
};

export const measure = async (
  contenders: readonly Contender[],
  options: MeasureOptions,
): Promise<readonly Measurement[]> => {
  const figures = contenders.map((): UnitCost[] => []);
  for (const contender of contenders) {
    await contender.slice(options.warmUpMs);
  }
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      figures[index]?.push(await contender.slice(options.sliceMs));
    }
  }
  return contenders.map(({ name }, index) => {
    const costs = figures[index] ?? [];
    const values = costs.map(({ us }) => us);
    return { name, medianUs: median(values), minUs: Math.min(...values), mainUs: median(costs.map((it) => it.mainUs)) };
  });
};

const COLUMN = 12;

/**
 * A table with the ratios to the first contender, which is the bare work, to `pooled`, if given, which is the bare work with
 * the private key in the thread pool, and to the second, which is ours.
 */
export const printTable = (title: string, measurements: readonly Measurement[], pooled?: string): void => {
  const medianOf = (measurement: Measurement | undefined): number => measurement?.medianUs ?? Number.NaN;
  const bases = [
    { head: 'x bare', us: medianOf(measurements[0]) },
    { head: 'x pooled', us: medianOf(measurements.find(({ name }) => name === pooled)) },
    { head: 'x ours', us: medianOf(measurements[1]) },
  ].filter(({ us }) => !Number.isNaN(us));
  const heads = ['µs median', 'µs min', 'µs main', ...bases.map(({ head }) => head)];
  console.log(`\n${title}\n${'contender'.padEnd(34)}${heads.map((head) => head.padStart(COLUMN)).join('')}`);
  for (const { name, medianUs, minUs, mainUs } of measurements) {
    const times = [medianUs, minUs, mainUs].map((us) => us.toFixed(1).padStart(COLUMN)).join('');
    const ratios = bases.map(({ us }) => (medianUs / us).toFixed(2).padStart(COLUMN)).join('');
    console.log(`${name.padEnd(34)}${times}${ratios}`);
  }
};
