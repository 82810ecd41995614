/**
 * Runs Debian's SimpleSAMLphp as an identity provider on loopback: a real third-party peer, set up
 * from files in one temporary folder, on PHP's own web server.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const INSTALLED = '/usr/share/simplesamlphp/www';

export const isSimpleSamlPhpInstalled = (): boolean => existsSync(join(INSTALLED, 'module.php'));

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
  readonly serviceProviders: readonly {
    readonly entityId: string;
    readonly acsUrl: string;
    /** Base64 DER of the certificate that signs AuthnRequests; unsigned ones are then refused. */
    readonly signingCertificate: string;
    /** Base64 DER; the assertion is encrypted to it when given. */
    readonly encryptionCertificate?: string;
    readonly signResponse: boolean;
    readonly signAssertion: boolean;
  }[];
}

export interface SimpleSamlPhp {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly metadataUrl: string;
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

const serviceProvider = (options: SimpleSamlPhpOptions['serviceProviders'][number]): PhpValue => ({
  AssertionConsumerService: [
    {
      Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
      Location: options.acsUrl,
      index: 0,
      isDefault: true,
    },
  ],
  NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  'simplesaml.nameidattribute': 'uid',
  'saml20.sign.response': options.signResponse,
  'saml20.sign.assertion': options.signAssertion,
  'assertion.encryption': options.encryptionCertificate !== undefined,
  'validate.authnrequest': true,
  keys: [
    { type: 'X509Certificate', signing: true, encryption: false, X509Certificate: options.signingCertificate },
    ...(options.encryptionCertificate === undefined
      ? []
      : [
          { type: 'X509Certificate', signing: false, encryption: true, X509Certificate: options.encryptionCertificate },
        ]),
  ],
});

const writeFiles = (folder: string, baseUrl: string, entityId: string, options: SimpleSamlPhpOptions): void => {
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
  write(
    'metadata/saml20-idp-hosted.php',
    `<?php\n$metadata[${php(entityId)}] = ${php({
      host: '__DEFAULT__',
      privatekey: 'idp.key',
      certificate: 'idp.crt',
      auth: 'people',
      NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      'attributes.NameFormat': 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
      'signature.algorithm': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    })};\n`,
  );
  const remote = options.serviceProviders
    .map((entry) => `$metadata[${php(entry.entityId)}] = ${php(serviceProvider(entry))};\n`)
    .join('');
  write('metadata/saml20-sp-remote.php', `<?php\n${remote}`);
};

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

export const startSimpleSamlPhp = async (options: SimpleSamlPhpOptions): Promise<SimpleSamlPhp> => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-simplesamlphp-'));
  const baseUrl = `http://${options.host}:${options.port}`;
  const metadataUrl = `${baseUrl}/saml2/idp/metadata.php`;
  writeFiles(folder, baseUrl, metadataUrl, options);
  const output: string[] = [];
  const server = spawn('php', ['-S', `${options.host}:${options.port}`, '-t', INSTALLED], {
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
    log: () => output.join(''),
    close,
  };
};
