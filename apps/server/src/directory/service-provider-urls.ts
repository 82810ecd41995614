/** The addresses and the name that a service provider has at identity providers. */
import type { ConnectionSettings } from '@cordboard/contract/tenant-settings';
import type { ServiceProviderRecord } from '../storage/ports/directory-store.ts';

export interface ServiceProviderUrls {
  readonly entityId: string;
  readonly metadataUrl: string;
  /** The endpoint that requests name. */
  readonly acsUrl: string;
  /** Every registered endpoint, the first one being `acsUrl`, then those of the nodes in their order. */
  readonly acsUrls: readonly string[];
  /** Where answers are accepted: `acsUrls`, then the aliases. */
  readonly acceptedAcsUrls: readonly string[];
  /** What an audience may name: `entityId`, then the aliases. */
  readonly audiences: readonly string[];
}

/** @param realmUrl `<environment base>/<realm>`, without a trailing slash */
export const serviceProviderUrls = (
  { slug, settings }: Pick<ServiceProviderRecord, 'slug' | 'settings'>,
  realmUrl: string,
): ServiceProviderUrls => {
  const url = `${realmUrl}/saml/${slug}`;
  const acsUrl = `${url}/acs`;
  const acsUrls = [acsUrl, ...settings.nodes.map((node) => `${acsUrl}/${node}`)];
  const entityId = settings.entityId ?? `${url}/metadata`;
  return {
    entityId,
    metadataUrl: `${url}/metadata`,
    acsUrl,
    acsUrls,
    acceptedAcsUrls: [...acsUrls, ...settings.aliases.acsUrls],
    audiences: [entityId, ...settings.aliases.entityIds.filter((alias) => alias !== entityId)],
  };
};

/** What is wrong with what a connection's requests are to say. */
export interface RequestValueProblem {
  readonly setting: 'requestEntityId' | 'requestAcsUrl';
  readonly expected: string;
  readonly received: string;
}

/** A request that named nobody's entity ID or endpoint would have an answer that is refused. */
export const requestValueProblems = (
  { requestEntityId, requestAcsUrl }: ConnectionSettings,
  { audiences, acceptedAcsUrls }: Pick<ServiceProviderUrls, 'audiences' | 'acceptedAcsUrls'>,
): readonly RequestValueProblem[] => [
  ...(requestEntityId === undefined || audiences.includes(requestEntityId)
    ? []
    : [{ setting: 'requestEntityId' as const, expected: audiences.join(' or '), received: requestEntityId }]),
  ...(requestAcsUrl === undefined || acceptedAcsUrls.includes(requestAcsUrl)
    ? []
    : [{ setting: 'requestAcsUrl' as const, expected: acceptedAcsUrls.join(' or '), received: requestAcsUrl }]),
];
