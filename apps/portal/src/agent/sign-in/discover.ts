/**
 * Connection discovery by e-mail, seen from the page: one POST to the hub, whose answer is an
 * address to go to or "unknown". Every way in which this can fail becomes a value, so that the
 * page always has a text for it.
 */
import type { DiscoverAnswer } from '@cordboard/contract/agent-page';

/**
 * What came of asking. `malformed`: the hub does not take this for an address. `stale`: the page is
 * older than the sign-in that it belongs to.
 */
export type Discovery =
  | { readonly kind: 'found'; readonly href: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'offline' };

/** What a discovery needs from the page and from the browser. */
export interface DiscoverOptions {
  readonly discoverHref: string;
  readonly email: string;
  /** The opaque value of the page, sent back as it is. */
  readonly continue: string;
  /** Address of this page: the answer is resolved against it. */
  readonly pageHref: string;
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  readonly signal: AbortSignal;
}

/** Asks the hub which sign-in an e-mail address belongs to. Never rejects. */
export async function discover(options: DiscoverOptions): Promise<Discovery> {
  let response: Response;
  let answer: unknown;
  try {
    response = await options.fetch(options.discoverHref, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ email: options.email, continue: options.continue }),
      signal: options.signal,
    });
    answer = response.ok ? await response.json() : undefined;
  } catch {
    // No network, the time limit, or an answer that is not JSON: the person can only try again.
    return { kind: 'offline' };
  }
  if (response.status === 400 || response.status === 422) return { kind: 'malformed' };
  if (response.status === 429) return { kind: 'busy' };
  if (response.status >= 400 && response.status < 500) return { kind: 'stale' };
  if (!isDiscoverAnswer(answer)) return { kind: 'offline' };
  if (!answer.found) return { kind: 'unknown' };
  const href = webAddress(answer.href, options.pageHref);
  return href === null ? { kind: 'offline' } : { kind: 'found', href };
}

function isDiscoverAnswer(value: unknown): value is DiscoverAnswer {
  if (typeof value !== 'object' || value === null || !('found' in value)) return false;
  return value.found === false || (value.found === true && 'href' in value && typeof value.href === 'string');
}

/** The absolute http(s) address, or null: any other scheme given to `location` could run script. */
function webAddress(href: string, pageHref: string): string | null {
  if (!URL.canParse(href, pageHref)) return null;
  const url = new URL(href, pageHref);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
