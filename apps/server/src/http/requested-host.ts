/** Which host a browser asked for: the Host header, or what a proxy that the installation trusts says instead. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

const listOf = (ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    if (bits === undefined) {
      list.addAddress(network, familyOf(network));
    } else {
      list.addSubnet(network, Number(bits), familyOf(network));
    }
  }
  return list;
};

type HostedRequest = Pick<IncomingMessage, 'headers'> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/** @param trustedProxies Addresses and ranges whose X-Forwarded-Host is believed; the last value is the nearest proxy's. */
export const createRequestedHost = (trustedProxies: readonly string[]): ((request: HostedRequest) => string) => {
  const trusted = listOf(trustedProxies);
  return ({ headers, socket }) => {
    const { remoteAddress } = socket;
    const isTrusted = remoteAddress !== undefined && trusted.check(remoteAddress, familyOf(remoteAddress));
    const forwarded = isTrusted ? [headers['x-forwarded-host']].flat().at(-1)?.split(',').at(-1)?.trim() : undefined;
    return (forwarded === undefined || forwarded === '' ? headers.host : forwarded) ?? '';
  };
};
