/**
 * Addresses of an earlier product under which a service provider is reached as well, so that what was made for that
 * product at an identity provider keeps working. One is matched by its exact host and path; its query is part of what
 * messages say, and no part of the match.
 */
import { isLoopbackHost } from './is-loopback-host.ts';
import { publicUrlPrefixes } from './public-url.ts';

/** Path segments of unreserved characters only (RFC 3986 §2.3): nobody on the way decodes or rewrites them. */
const ALIAS_URL = /^https?:\/\/[^\s/?#@\\]+((?:\/[A-Za-z0-9._~-]+)+\/?)(?:\?[A-Za-z0-9._~=&/:-]*)?$/i;

/** Whether a text is https (or http to this machine itself), a host, a plain path, and perhaps a plain query. */
export const isAliasUrl = (text: string): boolean => {
  const path = ALIAS_URL.exec(text)?.[1];
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
  return isSafe && path !== undefined && !path.split('/').some((part) => part === '.' || part === '..');
};

/**
 * What two aliases must not share: host and path. Letter case of the host and default ports do not count.
 *
 * @example
 * aliasKey('https://CC.example:443/ids/saml/response?metaAlias=/sp'); // 'cc.example/ids/saml/response'
 */
export const aliasKey = (url: string): string => `${publicUrlPrefixes(url)[0] ?? ''}${new URL(url).pathname}`;

/** Whether an address is equal to a URL, or below it. */
export const isAtOrBelow = (address: string, url: string): boolean => {
  const above = publicUrlPrefixes(url);
  return publicUrlPrefixes(address)[above.length - 1] === above.at(-1);
};
