/** A request whose shape is wrong, with what is wrong with each field. */
import { describeIssues } from '@cordboard/contract/describe-issues';
import { formatPath } from '@cordboard/contract/document-problem';
import { z } from 'zod';
import { CordboardError } from '../../errors.ts';

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** `admin.invalid` with its fields. */
export class RequestProblems extends CordboardError {
  readonly problems: readonly FieldProblem[];

  constructor(problems: readonly FieldProblem[]) {
    super('admin.invalid', {
      received: problems
        .map(({ path }) => path)
        .join(', ')
        .slice(0, 200),
    });
    this.problems = problems;
  }
}

const problemsOf = (schema: z.ZodType, error: z.ZodError, value: unknown): readonly FieldProblem[] => {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return describeIssues(error.issues, root, value).map(({ path, message }) => ({ path: formatPath(path), message }));
};

/**
 * Reads a part of a request.
 *
 * @throws RequestProblems (`admin.invalid`) that name every wrong field
 */
export const readPart = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new RequestProblems(problemsOf(schema, parsed.error, value));
  }
  return parsed.data;
};
