/**
 * The one way in which the hub reads a URL that a tenant has set, such as an identity provider's
 * metadata. Nothing on a private network is reachable through it by name, by redirect or by a name
 * whose address changes between the check and the connection, unless the installation owner allows it.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { getCACertificates } from 'node:tls';
import { CordboardError } from '../errors.ts';
import { type AddressGuard, createAddressGuard } from './address-guard.ts';
import { describeFetchFailure } from './describe-fetch-failure.ts';
import { hostOf, parseOutboundUrl } from './outbound-url.ts';
import { type DocumentResponse, requestDocument } from './request-document.ts';
import { type AddressLookup, type ResolvedAddress, resolveTarget } from './resolve-target.ts';

const MAX_REDIRECTS = 3;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** Largest document unless the caller says otherwise: metadata of one entity. */
const DEFAULT_MAX_BYTES = 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 10_000;

const UNRESOLVED_HINT =
  'Check the spelling. If names of the internet resolve only at the proxy, the owner of the installation can set outbound.allowUnresolvedThroughProxy.';

export interface GuardedFetchOptions {
  /** Ranges that may be reached although they are not public, e.g. `10.20.0.0/16`. None unless set. */
  readonly allowRanges?: readonly string[] | undefined;
  /**
   * Outbound proxy, http or https. It resolves the names, so that guarding against names that change is then
   * its task; a name that resolves here to a refused address, or not at all, is still refused.
   */
  readonly proxy?: string | null | undefined;
  /** Leave names that do not resolve here to the proxy: it alone then keeps tenants out of the internal network. */
  readonly allowUnresolvedThroughProxy?: boolean | undefined;
  /** Certification authorities trusted besides the public ones, PEM. */
  readonly ca?: string | null | undefined;
  /** For the whole fetch, redirects included; 10 000 unless set. */
  readonly timeoutMs?: number | undefined;
  /** Resolves names; the operating system's resolver unless set. */
  readonly lookup?: AddressLookup | undefined;
}

export interface FetchOptions {
  /** Value of the Accept header; anything unless set. */
  readonly accept?: string | undefined;
  /** Largest body in bytes; 1 MiB unless set. */
  readonly maxBytes?: number | undefined;
}

export interface FetchedDocument {
  /** Where the document came from, after redirects. */
  readonly url: string;
  readonly contentType: string | null;
  /** When the server says that it answered, epoch milliseconds; null when it does not. */
  readonly date?: number | null;
  readonly body: Uint8Array;
}

/**
 * Reads the document at a URL.
 *
 * @throws CordboardError `fetch.url`, `fetch.blocked_address`, `fetch.failed`, `fetch.too_large`, `fetch.timeout`.
 * @example
 * const { body } = await guardedFetch('https://idp.example/metadata', { accept: 'application/samlmetadata+xml' });
 */
export type GuardedFetch = (url: string, options?: FetchOptions) => Promise<FetchedDocument>;

interface FetchSetup {
  readonly guard: AddressGuard;
  readonly lookup: AddressLookup;
  readonly proxy: URL | null;
  readonly allowUnresolvedThroughProxy: boolean;
  readonly ca: readonly string[];
}

const lookupAll: AddressLookup = async (host) => {
  const found = await systemLookup(host, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

const addressesFor = async (url: URL, setup: FetchSetup): Promise<readonly ResolvedAddress[] | null> => {
  try {
    return await resolveTarget(hostOf(url), setup.guard, setup.lookup);
  } catch (error) {
    if (setup.proxy === null || !(error instanceof CordboardError) || error.code !== 'fetch.failed') {
      throw error;
    }
    if (setup.allowUnresolvedThroughProxy) {
      return null;
    }
    // The proxy may know names of the internal network that this machine does not.
    const { code, expected, received } = error;
    throw new CordboardError(code, { expected, received, hint: UNRESOLVED_HINT, cause: error });
  }
};

const redirectTarget = (response: DocumentResponse, from: URL): URL => {
  if (response.location === null) {
    throw new CordboardError('fetch.failed', { expected: 'a redirect with a Location', received: 'no Location' });
  }
  const target = parseOutboundUrl(response.location, from);
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw new CordboardError('fetch.url', {
      expected: 'a redirect that stays on https',
      received: `a redirect to ${target.origin}`,
    });
  }
  return target;
};

const follow = async (
  setup: FetchSetup,
  start: URL,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedDocument> => {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const addresses = await addressesFor(url, setup);
    signal.throwIfAborted();
    const response = await requestDocument({
      url,
      addresses,
      proxy: setup.proxy,
      ca: setup.ca,
      accept: options.accept ?? '*/*',
      maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
      signal,
    });
    if (response.status === 200) {
      const { contentType, date, body } = response;
      return { url: url.href, contentType, date, body };
    }
    if (!REDIRECTS.includes(response.status)) {
      throw new CordboardError('fetch.failed', { expected: 'HTTP 200', received: `HTTP ${response.status}` });
    }
    url = redirectTarget(response, url);
  }
  throw new CordboardError('fetch.failed', {
    expected: `at most ${MAX_REDIRECTS} redirects`,
    received: 'more of them',
  });
};

/** Rejects when time is up, also while a resolver is being waited for, which cannot be stopped. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/**
 * @throws CordboardError `config.invalid` when a range or the proxy cannot be read.
 */
export const createGuardedFetch = (options: GuardedFetchOptions = {}): GuardedFetch => {
  const { proxy = null, ca = null, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const proxyUrl = proxy === null ? null : URL.parse(proxy);
  if (proxy !== null && proxyUrl === null) {
    throw new CordboardError('config.invalid', { expected: 'outbound.proxy: an http or https URL' });
  }
  const setup: FetchSetup = {
    guard: createAddressGuard(options.allowRanges ?? []),
    lookup: options.lookup ?? lookupAll,
    proxy: proxyUrl,
    allowUnresolvedThroughProxy: options.allowUnresolvedThroughProxy ?? false,
    ca: [...getCACertificates('default'), ...(ca === null ? [] : [ca])],
  };
  return async (text, fetchOptions = {}) => {
    const url = parseOutboundUrl(text);
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeoutMs);
    try {
      return await Promise.race([follow(setup, url, fetchOptions, controller.signal), untilAborted(controller.signal)]);
    } catch (error) {
      throw describeFetchFailure(error, { url, timeoutMs, timedOut: controller.signal.aborted });
    } finally {
      clearTimeout(timer);
    }
  };
};
