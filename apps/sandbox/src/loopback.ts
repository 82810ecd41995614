/**
 * The wall around the sandbox: its passwords are public, so it neither listens on nor fetches from
 * anything but this machine.
 */
import { isIPv4 } from 'node:net';
import { SandboxError } from './sandbox-error.ts';

const withoutBrackets = (host: string): string =>
  host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;

/**
 * True for an address in 127.0.0.0/8 or ::1. Names are not resolved: `localhost` could be anything in a hosts
 * file, so it is not an address here.
 */
export function isLoopbackAddress(host: string): boolean {
  const address = withoutBrackets(host);
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'));
}

/**
 * Refuses to listen anywhere but on the loopback interface.
 *
 * @throws SandboxError `sandbox.not_loopback`.
 */
export function assertLoopbackHost(host: string): void {
  if (!isLoopbackAddress(host)) {
    throw new SandboxError('sandbox.not_loopback', {
      expected: 'an address in 127.0.0.0/8, or ::1',
      received: host === '' ? 'no address, which means all of them' : host,
    });
  }
}

/**
 * Returns the URL if it leads to this machine over http or https.
 *
 * @throws SandboxError `sandbox.not_loopback`.
 */
export function loopbackUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === undefined || !isWeb || !(isLoopbackAddress(url.hostname) || url.hostname === 'localhost')) {
    throw new SandboxError('sandbox.not_loopback', {
      expected: 'an http URL on the loopback interface',
      received: text,
    });
  }
  return url;
}

/** `http://host:port` with the brackets that an IPv6 address needs. */
export const originOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${withoutBrackets(host)}]` : host}:${port}`;
