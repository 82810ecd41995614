/**
 * A numbered range of documents, each read by our parser and by libxml2. A document depends on its number and the seed
 * alone, so that a run can be split over threads and every document can be made again.
 */
import { compareWithLibxml2, OUTCOMES, type Outcome } from './compare-with-libxml2.ts';
import { damaged, type Random, randomDocument, seededRandom } from './random-xml.ts';
import type { RealMessage } from './real-messages.ts';

/** Where a document comes from; they take turns. */
const SOURCES: readonly ((random: Random, messages: readonly RealMessage[]) => string)[] = [
  randomDocument,
  (random) => damaged(random, randomDocument(random)),
  (random, messages) => damaged(random, messages[random.below(messages.length)]?.xml ?? ''),
];

export interface DifferentialRange {
  readonly seed: number;
  /** Number of the first document. */
  readonly first: number;
  readonly count: number;
  /** What is damaged beside random documents. */
  readonly messages: readonly RealMessage[];
}

/** A difference that has no name. */
export interface DifferentialFinding {
  readonly document: number;
  readonly detail: string;
}

export interface DifferentialResult {
  readonly documents: number;
  /** Documents with an unexplained difference. */
  readonly failed: number;
  /** How often each outcome came: once for a refused document, once for each subtree of an accepted one. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** The first of them. */
  readonly findings: readonly DifferentialFinding[];
}

const MAX_FINDINGS = 10;

/** 2^32 divided by the golden ratio: neighbouring numbers give seeds that lie far apart. */
const SPREAD = 0x9e37_79b1;

const noOutcomes = (): Record<Outcome, number> =>
  Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;

/** Compares the documents of a range. */
export const compareRange = ({ seed, first, count, messages }: DifferentialRange): DifferentialResult => {
  const outcomes = noOutcomes();
  const findings: DifferentialFinding[] = [];
  let failed = 0;
  for (let document = first; document < first + count; document += 1) {
    const random = seededRandom(seed ^ Math.imul(document, SPREAD));
    const text = SOURCES[document % SOURCES.length]?.(random, messages) ?? '';
    const comparisons = compareWithLibxml2(text, random);
    for (const { outcome } of comparisons) outcomes[outcome] += 1;
    const unexplained = comparisons.find(({ outcome }) => outcome === 'unexplained');
    if (unexplained !== undefined) {
      failed += 1;
      if (findings.length < MAX_FINDINGS) findings.push({ document, detail: unexplained.detail });
    }
  }
  return { documents: count, failed, outcomes, findings };
};

/** The results of two ranges as one. */
export const joinResults = (one: DifferentialResult, other: DifferentialResult): DifferentialResult => {
  const outcomes = noOutcomes();
  for (const outcome of OUTCOMES) outcomes[outcome] = one.outcomes[outcome] + other.outcomes[outcome];
  return {
    documents: one.documents + other.documents,
    failed: one.failed + other.failed,
    outcomes,
    findings: [...one.findings, ...other.findings].slice(0, MAX_FINDINGS),
  };
};
