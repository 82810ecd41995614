/**
 * Which addresses the hub may connect to when a tenant names the place: public unicast ones, and
 * the ranges that the installation owner lists. Used by the guarded fetch before every connection.
 */
import ipaddr from 'ipaddr.js';
import { CordboardError } from '../errors.ts';

type Address = ReturnType<typeof ipaddr.parse>;
type Range = readonly [Address, number];

export interface AddressGuard {
  /**
   * Why the address is refused, in words such as `a private address`; null when it may be used.
   * Anything that is not an address is refused as well.
   */
  refusal(address: string): string | null;
}

/** In the words of the registry of special addresses (RFC 6890), made readable. */
const RANGE_NAMES: Readonly<Record<string, string>> = {
  unspecified: 'an unspecified address',
  broadcast: 'the broadcast address',
  multicast: 'a multicast address',
  linkLocal: 'a link-local address',
  loopback: 'a loopback address',
  carrierGradeNat: 'an address of carrier-grade NAT',
  private: 'a private address',
  uniqueLocal: 'a private (unique local) address',
  deprecatedSiteLocal: 'a private (site-local) address',
};

/** All that is routed as IPv6 unicast (RFC 4291 §2.4). */
const IPV6_GLOBAL_UNICAST: Range = [ipaddr.parse('2000::'), 3];
/** Well-known prefix of NAT64: the IPv4 address stands in the last 32 bits (RFC 6052 §2.1). */
const NAT64: Range = [ipaddr.parse('64:ff9b::'), 96];
/** IPv4-compatible and IPv4-translated addresses (RFC 4291 §2.5.5.1, RFC 2765 §2.1). */
const IPV4_COMPATIBLE: Range = [ipaddr.parse('::'), 96];
const IPV4_TRANSLATED: Range = [ipaddr.parse('::ffff:0:0:0'), 96];
/** The IPv4 address follows the prefix (RFC 3056 §2). */
const SIX_TO_FOUR: Range = [ipaddr.parse('2002::'), 16];

const isWithin = (address: Address, [network, bits]: Range): boolean =>
  address.kind() === network.kind() && address.match(network, bits);

const octetsAsIpv4 = (octets: readonly number[]): Address => ipaddr.fromByteArray([...octets]);

/** The IPv4 address that traffic to this address ends at, if it carries one. */
const embeddedIpv4 = (address: Address): Address | null => {
  if (address.kind() !== 'ipv6') {
    return null;
  }
  const octets = address.toByteArray();
  if (address.range() === 'ipv4Mapped' || isWithin(address, NAT64) || isWithin(address, IPV4_TRANSLATED)) {
    return octetsAsIpv4(octets.slice(12));
  }
  if (isWithin(address, SIX_TO_FOUR)) {
    return octetsAsIpv4(octets.slice(2, 6));
  }
  const isCompatible = isWithin(address, IPV4_COMPATIBLE) && !['unspecified', 'loopback'].includes(address.range());
  return isCompatible ? octetsAsIpv4(octets.slice(12)) : null;
};

const specialRange = (address: Address): string | null => {
  const range = address.range();
  if (range !== 'unicast') {
    return RANGE_NAMES[range] ?? 'a reserved address';
  }
  return address.kind() === 'ipv6' && !isWithin(address, IPV6_GLOBAL_UNICAST) ? 'a reserved address' : null;
};

const parseRange = (text: string): Range => {
  if (ipaddr.isValidCIDR(text)) {
    return ipaddr.parseCIDR(text);
  }
  if (ipaddr.isValid(text)) {
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  throw new CordboardError('config.invalid', { expected: 'an address or a range such as 10.0.0.0/8', received: text });
};

/** Whether the text is an address or a CIDR range. */
export const isAddressRange = (text: string): boolean => ipaddr.isValidCIDR(text) || ipaddr.isValid(text);

/**
 * @param allowRanges Addresses and CIDR ranges that may be used although they are not public.
 * @throws CordboardError `config.invalid` when one of them is neither.
 */
export const createAddressGuard = (allowRanges: readonly string[]): AddressGuard => {
  const allowed = allowRanges.map(parseRange);
  const isAllowed = (address: Address): boolean => allowed.some((range) => isWithin(address, range));
  return {
    refusal(text) {
      // A zone (`fe80::1%eth0`) makes it an address of one link.
      if (text.includes('%') || !ipaddr.isValid(text)) {
        return 'not an address that can be judged';
      }
      const address = ipaddr.parse(text);
      const target = embeddedIpv4(address) ?? address;
      return isAllowed(address) || isAllowed(target) ? null : specialRange(target);
    },
  };
};
