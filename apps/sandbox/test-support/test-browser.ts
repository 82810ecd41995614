/** What a browser does with cookies, forms and redirects, for tests without one. */

/** A person's browser: one cookie jar per host, as ports share it. */
export interface TestBrowser {
  get(url: string): Promise<Response>;
  post(url: string, form: Readonly<Record<string, string>>): Promise<Response>;
  /** Follows redirects by GET until a page is reached, at most ten. */
  follow(response: Response): Promise<Response>;
  cookie(url: string, name: string): string | undefined;
}

const MAX_REDIRECTS = 10;

export function createTestBrowser(): TestBrowser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string): Map<string, string> => {
    const host = new URL(url).hostname;
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };

  const keepCookies = (url: string, response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const equals = pair.indexOf('=');
      const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
      if (/Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line)) {
        jarOf(url).delete(name);
      } else {
        jarOf(url).set(name, value);
      }
    }
  };

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const cookies = [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: cookies } });
    keepCookies(url, response);
    return response;
  };

  const get = (url: string): Promise<Response> => send(url, {});

  return {
    get,
    post: (url, form) =>
      send(url, { method: 'POST', body: new URLSearchParams(form), headers: { origin: new URL(url).origin } }),
    follow: async (first) => {
      let response = first;
      for (let step = 0; step < MAX_REDIRECTS; step += 1) {
        const location = response.headers.get('location');
        if (location === null) {
          return response;
        }
        response = await get(new URL(location, response.url).href);
      }
      throw new Error('more than ten redirects');
    },
    cookie: (url, name) => jarOf(url).get(name),
  };
}

/** The text that was escaped for a page. */
export const unescapeHtml = (value: string): string =>
  value
    .replaceAll('&#10;', '\n')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The value of a form field in a page. */
export const fieldValue = (page: string, name: string): string | undefined => {
  const tag = page.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0];
  const value = tag?.match(/value="([^"]*)"/)?.[1];
  return value === undefined ? undefined : unescapeHtml(value);
};

/** Where the first form of a page goes. */
export const formAction = (page: string): string | undefined =>
  page.match(/<form[^>]*action="([^"]*)"/)?.[1]?.replaceAll('&amp;', '&');
