import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDesktopEnvironment } from './desktop-environment.ts';

const good = {
  CORDBOARD_DESKTOP_ISSUER: 'https://sso.acme.example/oidc',
  CORDBOARD_DESKTOP_CLIENT_ID: 'desktop',
  CORDBOARD_DESKTOP_CLIENT_SECRET: 'secret',
};

const config = (received: string) => expect.objectContaining({ code: 'desktop.config', received });

describe('readDesktopEnvironment', () => {
  it('reads the settings and has defaults for the rest', () => {
    expect(readDesktopEnvironment({ ...good, PATH: '/bin', CORDBOARD_DESKTOP_PORT: '9000' })).toMatchObject({
      host: '127.0.0.1',
      port: 9000,
      issuer: 'https://sso.acme.example/oidc',
      clientId: 'desktop',
      clientSecret: 'secret',
      publicUrl: undefined,
    });
  });

  it('reads the secret from a file, without the line break at its end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'desktop-'));
    try {
      const file = join(folder, 'secret');
      writeFileSync(file, 'from a file\n');
      const { CORDBOARD_DESKTOP_CLIENT_SECRET: _secret, ...rest } = good;
      expect(readDesktopEnvironment({ ...rest, CORDBOARD_DESKTOP_CLIENT_SECRET_FILE: file }).clientSecret).toBe(
        'from a file',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names what is missing or given twice', () => {
    expect(() => readDesktopEnvironment({ ...good, CORDBOARD_DESKTOP_ISSUER: '' })).toThrow(
      config('CORDBOARD_DESKTOP_ISSUER is required'),
    );
    expect(() => readDesktopEnvironment({ ...good, CORDBOARD_DESKTOP_CLIENT_SECRET: '' })).toThrow(config('neither'));
    expect(() => readDesktopEnvironment({ ...good, CORDBOARD_DESKTOP_CLIENT_SECRET_FILE: '/x' })).toThrow(
      config('both'),
    );
    const { CORDBOARD_DESKTOP_CLIENT_SECRET: _secret, ...rest } = good;
    expect(() => readDesktopEnvironment({ ...rest, CORDBOARD_DESKTOP_CLIENT_SECRET_FILE: '/does/not/exist' })).toThrow(
      config('/does/not/exist'),
    );
  });
});
