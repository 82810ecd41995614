/** Settings text to checked settings: the common way in for the applied file and the process configuration. */
import { z } from 'zod';
import { describeIssues } from './describe-issues.ts';
import { type DocumentPath, type DocumentProblem, formatPath } from './document-problem.ts';
import { type Position, readYaml, type YamlData } from './read-yaml.ts';

export type DocumentResult<T> =
  | { readonly ok: true; readonly value: T; locate(path: DocumentPath): Position }
  | {
      readonly ok: false;
      /** Whether the text cannot be read at all, or says something that is not allowed. */
      readonly kind: 'syntax' | 'content';
      readonly problems: readonly DocumentProblem[];
    };

/** A problem at the value of a path. */
export const problemAt = (
  locate: (path: DocumentPath) => Position,
  path: DocumentPath,
  message: string,
): DocumentProblem => ({ ...locate(path), path: formatPath(path), message });

const schemaProblems = (error: z.ZodError, schema: z.ZodType, yaml: YamlData): readonly DocumentProblem[] => {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return describeIssues(error.issues, root, yaml.data)
    .map(({ path, message, atKey }) => problemAt(atKey ? yaml.locateKey : yaml.locate, path, message))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
};

/**
 * Reads YAML or JSON and checks it against a schema. An empty document counts as one without keys.
 * Never throws for bad text: the problems say what is wrong and where.
 */
export const parseDocument = <S extends z.ZodType>(text: string, schema: S): DocumentResult<z.output<S>> => {
  const read = readYaml(text);
  if (!read.ok) {
    return { ok: false, kind: 'syntax', problems: read.problems };
  }
  const { yaml } = read;
  const parsed = schema.safeParse(yaml.data ?? {});
  return parsed.success
    ? { ok: true, value: parsed.data, locate: yaml.locate }
    : { ok: false, kind: 'content', problems: schemaProblems(parsed.error, schema, yaml) };
};
