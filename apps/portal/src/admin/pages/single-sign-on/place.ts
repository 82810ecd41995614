/** Where a page about single sign-on is, by slugs. */
import type { RealmPlace } from '../realms/realm-place.ts';

export interface ServiceProviderPlace extends RealmPlace {
  readonly serviceProvider: string;
}

export interface ConnectionPlace extends ServiceProviderPlace {
  readonly connection: string;
}

export interface SetUpPlace extends ServiceProviderPlace {
  readonly setUp: string;
}
