/** Reaches an https host through the installation's outbound proxy (HTTP CONNECT, RFC 9110 §9.3.6). */
import * as http from 'node:http';
import * as https from 'node:https';
import { Socket } from 'node:net';
import { CordboardError } from '../errors.ts';

/** The Proxy-Authorization header of a proxy URL with user name and password, or none. */
export const proxyHeaders = (proxy: URL): Readonly<Record<string, string>> => {
  if (proxy.username === '') {
    return {};
  }
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
};

/** `host:port` with the default port written out. */
const authorityOf = (url: URL): string =>
  `${url.hostname}:${url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port}`;

/**
 * Opens a tunnel to the host of `target`.
 *
 * @throws CordboardError `fetch.failed` when the proxy refuses.
 */
export const openProxyTunnel = (
  proxy: URL,
  target: URL,
  options: { readonly ca: readonly string[]; readonly signal: AbortSignal },
): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { request } = proxy.protocol === 'https:' ? https : http;
    const authority = authorityOf(target);
    const connect = request(proxy.origin, {
      method: 'CONNECT',
      path: authority,
      headers: { ...proxyHeaders(proxy), host: authority },
      agent: false,
      ca: [...options.ca],
      signal: options.signal,
    });
    connect.once('error', reject);
    connect.once('connect', (response, socket) => {
      if (response.statusCode === 200 && socket instanceof Socket) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(
        new CordboardError('fetch.failed', {
          expected: `a tunnel of the outbound proxy to ${authority}`,
          received: `HTTP ${response.statusCode}`,
        }),
      );
    });
    connect.end();
  });
