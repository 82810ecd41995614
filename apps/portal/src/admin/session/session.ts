/** What the grants of somebody allow at a place: what a page offers. The hub judges every request again. */
import type { Permission } from '@cordboard/contract/admin-api/permissions';

interface Named {
  readonly slug: string;
}

/** The part of a grant that decides. */
export interface Grant {
  /** Null: the whole installation. */
  readonly company: Named | null;
  /** Null: every environment of the company. */
  readonly environment: Named | null;
  readonly permissions: readonly Permission[];
}

/** Where something is to be done, by slugs. */
export interface PagePlace {
  readonly company: string | null;
  readonly environment: string | null;
}

export const INSTALLATION: PagePlace = { company: null, environment: null };

const covers = ({ company, environment }: Grant, place: PagePlace, orBelow: boolean): boolean => {
  if (company === null) {
    return true;
  }
  if (company.slug !== place.company) {
    return orBelow && place.company === null;
  }
  return environment === null || environment.slug === place.environment || (orBelow && place.environment === null);
};

/** Whether the grants hold a permission at the place; with `orBelow`, there or anywhere below. */
export const allows = (grants: readonly Grant[], permission: Permission, place: PagePlace, orBelow = false): boolean =>
  grants.some((grant) => grant.permissions.includes(permission) && covers(grant, place, orBelow));
