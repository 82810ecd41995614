/** What is wrong with a settings file, and where: for the person who wrote it. */
import { printableText } from './printable-text.ts';

/** The steps from the top of a document to a value: keys and positions in lists. */
export type DocumentPath = readonly PropertyKey[];

export interface DocumentProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `companies[0].environments[1].slug`; empty for the whole document. */
  readonly path: string;
  /** Plain words, without the place. */
  readonly message: string;
}

/** Writes a path as people write it. */
export const formatPath = (path: DocumentPath): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');

/** One line for a terminal: `company.yaml:12:5  companies[0].slug: message`. */
export const formatProblem = (problem: DocumentProblem, fileName: string): string =>
  printableText(
    `${fileName}:${problem.line}:${problem.column}  ${problem.path === '' ? '' : `${problem.path}: `}${problem.message}`,
  );
