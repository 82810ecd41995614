/** The text that `cordboard apply` is given, to an `ApplyFile` or to everything that is wrong with it. */
import { type ApplyFile, applyFile } from './apply-file.ts';
import { checkApplyFile, missingIdentityProviders } from './check-apply-file.ts';
import { type DocumentResult, parseDocument, problemAt } from './parse-document.ts';

/**
 * Reads YAML or JSON of at most 8 MiB. Beyond the schema, lists hold nothing twice, at most one connection
 * of a service provider is the default, and each has exactly one description of its identity provider.
 *
 * @example
 * const result = parseApplyFile(text);
 * if (!result.ok) {
 *   for (const problem of result.problems) console.error(formatProblem(problem, 'company.yaml'));
 * }
 */
export const parseApplyFile = (text: string): DocumentResult<ApplyFile> => {
  const result = parseDocument(text, applyFile);
  if (!result.ok) {
    return result;
  }
  const problems = [...checkApplyFile(result.value), ...missingIdentityProviders(result.value)]
    .map(({ path, message }) => problemAt(result.locate, path, message))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  return problems.length === 0 ? result : { ok: false, kind: 'content', problems };
};
