/** What is left of a mutation report: the mutants that no test noticed, and the judgements on them. */

export interface MutantResult {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** As much of the report as is read; Stryker writes it by the schema of mutation testing elements. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly MutantResult[] }>>;
}

/** Why it is right that no test notices these mutants of a file. */
export interface Judgement {
  readonly file: string;
  readonly why: string;
  /** Each as `code => replacement`. */
  readonly mutants: readonly string[];
}

export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** `code => replacement`, each in one line. */
  readonly mutant: string;
  readonly covered: boolean;
  /** Undefined when nobody judged it. */
  readonly why: string | undefined;
}

export interface FileScore {
  readonly file: string;
  /** Noticed by a test, or stopped because it would not end. */
  readonly caught: number;
  readonly survived: number;
  /** Texts for people. */
  readonly texts: number;
  /** In what is evaluated while a module is loaded; not tried. */
  readonly constants: number;
}

const LONGEST = 100;

const inOneLine = (code: string): string => {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};

const codeAt = (source: string, { start, end }: MutantResult['location']): string => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join('\n');
};

/** The survivors of a report in the order of files and lines, each with its judgement. */
export const survivorsOf = (report: MutationReport, judgements: readonly Judgement[]): readonly Survivor[] =>
  Object.entries(report.files)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([file, { source, mutants }]) => {
      const judged = judgements.filter((judgement) => judgement.file === file);
      return mutants
        .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
        .map(({ location, replacement = '', status }) => {
          const mutant = `${inOneLine(codeAt(source, location))} => ${inOneLine(replacement)}`;
          const why = judged.find((judgement) => judgement.mutants.includes(mutant))?.why;
          return { file, line: location.start.line, mutant, covered: status === 'Survived', why };
        })
        .sort((one, other) => one.line - other.line);
    });

/** How each file did. */
export const scoresOf = (report: MutationReport): readonly FileScore[] =>
  Object.entries(report.files)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, { mutants }]) => {
      const count = (test: (mutant: MutantResult) => boolean): number => mutants.filter(test).length;
      return {
        file,
        caught: count(({ status }) => status === 'Killed' || status === 'Timeout'),
        survived: count(({ status }) => status === 'Survived' || status === 'NoCoverage'),
        texts: count(({ status, statusReason }) => status === 'Ignored' && statusReason === 'a text for people'),
        constants: count(({ status, statusReason }) => status === 'Ignored' && statusReason !== 'a text for people'),
      };
    });
