import { describe, expect, it } from 'vitest';
import { createRequestedHost } from './requested-host.ts';

const request = (remoteAddress: string | undefined, forwarded?: string | string[]) => ({
  headers: { host: 'own.example', ...(forwarded !== undefined && { 'x-forwarded-host': forwarded }) },
  socket: { remoteAddress },
});

describe('the host that was asked for', () => {
  it.each([
    [['10.0.0.0/8'], '10.1.2.3', 'public.example'],
    [['10.0.0.0/8'], '::ffff:10.1.2.3', 'public.example'],
    [['10.0.0.0/8'], '11.0.0.1', 'own.example'],
    [['10.0.0.0/8'], '::1', 'own.example'],
    [['10.0.0.7'], '10.0.0.7', 'public.example'],
    [['10.0.0.7'], '10.0.0.8', 'own.example'],
    [['fd00::/8', '10.0.0.7'], 'fd00::1', 'public.example'],
    [['fd00::/8'], 'fe00::1', 'own.example'],
    [[], '127.0.0.1', 'own.example'],
    [['10.0.0.0/8'], undefined, 'own.example'],
  ])('with %j trusted and the request from %s is %s', (trusted, from, host) => {
    expect(createRequestedHost(trusted)(request(from, 'public.example'))).toBe(host);
  });

  it('is the one that the nearest proxy names', () => {
    const requestedHost = createRequestedHost(['10.0.0.7']);
    expect(requestedHost(request('10.0.0.7', 'forged.example, public.example'))).toBe('public.example');
    expect(requestedHost(request('10.0.0.7', ['forged.example', 'public.example']))).toBe('public.example');
    expect(requestedHost(request('10.0.0.7', ''))).toBe('own.example');
    expect(requestedHost(request('10.0.0.7'))).toBe('own.example');
    expect(requestedHost({ headers: {}, socket: { remoteAddress: '10.0.0.7' } })).toBe('');
  });
});
