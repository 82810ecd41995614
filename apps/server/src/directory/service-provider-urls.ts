/** The addresses and the name that a service provider has at identity providers. */
import type { ServiceProviderRecord } from '../storage/ports/directory-store.ts';

export interface ServiceProviderUrls {
  readonly entityId: string;
  readonly metadataUrl: string;
  /** The endpoint that requests name. */
  readonly acsUrl: string;
  /** Every registered endpoint, the first one being `acsUrl`, then those of the nodes in their order. */
  readonly acsUrls: readonly string[];
}

/** @param realmUrl `<environment base>/<realm>`, without a trailing slash */
export const serviceProviderUrls = (
  { slug, settings }: Pick<ServiceProviderRecord, 'slug' | 'settings'>,
  realmUrl: string,
): ServiceProviderUrls => {
  const url = `${realmUrl}/saml/${slug}`;
  const acsUrl = `${url}/acs`;
  return {
    entityId: settings.entityId ?? `${url}/metadata`,
    metadataUrl: `${url}/metadata`,
    acsUrl,
    acsUrls: [acsUrl, ...settings.nodes.map((node) => `${acsUrl}/${node}`)],
  };
};
