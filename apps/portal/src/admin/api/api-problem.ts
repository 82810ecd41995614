/** What went wrong with a request: the hub's own problem document, or that no answer came at all. */
import { type Problem, problem } from '@cordboard/contract/admin-api/problem';
import { z } from 'zod';

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Stable code: of `docs/errors.md`, or `portal.offline` and `portal.unreadable` where the hub has said nothing. */
  readonly code: string;
  /** One line for people. */
  readonly title: string;
  readonly expected: string | undefined;
  readonly received: string | undefined;
  readonly hint: string | undefined;
  /** What is wrong with single fields of what was sent. */
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** Keys of an uploaded keystore, where none of them was named. */
  readonly aliases: readonly string[];

  constructor(found: Omit<Problem, 'type'>, cause?: unknown) {
    super(`${found.code}: ${found.title}`, cause === undefined ? undefined : { cause });
    this.status = found.status;
    this.code = found.code;
    this.title = found.title;
    this.expected = found.expected;
    this.received = found.received;
    this.hint = found.hint;
    this.fields = found.errors ?? [];
    this.aliases = found.aliases ?? [];
  }
}

/** No answer: the hub is stopped, or the way to it is. */
export const offlineProblem = (cause: unknown): ApiProblem =>
  new ApiProblem({ status: 0, code: 'portal.offline', title: 'The hub does not answer.' }, cause);

/** An answer that is not what this portal knows, mostly from a hub that was updated meanwhile. */
export const unreadableProblem = (status: number, cause?: unknown): ApiProblem =>
  new ApiProblem({ status, code: 'portal.unreadable', title: 'The answer of the hub cannot be read.' }, cause);

/** Reads the problem document of an answer with an error status. */
export const readProblem = async (response: Response): Promise<ApiProblem> => {
  const text = await response.text();
  const parsed = z.safeParse(problem, jsonOrNull(text));
  return parsed.success ? new ApiProblem(parsed.data) : unreadableProblem(response.status);
};

const jsonOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
};

/** Whether the request failed with this status. */
export const isStatus = (error: unknown, status: number): error is ApiProblem =>
  error instanceof ApiProblem && error.status === status;
