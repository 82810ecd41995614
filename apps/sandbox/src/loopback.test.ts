import { describe, expect, it } from 'vitest';
import { assertLoopbackHost, isLoopbackAddress, loopbackUrl, originOf } from './loopback.ts';

const refusal = expect.objectContaining({ code: 'sandbox.not_loopback' });

describe('assertLoopbackHost', () => {
  it.each(['127.0.0.1', '127.0.0.2', '127.255.255.255', '::1', '[::1]'])('accepts %s', (host) => {
    expect(isLoopbackAddress(host)).toBe(true);
    expect(() => assertLoopbackHost(host)).not.toThrow();
  });

  it.each([
    '',
    '0.0.0.0',
    '::',
    '126.255.255.255',
    '128.0.0.1',
    '10.0.0.1',
    '192.168.1.2',
    'localhost',
    '127.0.0.1.example.com',
    '127.1',
    '::ffff:10.0.0.1',
    'example.com',
  ])('refuses %j', (host) => {
    expect(() => assertLoopbackHost(host)).toThrow(refusal);
  });
});

describe('loopbackUrl', () => {
  it.each(['http://127.0.0.1:1/metadata', 'https://127.9.9.9/', 'http://localhost:8080/x', 'http://[::1]:80/'])(
    'accepts %s',
    (url) => {
      expect(loopbackUrl(url).href).toBe(new URL(url).href);
    },
  );

  it.each([
    'http://10.0.0.1/',
    'http://example.com/',
    'http://localhost.example.com/',
    'http://127.0.0.1@example.com/',
    'file:///etc/hostname',
    'javascript:alert(1)',
    'no url',
  ])('refuses %s', (url) => {
    expect(() => loopbackUrl(url)).toThrow(refusal);
  });
});

describe('originOf', () => {
  it('brackets IPv6 addresses only', () => {
    expect(originOf('127.0.0.2', 8080)).toBe('http://127.0.0.2:8080');
    expect(originOf('::1', 8080)).toBe('http://[::1]:8080');
    expect(originOf('[::1]', 8080)).toBe('http://[::1]:8080');
  });
});
