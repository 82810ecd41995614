/**
 * The service providers that the sandbox answers. Metadata that comes from a URL is fetched when it is first needed,
 * and again when a request names an entity ID that is not known, so that the hub may start after the sandbox.
 */
import { readSpMetadata, type SpMetadata } from '@cordboard/saml';
import { loopbackUrl } from '../loopback.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { SandboxServiceProvider } from './sandbox-idp-options.ts';

export interface RegisteredServiceProvider {
  readonly settings: SandboxServiceProvider;
  readonly metadata: SpMetadata;
}

export interface ServiceProviderRegistry {
  /** @throws SandboxError `sandbox.service_provider_unknown`, `sandbox.service_provider_metadata`. */
  byEntityId(entityId: string): Promise<RegisteredServiceProvider>;
  /** @throws SandboxError as {@link ServiceProviderRegistry.byEntityId}. */
  bySlug(slug: string): Promise<RegisteredServiceProvider>;
}

export interface ServiceProviderRegistryOptions {
  readonly serviceProviders: readonly SandboxServiceProvider[];
  readonly clock: () => Date;
  readonly fetch: typeof fetch;
}

const MAX_METADATA_BYTES = 1024 * 1024;
const FETCH_TIMEOUT_MS = 5000;

const failure = (received: string, cause?: unknown): SandboxError =>
  new SandboxError('sandbox.service_provider_metadata', { expected: 'SAML metadata', received, cause });

const describeError = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const download = async (address: string, fetchImpl: typeof fetch): Promise<Uint8Array> => {
  const url = loopbackUrl(address);
  try {
    const response = await fetchImpl(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok) {
      throw failure(`HTTP status ${response.status} from ${address}`);
    }
    const body = new Uint8Array(await response.arrayBuffer());
    if (body.length > MAX_METADATA_BYTES) {
      throw failure(`${body.length} bytes from ${address}`);
    }
    return body;
  } catch (error) {
    throw error instanceof SandboxError ? error : failure(`${describeError(error)} (${address})`, error);
  }
};

/** Reads metadata texts at once and checks that metadata URLs stay on this machine. */
export function createServiceProviderRegistry(options: ServiceProviderRegistryOptions): ServiceProviderRegistry {
  const loaded = new Map<string, RegisteredServiceProvider>();

  const load = async (settings: SandboxServiceProvider): Promise<RegisteredServiceProvider> => {
    const source = 'metadata' in settings ? settings.metadata : await download(settings.metadataUrl, options.fetch);
    try {
      const registered = { settings, metadata: readSpMetadata(source, { now: options.clock() }) };
      loaded.set(settings.slug, registered);
      return registered;
    } catch (error) {
      throw failure(describeError(error), error);
    }
  };

  const find = (entityId: string): RegisteredServiceProvider | undefined =>
    [...loaded.values()].find((provider) => provider.metadata.entityId === entityId);

  const loadAll = async (): Promise<readonly unknown[]> => {
    const results = await Promise.allSettled(options.serviceProviders.map(load));
    return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  };

  return {
    byEntityId: async (entityId) => {
      const known = find(entityId);
      if (known !== undefined) {
        return known;
      }
      const failures = await loadAll();
      const found = find(entityId);
      if (found === undefined) {
        throw (
          failures[0] ??
          new SandboxError('sandbox.service_provider_unknown', {
            expected: [...loaded.values()].map((provider) => provider.metadata.entityId).join(', ') || 'none',
            received: entityId,
          })
        );
      }
      return found;
    },
    bySlug: async (slug) => {
      const settings = options.serviceProviders.find((provider) => provider.slug === slug);
      if (settings === undefined) {
        throw new SandboxError('sandbox.service_provider_unknown', { received: slug });
      }
      return loaded.get(slug) ?? load(settings);
    },
  };
}
