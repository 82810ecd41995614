/** The platform's own addresses as aliases of a service provider here. */
import type { ServiceProviderAliases } from '@cordboard/contract/tenant-settings';
import type { PlatformAddresses } from './platform-profile.ts';

/**
 * What lets an application at the identity provider that was made for the platform keep working: the addresses that the
 * platform publishes, those that it accepts besides, and its entity ID.
 *
 * @example
 * const result = egain.addresses({ domain: 'acme.egain.example', tenantId: 'ACMEPROD1' });
 * const aliases = result.ok ? platformAliases(result.addresses) : undefined;
 */
export const platformAliases = (addresses: PlatformAddresses): Omit<ServiceProviderAliases, 'publishAcsUrls'> => {
  const { acs, acceptedAcsUrls, sloUrl, metadataUrl, entityId } = addresses;
  return {
    acsUrls: [...acs.toSorted((a, b) => a.index - b.index).map(({ url }) => url), ...acceptedAcsUrls],
    sloUrls: sloUrl === null ? [] : [sloUrl],
    metadataUrls: metadataUrl === null ? [] : [metadataUrl],
    entityIds: entityId === null ? [] : [entityId],
  };
};
