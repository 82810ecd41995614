/**
 * Loads the settings of the process: `cordboard.config.yaml`, overridden by `CORDBOARD_*` variables.
 * Runs once, before anything else of the hub.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type DocumentProblem, formatPath, formatProblem } from '@cordboard/contract/document-problem';
import { isLoopbackHost } from '@cordboard/contract/is-loopback-host';
import { parseDocument } from '@cordboard/contract/parse-document';
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import { CONFIG_VARIABLE, environmentSettings, unknownVariables, withEnvironment } from './environment-settings.ts';
import { type ServerConfigFile, serverConfigFile } from './server-config-schema.ts';

export const DEFAULT_CONFIG_FILE = 'cordboard.config.yaml';

/** Settings of the process, complete and checked; paths are absolute. */
export interface ServerConfig {
  /** Without a trailing slash. */
  readonly installationUrl: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly dataFolder: string;
  readonly masterKeyFile: string | null;
  readonly logLevel: ServerConfigFile['logLevel'];
  /** Addresses and ranges of reverse proxies whose forwarding headers are believed. */
  readonly allowForwardedFrom: readonly string[];
  readonly outbound: {
    readonly allowRanges: readonly string[];
    readonly proxy: string | null;
    readonly allowUnresolvedThroughProxy: boolean;
    /** PEM, read from `outbound.caFile`. */
    readonly ca: string | null;
    readonly timeoutMs: number;
  };
  readonly attempts: { readonly retentionDays: number };
  /** A minute, for one caller, on this node. */
  readonly limits: ServerConfigFile['limits'];
  /** The file that was read, or null. */
  readonly configFile: string | null;
  /** For the log: what is accepted and probably not meant. */
  readonly warnings: readonly string[];
}

export interface LoadServerConfigOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths of the environment, and the default file, start here. */
  readonly cwd: string;
  /** Overrides `CORDBOARD_CONFIG`. */
  readonly configFile?: string | undefined;
}

/** Where relative paths of a setting start. */
interface PathOrigin {
  readonly fileFolder: string;
  readonly cwd: string;
  readonly env: LoadServerConfigOptions['env'];
}

const invalid = (problems: readonly string[]): CordboardError =>
  new CordboardError('config.invalid', { expected: 'settings as in docs/config.md', received: problems.join('\n') });

const readConfigFile = (file: string, isRequired: boolean): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (!isRequired && cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      return null;
    }
    throw new CordboardError('config.invalid', {
      expected: 'a configuration file that can be read',
      received: file,
      cause,
    });
  }
};

/** The file's own settings, as written: defaults are filled in after the environment had its say. */
const parseConfigFile = (text: string, file: string): unknown => {
  const checked = parseDocument(text, serverConfigFile);
  if (!checked.ok) {
    throw invalid(checked.problems.map((problem: DocumentProblem) => formatProblem(problem, file)));
  }
  const raw = parseDocument(text, z.unknown());
  return raw.ok ? raw.value : {};
};

const resolveInstallationUrl = (config: ServerConfigFile): string => {
  const { host, port } = config.listen;
  const text = config.installationUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const url = new URL(text);
  if (url.search !== '' || url.hash !== '' || url.username !== '') {
    throw invalid(['installationUrl: expected only scheme, host, port and path']);
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname) && !config.allowHttp) {
    throw new CordboardError('config.invalid', {
      expected: 'installationUrl: an https URL',
      received: url.origin,
      hint: 'Without https anybody on the way can take sessions over. Set allowHttp only for tests.',
    });
  }
  return url.href.replace(/\/+$/, '');
};

const resolvePath = (value: string, variable: string, origin: PathOrigin): string =>
  resolve((origin.env[variable] ?? '') === '' ? origin.fileFolder : origin.cwd, value);

const readCa = (file: string): string => {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CordboardError('config.invalid', { expected: 'outbound.caFile: a readable file', received: file, cause });
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new CordboardError('config.invalid', { expected: 'outbound.caFile: certificates in PEM', received: file });
  }
  return pem;
};

/** Names settings by their variable, because that is where they came from if the file was fine. */
const describeMerged = (error: z.ZodError): readonly string[] =>
  error.issues.map((issue) => {
    const path = formatPath(issue.path);
    const setting = environmentSettings.find((candidate) => path.startsWith(formatPath(candidate.path)));
    return `${setting?.variable ?? path}: ${issue.message}`;
  });

/**
 * Reads, merges and checks the settings.
 *
 * @throws CordboardError `config.invalid`: `received` lists every problem, one a line, with its file and line.
 * @example
 * const config = loadServerConfig({ env: process.env, cwd: process.cwd() });
 */
export const loadServerConfig = (options: LoadServerConfigOptions): ServerConfig => {
  const { env, cwd } = options;
  const named = options.configFile ?? (env[CONFIG_VARIABLE] || undefined);
  const file = resolve(cwd, named ?? DEFAULT_CONFIG_FILE);
  const text = readConfigFile(file, named !== undefined);
  const merged = serverConfigFile.safeParse(withEnvironment(text === null ? {} : parseConfigFile(text, file), env));
  if (!merged.success) {
    throw invalid(describeMerged(merged.error));
  }
  const config = merged.data;
  const origin: PathOrigin = { fileFolder: text === null ? cwd : dirname(file), cwd, env };
  const { caFile } = config.outbound;
  return {
    installationUrl: resolveInstallationUrl(config),
    listen: config.listen,
    dataFolder: resolvePath(config.dataFolder, 'CORDBOARD_DATA_FOLDER', origin),
    masterKeyFile:
      config.masterKeyFile === undefined
        ? null
        : resolvePath(config.masterKeyFile, 'CORDBOARD_MASTER_KEY_FILE', origin),
    logLevel: config.logLevel,
    allowForwardedFrom: config.allowForwardedFrom,
    outbound: {
      allowRanges: config.outbound.allowRanges,
      proxy: config.outbound.proxy ?? null,
      allowUnresolvedThroughProxy: config.outbound.allowUnresolvedThroughProxy,
      ca: caFile === undefined ? null : readCa(resolvePath(caFile, 'CORDBOARD_OUTBOUND_CA_FILE', origin)),
      timeoutMs: config.outbound.timeoutMs,
    },
    attempts: config.attempts,
    limits: config.limits,
    configFile: text === null ? null : file,
    warnings: [
      ...unknownVariables(env).map((name) => `The variable ${name} is not a setting of Cordboard.`),
      ...(config.listen.port === 0 && config.installationUrl === undefined
        ? ['listen.port is 0 and installationUrl is not set: addresses in metadata and redirects will not work.']
        : []),
    ],
  };
};
