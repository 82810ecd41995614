/**
 * YAML or JSON text to plain data, with a way back from every value to its line. YAML 1.2 without the
 * parts that surprise: no merge keys, no tags, no duplicate keys, one document, a bounded number of aliases.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { DocumentPath, DocumentProblem } from './document-problem.ts';

/** Largest settings file, in bytes of UTF-8. */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;
/** Values that aliases may expand to, as the YAML library counts them: against exponential expansion. */
const MAX_ALIASES = 100;
/** More than this helps nobody, and one mistake in indentation causes many. */
const MAX_SYNTAX_PROBLEMS = 20;

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlData {
  readonly data: unknown;
  /** Where a value stands; the nearest one above it that exists, for a value that is missing. */
  locate(path: DocumentPath): Position;
  /** Where a key stands. */
  locateKey(path: DocumentPath): Position;
}

export type YamlResult =
  | { readonly ok: true; readonly yaml: YamlData }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

const START: Position = { line: 1, column: 1 };

const problem = (position: Position, message: string): DocumentProblem => ({ ...position, path: '', message });

const refuse = (...problems: readonly DocumentProblem[]): YamlResult => ({ ok: false, problems });

const toPosition = (lines: LineCounter, offset: number): Position => {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
};

const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key occurs twice in the same place',
  MULTIPLE_DOCS: 'a second document begins here; one file holds one document',
  NON_STRING_KEY: 'keys must be plain text',
  RESOURCE_EXHAUSTION: 'this is nested too deeply',
  TAB_AS_INDENT: 'tabs cannot indent; use blanks',
  TAG_RESOLVE_FAILED: 'tags (words that begin with "!") are not used here',
};

const syntaxProblems = (document: Document, lines: LineCounter): readonly DocumentProblem[] =>
  [...document.errors, ...document.warnings]
    .slice(0, MAX_SYNTAX_PROBLEMS)
    .map(({ code, pos, message }) => problem(toPosition(lines, pos[0]), SYNTAX_MESSAGES[code] ?? message));

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);

/** One step down, through an alias if need be. */
const step = (document: Document, node: Node, key: PropertyKey): { keyNode: Node | null; value: Node | null } => {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isMap(target)) {
    const pair = target.items.find((candidate) => keyText(candidate.key) === String(key));
    return {
      keyNode: (pair?.key as Node | undefined) ?? null,
      value: (pair?.value as Node | null | undefined) ?? null,
    };
  }
  const value = isSeq(target) && typeof key === 'number' ? ((target.items[key] as Node | undefined) ?? null) : null;
  return { keyNode: null, value };
};

const findNodes = (document: Document, path: DocumentPath): { keyNode: Node | null; value: Node | null } => {
  let found: { keyNode: Node | null; value: Node | null } = { keyNode: null, value: document.contents as Node | null };
  for (const key of path) {
    if (found.value === null) {
      return found;
    }
    const next = step(document, found.value, key);
    if (next.value === null && next.keyNode === null) {
      // Missing: what should hold it is where the person has to look.
      return found;
    }
    found = next;
  }
  return found;
};

const describeDocument = (document: Document, lines: LineCounter, data: unknown): YamlData => {
  const positionOf = (node: Node | null): Position => {
    const offset = node?.range?.[0];
    return offset === undefined ? START : toPosition(lines, offset);
  };
  return {
    data,
    locate: (path) => {
      const { keyNode, value } = findNodes(document, path);
      return positionOf(value?.range == null ? keyNode : value);
    },
    locateKey: (path) => {
      const { keyNode, value } = findNodes(document, path);
      return positionOf(keyNode ?? value);
    },
  };
};

/** An old marker that switches merge keys and `yes`/`no` on: the same text would mean something else. */
const isOldVersion = (document: Document): boolean => document.directives?.yaml.version === '1.1';

/** Reads YAML 1.2 or JSON. Never throws for bad text: the problems say what is wrong and where. */
export const readYaml = (text: string): YamlResult => {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DOCUMENT_BYTES) {
    return refuse(problem(START, `the file has ${bytes} bytes; at most ${MAX_DOCUMENT_BYTES} are read`));
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    stringKeys: true,
    resolveKnownTags: false,
    merge: false,
    logLevel: 'error',
  });
  const problems = syntaxProblems(document, lines);
  if (problems.length > 0) {
    return refuse(...problems);
  }
  if (isOldVersion(document)) {
    return refuse(problem(START, 'the file asks for YAML 1.1; remove the %YAML line'));
  }
  try {
    const data: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { ok: true, yaml: describeDocument(document, lines, data) };
  } catch (error) {
    if (error instanceof ReferenceError) {
      return refuse(problem(START, `the aliases of the file cannot be used: ${error.message}`));
    }
    throw error;
  }
};
