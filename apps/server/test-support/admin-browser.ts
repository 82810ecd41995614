/** A browser with a page of the Administration Portal open: cookies, and the headers that such a page sends. */
import type { FastifyInstance } from 'fastify';
import { ADMIN_ORIGIN } from './administrator-fixture.ts';

export interface AdminAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // What comes back is checked by the test that asked for it.
  readonly body: ReturnType<typeof JSON.parse>;
  readonly setCookies: readonly string[];
}

export class AdminBrowser {
  readonly cookies: Map<string, string> = new Map();
  /** Every value that was ever handed out. */
  readonly seenCookieValues: string[] = [];
  readonly #server: FastifyInstance;
  readonly #origin: string;
  readonly #address: string;

  constructor(server: FastifyInstance, options: { readonly origin?: string; readonly address?: string } = {}) {
    this.#server = server;
    this.#origin = options.origin ?? ADMIN_ORIGIN;
    this.#address = options.address ?? '192.0.2.7';
  }

  /** `POST /session`. */
  async send(request: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<AdminAnswer> {
    const [method = '', path = ''] = request.split(' ');
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
    const answer = await this.#server.inject({
      method: method as 'GET',
      url: `/admin/api/v1${path}`,
      remoteAddress: this.#address,
      headers: {
        origin: this.#origin,
        'user-agent': 'Test browser',
        ...(cookie !== '' && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (maxAge === 0 || (expires !== undefined && expires.getTime() <= 0)) {
        this.cookies.delete(name);
      } else {
        this.cookies.set(name, value);
        this.seenCookieValues.push(value);
      }
    }
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.body === '' ? null : JSON.parse(answer.body),
      setCookies: [answer.headers['set-cookie'] ?? []].flat(),
    };
  }
}
