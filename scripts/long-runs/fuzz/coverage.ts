/**
 * Which blocks of our code an input went through, from V8's precise coverage in this thread.
 *
 * V8 counts only in code that is not optimized: the process has to run with `--no-opt --no-maglev`. Of a function it reports
 * the ranges whose count differs from the range around them, so that a block shows itself in some runs only; whatever range
 * was once seen is remembered and looked up in every run after.
 */
import { type Profiler, Session } from 'node:inspector';

/** The coverage of some inputs that were run together. */
export interface CoverageRun {
  /** Whether a block was reached that no input had reached when it was last added. */
  readonly reachesNew: () => boolean;
  /** Adds what was reached; true when a block was new, or ran a new order of magnitude of times. */
  readonly add: () => boolean;
}

export interface Coverage {
  /** What ran since the last call. */
  readonly take: () => CoverageRun;
  /** Blocks that were reached by anything added. */
  readonly blocks: () => number;
  readonly close: () => void;
}

interface KnownRange {
  readonly start: number;
  readonly end: number;
  /** One bit for each order of magnitude of counts. */
  counts: number;
}

type FunctionRanges = readonly Profiler.CoverageRange[];

/** 1, 2, 3-4, 5-8, … each have a bit. */
const bitOf = (count: number): number => 1 << Math.min(30, Math.ceil(Math.log2(count)));

/** V8 gives a range after those around it, so the last one that contains another is the innermost. */
const countOf = (ranges: FunctionRanges, { start, end }: KnownRange): number =>
  ranges.findLast((range) => range.startOffset <= start && range.endOffset >= end)?.count ?? 0;

/**
 * Starts counting in the scripts whose URL passes the filter.
 *
 * @throws Error when V8 does not answer.
 */
export const openCoverage = (isOurs: (url: string) => boolean): Coverage => {
  const session = new Session();
  session.connect();
  const known = new Map<string, Map<string, KnownRange>>();
  let blocks = 0;

  const takeResult = (): readonly Profiler.ScriptCoverage[] => {
    let answer: readonly Profiler.ScriptCoverage[] | undefined;
    let failure: Error | null = null;
    // In the thread that is looked at, the inspector answers before `post` returns.
    session.post('Profiler.takePreciseCoverage', (error, parameters) => {
      failure = error;
      answer = parameters?.result;
    });
    if (answer === undefined) throw new Error('there is no coverage', { cause: failure });
    return answer;
  };

  /** The known ranges of a function, those of this run among them. */
  const knownRanges = (key: string, ranges: FunctionRanges): Iterable<KnownRange> => {
    const ofFunction = known.get(key) ?? new Map<string, KnownRange>();
    known.set(key, ofFunction);
    for (const { startOffset: start, endOffset: end } of ranges) {
      const range = `${start}-${end}`;
      if (!ofFunction.has(range)) ofFunction.set(range, { start, end, counts: 0 });
    }
    return ofFunction.values();
  };

  const take = (): CoverageRun => {
    const functions = takeResult()
      .filter(({ url }) => isOurs(url))
      .flatMap(({ scriptId, functions: all }) =>
        all.map(({ ranges }) => ({ key: `${scriptId}:${ranges[0]?.startOffset}-${ranges[0]?.endOffset}`, ranges })),
      );
    const counted = functions.flatMap(({ key, ranges }) =>
      [...knownRanges(key, ranges)].map((range) => ({ range, count: countOf(ranges, range) })),
    );
    return {
      reachesNew: () => counted.some(({ range, count }) => count > 0 && range.counts === 0),
      add: () => {
        let isNew = false;
        for (const { range, count } of counted) {
          const bit = count > 0 ? bitOf(count) : 0;
          if ((range.counts & bit) === bit) continue;
          if (range.counts === 0) blocks += 1;
          range.counts |= bit;
          isNew = true;
        }
        return isNew;
      },
    };
  };

  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  takeResult();
  return { take, blocks: () => blocks, close: () => session.disconnect() };
};
