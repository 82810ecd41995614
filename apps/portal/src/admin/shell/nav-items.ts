/** The function menu: which pages there are, and which permission each needs. A page that may not be seen is left out. */
import type { Permission } from '@cordboard/contract/admin-api/permissions';
import type { IconName } from '../parts/icon.tsx';
import { allows, type Grant, INSTALLATION, type PagePlace } from '../session/session.ts';
import type { shell } from '../texts/en/shell.ts';

export type NavGroup = 'configuration' | 'people' | 'companyGroup' | 'installationGroup';

export interface NavItem {
  /** Key of its words below `shell.nav`. */
  readonly key: Exclude<keyof typeof shell.nav, NavGroup>;
  readonly icon: IconName;
  readonly group: NavGroup | null;
  /** Address below the base path, with `$company` and `$environment`. */
  readonly path: string;
  /** What the address has to know before the page can be offered. */
  readonly at: 'installation' | 'company' | 'environment';
  readonly permission: Permission | null;
  /** Holding the permission in some environment of the company is enough. */
  readonly orBelow?: true;
  /** The pages of single things that belong to it: what follows `/$company/$environment/realms/<realm>/`. */
  readonly below?: readonly string[];
}

export const navItems: readonly NavItem[] = [
  { key: 'home', icon: 'home', group: null, path: '/$company/-/home', at: 'company', permission: null },
  {
    key: 'environment',
    icon: 'layers',
    group: 'configuration',
    path: '/$company/$environment',
    below: ['', 'service-providers', 'keys', 'local-sign-in'],
    at: 'environment',
    permission: 'directory.read',
  },
  {
    key: 'singleSignOn',
    icon: 'shield',
    group: 'configuration',
    path: '/$company/$environment/single-sign-on',
    below: ['single-sign-on'],
    at: 'environment',
    permission: 'directory.read',
  },
  {
    key: 'applications',
    icon: 'app',
    group: 'configuration',
    path: '/$company/$environment/applications',
    below: ['applications'],
    at: 'environment',
    permission: 'directory.read',
  },
  {
    key: 'users',
    icon: 'people',
    group: 'people',
    path: '/$company/$environment/users',
    below: ['users'],
    at: 'environment',
    permission: 'people.read',
  },
  {
    key: 'attempts',
    icon: 'activity',
    group: 'people',
    path: '/$company/$environment/sign-in-attempts',
    at: 'environment',
    permission: 'attempts.read',
  },
  {
    key: 'certificates',
    icon: 'certificate',
    group: 'companyGroup',
    path: '/$company/-/certificates',
    at: 'company',
    permission: 'directory.read',
    orBelow: true,
  },
  {
    key: 'administrators',
    icon: 'shield',
    group: 'companyGroup',
    path: '/$company/-/administrators',
    at: 'company',
    permission: 'administrators.read',
  },
  {
    key: 'apiKeys',
    icon: 'key',
    group: 'companyGroup',
    path: '/$company/-/api-keys',
    at: 'company',
    permission: 'api-keys.read',
  },
  {
    key: 'audit',
    icon: 'history',
    group: 'companyGroup',
    path: '/$company/-/audit-log',
    at: 'company',
    permission: 'audit.read',
  },
  {
    key: 'companies',
    icon: 'building',
    group: 'installationGroup',
    path: '/-/companies',
    at: 'installation',
    permission: 'installation.write',
  },
  {
    key: 'installationAdministrators',
    icon: 'shield',
    group: 'installationGroup',
    path: '/-/administrators',
    at: 'installation',
    permission: 'administrators.read',
  },
  {
    key: 'installationAudit',
    icon: 'history',
    group: 'installationGroup',
    path: '/-/audit-log',
    at: 'installation',
    permission: 'audit.read',
  },
];

const fits = (item: NavItem, { company, environment }: PagePlace): boolean =>
  item.at === 'installation' || (company !== null && (item.at === 'company' || environment !== null));

const placeOf = ({ at }: NavItem, place: PagePlace): PagePlace => {
  if (at === 'installation') {
    return INSTALLATION;
  }
  return at === 'company' ? { ...place, environment: null } : place;
};

/** What somebody with these grants finds in the menu at a place. */
export const visibleItems = (
  grants: readonly Grant[],
  place: PagePlace,
  items: readonly NavItem[] = navItems,
): readonly NavItem[] =>
  items.filter(
    (item) =>
      fits(item, place) &&
      (item.permission === null || allows(grants, item.permission, placeOf(item, place), item.orBelow === true)),
  );

/** The address of an item at a place. */
export const navPath = ({ path }: NavItem, { company, environment }: PagePlace): string =>
  path.replace('$company', company ?? '').replace('$environment', environment ?? '');

/** Whether the item leads to this address, or to the list that the page at it belongs to. */
export const isPresent = (item: NavItem, place: PagePlace, pathname: string): boolean => {
  const [, , , , , thing = ''] = pathname.split('/');
  const isBelow = pathname.includes('/realms/') && (item.below?.includes(thing) ?? false);
  const isOne = pathname.startsWith(`${navPath(item, place)}/`) && item.below === undefined;
  return isBelow || isOne || pathname.replace(/\/$/, '') === navPath(item, place);
};
