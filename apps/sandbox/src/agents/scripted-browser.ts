/**
 * As much of a browser as a sign-in needs: cookies by host and path, redirects, and HTML forms. It
 * lets a sign-in run through all real parts without a browser, in the demo and under load.
 */

/** One page as the scripted browser sees it. */
export interface ScriptedPage {
  /** The address after all redirects. */
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

interface StoredCookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

const MAX_REDIRECTS = 20;

const decodeEntities = (value: string): string =>
  value
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, decimal: string) => String.fromCodePoint(Number.parseInt(decimal, 10)))
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const attributeOf = (tag: string, name: string): string | undefined => {
  const match = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decodeEntities(value);
};

/** The first form of a page, with the values that its inputs already have. */
export const readForm = (page: ScriptedPage): { readonly action: string; readonly fields: Map<string, string> } => {
  const form = /<form\b[^>]*>[\s\S]*?<\/form>/i.exec(page.body)?.[0];
  if (form === undefined) {
    throw new Error(`${page.url} has no form (status ${page.status})`);
  }
  const open = /<form\b[^>]*>/i.exec(form)?.[0] ?? '';
  const fields = new Map<string, string>();
  for (const [input] of form.matchAll(/<(?:input|button)\b[^>]*>/gi)) {
    const name = attributeOf(input, 'name');
    if (name !== undefined) {
      fields.set(name, attributeOf(input, 'value') ?? '');
    }
  }
  return { action: new URL(attributeOf(open, 'action') ?? '', page.url).href, fields };
};

export class ScriptedBrowser {
  #cookies: readonly StoredCookie[] = [];
  readonly #fetch: typeof fetch;

  constructor(fetchPage: typeof fetch = fetch) {
    this.#fetch = fetchPage;
  }

  /** Opens an address and follows its redirects. */
  open(url: string): Promise<ScriptedPage> {
    return this.#go('GET', url, undefined, 0, undefined);
  }

  /** Submits the first form of a page with some of its fields filled in. */
  submit(page: ScriptedPage, values: Readonly<Record<string, string>> = {}): Promise<ScriptedPage> {
    const { action, fields } = readForm(page);
    for (const [name, value] of Object.entries(values)) {
      fields.set(name, value);
    }
    return this.#go('POST', action, new URLSearchParams([...fields]), 0, page.url);
  }

  /** Sends JSON as a script of the page would. */
  async postJson(page: ScriptedPage, path: string, body: unknown): Promise<ScriptedPage> {
    const url = new URL(path, page.url).href;
    const { origin } = new URL(page.url);
    const response = await this.#fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...this.#headers(url), origin, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify(body),
    });
    this.#store(url, response);
    return { url, status: response.status, body: await response.text() };
  }

  #headers(url: string): Record<string, string> {
    const { hostname, pathname } = new URL(url);
    const sent = this.#cookies.filter(
      (cookie) =>
        cookie.host === hostname &&
        (pathname === cookie.path || pathname.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`)),
    );
    const accept = { accept: 'text/html' };
    return sent.length === 0
      ? accept
      : { ...accept, cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; ') };
  }

  #store(url: string, response: Response): void {
    const { hostname } = new URL(url);
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const equals = pair.indexOf('=');
      const name = pair.slice(0, equals);
      const value = pair.slice(equals + 1);
      const attribute = (key: string): string | undefined =>
        attributes.find((part) => part.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
      const path = attribute('path') ?? '/';
      const expires = attribute('expires');
      const isGone =
        attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= 0) || value === '';
      const others = this.#cookies.filter(
        (cookie) => cookie.host !== hostname || cookie.path !== path || cookie.name !== name,
      );
      this.#cookies = isGone ? others : [...others, { host: hostname, path, name, value }];
    }
  }

  async #go(
    method: 'GET' | 'POST',
    url: string,
    body: URLSearchParams | undefined,
    redirects: number,
    from: string | undefined,
  ): Promise<ScriptedPage> {
    const headers = this.#headers(url);
    if (from !== undefined) {
      headers['origin'] = new URL(from).origin;
    }
    const response = await this.#fetch(url, { method, redirect: 'manual', headers, body: body ?? null });
    this.#store(url, response);
    const location = response.headers.get('location');
    if (location === null || response.status < 300 || response.status > 399) {
      return { url, status: response.status, body: await response.text() };
    }
    await response.body?.cancel();
    if (redirects >= MAX_REDIRECTS) {
      throw new Error(`more than ${MAX_REDIRECTS} redirects, the last one to ${location}`);
    }
    return this.#go('GET', new URL(location, url).href, undefined, redirects + 1, undefined);
  }
}
