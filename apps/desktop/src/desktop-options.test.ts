import { describe, expect, it } from 'vitest';
import { assertDesktopOptions, type DesktopOptions } from './desktop-options.ts';

const good: DesktopOptions = {
  host: '127.0.0.1',
  port: 0,
  issuer: 'http://127.0.0.1:8080/e/acme/production/agents/oidc',
  clientId: 'desktop',
  clientSecret: 'very-secret-value',
  clock: () => new Date(0),
  random: (size) => new Uint8Array(size),
};

describe('assertDesktopOptions', () => {
  it.each<Partial<DesktopOptions>>([
    {},
    { issuer: 'https://sso.acme.example/oidc', publicUrl: 'https://desktop.acme.example' },
    { publicUrl: 'http://localhost:9000/' },
    { issuer: 'http://[::1]:8080/oidc' },
    { port: 65_535 },
  ])('accepts %j', (changes) => {
    expect(() => assertDesktopOptions({ ...good, ...changes })).not.toThrow();
  });

  it.each<[string, Partial<DesktopOptions>]>([
    ['issuer', { issuer: 'http://sso.acme.example/oidc' }],
    ['issuer', { issuer: 'http://127.0.0.1.acme.example/oidc' }],
    ['issuer', { issuer: 'nothing' }],
    ['publicUrl', { publicUrl: 'http://desktop.acme.example' }],
    ['publicUrl', { publicUrl: 'https://acme.example/desktop' }],
    ['publicUrl', { publicUrl: 'ftp://acme.example' }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: '' }],
    ['port', { port: 65_536 }],
    ['port', { port: -1 }],
    ['host', { host: '' }],
  ])('names the setting %s of %j', (name, changes) => {
    expect(() => assertDesktopOptions({ ...good, ...changes })).toThrow(
      expect.objectContaining({ code: 'desktop.config', received: expect.stringContaining(`${name}:`) }),
    );
  });

  it('does not repeat the secret', () => {
    const refusal = (): void => assertDesktopOptions({ ...good, clientId: '' });
    expect(refusal).toThrow(/desktop\.config/);
    expect(refusal).not.toThrow(/very-secret-value/);
  });
});
