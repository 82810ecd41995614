/**
 * Describes the identity provider of every connection in a file, before anything is written: metadata
 * addresses are fetched here, because a database must not wait for the network.
 */
import { createHash } from 'node:crypto';
import type { ApplyProblem } from '@cordboard/contract/control';
import type { ResolvedApplyFile, ResolvedConnection } from '@cordboard/contract/resolved-apply-file';
import { CordboardError } from '../../errors.ts';
import type { GuardedFetch } from '../../outbound/guarded-fetch.ts';
import type { IdentityProviderSource } from '../../storage/ports/directory-store.ts';
import { toApplyProblem } from './apply-problem.ts';
import {
  type DescribedIdentityProvider,
  describeFromManual,
  describeFromMetadata,
} from './describe-identity-provider.ts';

/** Media types of metadata, SAML metadata appendix A. */
const ACCEPT = 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1';
const MAX_METADATA_BYTES = 1024 * 1024;
/** Fetches under way at the same time. */
const PARALLEL = 4;

export type LoadedIdentityProvider =
  | (DescribedIdentityProvider & {
      readonly ok: true;
      readonly source: IdentityProviderSource;
      /** The metadata document, where it came as text: an export gives it back. */
      readonly document: string | null;
    })
  | { readonly ok: false; readonly problem: ApplyProblem };

/** By the path of the connection. */
export type LoadedIdentityProviders = ReadonlyMap<string, LoadedIdentityProvider>;

export interface LoadOptions {
  readonly fetch: GuardedFetch;
  readonly now: Date;
}

/** SHA-256, hexadecimal: what is kept of the source of a document. */
export const documentHash = (text: string): string => createHash('sha256').update(text).digest('hex');

const load = async (
  connection: ResolvedConnection,
  path: string,
  options: LoadOptions,
): Promise<LoadedIdentityProvider> => {
  const { metadata, manual } = connection;
  const { now } = options;
  if (manual !== undefined && metadata === undefined) {
    return { ok: true, ...describeFromManual(manual, now), source: { kind: 'manual' }, document: null };
  }
  if (metadata === undefined || manual !== undefined) {
    throw new CordboardError('apply.invalid', { expected: 'either metadata or manual', received: path });
  }
  if ('text' in metadata) {
    const source: IdentityProviderSource = { kind: 'file', sha256: documentHash(metadata.text) };
    return { ok: true, ...describeFromMetadata(metadata.text, now), source, document: metadata.text };
  }
  const { body } = await options.fetch(metadata.url, { accept: ACCEPT, maxBytes: MAX_METADATA_BYTES });
  const source: IdentityProviderSource = { kind: 'url', url: metadata.url, fetchedAt: now.getTime() };
  return { ok: true, ...describeFromMetadata(body, now), source, document: null };
};

const connectionsOf = (file: ResolvedApplyFile): readonly (readonly [string, ResolvedConnection])[] =>
  file.companies.flatMap((company) =>
    company.environments.flatMap((environment) =>
      environment.realms.flatMap((realm) =>
        realm.serviceProviders.flatMap((serviceProvider) =>
          serviceProvider.connections.map((connection) => {
            const slugs = [company.slug, environment.slug, realm.slug, serviceProvider.slug, connection.slug];
            return [slugs.join('/'), connection] as const;
          }),
        ),
      ),
    ),
  );

/** One that names no identity provider is left out. Failures are kept per connection, so that one that did not change can do with what is known of it. */
export const loadIdentityProviders = async (
  file: ResolvedApplyFile,
  options: LoadOptions,
): Promise<LoadedIdentityProviders> => {
  const loaded = new Map<string, LoadedIdentityProvider>();
  const named = connectionsOf(file).filter(
    ([, { metadata, manual }]) => metadata !== undefined || manual !== undefined,
  );
  const waiting = named.values();
  const work = async (): Promise<void> => {
    for (const [path, connection] of waiting) {
      try {
        loaded.set(path, await load(connection, path, options));
      } catch (error) {
        loaded.set(path, { ok: false, problem: toApplyProblem(error, path) });
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return loaded;
};
