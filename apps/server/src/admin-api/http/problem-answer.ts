/** Errors of the API as problem+json (RFC 9457). */
import { PROBLEM_MEDIA_TYPE, type Problem } from '@cordboard/contract/admin-api/problem';
import { KeystoreError, keystoreErrorCatalogue } from '@cordboard/keystore';
import { SamlError, samlErrorCatalogue } from '@cordboard/saml';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CordboardError, errorCatalogue } from '../../errors.ts';
import { asCordboardError } from '../../http/as-cordboard-error.ts';
import { TooManyRequests } from '../../http/assert-rate.ts';
import { httpProblem } from '../../http/error-map.ts';
import { RequestProblems } from './request-problems.ts';

/** Metadata, messages and keystores that an administrator hands in: the request is well-formed, its content is not. */
const UNPROCESSABLE = 422;

type Known = CordboardError | SamlError | KeystoreError;

const isKnown = (thrown: unknown): thrown is Known => thrown instanceof SamlError || thrown instanceof KeystoreError;

const titleAndStatus = (error: Known): Pick<Problem, 'title' | 'status'> => {
  if (error instanceof SamlError) {
    return { title: samlErrorCatalogue[error.code], status: UNPROCESSABLE };
  }
  if (error instanceof KeystoreError) {
    return { title: keystoreErrorCatalogue[error.code], status: UNPROCESSABLE };
  }
  return { title: errorCatalogue[error.code], status: httpProblem(error.code).status };
};

const describe = (error: Known): Problem => {
  const { code, expected, received, hint } = error;
  const aliases = error instanceof KeystoreError ? error.aliases : undefined;
  return {
    type: `urn:cordboard:problem:${code}`,
    ...titleAndStatus(error),
    code,
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
    ...(hint !== undefined && { hint }),
    ...(aliases !== undefined && { aliases: [...aliases] }),
    ...(error instanceof RequestProblems && { errors: [...error.problems] }),
  };
};

/** Answers with what went wrong. Failures of ours are logged whole, and told without detail. */
export const answerProblem = (request: FastifyRequest, reply: FastifyReply, thrown: unknown): FastifyReply => {
  const error = isKnown(thrown) ? thrown : asCordboardError(thrown);
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
