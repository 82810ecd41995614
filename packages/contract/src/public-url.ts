/**
 * Public URLs of environments: how one may be written, and when two of them would answer the same requests. The applied
 * file is checked in itself with this, and against the directory and the installation's own addresses when it is planned.
 */

/** Path segments of unreserved characters only (RFC 3986 §2.3): nobody on the way decodes or rewrites them. */
const PUBLIC_URL = /^https?:\/\/[^\s/?#@\\]+((?:\/[A-Za-z0-9._~-]+)*)\/?$/i;

/** Whether a text is scheme, host, port and a plain path; one slash at the end does not count. */
export const isPublicUrl = (text: string): boolean => {
  const path = PUBLIC_URL.exec(text)?.[1];
  return path !== undefined && URL.canParse(text) && !path.split('/').some((part) => part === '.' || part === '..');
};

/**
 * The host of a URL, then each longer prefix of its path, the whole last. Letter case of the host and default ports do
 * not count, of either scheme: the hub does not see which one the browser used.
 *
 * @example
 * publicUrlPrefixes('https://SSO.example:443/a/b/'); // ['sso.example', 'sso.example/a', 'sso.example/a/b']
 */
export const publicUrlPrefixes = (url: string): readonly string[] => {
  const { hostname, port, pathname } = new URL(url);
  const host = `${hostname.replace(/\.$/, '')}${['', '80', '443'].includes(port) ? '' : `:${port}`}`;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  return [host, ...segments.map((_segment, index) => [host, ...segments.slice(0, index + 1)].join('/'))];
};

/** Whether one of two URLs is equal to, above or below the other. */
export const publicUrlsOverlap = (a: string, b: string): boolean => {
  const [ofA, ofB] = [publicUrlPrefixes(a), publicUrlPrefixes(b)];
  const shared = Math.min(ofA.length, ofB.length) - 1;
  return ofA[shared] === ofB[shared];
};
