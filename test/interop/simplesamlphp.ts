/**
 * Runs Debian's SimpleSAMLphp as an identity provider on loopback: a real third-party peer, set up
 * from files in one temporary folder, on PHP's own web server.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BINDING_HTTP_POST,
  BINDING_HTTP_REDIRECT,
  type Endpoint,
  NAME_ID_PERSISTENT,
  RSA_SHA256,
  STATUS_REQUEST_DENIED,
  STATUS_RESPONDER,
} from '@cordboard/saml';
import { assertInstalled } from '../support/debian-package.ts';

const INSTALLED = '/usr/share/simplesamlphp/www';

export interface SimpleSamlPhpOptions {
  /** A loopback address of its own, such as 127.0.0.2: cookies ignore ports. */
  readonly host: string;
  readonly port: number;
  /** PEM. */
  readonly privateKey: string;
  readonly certificate: string;
  readonly users: readonly {
    readonly name: string;
    readonly password: string;
    readonly attributes: Readonly<Record<string, readonly string[]>>;
  }[];
}

/** A service provider that it answers, and how. */
export interface TrustedServiceProvider {
  readonly entityId: string;
  readonly acsUrl: string;
  /** Base64 DER of the certificates that sign AuthnRequests; those that none of them verifies are refused. */
  readonly signingCertificates: readonly string[];
  /** Base64 DER; what is encrypted is encrypted to it, with AES128-CBC and RSA-OAEP-MGF1P. */
  readonly encryptionCertificate?: string | undefined;
  /** What is encrypted; the assertion when there is an encryption certificate, unless set. */
  readonly encrypt?: 'assertion' | 'name-id' | undefined;
  readonly signResponse: boolean;
  readonly signAssertion: boolean;
  /** URI; RSA with SHA-256 unless set. */
  readonly signatureAlgorithm?: string | undefined;
  /** Another audience than the entity ID, as an administrator's mistake would have it. */
  readonly audience?: string | undefined;
  /** The person is not assigned to this service provider: the answer is an error status. */
  readonly denied?: boolean | undefined;
  /** Where it is sent logout messages; none unless set. Those that it sends have to be signed by its certificates. */
  readonly singleLogout?: readonly Endpoint[] | undefined;
  /** Logout messages to it are signed; true unless set. */
  readonly signLogout?: boolean | undefined;
}

/** How the identity provider itself does single logout. */
export interface LogoutSettings {
  /** Of the SingleLogoutService in its metadata. */
  readonly bindings: readonly ('redirect' | 'post')[];
  /** It goes from service provider to service provider with the whole page, or asks all of them in frames. */
  readonly type: 'traditional' | 'iframe';
}

export interface SimpleSamlPhp {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  readonly metadataUrl: string;
  /** Replaces all service providers; counts from the next request on. */
  readonly trust: (serviceProviders: readonly TrustedServiceProvider[]) => void;
  /** Counts from the next request on; by redirect and with the whole page until then, which is its preset. */
  readonly setLogout: (settings: LogoutSettings) => void;
  /** What it logged so far. */
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

type PhpValue = string | number | boolean | null | readonly PhpValue[] | { readonly [key: string]: PhpValue };

/** A value as PHP source. */
const php = (value: PhpValue): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') {
    return String(value);
  }
  if (typeof value === 'string') {
    return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(php).join(', ')}]`;
  }
  return `[${Object.entries(value)
    .map(([key, entry]) => `${php(key)} => ${php(entry)}`)
    .join(', ')}]`;
};

const configuration = (folder: string, baseUrl: string): PhpValue => ({
  baseurlpath: `${baseUrl}/`,
  certdir: `${folder}/cert/`,
  loggingdir: `${folder}/log/`,
  datadir: `${folder}/data/`,
  tempdir: `${folder}/temp/`,
  metadatadir: `${folder}/metadata/`,
  secretsalt: 'a salt for tests on loopback only',
  'auth.adminpassword': 'a password for tests on loopback only',
  timezone: 'UTC',
  'logging.level': 7,
  'logging.handler': 'file',
  'logging.logfile': 'idp.log',
  'enable.saml20-idp': true,
  'module.enable': { exampleauth: true, core: true, saml: true },
  'session.cookie.secure': false,
  'session.cookie.samesite': null,
  'session.phpsession.savepath': `${folder}/sessions`,
  'store.type': 'phpsession',
  'trusted.url.domains': null,
  'metadata.sources': [{ type: 'flatfile' }],
  showerrors: true,
});

/** A processing filter that ends a sign-in with an error Response. */
const denial: PhpValue = {
  class: 'core:PHP',
  code: `throw new \\SimpleSAML\\Module\\saml\\Error(${php(STATUS_RESPONDER)}, ${php(STATUS_REQUEST_DENIED)}, 'Not assigned');`,
};

/** A processing filter after which the answer is made for somebody else. */
const madeFor = (audience: string): PhpValue => ({
  class: 'core:PHP',
  code: `$state['SPMetadata']['entityid'] = ${php(audience)};`,
});

const filters = ({ audience, denied }: TrustedServiceProvider): readonly PhpValue[] => [
  ...(audience === undefined ? [] : [madeFor(audience)]),
  ...(denied === true ? [denial] : []),
];

const serviceProvider = (options: TrustedServiceProvider): PhpValue => ({
  AssertionConsumerService: [
    {
      Binding: BINDING_HTTP_POST,
      Location: options.acsUrl,
      index: 0,
      isDefault: true,
    },
  ],
  SingleLogoutService: (options.singleLogout ?? []).map(({ binding, location }) => ({
    Binding: binding,
    Location: location,
  })),
  'validate.logout': true,
  'sign.logout': options.signLogout ?? true,
  NameIDFormat: NAME_ID_PERSISTENT,
  'simplesaml.nameidattribute': 'uid',
  'saml20.sign.response': options.signResponse,
  'saml20.sign.assertion': options.signAssertion,
  'assertion.encryption': options.encryptionCertificate !== undefined && options.encrypt !== 'name-id',
  'nameid.encryption': options.encrypt === 'name-id',
  authproc: filters(options),
  'validate.authnrequest': true,
  'signature.algorithm': options.signatureAlgorithm ?? RSA_SHA256,
  keys: [
    ...options.signingCertificates.map((certificate) => ({
      type: 'X509Certificate',
      signing: true,
      encryption: false,
      X509Certificate: certificate,
    })),
    ...(options.encryptionCertificate === undefined
      ? []
      : [
          { type: 'X509Certificate', signing: false, encryption: true, X509Certificate: options.encryptionCertificate },
        ]),
  ],
});

const writeFiles = (folder: string, baseUrl: string, options: SimpleSamlPhpOptions): void => {
  for (const name of ['cert', 'log', 'data', 'temp', 'metadata', 'sessions']) {
    mkdirSync(join(folder, name));
  }
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('cert/idp.key', options.privateKey);
  write('cert/idp.crt', options.certificate);
  write('config.php', `<?php\n$config = ${php(configuration(folder, baseUrl))};\n`);
  const users: Record<string, PhpValue> = Object.fromEntries(
    options.users.map((user) => [`${user.name}:${user.password}`, { uid: [user.name], ...user.attributes }]),
  );
  // PHP numbers the first element 0 when it has no key: the class name of the source.
  write('authsources.php', `<?php\n$config = ['people' => ['exampleauth:UserPass'] + ${php(users)}];\n`);
};

/** Written beside and moved over, so that no request reads half a file. */
const writeMetadata = (folder: string, name: string, entities: Readonly<Record<string, PhpValue>>): void => {
  const file = join(folder, 'metadata', name);
  const entries = Object.entries(entities).map(([entityId, entity]) => `$metadata[${php(entityId)}] = ${php(entity)};`);
  writeFileSync(`${file}.new`, `<?php\n${entries.join('\n')}\n`);
  renameSync(`${file}.new`, file);
};

const BINDINGS = { redirect: BINDING_HTTP_REDIRECT, post: BINDING_HTTP_POST } as const;

const writeItself = (folder: string, entityId: string, logout: LogoutSettings): void =>
  writeMetadata(folder, 'saml20-idp-hosted.php', {
    [entityId]: {
      host: '__DEFAULT__',
      privatekey: 'idp.key',
      certificate: 'idp.crt',
      auth: 'people',
      SingleSignOnServiceBinding: [BINDING_HTTP_REDIRECT, BINDING_HTTP_POST],
      SingleLogoutServiceBinding: logout.bindings.map((name) => BINDINGS[name]),
      logouttype: logout.type,
      NameIDFormat: NAME_ID_PERSISTENT,
      'attributes.NameFormat': 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
    },
  });

const writeServiceProviders = (folder: string, serviceProviders: readonly TrustedServiceProvider[]): void =>
  writeMetadata(
    folder,
    'saml20-sp-remote.php',
    Object.fromEntries(serviceProviders.map((entry) => [entry.entityId, serviceProvider(entry)])),
  );

const untilItAnswers = async (url: string, server: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null) {
      throw new Error(`PHP ended with ${server.exitCode}`);
    }
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok === true) {
      return;
    }
    await sleep(100);
  }
  throw new Error(`${url} does not answer`);
};

/** @throws Error with the names of Debian's packages when they are missing, and with PHP's output when it does not start. */
export const startSimpleSamlPhp = async (options: SimpleSamlPhpOptions): Promise<SimpleSamlPhp> => {
  assertInstalled(join(INSTALLED, 'module.php'), 'simplesamlphp');
  assertInstalled('/usr/bin/php', 'php-cli');
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-simplesamlphp-'));
  const baseUrl = `http://${options.host}:${options.port}`;
  const metadataUrl = `${baseUrl}/saml2/idp/metadata.php`;
  writeFiles(folder, baseUrl, options);
  writeItself(folder, metadataUrl, { bindings: ['redirect'], type: 'traditional' });
  writeServiceProviders(folder, []);
  const output: string[] = [];
  // Compiled files are not kept, so that a changed list of service providers counts at once.
  const flags = ['-d', 'opcache.enable=0', '-S', `${options.host}:${options.port}`, '-t', INSTALLED];
  const server = spawn('/usr/bin/php', flags, {
    env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const close = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill()) {
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilItAnswers(metadataUrl, server);
  } catch (error) {
    await close();
    throw new Error(`SimpleSAMLphp did not start: ${output.join('').slice(-2000)}`, { cause: error });
  }
  return {
    entityId: metadataUrl,
    metadataUrl,
    ssoUrl: `${baseUrl}/saml2/idp/SSOService.php`,
    sloUrl: `${baseUrl}/saml2/idp/SingleLogoutService.php`,
    trust: (serviceProviders) => writeServiceProviders(folder, serviceProviders),
    setLogout: (settings) => writeItself(folder, metadataUrl, settings),
    log: () => {
      const file = join(folder, 'log', 'idp.log');
      return output.join('') + (existsSync(file) ? readFileSync(file, 'utf8') : '');
    },
    close,
  };
};
