/** The platform's own addresses as aliases of a service provider here. */
import type { ServiceProviderAliases } from '@cordboard/contract/tenant-settings';
import type { PlatformProfileId } from '../values.ts';
import type { PlatformAddresses } from './platform-profile.ts';

/** Platforms whose own addresses identity providers know; a test holds that the others have none. */
export const platformsWithAliases = [
  'egain',
  'cisco-ucc',
  'sinch-contact-pro',
] as const satisfies readonly PlatformProfileId[];

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
