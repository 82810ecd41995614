/** Calls a route of the administration API with the types of its definition. */
import { ADMIN_API_PATH, type AdminRoute, noBody } from '@cordboard/contract/admin-api/admin-route';
import { z } from 'zod';
import { offlineProblem, readProblem, unreadableProblem } from './api-problem.ts';

/** What goes with a call; a part that the route does not have is left out. */
export interface CallParts<R extends AdminRoute> {
  readonly params?: z.input<R['params']>;
  readonly query?: z.input<R['query']>;
  readonly body?: z.input<R['body']>;
  /** ETag of the version that the change is meant for. */
  readonly ifMatch?: string | undefined;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** What a call answers. */
export interface ApiAnswer<R extends AdminRoute> {
  readonly body: z.output<R['response']>;
  /** Version of what is shown, for the change that may follow. */
  readonly etag: string | undefined;
}

/** Where the API is, e.g. `/admin/api/v1`; a path of the installation URL stands before it. */
export const apiPath = (basePath: string): string => basePath + ADMIN_API_PATH.replace(/^\/admin/, '');

/** Fills the parameters in, and adds the query. */
export const routeUrl = (
  base: string,
  { path }: Pick<AdminRoute, 'path'>,
  params: unknown = {},
  query: unknown = {},
): string => {
  const given = new Map(Object.entries(params ?? {}));
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(given.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') {
      search.set(name, String(value));
    }
  }
  return search.size === 0 ? base + filled : `${base}${filled}?${search}`;
};

interface ClientOptions {
  /** Sent instead of the cookies: a set-up link. */
  readonly bearer?: string;
}

const headersOf = (
  parts: Pick<CallParts<AdminRoute>, 'body' | 'ifMatch' | 'idempotencyKey'>,
  { bearer }: ClientOptions,
): HeadersInit => ({
  accept: 'application/json',
  ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
  ...(parts.body !== undefined && { 'content-type': 'application/json' }),
  ...(parts.ifMatch !== undefined && { 'if-match': parts.ifMatch }),
  ...(parts.idempotencyKey !== undefined && { 'idempotency-key': parts.idempotencyKey }),
});

const send = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    throw offlineProblem(error);
  }
};

const readBody = async <R extends AdminRoute>(route: R, response: Response): Promise<z.output<R['response']>> => {
  if (route.response === noBody) {
    return undefined as z.output<R['response']>;
  }
  const answer: unknown = await response.json().catch((error: unknown) => {
    throw unreadableProblem(response.status, error);
  });
  const parsed = z.safeParse(route.response, answer);
  if (!parsed.success) {
    throw unreadableProblem(response.status, parsed.error);
  }
  return parsed.data as z.output<R['response']>;
};

/** The function that calls routes of the API at this path. It rejects with an ApiProblem. */
export const createApiClient =
  (base: string, options: ClientOptions = {}) =>
  async <R extends AdminRoute>(route: R, parts: CallParts<R> = {}): Promise<ApiAnswer<R>> => {
    const response = await send(routeUrl(base, route, parts.params, parts.query), {
      method: route.method,
      headers: headersOf(parts, options),
      credentials: options.bearer === undefined ? 'same-origin' : 'omit',
      redirect: 'error',
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
      ...(parts.signal !== undefined && { signal: parts.signal }),
    });
    if (!response.ok) {
      throw await readProblem(response);
    }
    return { body: await readBody(route, response), etag: response.headers.get('etag') ?? undefined };
  };

export type CallApi = ReturnType<typeof createApiClient>;
