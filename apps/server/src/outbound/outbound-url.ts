/** Judges a URL before anything is looked up: part of the guarded fetch, at the start and at every redirect. */
import { CordboardError } from '../errors.ts';

/** Longest URL that is fetched. */
const MAX_URL_LENGTH = 2048;

/**
 * Reads an absolute http or https URL without credentials, relative to `base` when one is given. The fragment is dropped.
 *
 * @throws CordboardError `fetch.url`.
 */
export const parseOutboundUrl = (text: string, base?: URL): URL => {
  if (text.length > MAX_URL_LENGTH) {
    throw new CordboardError('fetch.url', {
      expected: `at most ${MAX_URL_LENGTH} characters`,
      received: `${text.length} characters`,
    });
  }
  const url = URL.parse(text, base?.href);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new CordboardError('fetch.url', { expected: 'an absolute http or https URL', received: text.slice(0, 200) });
  }
  if (url.username !== '' || url.password !== '') {
    // The received value is left out: it holds a password.
    throw new CordboardError('fetch.url', { expected: 'a URL without user name and password' });
  }
  url.hash = '';
  return url;
};

/** The host as an address or name: without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');
