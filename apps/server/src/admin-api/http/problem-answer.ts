/** Errors of the API as problem+json (RFC 9457). */
import { PROBLEM_MEDIA_TYPE, type Problem } from '@cordboard/contract/admin-api/problem';
import { SamlError, samlErrorCatalogue } from '@cordboard/saml';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CordboardError, errorCatalogue } from '../../errors.ts';
import { asCordboardError } from '../../http/as-cordboard-error.ts';
import { TooManyRequests } from '../../http/assert-rate.ts';
import { httpProblem } from '../../http/error-map.ts';
import { RequestProblems } from './request-problems.ts';

/** Metadata and messages that an administrator hands in: the request is well-formed, its content is not. */
const UNPROCESSABLE = 422;

const describe = (error: CordboardError | SamlError): Problem => {
  const { code, expected, received, hint } = error;
  const isOurs = !(error instanceof SamlError);
  return {
    type: `urn:cordboard:problem:${code}`,
    title: isOurs ? errorCatalogue[error.code] : samlErrorCatalogue[error.code],
    status: isOurs ? httpProblem(error.code).status : UNPROCESSABLE,
    code,
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
    ...(hint !== undefined && { hint }),
    ...(error instanceof RequestProblems && { errors: [...error.problems] }),
  };
};

/** Answers with what went wrong. Failures of ours are logged whole, and told without detail. */
export const answerProblem = (request: FastifyRequest, reply: FastifyReply, thrown: unknown): FastifyReply => {
  const error = thrown instanceof SamlError ? thrown : asCordboardError(thrown);
  const problem = describe(error);
  if (problem.status >= 500) {
    request.log.error({ code: error.code, err: error.cause ?? error }, 'administration request failed');
  }
  if (problem.status === 401) {
    reply.header('www-authenticate', 'Bearer realm="Cordboard administration"');
  }
  if (error instanceof TooManyRequests) {
    reply.header('retry-after', error.retryAfterSeconds);
  }
  return reply.code(problem.status).header('cache-control', 'no-store').type(PROBLEM_MEDIA_TYPE).send(problem);
};
