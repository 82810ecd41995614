/** What fastify and defects throw, as errors with a code. */
import { CordboardError } from '../errors.ts';

/** What the router itself refuses: a path that cannot be decoded, or a parameter that is too long. */
const NO_ADDRESS: ReadonlySet<unknown> = new Set(['FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH']);

const frameworkError = (error: unknown): { readonly code: unknown; readonly status: unknown } =>
  typeof error === 'object' && error !== null
    ? { code: 'code' in error ? error.code : undefined, status: 'statusCode' in error ? error.statusCode : undefined }
    : { code: undefined, status: undefined };

/** Our own errors stay as they are; the framework's get a code of `http.`; anything else is `internal.failed`. */
export const asCordboardError = (error: unknown): CordboardError => {
  if (error instanceof CordboardError) {
    return error;
  }
  const { code, status } = frameworkError(error);
  if (NO_ADDRESS.has(code)) {
    return new CordboardError('http.not_found', { cause: error });
  }
  if (status === 413) {
    return new CordboardError('http.too_large', { cause: error });
  }
  return typeof status === 'number' && status >= 400 && status < 500
    ? new CordboardError('http.bad_request', { cause: error })
    : new CordboardError('internal.failed', { cause: error });
};
