/** A browser for tests: keeps cookies by path, follows no redirect by itself. */

interface StoredCookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

const parseSetCookie = (header: string): StoredCookie & { readonly expired: boolean } => {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const attribute = (name: string): string | undefined =>
    attributes.find((candidate) => candidate.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const expires = attribute('expires');
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    path: attribute('path') ?? '/',
    expired: expires !== undefined && Date.parse(expires) < 1000,
  };
};

export interface Visit {
  readonly url: URL;
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly body: string;
}

export class Browser {
  /** Every cookie value that was ever set, for tests that look for them elsewhere. */
  readonly seenCookieValues: string[] = [];
  #cookies: StoredCookie[] = [];

  cookies(): readonly StoredCookie[] {
    return this.#cookies;
  }

  setCookie(cookie: StoredCookie): void {
    this.#cookies = this.#cookies.filter(({ name, path }) => name !== cookie.name || path !== cookie.path);
    this.#cookies.push(cookie);
  }

  async get(target: string | URL, headers: Record<string, string> = {}): Promise<Visit> {
    const url = new URL(target);
    const cookie = this.#cookies
      .filter(({ path }) => url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie !== '' && { cookie }), ...headers },
    });
    for (const header of response.headers.getSetCookie()) {
      const { expired, ...parsed } = parseSetCookie(header);
      this.#cookies = this.#cookies.filter(({ name, path }) => name !== parsed.name || path !== parsed.path);
      if (!expired) {
        this.#cookies.push(parsed);
        this.seenCookieValues.push(parsed.value);
      }
    }
    const location = response.headers.get('location');
    const body = await response.text();
    return { url, status: response.status, location, headers: response.headers, body };
  }

  /** Follows redirects until one leaves `origin`, or the answer is no redirect; at most 15. */
  async follow(target: string | URL, origin: string): Promise<Visit> {
    let visit = await this.get(target);
    for (let steps = 0; visit.location !== null && steps < 15; steps++) {
      const next = new URL(visit.location, visit.url);
      if (next.origin !== origin) {
        return visit;
      }
      visit = await this.get(next);
    }
    return visit;
  }
}
