/** The addresses and the name that a service provider has at identity providers. */
import { indexNodes } from '@cordboard/contract/acs-nodes';
import type { ConnectionSettings } from '@cordboard/contract/tenant-settings';
import type { ServiceProviderRecord } from '../storage/ports/directory-store.ts';

/** An assertion consumer service. */
export interface AcsEndpoint {
  readonly url: string;
  readonly index: number;
  readonly isDefault: boolean;
  /** Slug of the node that it belongs to; null for the one of the service provider itself. */
  readonly node: string | null;
}

export interface ServiceProviderUrls {
  readonly entityId: string;
  readonly metadataUrl: string;
  /** Every endpoint of ours: the one without a node, then those of the nodes in their order. */
  readonly acs: readonly AcsEndpoint[];
  /** The default endpoint, which requests name. */
  readonly acsUrl: string;
  /** Where answers may be asked for: our own endpoints, then the aliases. */
  readonly acceptedAcsUrls: readonly string[];
  /** Single logout service, for both bindings. */
  readonly sloUrl: string;
  /** Where messages about sign-out are accepted: our own endpoint, then the aliases. */
  readonly acceptedSloUrls: readonly string[];
  /** What an audience may name: `entityId`, then the aliases. */
  readonly audiences: readonly string[];
}

/** @param realmUrl `<environment base>/<realm>`, without a trailing slash */
export const serviceProviderUrls = (
  { slug, settings }: Pick<ServiceProviderRecord, 'slug' | 'settings'>,
  realmUrl: string,
): ServiceProviderUrls => {
  const url = `${realmUrl}/saml/${slug}`;
  const own = `${url}/acs`;
  const { defaultNode, nodes } = settings;
  const acs: readonly AcsEndpoint[] = [
    { url: own, index: 0, isDefault: defaultNode === undefined, node: null },
    ...indexNodes(nodes).map((node) => ({
      url: `${own}/${node.slug}`,
      index: node.index,
      isDefault: node.slug === defaultNode,
      node: node.slug,
    })),
  ];
  const entityId = settings.entityId ?? `${url}/metadata`;
  return {
    entityId,
    metadataUrl: `${url}/metadata`,
    acs,
    acsUrl: acs.find(({ isDefault }) => isDefault)?.url ?? own,
    acceptedAcsUrls: [...acs.map((endpoint) => endpoint.url), ...settings.aliases.acsUrls],
    sloUrl: `${url}/slo`,
    acceptedSloUrls: [`${url}/slo`, ...settings.aliases.sloUrls],
    audiences: [entityId, ...settings.aliases.entityIds.filter((alias) => alias !== entityId)],
  };
};

/**
 * What an answer that arrived at one of our endpoints may name: that endpoint, so that an answer for one node is nothing at
 * another. Aliases lead to the endpoint without a node.
 */
export const acsUrlsAt = (
  { acs, acceptedAcsUrls }: Pick<ServiceProviderUrls, 'acs' | 'acceptedAcsUrls'>,
  acsUrl: string,
): readonly string[] =>
  acs.some(({ url, node }) => url === acsUrl && node !== null)
    ? [acsUrl]
    : [acsUrl, ...acceptedAcsUrls.filter((url) => !acs.some((own) => own.url === url))];

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
