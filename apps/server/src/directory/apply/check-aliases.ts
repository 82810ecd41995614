/**
 * Keeps aliases apart. Requests are given to a service provider by host and path, and assertions by their audience, so an
 * alias at an address or under a name of somebody else would take what is not its own.
 */
import { aliasKey, isAliasUrl, isAtOrBelow } from '@cordboard/contract/alias-url';
import type { ServiceProviderAliases } from '@cordboard/contract/tenant-settings';
import type { ServiceProviderRecord } from '../../storage/ports/directory-store.ts';
import { applyProblem } from './apply-problem.ts';
import type { PlanContext } from './plan-context.ts';

/** What the hub answers at every host, whichever it is asked for. */
const INSTALLATION_PATH = /^\/(?:e|assets|admin|healthz|readyz)(?:\/|$)/;

/** Where the service provider is. */
export interface AliasPlace {
  readonly path: string;
  readonly environmentId: string;
  /** Of the environment, without a trailing slash. */
  readonly baseUrl: string;
  /** Slugs of the realms of the environment, existing or new. */
  readonly realms: readonly string[];
}

const endpointsOf = ({ acsUrls, sloUrls, metadataUrls }: ServiceProviderAliases): readonly string[] => [
  ...acsUrls,
  ...sloUrls,
  ...metadataUrls,
];

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** Addresses that the hub has already: of the installation, of the environment's realms, of other environments. */
const findServed = async (context: PlanContext, place: AliasPlace, address: string): Promise<string | null> => {
  if (INSTALLATION_PATH.test(new URL(address).pathname) || isAtOrBelow(address, `${context.installationUrl}/e`)) {
    return 'the installation has addresses there';
  }
  const realm = place.realms.find((slug) => isAtOrBelow(address, `${place.baseUrl}/${slug}`));
  if (realm !== undefined) {
    return `the realm ${realm} has addresses there`;
  }
  const other = (await context.reader.listPublicUrls()).find(
    ({ environmentId, publicUrl }) => environmentId !== place.environmentId && isAtOrBelow(address, publicUrl),
  );
  return other === undefined ? null : `${other.company}/${other.environment} has ${other.publicUrl}`;
};

const findOther = async (
  context: PlanContext,
  serviceProviderId: string,
  [space, key]: readonly ['endpoint' | 'entity-id', string],
): Promise<string | null> => {
  const holder = (await context.reader.findAliases(space, key)).find(
    (other) => other.serviceProviderId !== serviceProviderId,
  );
  return holder === undefined
    ? null
    : `${holder.company}/${holder.environment}/${holder.realm}/${holder.serviceProvider} has ${holder.value}`;
};

/** Looked through only when something of it is new: there can be thousands of environments. */
const added = (before: readonly string[], after: readonly string[]): readonly string[] =>
  after.filter((value) => !before.includes(value));

/** Refuses aliases that are not free. */
export const checkAliases = async (
  context: PlanContext,
  place: AliasPlace,
  { id, settings }: ServiceProviderRecord,
  before: ServiceProviderRecord | undefined,
): Promise<void> => {
  const refuse = (received: string): void =>
    context.plan.refuse(
      applyProblem('apply.conflict', place.path, {
        expected: 'aliases that nobody in the installation has, and that are no addresses of the hub itself',
        received,
        hint: 'An alias moves to another service provider in two steps: take it away first, then add it.',
      }),
    );
  const { aliases } = settings;
  const old = before?.settings.aliases;
  const endpoints = endpointsOf(aliases);
  const keys = endpoints.filter(isAliasUrl).map(aliasKey);
  for (const twice of new Set(keys.filter((key, index) => keys.indexOf(key) !== index))) {
    refuse(`${twice} more than once`);
  }
  for (const url of added(old === undefined ? [] : endpointsOf(old), endpoints)) {
    const taken =
      (await findServed(context, place, url)) ?? (await findOther(context, id, ['endpoint', aliasKey(url)]));
    if (taken !== null) {
      refuse(`${url}; ${taken}`);
    }
  }
  for (const name of added(old?.entityIds ?? [], aliases.entityIds)) {
    const taken =
      (isWebAddress(name) ? await findServed(context, place, name) : null) ??
      (await findOther(context, id, ['entity-id', name]));
    if (taken !== null) {
      refuse(`${name}; ${taken}`);
    }
  }
  // An entity ID of one's own must not be an alias of somebody else.
  if (settings.entityId !== undefined && settings.entityId !== before?.settings.entityId) {
    const holders = await context.reader.findAliases('entity-id', settings.entityId);
    const holder = holders.find(({ serviceProviderId, kind }) => serviceProviderId !== id && kind === 'entity-id');
    if (holder !== undefined) {
      refuse(`${settings.entityId}; ${holder.company}/${holder.environment} has it as an alias`);
    }
  }
};
