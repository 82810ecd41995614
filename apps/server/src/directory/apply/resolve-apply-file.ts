/**
 * Reads what an applied file refers to: secrets, certificates and metadata, from files beside it or from the
 * environment. Runs where the person runs `cordboard apply`, so that the hub never opens a path it is told.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ApplyApp, ApplyConnection, ApplyFile, ApplyRealm } from '@cordboard/contract/apply-file';
import type { ApplyProblem } from '@cordboard/contract/control';
import type {
  ResolvedApp,
  ResolvedApplyFile,
  ResolvedConnection,
  ResolvedRealm,
} from '@cordboard/contract/resolved-apply-file';
import type { SecretSource } from '@cordboard/contract/tenant-settings';
import { CordboardError } from '../../errors.ts';
import { toApplyProblem } from './apply-problem.ts';

/** Fewer characters can be guessed: RFC 6819 §5.1.4.2.2 asks for secrets that cannot. */
const MIN_SECRET_LENGTH = 16;
const MAX_SECRET_BYTES = 4 * 1024;
const MAX_CERTIFICATE_BYTES = 20_000;
const MAX_METADATA_BYTES = 1024 * 1024;

export interface ResolveOptions {
  /** Folder of the applied file: relative paths start here. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type ResolveResult =
  | { readonly ok: true; readonly file: ResolvedApplyFile }
  | { readonly ok: false; readonly problems: readonly ApplyProblem[] };

/** Reads one reference, or notes why it cannot be read. */
interface Resolver {
  readonly options: ResolveOptions;
  readonly problems: ApplyProblem[];
}

const readSmallFile = async (path: string, maxBytes: number): Promise<string> => {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > maxBytes) {
      throw new CordboardError('apply.reference', {
        expected: `a file of at most ${maxBytes} bytes`,
        received: `${path} with ${size} bytes`,
      });
    }
    return await file.readFile('utf8');
  } catch (cause) {
    if (cause instanceof CordboardError) {
      throw cause;
    }
    throw new CordboardError('apply.reference', {
      expected: 'a file that can be read',
      received: `${path}: ${cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)}`,
      hint: 'Paths are relative to the applied file.',
      cause,
    });
  }
};

const readSecret = async (source: SecretSource, options: ResolveOptions): Promise<string> => {
  if ('file' in source) {
    // Editors end a file with a line break, which is no part of the secret.
    return (await readSmallFile(resolve(options.folder, source.file), MAX_SECRET_BYTES)).replace(/\r?\n$/, '');
  }
  const value = options.env[source.env];
  if (value === undefined || value === '') {
    throw new CordboardError('apply.reference', {
      expected: `the environment variable ${source.env}`,
      received: 'none',
    });
  }
  return value;
};

const hashSecret = async (source: SecretSource, options: ResolveOptions): Promise<string> => {
  const secret = await readSecret(source, options);
  const { length } = [...secret];
  if (length < MIN_SECRET_LENGTH) {
    throw new CordboardError('apply.invalid', {
      expected: `a client secret of at least ${MIN_SECRET_LENGTH} characters`,
      received: `${length} characters`,
      hint: 'Make one with: openssl rand -base64 32',
    });
  }
  return createHash('sha256').update(secret).digest('base64url');
};

/** Runs one step; what it refuses becomes a problem at `path`, so that all of them are told at once. */
const attempt = async <T>(resolver: Resolver, path: string, step: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await step();
  } catch (error) {
    resolver.problems.push(toApplyProblem(error, path));
    return undefined;
  }
};

const resolveMetadata = async (
  source: NonNullable<ApplyConnection['metadata']>,
  { folder }: ResolveOptions,
): Promise<ResolvedConnection['metadata']> =>
  !('file' in source) ? source : { text: await readSmallFile(resolve(folder, source.file), MAX_METADATA_BYTES) };

const resolveCertificates = async (
  certificates: NonNullable<ApplyConnection['manual']>['certificates'],
  { folder }: ResolveOptions,
): Promise<string[]> => {
  const texts: string[] = [];
  for (const certificate of certificates) {
    texts.push(
      'pem' in certificate
        ? certificate.pem
        : await readSmallFile(resolve(folder, certificate.file), MAX_CERTIFICATE_BYTES),
    );
  }
  return texts;
};

const resolveConnection = async (
  resolver: Resolver,
  connection: ApplyConnection,
  path: string,
): Promise<ResolvedConnection> => {
  const { metadata, manual, ...rest } = connection;
  const { options } = resolver;
  const resolved =
    metadata === undefined ? undefined : await attempt(resolver, path, () => resolveMetadata(metadata, options));
  const certificates =
    manual === undefined
      ? undefined
      : await attempt(resolver, path, () => resolveCertificates(manual.certificates, options));
  return {
    ...rest,
    ...(resolved !== undefined && { metadata: resolved }),
    ...(manual !== undefined && certificates !== undefined && { manual: { ...manual, certificates } }),
  };
};

const resolveApp = async (resolver: Resolver, app: ApplyApp, path: string): Promise<ResolvedApp> => {
  if (app.type !== 'oidc') {
    return app;
  }
  const { secret, ...rest } = app;
  const secretHash =
    secret === undefined ? undefined : await attempt(resolver, path, () => hashSecret(secret, resolver.options));
  return secretHash === undefined ? rest : { ...rest, secretHash };
};

const resolveRealm = async (resolver: Resolver, realm: ApplyRealm, path: string): Promise<ResolvedRealm> => {
  const serviceProviders: ResolvedRealm['serviceProviders'] = [];
  for (const { connections, ...serviceProvider } of realm.serviceProviders) {
    const resolved: ResolvedConnection[] = [];
    for (const connection of connections) {
      const place = `${path}/${serviceProvider.slug}/${connection.slug}`;
      resolved.push(await resolveConnection(resolver, connection, place));
    }
    serviceProviders.push({ ...serviceProvider, connections: resolved });
  }
  const apps: ResolvedApp[] = [];
  for (const app of realm.apps) {
    apps.push(await resolveApp(resolver, app, `${path}/${app.slug}`));
  }
  return { ...realm, serviceProviders, apps };
};

/**
 * Reads every reference of the file. Secrets leave here only as SHA-256.
 *
 * Problems have the codes `apply.reference` (a file or variable that cannot be read) and `apply.invalid` (a client
 * secret of fewer than 16 characters).
 */
export const resolveApplyFile = async (file: ApplyFile, options: ResolveOptions): Promise<ResolveResult> => {
  const resolver: Resolver = { options, problems: [] };
  const companies: ResolvedApplyFile['companies'] = [];
  for (const company of file.companies) {
    const environments: ResolvedApplyFile['companies'][number]['environments'] = [];
    for (const environment of company.environments) {
      const realms: ResolvedRealm[] = [];
      for (const realm of environment.realms) {
        realms.push(await resolveRealm(resolver, realm, `${company.slug}/${environment.slug}/${realm.slug}`));
      }
      environments.push({ ...environment, realms });
    }
    companies.push({ ...company, environments });
  }
  const { problems } = resolver;
  return problems.length === 0 ? { ok: true, file: { companies } } : { ok: false, problems };
};
