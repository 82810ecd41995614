/** What a schema found wrong, in plain words and with the keys that would be right. */
import type { z } from 'zod';
import type { DocumentPath } from './document-problem.ts';
import { nearestWord } from './nearest-word.ts';

/** A problem by its path; the place in the file is found by the caller. */
export interface DescribedIssue {
  readonly path: DocumentPath;
  readonly message: string;
  /** The path names a key that should not be there, so the key itself is the place. */
  readonly atKey: boolean;
}

type JsonSchema = z.core.JSONSchema.JSONSchema;
type Issue = z.core.$ZodIssue;

/** Longest piece of a value that is repeated in a message. */
const MAX_ECHO = 60;

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

const alternatives = (schema: JsonSchema): readonly JsonSchema[] => {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isSchema);
  return options.length === 0 ? [schema] : options.flatMap(alternatives);
};

const stepInto = (schema: JsonSchema, key: PropertyKey): readonly JsonSchema[] => {
  const next: unknown =
    typeof key === 'number'
      ? schema.items
      : Object.entries(schema.properties ?? {}).find(([name]) => name === key)?.[1];
  return isSchema(next) ? alternatives(next) : [];
};

/** The keys that may stand at a path, whichever alternative was meant. */
const knownKeys = (root: JsonSchema, path: DocumentPath): readonly string[] => {
  const schemas = path.reduce<readonly JsonSchema[]>(
    (level, key) => level.flatMap((schema) => stepInto(schema, key)),
    alternatives(root),
  );
  return [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))];
};

const valueAt = (data: unknown, path: DocumentPath): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === String(key))?.[1]
        : undefined,
    data,
  );

const kindOf = (value: unknown): string => {
  if (value === null) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  const kinds: Readonly<Record<string, string>> = {
    object: 'keys and values',
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
  };
  return kinds[typeof value] ?? typeof value;
};

const EXPECTED_KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'keys and values',
  string: 'text',
};

const echo = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? JSON.stringify(typeof value === 'string' ? value.slice(0, MAX_ECHO) : value)
    : kindOf(value);

const quoted = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

const describeSize = (issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall, data: unknown): string => {
  const [limit, word] = issue.code === 'too_big' ? [issue.maximum, 'at most'] : [issue.minimum, 'at least'];
  const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };
  const value = valueAt(data, issue.path);
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : echo(value);
  return `expected ${word} ${limit}${units[issue.origin] ?? ''}, found ${length}`;
};

const describeFormat = (issue: z.core.$ZodIssueInvalidStringFormat, data: unknown): string => {
  const own = /^Invalid /.test(issue.message) ? null : issue.message;
  const formats: Readonly<Record<string, string>> = { email: 'an e-mail address', url: 'an absolute URL' };
  return `expected ${own ?? formats[issue.format] ?? issue.format}, found ${echo(valueAt(data, issue.path))}`;
};

const describeUnknownKeys = (issue: z.core.$ZodIssueUnrecognizedKeys, root: JsonSchema): readonly DescribedIssue[] => {
  const known = knownKeys(root, issue.path);
  return issue.keys.map((key) => {
    const near = nearestWord(key, known);
    const advice =
      key === '<<'
        ? 'merge keys are not supported'
        : near === null
          ? `known here: ${known.join(', ')}`
          : `did you mean "${near}"?`;
    return { path: [...issue.path, key], message: `unknown key "${key.slice(0, MAX_ECHO)}"; ${advice}`, atKey: true };
  });
};

const describeUnion = (
  issue: z.core.$ZodIssueInvalidUnion,
  root: JsonSchema,
  data: unknown,
): readonly DescribedIssue[] => {
  const here = (message: string): readonly DescribedIssue[] => [{ path: issue.path, message, atKey: false }];
  if ('options' in issue && Array.isArray(issue.options)) {
    const value = valueAt(data, issue.path);
    return here(`expected one of ${quoted(issue.options)}, found ${value === undefined ? 'nothing' : echo(value)}`);
  }
  // The alternative whose keys were used is the one that was meant.
  const meant = issue.errors.filter((errors) => !errors.some((error) => error.code === 'unrecognized_keys'));
  const [only] = meant;
  if (meant.length === 1 && only !== undefined) {
    return describeIssues(
      only.map((error) => ({ ...error, path: [...issue.path, ...error.path] })),
      root,
      data,
    );
  }
  const keys = knownKeys(root, issue.path);
  const value = valueAt(data, issue.path);
  const found = typeof value === 'object' && value !== null ? quoted(Object.keys(value)) : kindOf(value);
  return here(`expected exactly one of the keys ${quoted(keys)}, found ${found === '' ? 'none' : found}`);
};

const describeIssue = (issue: Issue, root: JsonSchema, data: unknown): readonly DescribedIssue[] => {
  const here = (message: string): readonly DescribedIssue[] => [{ path: issue.path, message, atKey: false }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return describeUnknownKeys(issue, root);
    case 'invalid_union':
      return describeUnion(issue, root, data);
    case 'invalid_type': {
      const value = valueAt(data, issue.path);
      const expected = EXPECTED_KINDS[issue.expected] ?? issue.expected;
      return here(
        value === undefined ? `missing; expected ${expected}` : `expected ${expected}, found ${kindOf(value)}`,
      );
    }
    case 'invalid_value':
      return here(`expected one of ${quoted(issue.values)}, found ${echo(valueAt(data, issue.path))}`);
    case 'too_big':
    case 'too_small':
      return here(describeSize(issue, data));
    case 'invalid_format':
      return here(describeFormat(issue, data));
    default:
      return here(issue.message);
  }
};

/** Describes what `safeParse` reported about `data`. */
export function describeIssues(issues: readonly Issue[], root: JsonSchema, data: unknown): readonly DescribedIssue[] {
  return issues.flatMap((issue) => describeIssue(issue, root, data));
}
