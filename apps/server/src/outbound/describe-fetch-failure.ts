/** Turns what Node reports about a failed fetch into an error that says what to do about it. */
import { CordboardError } from '../errors.ts';

const UNKNOWN_AUTHORITY =
  'The certificate comes from an authority that is not trusted here. If it is your own, name its file in outbound.caFile.';

/** Hints by the code of Node or OpenSSL. */
const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens at this address and port.',
  ECONNRESET: 'The other side closed the connection.',
  EHOSTUNREACH: 'There is no route to the host; a firewall may be in between.',
  ENETUNREACH: 'There is no route to the network of the host.',
  CERT_HAS_EXPIRED: 'The certificate of the server has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the server was made for another host name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
};

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string') {
    return code;
  }
  // Several addresses were tried: each has its own error.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : 'an unknown error';
};

/** Errors of ours pass unchanged, except that time being up explains whatever else went wrong. */
export const describeFetchFailure = (
  error: unknown,
  fetch: { readonly url: URL; readonly timeoutMs: number; readonly timedOut: boolean },
): CordboardError => {
  if (fetch.timedOut) {
    return new CordboardError('fetch.timeout', {
      expected: `an answer within ${fetch.timeoutMs} ms`,
      received: fetch.url.origin,
      cause: error,
    });
  }
  if (error instanceof CordboardError) {
    return error;
  }
  const code = codeOf(error);
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new CordboardError('fetch.too_large', { expected: 'a head of at most 16 KiB', cause: error });
  }
  return new CordboardError('fetch.failed', {
    expected: `an answer from ${fetch.url.origin}`,
    received: code,
    hint: HINTS[code],
    cause: error,
  });
};
