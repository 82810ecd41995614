import { describe, expect, it } from 'vitest';
import { createAddressGuard, isAddressRange } from './address-guard.ts';

const strict = createAddressGuard([]);

describe('createAddressGuard', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '2606:4700::1111',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ])('lets the public address %s through', (address) => {
    expect(strict.refusal(address)).toBeNull();
  });

  it.each([
    ['127.0.0.1', 'a loopback address'],
    ['127.255.255.255', 'a loopback address'],
    ['::1', 'a loopback address'],
    ['10.0.0.1', 'a private address'],
    ['172.16.0.0', 'a private address'],
    ['172.31.255.255', 'a private address'],
    ['192.168.1.1', 'a private address'],
    ['fd00::1', 'a private (unique local) address'],
    ['fc00::1', 'a private (unique local) address'],
    ['fec0::1', 'a private (site-local) address'],
    ['169.254.169.254', 'a link-local address'],
    ['fe80::1', 'a link-local address'],
    ['100.64.0.0', 'an address of carrier-grade NAT'],
    ['100.127.255.255', 'an address of carrier-grade NAT'],
    ['224.0.0.1', 'a multicast address'],
    ['ff02::1', 'a multicast address'],
    ['255.255.255.255', 'the broadcast address'],
    ['0.0.0.0', 'an unspecified address'],
    ['0.1.2.3', 'an unspecified address'],
    ['::', 'an unspecified address'],
    ['240.0.0.1', 'a reserved address'],
    ['192.0.2.1', 'a reserved address'],
    ['198.18.0.1', 'a reserved address'],
    ['2001:db8::1', 'a reserved address'],
    ['2001::1', 'a reserved address'],
    ['100::1', 'a reserved address'],
    ['4000::1', 'a reserved address'],
  ])('refuses %s as %s', (address, reason) => {
    expect(strict.refusal(address)).toBe(reason);
  });

  it.each([
    ['::ffff:127.0.0.1', 'a loopback address'],
    ['::ffff:a9fe:a9fe', 'a link-local address'],
    ['::ffff:0:127.0.0.1', 'a loopback address'],
    ['::10.0.0.1', 'a private address'],
    ['64:ff9b::10.0.0.1', 'a private address'],
    ['2002:7f00:1::1', 'a loopback address'],
    ['2002:c0a8:101::', 'a private address'],
    ['64:ff9b:1::1', 'a reserved address'],
  ])('judges %s by the IPv4 address that it stands for', (address, reason) => {
    expect(strict.refusal(address)).toBe(reason);
  });

  it.each(['localhost', '', 'fe80::1%eth0', '10.0.0.0/8', '1.2.3.4.5'])(
    'refuses %j, which is no plain address',
    (text) => {
      expect(strict.refusal(text)).toBe('not an address that can be judged');
    },
  );

  it('lets listed ranges through and nothing beside them', () => {
    const guard = createAddressGuard(['10.20.0.0/16', '127.0.0.2', 'fd12::/32']);
    expect(guard.refusal('10.20.0.0')).toBeNull();
    expect(guard.refusal('10.20.255.255')).toBeNull();
    expect(guard.refusal('::ffff:10.20.1.1')).toBeNull();
    expect(guard.refusal('127.0.0.2')).toBeNull();
    expect(guard.refusal('fd12::9')).toBeNull();
    expect(guard.refusal('10.19.255.255')).toBe('a private address');
    expect(guard.refusal('10.21.0.0')).toBe('a private address');
    expect(guard.refusal('127.0.0.1')).toBe('a loopback address');
    expect(guard.refusal('fd13::1')).toBe('a private (unique local) address');
  });

  it('refuses a list with something that is no range', () => {
    expect(() => createAddressGuard(['10.0.0.0/33'])).toThrow(
      expect.objectContaining({ code: 'config.invalid', received: '10.0.0.0/33' }),
    );
    expect(isAddressRange('10.0.0.0/8')).toBe(true);
    expect(isAddressRange('::1')).toBe(true);
    expect(isAddressRange('intranet')).toBe(false);
  });
});
