/** What went wrong at an issuer, for logs: never a token, a code, a cookie or a secret. */
import type { EventEmitter } from 'node:events';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { ErrorCode } from '../../errors.ts';

export interface OidcProblem {
  readonly code: Extract<ErrorCode, `oidc.${string}`>;
  /** The OAuth error that was answered, e.g. `invalid_grant`. */
  readonly error: string;
  /** Why, in the words of the library; null when there is nothing to add. */
  readonly detail: string | null;
  readonly clientId: string | null;
  /** Route of the library, e.g. `token`. */
  readonly route: string | null;
  readonly cause: unknown;
}

/** Events of the library that carry an error, see its documentation of events. */
const ERROR_EVENTS = [
  'authorization.error',
  'discovery.error',
  'end_session.error',
  'end_session_confirm.error',
  'end_session_success.error',
  'grant.error',
  'introspection.error',
  'jwks.error',
  'revocation.error',
  'userinfo.error',
] as const;

const detailOf = (error: Error): string | null => {
  if (!(error instanceof errors.OIDCProviderError)) {
    return null;
  }
  return error.error_detail ?? error.error_description ?? null;
};

const toProblem = (code: OidcProblem['code'], ctx: KoaContextWithOIDC, error: Error): OidcProblem => ({
  code,
  error: error instanceof errors.OIDCProviderError ? error.error : 'server_error',
  detail: detailOf(error),
  clientId: ctx.oidc.client?.clientId ?? null,
  route: ctx.oidc.route,
  cause: error,
});

/** The changes of a request could not be stored, so nothing of it happened. */
export const commitFailure = (cause: unknown): OidcProblem => ({
  code: 'oidc.not_stored',
  error: 'server_error',
  detail: null,
  clientId: null,
  route: null,
  cause,
});

/** Reports every refusal and failure of the library. */
export const reportErrors = (provider: Provider, onError: (problem: OidcProblem) => void): void => {
  // The typed overloads of the library take one event name at a time.
  const emitter: EventEmitter = provider;
  for (const event of ERROR_EVENTS) {
    emitter.on(event, (ctx: KoaContextWithOIDC, error: Error) => {
      onError(toProblem('oidc.refused', ctx, error));
    });
  }
  emitter.on('server_error', (ctx: KoaContextWithOIDC, error: Error) => {
    onError(toProblem('oidc.failed', ctx, error));
  });
  emitter.on('error', (error: unknown) => {
    onError({ code: 'oidc.failed', error: 'server_error', detail: null, clientId: null, route: null, cause: error });
  });
};
