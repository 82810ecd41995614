/** One HTTP GET of the guarded fetch: connects to addresses that were checked, and reads a bounded answer. */
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { CordboardError } from '../errors.ts';
import { hostOf } from './outbound-url.ts';
import { openProxyTunnel, proxyHeaders } from './proxy-tunnel.ts';
import type { ResolvedAddress } from './resolve-target.ts';

/** Largest head of an answer. */
const MAX_HEADER_BYTES = 16 * 1024;

export interface DocumentRequest {
  readonly url: URL;
  /** Where to connect; null leaves it to the proxy. */
  readonly addresses: readonly ResolvedAddress[] | null;
  readonly proxy: URL | null;
  /** Certification authorities, PEM. */
  readonly ca: readonly string[];
  readonly accept: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface DocumentResponse {
  readonly status: number;
  readonly location: string | null;
  readonly contentType: string | null;
  /** When the server says that it answered, epoch milliseconds; null when it does not, or a cache answered for it. */
  readonly date: number | null;
  /** Empty unless the status is 200. */
  readonly body: Uint8Array;
}

/**
 * Answers with the checked addresses, whatever the name would resolve to now. Node keeps the name for
 * the Host header, SNI and the certificate, so only the way there is pinned.
 */
const pinnedLookup =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_host, options, callback) => {
    const [first] = addresses;
    if (options.all === true) {
      callback(null, [...addresses]);
    } else if (first !== undefined) {
      callback(null, first.address, first.family);
    }
  };

const commonOptions = (request: DocumentRequest): https.RequestOptions => ({
  method: 'GET',
  signal: request.signal,
  maxHeaderSize: MAX_HEADER_BYTES,
  ca: [...request.ca],
  minVersion: 'TLSv1.2',
  headers: {
    accept: request.accept,
    // The size limit counts what arrives: nothing is inflated here.
    'accept-encoding': 'identity',
    'user-agent': 'Cordboard',
    connection: 'close',
  },
});

const direct = (request: DocumentRequest, addresses: readonly ResolvedAddress[]): http.ClientRequest => {
  const { request: send } = request.url.protocol === 'https:' ? https : http;
  return send(request.url, { ...commonOptions(request), agent: false, lookup: pinnedLookup(addresses) });
};

const throughProxy = async (request: DocumentRequest, proxy: URL): Promise<http.ClientRequest> => {
  const options = commonOptions(request);
  if (request.url.protocol === 'http:') {
    const { request: send } = proxy.protocol === 'https:' ? https : http;
    const headers = { ...options.headers, ...proxyHeaders(proxy), host: request.url.host };
    return send(proxy.origin, { ...options, agent: false, headers, path: request.url.href });
  }
  const tunnel = await openProxyTunnel(proxy, request.url, request);
  const host = hostOf(request.url);
  const secure = connectTls({
    socket: tunnel,
    host,
    servername: /[a-z]/i.test(host) && !host.includes(':') ? host : '',
    ca: [...request.ca],
    minVersion: 'TLSv1.2',
  });
  return https.request({
    ...options,
    path: `${request.url.pathname}${request.url.search}`,
    headers: { ...options.headers, host: request.url.host },
    createConnection: () => secure,
  });
};

const tooLarge = (maxBytes: number, received: string): CordboardError =>
  new CordboardError('fetch.too_large', { expected: `at most ${maxBytes} bytes`, received });

const readBody = async (response: http.IncomingMessage, maxBytes: number): Promise<Uint8Array> => {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new CordboardError('fetch.failed', { expected: 'an answer that is not compressed', received: encoding });
  }
  const announced = Number(response.headers['content-length'] ?? 0);
  if (announced > maxBytes) {
    throw tooLarge(maxBytes, `${announced} bytes announced`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw tooLarge(maxBytes, `more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const receiveResponse = (sent: http.ClientRequest): Promise<http.IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.on('error', reject);
    sent.end();
  });

const dateOf = ({ headers }: http.IncomingMessage): number | null => {
  const at = headers.age === undefined ? Date.parse(headers.date ?? '') : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

/** Sends the request and reads the answer. Errors of the network are passed on as Node gives them. */
export const requestDocument = async (request: DocumentRequest): Promise<DocumentResponse> => {
  const sent =
    request.proxy === null ? direct(request, request.addresses ?? []) : await throughProxy(request, request.proxy);
  try {
    const response = await receiveResponse(sent);
    const status = response.statusCode ?? 0;
    return {
      status,
      location: response.headers.location ?? null,
      contentType: response.headers['content-type'] ?? null,
      date: dateOf(response),
      body: status === 200 ? await readBody(response, request.maxBytes) : new Uint8Array(),
    };
  } finally {
    sent.destroy();
  }
};
