/**
 * Aliases of service providers, by what they are matched by: kept beside the settings that name them, and changed with
 * `putServiceProvider` alone. An alias belongs to one service provider of the installation.
 */

/** Endpoints by host and path, entity IDs by their text. */
export type AliasSpace = 'endpoint' | 'entity-id';

export type AliasKind = 'acs' | 'slo' | 'metadata' | 'entity-id' | 'own-entity-id';

/** An alias with the slugs of its place. */
export interface AliasRecord {
  /** `own-entity-id` is no alias: the entity ID that a service provider was given instead of its metadata URL. */
  readonly kind: AliasKind;
  /** As written in the settings. */
  readonly value: string;
  readonly serviceProviderId: string;
  readonly environmentId: string;
  readonly company: string;
  readonly environment: string;
  readonly realm: string;
  readonly serviceProvider: string;
}

export interface AliasReader {
  /** Who has an address (`aliasKey`) or an entity ID. */
  findAliases(space: AliasSpace, key: string): Promise<readonly AliasRecord[]>;
  /** Every endpoint of the installation, in no particular order. */
  listEndpointAliases(): Promise<readonly AliasRecord[]>;
}
