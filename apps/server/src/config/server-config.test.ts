import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CordboardError } from '../errors.ts';
import { environmentSettings } from './environment-settings.ts';
import { loadServerConfig, type ServerConfig } from './server-config.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const load = (yaml: string | null, env: Record<string, string> = {}): ServerConfig => {
  if (yaml !== null) {
    writeFileSync(join(folder, 'cordboard.config.yaml'), yaml);
  }
  return loadServerConfig({ env, cwd: folder });
};

const refusal = (run: () => unknown): CordboardError => {
  try {
    run();
  } catch (error) {
    if (error instanceof CordboardError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('loadServerConfig', () => {
  it('works without a file, with secure defaults on loopback', () => {
    expect(load(null)).toEqual({
      installationUrl: 'http://127.0.0.1:4500',
      listen: { host: '127.0.0.1', port: 4500 },
      dataFolder: join(folder, 'data'),
      masterKeyFile: null,
      logLevel: 'info',
      allowForwardedFrom: [],
      outbound: { allowRanges: [], proxy: null, allowUnresolvedThroughProxy: false, ca: null, timeoutMs: 10_000 },
      attempts: { retentionDays: 30 },
      limits: { apiRequestsPerMinute: 600, apiFailuresPerMinute: 30, signInStartsPerMinute: 12_000 },
      configFile: null,
      warnings: [],
    });
  });

  it('reads the file, and lets the environment override single settings of it', () => {
    const yaml = 'installationUrl: https://sso.example/\nlisten: {host: 0.0.0.0, port: 8443}\nlogLevel: debug';
    const config = load(yaml, { CORDBOARD_LISTEN_PORT: '9000', CORDBOARD_LOG_LEVEL: '' });
    expect(config.installationUrl).toBe('https://sso.example');
    expect(config.listen).toEqual({ host: '0.0.0.0', port: 9000 });
    expect(config.logLevel).toBe('debug');
    expect(config.configFile).toBe(join(folder, 'cordboard.config.yaml'));
  });

  it('has a variable for every setting', () => {
    expect(environmentSettings.map(({ variable }) => variable)).toEqual([
      'CORDBOARD_INSTALLATION_URL',
      'CORDBOARD_ALLOW_HTTP',
      'CORDBOARD_LISTEN_HOST',
      'CORDBOARD_LISTEN_PORT',
      'CORDBOARD_DATA_FOLDER',
      'CORDBOARD_MASTER_KEY_FILE',
      'CORDBOARD_LOG_LEVEL',
      'CORDBOARD_ALLOW_FORWARDED_FROM',
      'CORDBOARD_OUTBOUND_ALLOW_RANGES',
      'CORDBOARD_OUTBOUND_PROXY',
      'CORDBOARD_OUTBOUND_ALLOW_UNRESOLVED_THROUGH_PROXY',
      'CORDBOARD_OUTBOUND_CA_FILE',
      'CORDBOARD_OUTBOUND_TIMEOUT_MS',
      'CORDBOARD_ATTEMPTS_RETENTION_DAYS',
      'CORDBOARD_LIMITS_API_REQUESTS_PER_MINUTE',
      'CORDBOARD_LIMITS_API_FAILURES_PER_MINUTE',
      'CORDBOARD_LIMITS_SIGN_IN_STARTS_PER_MINUTE',
    ]);
    const config = load(null, {
      CORDBOARD_ALLOW_HTTP: 'true',
      CORDBOARD_INSTALLATION_URL: 'http://hub.test',
      CORDBOARD_ALLOW_FORWARDED_FROM: '10.0.0.1, 10.1.0.0/16',
      CORDBOARD_OUTBOUND_PROXY: 'http://proxy.test:3128',
      CORDBOARD_OUTBOUND_ALLOW_UNRESOLVED_THROUGH_PROXY: 'true',
    });
    expect(config.installationUrl).toBe('http://hub.test');
    expect(config.allowForwardedFrom).toEqual(['10.0.0.1', '10.1.0.0/16']);
    expect(config.outbound).toMatchObject({ proxy: 'http://proxy.test:3128', allowUnresolvedThroughProxy: true });
  });

  it('starts relative paths at the file, or at the working folder when they come from the environment', () => {
    mkdirSync(join(folder, 'etc'));
    writeFileSync(join(folder, 'etc', 'hub.yaml'), 'dataFolder: store\nmasterKeyFile: master.key');
    const env = { CORDBOARD_CONFIG: 'etc/hub.yaml', CORDBOARD_MASTER_KEY_FILE: 'keys/master.key' };
    const config = loadServerConfig({ env, cwd: folder });
    expect(config.dataFolder).toBe(join(folder, 'etc', 'store'));
    expect(config.masterKeyFile).toBe(join(folder, 'keys', 'master.key'));
  });

  it('warns of variables that are no settings', () => {
    expect(load(null, { CORDBOARD_LOGLEVEL: 'debug', CORDBOARD_CONFIG: '' }).warnings).toEqual([
      'The variable CORDBOARD_LOGLEVEL is not a setting of Cordboard.',
    ]);
  });

  it('warns when nobody can know the port', () => {
    expect(load(null, { CORDBOARD_LISTEN_PORT: '0' }).warnings).toEqual([expect.stringContaining('installationUrl')]);
    const env = { CORDBOARD_LISTEN_PORT: '0', CORDBOARD_INSTALLATION_URL: 'https://sso.example' };
    expect(load(null, env).warnings).toEqual([]);
  });

  it('reads the private certification authorities', () => {
    writeFileSync(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n');
    expect(load('outbound: {caFile: ca.pem}').outbound.ca).toContain('BEGIN CERTIFICATE');
    writeFileSync(join(folder, 'ca.pem'), 'nothing');
    expect(refusal(() => load('outbound: {caFile: ca.pem}')).expected).toContain('certificates in PEM');
    expect(refusal(() => load('outbound: {caFile: none.pem}')).expected).toContain('a readable file');
  });
});

describe('loadServerConfig refuses', () => {
  it('an unknown key, with its line', () => {
    const error = refusal(() => load('listen:\n  prot: 80'));
    expect(error.code).toBe('config.invalid');
    expect(error.received).toBe(
      `${join(folder, 'cordboard.config.yaml')}:2:3  listen.prot: unknown key "prot"; did you mean "port"?`,
    );
  });

  it.each([
    ['CORDBOARD_LISTEN_PORT', '65535', true],
    ['CORDBOARD_LISTEN_PORT', '65536', false],
    ['CORDBOARD_LISTEN_PORT', '80x', false],
    ['CORDBOARD_ALLOW_HTTP', 'yes', false],
    ['CORDBOARD_LOG_LEVEL', 'loud', false],
    ['CORDBOARD_OUTBOUND_TIMEOUT_MS', '100', true],
    ['CORDBOARD_OUTBOUND_TIMEOUT_MS', '99', false],
    ['CORDBOARD_OUTBOUND_ALLOW_RANGES', '10.0.0.0/8', true],
    ['CORDBOARD_OUTBOUND_ALLOW_RANGES', 'intranet', false],
    ['CORDBOARD_LIMITS_SIGN_IN_STARTS_PER_MINUTE', '0', false],
    ['CORDBOARD_LIMITS_SIGN_IN_STARTS_PER_MINUTE', '1', true],
    ['CORDBOARD_ATTEMPTS_RETENTION_DAYS', '0', false],
    ['CORDBOARD_ATTEMPTS_RETENTION_DAYS', '1', true],
  ])('bad values of the environment: %s=%s', (variable, value, accepted) => {
    if (accepted) {
      expect(load(null, { [variable]: value }).warnings).toEqual([]);
    } else {
      expect(refusal(() => load(null, { [variable]: value })).received).toContain(`${variable}: `);
    }
  });

  it('a named file that is missing, while the default one may be', () => {
    expect(load(null).configFile).toBeNull();
    const error = refusal(() => loadServerConfig({ env: {}, cwd: folder, configFile: 'other.yaml' }));
    expect(error).toMatchObject({ code: 'config.invalid', received: join(folder, 'other.yaml') });
  });

  it.each([
    ['http://localhost:4500', null],
    ['http://hub.localhost', null],
    ['http://[::1]:80', null],
    ['https://sso.example/sso', null],
    ['http://sso.example', 'an https URL'],
    ['http://127.0.0.1.evil.test', 'an https URL'],
    ['https://sso.example/?x=1', 'settings as in'],
    ['https://sso.example/#x', 'settings as in'],
    ['https://me@sso.example/', 'settings as in'],
    ['ftp://sso.example', 'settings as in'],
  ])('installation URL %s', (url, expected) => {
    if (expected === null) {
      expect(load(`installationUrl: "${url}"`).installationUrl).toBe(new URL(url).href.replace(/\/$/, ''));
    } else {
      expect(refusal(() => load(`installationUrl: "${url}"`)).expected).toContain(expected);
    }
  });

  it('listening on every address without saying how browsers get there', () => {
    expect(refusal(() => load('listen: {host: 0.0.0.0}')).code).toBe('config.invalid');
  });
});
