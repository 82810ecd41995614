/**
 * A browser for tests of the HTTP server, without a socket: keeps cookies by path, leaves them out of requests that
 * another site makes by POST (SameSite=Lax), and follows no redirect by itself.
 */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';

export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: string | undefined;
  readonly maxAge: number | undefined;
  /** The cookie is removed. */
  readonly expired: boolean;
}

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly headers: LightMyRequestResponse['headers'];
  readonly body: string;
  readonly cookies: readonly SetCookie[];
}

export interface VisitOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Without the cookies that it has. */
  readonly withoutCookies?: boolean;
  /** Replaces the Cookie header. */
  readonly cookieHeader?: string;
}

type Body = string | Buffer | Readonly<Record<string, string>>;

const toSetCookie = (cookie: LightMyRequestResponse['cookies'][number]): SetCookie => ({
  name: cookie.name,
  value: cookie.value,
  path: cookie.path ?? '/',
  httpOnly: cookie.httpOnly === true,
  secure: cookie.secure === true,
  sameSite: cookie.sameSite,
  maxAge: cookie.maxAge,
  expired: cookie.expires !== undefined && cookie.expires.getTime() < 1000,
});

const isBelow = (pathname: string, path: string): boolean =>
  pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);

export class InjectedBrowser {
  /** Every cookie that was ever set, for tests that look for their values elsewhere. */
  readonly seenCookies: SetCookie[] = [];
  readonly #server: FastifyInstance;
  #cookies: SetCookie[] = [];

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  cookies(): readonly SetCookie[] {
    return this.#cookies;
  }

  /** The first cookie whose name contains `part`. */
  cookie(part: string): SetCookie | undefined {
    return this.#cookies.find((cookie) => cookie.name.includes(part));
  }

  setCookie(cookie: SetCookie): void {
    this.#cookies = this.#cookies.filter(({ name, path }) => name !== cookie.name || path !== cookie.path);
    if (!cookie.expired) {
      this.#cookies.push(cookie);
      this.seenCookies.push(cookie);
    }
  }

  async send(
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS',
    target: string,
    options: VisitOptions & { readonly payload?: string | Buffer } = {},
  ): Promise<Answer> {
    const url = new URL(target);
    // The path as it was written: a URL object resolves `..` and its percent-encoded forms.
    const path = target.slice(url.origin.length) || '/';
    const own = this.#cookies.filter((cookie) => isBelow(url.pathname, cookie.path));
    const kept = own.map(({ name, value }) => `${name}=${value}`).join('; ');
    const cookie = options.cookieHeader ?? (options.withoutCookies === true ? '' : kept);
    const request: InjectOptions = {
      method,
      url: path,
      headers: { host: url.host, accept: 'text/html', ...(cookie !== '' && { cookie }), ...options.headers },
      ...(options.payload !== undefined && { payload: options.payload }),
    };
    const response = await this.#server.inject(request);
    const cookies = response.cookies.map(toSetCookie);
    for (const set of cookies) {
      this.setCookie(set);
    }
    const { location } = response.headers;
    return {
      status: response.statusCode,
      location: typeof location === 'string' ? new URL(location, url).href : null,
      headers: response.headers,
      body: response.body,
      cookies,
    };
  }

  get(target: string, options: VisitOptions = {}): Promise<Answer> {
    return this.send('GET', target, options);
  }

  /** A form of a page of the same site, unless the headers say otherwise. A string is sent as it is. */
  post(target: string, form: Body, options: VisitOptions = {}): Promise<Answer> {
    const payload = typeof form === 'string' || Buffer.isBuffer(form) ? form : new URLSearchParams(form).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...options.headers };
    return this.send('POST', target, { ...options, headers, payload });
  }

  /** A form that a page of another site posts: no cookie of ours goes with it. */
  crossSitePost(target: string, form: Body, options: VisitOptions = {}): Promise<Answer> {
    const headers = { origin: 'https://idp.example', 'sec-fetch-site': 'cross-site', ...options.headers };
    return this.post(target, form, { withoutCookies: true, ...options, headers });
  }

  /** Follows redirects below `origin`; returns the first answer that leads elsewhere or nowhere, at most 10 steps on. */
  async follow(target: string, origin: string): Promise<Answer> {
    let answer = await this.get(target);
    for (let steps = 0; answer.location !== null && new URL(answer.location).origin === origin && steps < 10; steps++) {
      answer = await this.get(answer.location);
    }
    return answer;
  }
}
