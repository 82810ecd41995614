/** Reads the command line of the sandbox identity provider. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  type SandboxServiceProvider,
  type SandboxUser,
  sandboxServiceProviderSchema,
  sandboxUserSchema,
} from './idp/sandbox-idp-options.ts';
import type { SandboxIdpOptions } from './idp/start-sandbox-idp.ts';
import { SandboxError } from './sandbox-error.ts';

const DEFAULT_HOST = '127.0.0.2';
const DEFAULT_PORT = '8402';

const refuse = (received: string, cause?: unknown): SandboxError =>
  new SandboxError('sandbox.flags', { expected: 'the flags that --help lists', received, cause });

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        host: { type: 'string', default: DEFAULT_HOST },
        port: { type: 'string', default: DEFAULT_PORT },
        metadata: { type: 'string', multiple: true, default: [] },
        user: { type: 'string', multiple: true, default: [] },
        users: { type: 'string' },
        sign: { type: 'string' },
        encrypt: { type: 'string' },
        'name-id': { type: 'string' },
        attributes: { type: 'string' },
        'clock-offset': { type: 'string', default: '0' },
        'want-signed': { type: 'boolean', default: false },
        'data-dir': { type: 'string' },
        fault: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), error);
  }
};

type Flags = ReturnType<typeof parse>;

const checked = <Value>(schema: z.ZodType<Value>, value: unknown, name: string): Value => {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw refuse(`${name}: ${z.prettifyError(result.error)}`);
  }
  return result.data;
};

/** `login:password:First:Last`; the names are made from the login when they are left out. */
const userOf = (text: string): SandboxUser => {
  const [login = '', password, firstName, lastName] = text.split(':');
  return checked(
    sandboxUserSchema,
    {
      login,
      password,
      firstName: firstName ?? login.charAt(0).toUpperCase() + login.slice(1),
      lastName: lastName ?? 'Example',
      email: `${login}@acme.example`,
    },
    '--user',
  );
};

const usersOf = async (flags: Flags): Promise<readonly SandboxUser[]> => {
  const fromFlags = flags.user.map(userOf);
  if (flags.users === undefined) {
    return fromFlags;
  }
  try {
    const content: unknown = JSON.parse(await readFile(flags.users, 'utf8'));
    return [...fromFlags, ...checked(z.array(sandboxUserSchema), content, '--users')];
  } catch (error) {
    throw error instanceof SandboxError ? error : refuse(`--users: ${String(error)}`, error);
  }
};

const serviceProviderOf = (flags: Flags, metadataUrl: string, index: number): SandboxServiceProvider =>
  checked(
    sandboxServiceProviderSchema,
    {
      slug: `sp-${index + 1}`,
      metadataUrl,
      sign: flags.sign,
      encrypt: flags.encrypt,
      nameId: flags['name-id'],
      attributeStyle: flags.attributes,
      clockOffsetMs: Number(flags['clock-offset']),
      faults: flags.fault,
    },
    '--metadata, --sign, --encrypt, --name-id, --attributes, --clock-offset or --fault',
  );

/**
 * @throws SandboxError `sandbox.flags` naming what is not understood.
 */
export async function readSandboxFlags(
  args: readonly string[],
): Promise<Omit<SandboxIdpOptions, 'clock' | 'random' | 'fetch'>> {
  const flags = parse(args);
  const serviceProviders = flags.metadata.map((url, index) => serviceProviderOf(flags, url, index));
  return {
    host: flags.host,
    port: checked(z.coerce.number().int().min(0).max(65_535), flags.port, '--port'),
    users: await usersOf(flags),
    serviceProviders,
    apps: serviceProviders.map(({ slug }) => ({ kind: 'saml', slug, name: slug.toUpperCase(), serviceProvider: slug })),
    wantAuthnRequestsSigned: flags['want-signed'],
    dataDir: flags['data-dir'],
  };
}
