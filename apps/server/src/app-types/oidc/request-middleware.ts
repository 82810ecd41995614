/**
 * Around every request of an issuer: opens the unit of work, lets the library answer, finishes a
 * logout, sets the headers of the answer, and commits before anything is sent.
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { type EndSessionOptions, finishEndSession } from './end-session.ts';
import { plainError } from './error-page.ts';
import { AUTHORIZATION_PATH, DOCUMENT_PATHS, REVOCATION_PATH, TOKEN_PATH, USERINFO_PATH } from './paths.ts';
import { commitFailure, type OidcProblem } from './problem.ts';
import { runInUnit, UnitOfWork, type UnitOfWorkOptions, UsedTwiceError } from './unit-of-work.ts';

export interface RequestMiddlewareOptions {
  readonly unit: UnitOfWorkOptions;
  readonly endSession: EndSessionOptions;
  readonly secure: boolean;
  /** Origins of public clients. */
  readonly publicOrigins: ReadonlySet<string>;
  readonly onError: (problem: OidcProblem) => void;
}

const CACHED_PATHS: ReadonlySet<string> = new Set(DOCUMENT_PATHS);
const CROSS_ORIGIN_PATHS: ReadonlySet<string> = new Set([
  ...DOCUMENT_PATHS,
  USERINFO_PATH,
  TOKEN_PATH,
  REVOCATION_PATH,
]);
const CACHE_SECONDS = 300;

/** Only pages of public clients may read answers, and only those that such a client needs. */
const limitCrossOrigin = (ctx: KoaContextWithOIDC, publicOrigins: ReadonlySet<string>): void => {
  if (publicOrigins.has(ctx.get('origin')) && CROSS_ORIGIN_PATHS.has(ctx.path)) {
    return;
  }
  for (const name of Object.keys(ctx.response.headers)) {
    if (name.toLowerCase().startsWith('access-control-')) {
      ctx.remove(name);
    }
  }
};

const shapeHeaders = (ctx: KoaContextWithOIDC, options: RequestMiddlewareOptions): void => {
  limitCrossOrigin(ctx, options.publicOrigins);
  const cacheable = CACHED_PATHS.has(ctx.path) && ctx.status === 200;
  ctx.set('cache-control', cacheable ? `public, max-age=${CACHE_SECONDS}` : 'no-store');
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('referrer-policy', 'no-referrer');
  if (options.secure) {
    ctx.set('strict-transport-security', 'max-age=31536000');
  }
};

interface JsonBody {
  readonly error?: unknown;
  readonly response_modes_supported?: unknown;
}

const isJsonBody = (body: unknown): body is JsonBody =>
  typeof body === 'object' && body !== null && !Buffer.isBuffer(body);

const shapeBody = (ctx: KoaContextWithOIDC): void => {
  const body: unknown = ctx.body;
  if (ctx.status === 404 && body == null) {
    ctx.status = 404;
    ctx.body = { error: 'not_found' };
  } else if (isJsonBody(body) && typeof body.error === 'string') {
    ctx.body = { ...body, ...plainError({ error: body.error }) };
  } else if (isJsonBody(body) && 'response_modes_supported' in body) {
    // The library announces every mode that it knows.
    ctx.body = { ...body, response_modes_supported: ['query'] };
  }
};

const refuse = (ctx: KoaContextWithOIDC, status: number, error: string, description: string): void => {
  ctx.remove('location');
  ctx.remove('set-cookie');
  ctx.status = status;
  ctx.body = { error, error_description: description };
};

/** A replay ends everything that came of the code or token (RFC 6749 §4.1.2, RFC 9700 §4.14.2). */
const refuseReplay = async (
  ctx: KoaContextWithOIDC,
  options: RequestMiddlewareOptions,
  replay: UsedTwiceError,
): Promise<void> => {
  refuse(ctx, 400, 'invalid_grant', 'grant request is invalid');
  const { storage, realmId } = options.unit;
  await storage.write(async (writer) => {
    for (const grantId of replay.grantIds) {
      await writer.deleteGrant(realmId, grantId);
    }
  });
};

const commit = async (ctx: KoaContextWithOIDC, unit: UnitOfWork, options: RequestMiddlewareOptions): Promise<void> => {
  if (ctx.status >= 500) {
    unit.discard();
  }
  try {
    await unit.commit();
  } catch (error) {
    if (error instanceof UsedTwiceError) {
      await refuseReplay(ctx, options, error);
      return;
    }
    throw error;
  }
};

/**
 * Answers go back in the query only: `form_post` is a page with a script of the library's, and a
 * `fragment` is for flows that are not offered. Any other mode becomes one that the library refuses.
 */
const limitResponseModes = (ctx: KoaContextWithOIDC): void => {
  const mode = ctx.query['response_mode'];
  if (ctx.path === AUTHORIZATION_PATH && mode !== undefined && mode !== 'query') {
    ctx.query = { ...ctx.query, response_mode: 'not_offered' };
  }
};

/** A function for the library's `use`. */
export const createRequestMiddleware =
  (options: RequestMiddlewareOptions) =>
  async (context: unknown, next: () => Promise<unknown>): Promise<void> => {
    const ctx = context as KoaContextWithOIDC;
    const unit = new UnitOfWork(options.unit);
    await runInUnit(unit, async () => {
      try {
        limitResponseModes(ctx);
        await next();
        if (typeof ctx['oidc'] === 'object') {
          await finishEndSession(ctx, options.endSession);
        }
        shapeBody(ctx);
        await commit(ctx, unit, options);
      } catch (error) {
        unit.discard();
        refuse(ctx, 500, 'server_error', plainError({ error: 'server_error' }).error_description ?? '');
        options.onError(commitFailure(error));
      }
      shapeHeaders(ctx, options);
    });
  };
